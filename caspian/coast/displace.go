package coast

import (
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

// Displace returns the coast with every position moved: that of the shore, of
// islands, closing lines, straight baselines and enclosed waters. Move gets and returns places on
// WGS84 in metres from the Earth's centre; it must give one answer for one
// place. It fails with *problem.List if the rings of the result cross or touch
// each other where they did not before.
func (c *Coast) Displace(move func(geodesic.Vec) geodesic.Vec) (*Coast, error) {
	out, _, err := NewBaselines(geodesic.WGS84, c).Displace(c, move)
	return out, err
}

// Displace is Coast.Displace for the coast c, whose baselines b are on WGS84. It returns
// the baselines of the result, too.
func (b *Baselines) Displace(c *Coast, move func(geodesic.Vec) geodesic.Vec) (*Coast, *Baselines, error) {
	e := geodesic.WGS84
	rings := b.vertices()
	// moved returns the positions of a ring, and puts their places into it.
	moved := func(ring []geodesic.Vec) []orb.Point {
		out := make([]orb.Point, len(ring))
		last := len(ring) - 1
		for k, p := range ring[:last] {
			ring[k] = e.OnSurface(move(p))
			out[k] = e.Position(ring[k])
		}
		out[last], ring[last] = out[0], ring[0]
		return out
	}
	line := func(points []orb.Point) []orb.Point {
		out := make([]orb.Point, len(points))
		for k, p := range points {
			out[k] = e.Position(e.OnSurface(move(e.Cartesian(p))))
		}
		return out
	}
	out := *c
	out.SHA256 = ""
	out.Shore = moved(rings[0])
	out.Islands, out.Closings, out.Enclosed, out.Touching = slices.Clone(c.Islands), slices.Clone(c.Closings), nil, nil
	for k := range out.Islands {
		out.Islands[k].Ring = moved(rings[1+k])
	}
	for k := range out.Closings {
		out.Closings[k].Line = line(c.Closings[k].Line)
	}
	for _, enclosed := range c.Enclosed {
		water := make(orb.Polygon, len(enclosed.Water))
		for k, ring := range enclosed.Water {
			water[k] = line(ring)
		}
		enclosed.Water = water
		out.Enclosed = append(out.Enclosed, enclosed)
	}
	checks := out.checks()
	checks.places = rings
	if plan := checks.plan(); checks.problems.Total == 0 {
		nodes := plan.tree()
		checks.inside(plan, nodes, checks.crossings(plan, nodes))
	}
	if err := checks.problems.Err(); err != nil {
		return nil, nil, err
	}
	baselines := &Baselines{Ellipsoid: e, Points: make([]geodesic.Vec, 0, len(b.Points))}
	baselines.addShores(&out, func(ring, k int) geodesic.Vec { return rings[ring][k] })
	return &out, baselines, nil
}
