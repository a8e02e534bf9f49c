package caspian

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/partition"
)

// ErrShares is returned by Divide for the shares of a Target that the sea cannot
// be divided in.
var ErrShares = errors.New("caspian: no such shares")

// Target returns a regime that divides the sea in the given shares, fractions of
// it by the states' codes; the other states share the rest. It is a what-if and
// rests on nothing.
func Target(shares map[string]float64, rest Parts) Regime {
	return &target{maps.Clone(shares), rest}
}

type target struct {
	shares map[string]float64
	rest   Parts
}

func (*target) ID() string { return "target" }

func (t *target) About() About {
	return About{
		Title:       "Given shares",
		Basis:       "None: the shares are the user's.",
		Silence:     "No treaty and no claim stands behind the sectors. They show what a share would look like if equiratio lines parted it: each place belongs to the state whose coast is nearest after distances are divided by one weight per state.",
		Layers:      alike(LayerSectors, "sectors"),
		Assumptions: []string{"states that are not named share the rest in equal parts, or in proportion to their median shares or coasts"},
	}
}

// Applies returns an error if the shares do not fit the sea.
func (t *target) Applies(sea *Sea) error {
	if len(t.shares) == 0 {
		return fmt.Errorf("%w: none is given", ErrShares)
	}
	switch t.rest {
	case "", PartsEqual, PartsMedian, PartsCoast:
	default:
		return fmt.Errorf("%w: the rest goes by %s, %s or %s, not by %q", ErrShares, PartsEqual, PartsMedian, PartsCoast, t.rest)
	}
	sum := 0.0
	for _, code := range slices.Sorted(maps.Keys(t.shares)) {
		v := t.shares[code]
		if sea.state(code) < 0 {
			return fmt.Errorf("%w: the sea has no state %q; it has %s", ErrShares, code, strings.Join(sea.codes(), ", "))
		}
		if !(v > 0 && v < 1) {
			return fmt.Errorf("%w: %s=%v lies outside 0 to 1", ErrShares, code, v)
		}
		sum += v
	}
	switch left := len(sea.coast.States) - len(t.shares); {
	case left == 0 && math.Abs(sum-1) > 1e-9:
		return fmt.Errorf("%w: they add up to %.10g instead of 1", ErrShares, sum)
	case left > 0 && sum >= 1:
		return fmt.Errorf("%w: they add up to %.10g and leave nothing to the other states", ErrShares, sum)
	}
	return nil
}

func (t *target) divide(ctx context.Context, sea *Sea, by *choices) (*Division, error) {
	d := newDivision(t, sea, by, LayerAll)
	shares, err := d.defineShares(ctx, &Definition{Shares: t.shares, Rest: t.rest}, by)
	if err != nil {
		return nil, err
	}
	return d, d.share(ctx, shares, by)
}

// apportion gives some states their parts of a share of the sea. It fails with
// ErrShares if one of them has nothing that its part could be measured by.
func (d *Division) apportion(ctx context.Context, shares []float64, states []int, whole float64, parts Parts, by *choices) error {
	sizes := make([]float64, len(shares))
	for k := range sizes {
		sizes[k] = 1
	}
	if parts == PartsCoast {
		var err error
		if sizes, err = d.Sea.coast.Lengths(geodesic.WGS84, by.measure); err != nil {
			return err
		}
	}
	if len(states) > 0 && parts == PartsMedian {
		opts := by.Options
		opts.Progress = nil
		net, err := partition.Divide(ctx, d.Sea.coast, opts)
		if err != nil {
			return err
		}
		for k, s := range net.Sectors {
			sizes[k] = s.Area
		}
	}
	total := 0.0
	for _, k := range states {
		switch {
		case sizes[k] > 0:
		case parts == PartsCoast:
			return fmt.Errorf("%w: by this measure (%s) the coast of %s has no length, and so no part of what is left", ErrShares, by.measure, d.States[k].Name)
		default:
			return fmt.Errorf("%w: under the median line %s has no water, and so no part of what is left", ErrShares, d.States[k].Name)
		}
		total += sizes[k]
	}
	for _, k := range states {
		shares[k] = whole * sizes[k] / total
	}
	return nil
}
