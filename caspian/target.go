package caspian

import (
	"context"
	"fmt"

	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/regime"
)

// share gives the states the regime's shares of the sea, and draws them if need be.
func (d *Division) share(ctx context.Context, p *plan) error {
	shares, err := d.shares(ctx, p)
	if err != nil {
		return err
	}
	if p.sharesOnly {
		d.Area = p.Shores.Area()
	} else if err := d.solve(ctx, shares, nil, p); err != nil {
		return err
	}
	for k, share := range shares {
		d.States[k].Share, d.States[k].Area = share, d.Area*share
	}
	for k := range d.Zones {
		d.Zones[k].Share = shares[d.Zones[k].Holder.States[0]]
	}
	d.warnWeighted()
	d.drawInternalWaters()
	return nil
}

// solve divides the sea in given shares, those of a bloc together.
func (d *Division) solve(ctx context.Context, shares []float64, blocs []int, p *plan) error {
	opts := p.Options
	opts.Blocs = blocs
	s, err := partition.Solve(ctx, d.Sea.coast, shares, opts)
	if err != nil {
		return err
	}
	d.drawNetwork(s.Network)
	d.weigh(s.Weights)
	d.Iterations, d.Residual = s.Iterations, s.Residual
	return nil
}

// shares returns every state's share of the sea: those that the regime names, and of
// the rest a part by its rule. It fails with ErrShares if a state has nothing that
// its part could be measured by.
func (d *Division) shares(ctx context.Context, p *plan) ([]float64, error) {
	r := p.regime
	out, left := make([]float64, len(d.States)), 1.0
	var rest []int
	for k, s := range d.States {
		if v, ok := r.Shares[s.Code]; ok {
			out[k] = v
			left -= v
		} else {
			rest = append(rest, k)
		}
	}
	sizes, err := d.sizes(ctx, len(rest) > 0, p)
	if err != nil {
		return nil, err
	}
	total := 0.0
	for _, k := range rest {
		switch {
		case sizes[k] > 0:
		case r.Rest == regime.PartsCoast:
			return nil, fmt.Errorf("%w: by this measure (%s) the coast of %s has no length, and so no part of what is left", ErrShares, r.Measure, d.States[k].Name)
		default:
			return nil, fmt.Errorf("%w: under the median line %s has no water, and so no part of what is left", ErrShares, d.States[k].Name)
		}
		total += sizes[k]
	}
	for _, k := range rest {
		out[k] = left * sizes[k] / total
	}
	return out, nil
}

// sizes returns what the states' parts of a rest are measured by, if there is one.
func (d *Division) sizes(ctx context.Context, needed bool, p *plan) ([]float64, error) {
	switch {
	case p.regime.Rest == regime.PartsCoast:
		return d.Sea.lengths(p.regime.Measure)
	case p.regime.Rest == regime.PartsMedian && needed:
		opts := p.Options
		opts.Progress, opts.Weights = nil, nil
		net, err := partition.Divide(ctx, d.Sea.coast, opts)
		if err != nil {
			return nil, err
		}
		out := make([]float64, len(d.States))
		for k, s := range net.Sectors {
			out[k] = s.Area
		}
		return out, nil
	}
	out := make([]float64, len(d.States))
	for k := range out {
		out[k] = 1
	}
	return out, nil
}
