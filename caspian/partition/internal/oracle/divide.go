package oracle

import (
	"cmp"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// Divide divides the sea of c.
func Divide(c *coast.Coast, opts Options) (*Result, error) {
	opts.Fraction = cmp.Or(opts.Fraction, 20)
	opts.Sag = cmp.Or(opts.Sag, 1)
	opts.Tolerance = cmp.Or(opts.Tolerance, 0.05)
	o := newOracle(c, opts)
	if err := o.densify(); err != nil {
		return nil, err
	}
	middle := geodesic.Vec{}
	for _, s := range o.sites {
		middle = middle.Add(s.w)
	}
	plane := newPlane(middle)
	points := make([]point, len(o.sites))
	for k, s := range o.sites {
		points[k] = plane.project(s.w)
	}
	d, err := triangulate(points)
	if err != nil {
		return nil, err
	}
	g := &diagram{oracle: o, d: d, plane: plane, nodes: make([]node, len(d.triangles)), result: &Result{Sites: len(o.sites), Lines: map[[2]int][]Line{}}}
	if err := g.findSegments(); err != nil {
		return nil, err
	}
	if err := g.settle(); err != nil {
		return nil, err
	}
	g.chain()
	if err := g.areas(); err != nil {
		return nil, err
	}
	return g.result, nil
}
