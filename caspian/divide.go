package caspian

import (
	"context"
	"errors"
	"fmt"
	"math"

	"caspian.example/division/caspian/regime"
)

// ErrNoRegime is returned by Divide for the zero regime: none is a default.
var ErrNoRegime = errors.New("caspian: no regime is given")

// Divide divides the sea under a regime. It returns what is wrong with the regime as
// regime.Regime.Checked does, and otherwise an error that wraps ErrNoSea or ErrNoRegime
// if there is none; ErrNotCaspian, ErrState, ErrShares, ErrIsland or ErrLine if the
// regime has no meaning on the sea; ErrTolerance or ErrResolution for options that
// cannot be; partition.ErrCut for given lines that do not cut the sea, and
// partition.ErrApart for those of two states that do not meet;
// partition.ErrUnreachable if no lines give the shares, partition.ErrUnresolved if
// lines cannot be told apart; and the context's cause if it is cancelled, with nothing
// left running. A nil context panics.
func Divide(ctx context.Context, sea *Sea, r regime.Regime, opts Options) (*Division, error) {
	if r.ID == "" && r.Base == "" {
		return nil, ErrNoRegime
	}
	r, err := sea.under(r)
	if err != nil {
		return nil, err
	}
	d := &Division{Sea: sea}
	p, err := sea.plan(&r, opts)
	if err != nil {
		return nil, err
	}
	d.Question = sea.question(r, Asked{Tolerance: p.Tolerance, Resolution: p.Resolution, Rough: opts.Rough})
	d.effects = p.Effects
	for _, s := range sea.coast.States {
		d.States = append(d.States, StateShare{State: s, Share: math.NaN()})
	}
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	switch r.Base {
	case regime.BaseTarget:
		err = d.share(ctx, p)
	case regime.BaseUndivided:
		err = d.leaveUndivided(ctx, p)
	case regime.BaseZones:
		err = d.drawZones(ctx, p)
	default:
		err = d.drawMedian(ctx, p)
	}
	if err != nil {
		return nil, fmt.Errorf("caspian: dividing by %s: %w", r.ID, err)
	}
	return d, nil
}
