package partition

import (
	"context"

	"caspian.example/division/caspian/coast"
)

// Divide cuts the sea of c into one sector per state by the lines of equal
// distance.
//
// When ctx ends it returns its cause, on ordinary coasts within a tenth of a second
// (TestCancel), and leaves nothing running. Only the laying out of the shores at the
// beginning is not interrupted: 0.6 s for 800,000 vertices. A nil context is a
// mistake of the program, and panics.
func Divide(ctx context.Context, c *coast.Coast, opts Options) (*Network, error) {
	if err := opts.check(c); err != nil {
		return nil, err
	}
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	n, err := division(ctx, &opts)
	return n, causeOf(ctx, err)
}

// division is Divide with everything checked.
func division(ctx context.Context, opts *Options) (*Network, error) {
	p := &progress{call: opts.Progress, length: 1}
	var weighting Weighting
	if opts.Weights != nil {
		weighting = opts.Weighting
	}
	if len(opts.Cuts) > 0 {
		weighting = opts.Weighting // for the index of all shores
	}
	f := newField(opts.Shores, opts.Effects, weighting)
	f.progress, f.blocs, f.areasOnly = p, opts.Blocs, opts.AreasOnly
	f.keeps = opts.Weights == nil && opts.Blocs == nil && len(opts.Cuts) == 0 && !opts.AreasOnly
	if opts.Weights != nil {
		f.weigh(weighting, opts.Weights)
	}
	a := newAssembly(f)
	var err error
	if len(opts.Cuts) > 0 {
		err = a.cutNetwork(ctx, opts, weighting)
	} else {
		err = f.network(ctx, opts, a)
	}
	if err != nil {
		return nil, err
	}
	out, err := a.result(ctx)
	if err != nil {
		return nil, err
	}
	p.over(0, 1)(1, 1)
	return out, nil
}
