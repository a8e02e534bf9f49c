package caspian

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"caspian.example/division/caspian/partition"
)

// Rest says how the states that a Target does not name share what is left.
type Rest string

// What is left goes to them in equal parts, or in proportion to their shares
// under the median line.
const (
	RestEqual  Rest = "equal"
	RestMedian Rest = "median"
)

// ErrShares is returned by Divide for the shares of a Target that the sea cannot
// be divided in.
var ErrShares = errors.New("caspian: no such shares")

// Target returns a regime that divides the sea in the given shares, fractions of
// it by the states' codes; the other states share the rest. It is a what-if and
// rests on nothing.
func Target(shares map[string]float64, rest Rest) Regime {
	return &target{maps.Clone(shares), rest}
}

type target struct {
	shares map[string]float64
	rest   Rest
}

func (*target) ID() string { return "target" }

func (t *target) About() About {
	return About{
		Title:   "Given shares",
		Basis:   "None: the shares are the user's.",
		Silence: "No treaty and no claim stands behind the sectors. They show what a share would look like if equiratio lines parted it: each place belongs to the state whose coast is nearest after distances are divided by one weight per state.",
		Layers: []LayerRule{
			{LayerSeabed, "sectors"}, {LayerWater, "sectors"}, {LayerSurface, "sectors"},
		},
		Assumptions: []string{"states that are not named share the rest in equal parts, or in proportion to their median shares"},
	}
}

// Applies returns an error if the shares do not fit the sea.
func (t *target) Applies(sea *Sea) error {
	if len(t.shares) == 0 {
		return fmt.Errorf("%w: none is given", ErrShares)
	}
	if t.rest != RestEqual && t.rest != RestMedian && t.rest != "" {
		return fmt.Errorf("%w: the rest goes by %s or %s, not by %q", ErrShares, RestEqual, RestMedian, t.rest)
	}
	sum := 0.0
	for _, code := range slices.Sorted(maps.Keys(t.shares)) {
		v := t.shares[code]
		if sea.state(code) < 0 {
			var codes []string
			for _, s := range sea.coast.States {
				codes = append(codes, s.Code)
			}
			return fmt.Errorf("%w: the sea has no state %q; it has %s", ErrShares, code, strings.Join(codes, ", "))
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
	rest, parts, total := 1.0, make([]float64, len(d.States)), 0.0
	if t.rest == RestMedian && len(t.shares) < len(d.States) {
		opts := by.Options
		opts.Progress = nil
		net, err := partition.Divide(ctx, sea.coast, opts)
		if err != nil {
			return nil, err
		}
		for k, s := range net.Sectors {
			parts[k] = s.Area
		}
	} else {
		for k := range parts {
			parts[k] = 1
		}
	}
	shares := make([]float64, len(d.States))
	for k, s := range d.States {
		if v, ok := t.shares[s.Code]; ok {
			shares[k], parts[k] = v, 0
			rest -= v
		}
		total += parts[k]
	}
	for k, part := range parts {
		if part > 0 {
			shares[k] = rest * part / total
		}
	}
	return d, d.share(ctx, shares, by)
}
