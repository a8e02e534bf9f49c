package caspian

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/partition"
)

// Options are the choices of Divide. The zero value is ready to use.
type Options struct {
	// Tolerance is the largest distance in metres of a written line from the
	// true one, between vertices. 0 means 1 m; the range is 0.01 m to 10 km.
	Tolerance float64
	// Resolution is the width in metres from which on no pocket of a sector
	// is missed. 0 means 1/1000 of the sea's width.
	Resolution float64
	// Islands is the effect of islands on lines, by the name of their feature,
	// from 0 to 1; the key "" stands for all that are not named, whose effect
	// is 1 without it. Nil gives all islands full effect. See
	// partition.Options for what a partial effect is.
	Islands map[string]float64
	// Weights are the states' weights by their codes, for Median alone: states
	// that are not named have the weight 1 (additive 0). The other regimes
	// find their own.
	Weights map[string]float64
	// Weighting is the rule of weights, also of those that a regime finds;
	// Equiratio without it.
	Weighting Weighting
	// Layer is the layer to be divided; "" leaves it to the regime.
	Layer Layer
	// SharesOnly leaves out zones and lines where the shares are known without
	// them.
	SharesOnly bool
	// Progress, if not nil, is told how far a division is (see
	// partition.Options).
	Progress func(done float64)
}

// Weighting is the rule by which weights change whose a place is (see
// partition.Weighting).
type Weighting = partition.Weighting

// The weightings: the ratio of the distances is that of the weights, or their
// difference, in metres, is that of the weights.
const (
	Equiratio = partition.Equiratio
	Additive  = partition.Additive
)

// choices are Options that have been checked against a sea.
type choices struct {
	partition.Options
	layer      Layer
	islands    string // the effect of islands in words
	sharesOnly bool
}

// choices checks the options.
func (o *Options) choices(sea *Sea, regime Regime) (*choices, error) {
	by := &choices{layer: o.Layer, sharesOnly: o.SharesOnly, Options: partition.Options{
		Tolerance: o.Tolerance, Resolution: o.Resolution, Progress: o.Progress, Weighting: o.Weighting,
	}}
	if by.Tolerance == 0 {
		by.Tolerance = partition.DefaultTolerance
	}
	if !(by.Tolerance >= 0.01 && by.Tolerance <= 10_000) {
		return nil, fmt.Errorf("%w: %v m", ErrTolerance, by.Tolerance)
	}
	switch o.Layer {
	case "", LayerSeabed, LayerWater, LayerSurface, LayerAll:
	default:
		return nil, fmt.Errorf("%w: %q", ErrLayer, o.Layer)
	}
	if by.Weighting == "" {
		by.Weighting = Equiratio
	}
	var err error
	if by.Effects, by.islands, err = o.effects(sea); err != nil {
		return nil, err
	}
	if o.Weights != nil {
		if regime != Median {
			return nil, fmt.Errorf("%w: %s finds its own", ErrWeights, regime.ID())
		}
		by.Weights = make([]float64, len(sea.coast.States))
		for k := range by.Weights {
			if by.Weighting != Additive {
				by.Weights[k] = 1
			}
		}
		for _, code := range slices.Sorted(maps.Keys(o.Weights)) {
			k := sea.state(code)
			if k < 0 {
				return nil, fmt.Errorf("%w: the sea has no state %q", ErrWeights, code)
			}
			by.Weights[k] = o.Weights[code]
		}
	}
	return by, nil
}

// ErrWeights is returned by Divide for weights that cannot be used.
var ErrWeights = errors.New("caspian: no such weights")

// ErrLayer is returned by Divide for a layer that there is not.
var ErrLayer = errors.New("caspian: no such layer")

// effects returns the effect of every island, nil if all have full effect, and
// says it in words.
func (o *Options) effects(sea *Sea) (effects []float64, words string, err error) {
	c := sea.coast
	words = "full"
	all, ok := o.Islands[""]
	switch {
	case !ok:
		all = 1
	case all == 0.5:
		words = "half"
	case all == 0:
		words = "none"
	case all != 1:
		words = strconv.FormatFloat(all, 'g', -1, 64)
	}
	effects = make([]float64, len(c.Islands))
	for k := range effects {
		effects[k] = all
	}
	for _, name := range slices.Sorted(maps.Keys(o.Islands)) {
		v := o.Islands[name]
		if !(v >= 0 && v <= 1) {
			return nil, "", fmt.Errorf("%w: %v lies outside 0 to 1", ErrIsland, v)
		}
		if name == "" {
			continue
		}
		found := false
		for k, i := range c.Islands {
			if c.Features[i.Feature].Name == name {
				effects[k], found = v, true
			}
		}
		if !found {
			return nil, "", fmt.Errorf("%w: no island is named %q%s", ErrIsland, name, islandNames(c))
		}
		words += ", " + name + " " + strconv.FormatFloat(v, 'g', -1, 64)
	}
	if !slices.ContainsFunc(effects, func(v float64) bool { return v < 1 }) {
		effects = nil
	}
	return effects, words, nil
}

// islandNames lists the names of islands for an error, up to ten.
func islandNames(c *coast.Coast) string {
	var names []string
	for _, i := range c.Islands {
		if name := c.Features[i.Feature].Name; name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	switch n := len(names); {
	case n == 0:
		return ": none of them has a name"
	case n > 10:
		return fmt.Sprintf("; there are %s and %d more", strings.Join(names[:10], ", "), n-10)
	}
	return "; there are " + strings.Join(names, ", ")
}
