package partition

import (
	"context"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/await"
)

// Divide cuts the sea of c into one sector per state by the lines of equal
// distance. When ctx ends it returns its cause at once; what still runs then
// ends by itself.
func Divide(ctx context.Context, c *coast.Coast, opts Options) (*Network, error) {
	if err := opts.check(c); err != nil {
		return nil, err
	}
	p := &progress{call: opts.Progress, length: 1}
	defer p.end()
	return await.Do(ctx, func() (*Network, error) {
		var weighting Weighting
		if opts.Weights != nil {
			weighting = opts.Weighting
		}
		if len(opts.Cuts) > 0 {
			weighting = opts.Weighting // for the index of all shores
		}
		f := newField(c, opts.Effects, weighting)
		f.progress, f.blocs, f.areasOnly = p, opts.Blocs, opts.AreasOnly
		if opts.Weights != nil {
			f.weigh(weighting, opts.Weights)
		}
		a := newAssembly(f, c)
		var err error
		if len(opts.Cuts) > 0 {
			err = a.cutNetwork(ctx, &opts, weighting)
		} else {
			err = f.network(ctx, &opts, a)
		}
		if err != nil {
			return nil, err
		}
		out, err := a.result()
		p.over(0, 1)(1, 1)
		return out, err
	})
}

// Area returns the area of the sea of c in m², without its islands: the same
// sum as that of the sectors.
func Area(c *coast.Coast) float64 {
	return newAssembly(&field{e: geodesic.WGS84, c: c, b: coast.NewBaselines(geodesic.WGS84, c)}, c).seaArea()
}
