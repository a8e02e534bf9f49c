package coast

import (
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

// Displace returns the coast with every position moved: that of the shore, of
// islands, closing lines and enclosed waters. Move gets and returns places on
// WGS84 in metres from the Earth's centre; it must give one answer for one
// place. It fails with *problem.List if the rings of the result cross or touch
// each other where they did not before.
func (c *Coast) Displace(move func(geodesic.Vec) geodesic.Vec) (*Coast, error) {
	e := geodesic.WGS84
	line := func(points []orb.Point) []orb.Point {
		out := make([]orb.Point, len(points))
		for k, p := range points {
			out[k] = e.Position(e.OnSurface(move(e.Cartesian(p))))
		}
		return out
	}
	out := *c
	out.SHA256 = ""
	out.Shore = line(c.Shore)
	out.Islands, out.Closings, out.Enclosed, out.Touching = slices.Clone(c.Islands), slices.Clone(c.Closings), nil, nil
	for k := range out.Islands {
		out.Islands[k].Ring = line(c.Islands[k].Ring)
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
	b := out.checks()
	if plan := b.plan(); b.problems.Total == 0 {
		nodes := plan.tree()
		b.inside(plan, nodes, b.crossings(plan, nodes))
	}
	if err := b.problems.Err(); err != nil {
		return nil, err
	}
	return &out, nil
}
