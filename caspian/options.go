package caspian

import (
	"errors"
	"fmt"
	"maps"
	"math"
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
	// partition.Options for what a partial effect is. A defined regime may have
	// effects of its own, which hold where this is nil.
	Islands map[string]float64
	// Weights are the states' weights by their codes, for Median alone: states
	// that are not named have the weight 1 (additive 0). The other regimes
	// find their own.
	Weights map[string]float64
	// Weighting is the rule of weights, also of those that a regime finds;
	// Equiratio without it.
	Weighting Weighting
	// Lines are given lines that replace the median line between two states,
	// under Median, Agreed and AstaraHasanQuli.
	Lines []Line
	// Layer is the layer to be divided; "" leaves it to the regime.
	Layer Layer
	// Territorial and Fishery are the breadths in metres of territorial waters
	// and of the fishery zone beyond them under Convention2018, the second
	// also that of the belts of a condominium; 0 means 15 and 10 nautical miles.
	Territorial, Fishery float64
	// Successors, if not empty, gives the successors of the Soviet Union belts
	// of their own in a condominium, and says how they share its half.
	Successors Parts
	// CoastMeasure is how coasts are measured where shares follow their length.
	// For one that cannot be Divide returns the error of its method Check.
	CoastMeasure Measure
	// SharesOnly leaves out zones and lines where the shares are known without
	// them.
	SharesOnly bool
	// Progress, if not nil, is told how far a division is (see
	// partition.Options).
	Progress func(done float64)

	rough bool // draws lines just well enough for their shares
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
	layer                Layer
	islands              string // the effect of islands in words
	territorial, fishery float64
	successors           Parts
	measure              Measure
	sharesOnly           bool
	given                bool // there are lines of the user's
}

// Parts says how states share what is theirs together.
type Parts string

// What is left goes to them in equal parts, in proportion to their shares under
// the median line, or in proportion to the length of their coasts.
const (
	PartsEqual  Parts = "equal"
	PartsMedian Parts = "median"
	PartsCoast  Parts = "coast"
)

// choices checks the options.
func (o *Options) choices(sea *Sea, regime Regime) (*choices, error) {
	by := &choices{layer: o.Layer, sharesOnly: o.SharesOnly, territorial: o.Territorial, fishery: o.Fishery, successors: o.Successors, measure: o.CoastMeasure, given: len(o.Lines) > 0, Options: partition.Options{
		Tolerance: o.Tolerance, Resolution: o.Resolution, Progress: o.Progress, Weighting: o.Weighting,
	}}
	if by.Tolerance == 0 {
		by.Tolerance = partition.DefaultTolerance
	}
	if !(by.Tolerance >= 0.01 && by.Tolerance <= 10_000) {
		return nil, fmt.Errorf("%w: %v m", ErrTolerance, by.Tolerance)
	}
	if !(by.Resolution >= 0) || math.IsInf(by.Resolution, 1) {
		return nil, fmt.Errorf("%w: %v m", ErrResolution, by.Resolution)
	}
	if by.territorial == 0 {
		by.territorial = TerritorialBreadth
	}
	if by.fishery == 0 {
		by.fishery = FisheryBreadth
	}
	for _, breadth := range []float64{by.territorial, by.fishery, by.territorial + by.fishery} {
		if !(breadth >= partition.MinBreadth && breadth <= partition.MaxBreadth) {
			return nil, fmt.Errorf("%w: %v m", ErrBreadth, breadth)
		}
	}
	if err := by.measure.Check(); err != nil {
		return nil, err
	}
	switch o.Successors {
	case "", PartsEqual, PartsMedian, PartsCoast:
	default:
		return nil, fmt.Errorf("%w: parts go by %s, %s or %s, not by %q", ErrShares, PartsEqual, PartsMedian, PartsCoast, o.Successors)
	}
	if err := Divides(regime, o.Layer); err != nil {
		return nil, err
	}
	switch by.Weighting {
	case Equiratio, Additive:
	case "":
		by.Weighting = Equiratio
	default:
		return nil, fmt.Errorf("%w: the weighting is %s or %s, not %q", ErrWeights, Equiratio, Additive, by.Weighting)
	}
	islands := *o
	islands.Islands = o.islandsUnder(regime)
	var err error
	if by.Effects, by.islands, err = islands.effects(sea); err != nil {
		return nil, err
	}
	if len(o.Weights) > 0 {
		if regime != Median {
			return nil, fmt.Errorf("%w: %s finds its own", ErrWeights, regime.ID())
		}
		if by.Weights, err = sea.weights(o.Weights, by.Weighting); err != nil {
			return nil, err
		}
	}
	if o.rough {
		by.Tolerance, by.AreasOnly = max(by.Tolerance, roughTolerance), true
	}
	if by.Cuts, err = o.cuts(sea, regime); err != nil {
		return nil, err
	}
	return by, nil
}

// weights returns one weight per state: 1 (additive 0) for those that are not named.
func (s *Sea) weights(named map[string]float64, weighting Weighting) ([]float64, error) {
	out := make([]float64, len(s.coast.States))
	for k := range out {
		if weighting != Additive {
			out[k] = 1
		}
	}
	for _, code := range slices.Sorted(maps.Keys(named)) {
		k := s.state(code)
		if k < 0 {
			return nil, fmt.Errorf("%w: the sea has no state %q", ErrWeights, code)
		}
		w := named[code]
		if math.IsNaN(w) || weighting != Additive && w <= 0 || math.Abs(w) > maxWeight {
			return nil, fmt.Errorf("%w: %s=%v; they are numbers above 0, or if additive lengths in metres, up to %g", ErrWeights, code, w, maxWeight)
		}
		out[k] = w
	}
	if low, high := slices.Min(out), slices.Max(out); weighting != Additive && low < high/maxRatio {
		return nil, fmt.Errorf("%w: the greatest, %v, is more than %g times the least, %v", ErrWeights, high, maxRatio, low)
	}
	return out, nil
}

// The bounds of weights and of the ratio of two, which partition.Divide has too.
const (
	maxWeight = 1e7
	maxRatio  = 1e6
)

// islandsUnder returns the effects of islands under a regime: its own, unless the
// options have others.
func (o *Options) islandsUnder(regime Regime) map[string]float64 {
	if own, ok := regime.(*defined); ok && o.Islands == nil {
		return own.def.Islands
	}
	return o.Islands
}

// ErrResolution is returned by Divide for a resolution that is no length.
var ErrResolution = errors.New("caspian: the resolution is no length")

// ErrWeights is returned by Divide for weights or a weighting that cannot be used.
var ErrWeights = errors.New("caspian: no such weights")

// ErrBreadth is returned by Divide for belts outside 1 m to 200 nautical miles,
// both together included.
var ErrBreadth = errors.New("caspian: the breadth of a belt lies outside 1 m to 200 nautical miles")

// ErrLayer is returned by Divide for a layer that the regime does not divide, or that
// there is not.
var ErrLayer = errors.New("caspian: the layer is not divided")

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
