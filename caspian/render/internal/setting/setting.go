// Package setting fits what lies around a sea to its coast, whatever draws it: where the
// two are of different sources, the coast is right. Begin with Near.
package setting

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/geodata"
)

// Near says whether a sea lies where surroundings are known.
func Near(s *geodata.Surroundings, c *coast.Coast) bool {
	return s != nil && slices.ContainsFunc(s.Countries, func(o geodata.Country) bool { return o.Parts.Bound().Contains(c.Shore[0]) })
}

// farOff is how many metres the end of a land border may lie from that of the coast.
const farOff = 50e3

// Borders returns the land borders, each to the end that the coast has.
func Borders(s *geodata.Surroundings, c *coast.Coast) (out []orb.LineString) {
	for _, b := range s.Borders {
		out = append(out, b.Line)
	}
	for _, t := range c.Termini() {
		pair := [2]string{c.States[t.Before].Code, c.States[t.After].Code}
		slices.Sort(pair[:])
		best, end, least := 0, 0, farOff
		for k, b := range s.Borders {
			for _, i := range [...]int{0, len(b.Line) - 1} {
				if b.States != pair {
					continue
				}
				if far, _, _ := geodesic.WGS84.Inverse(b.Line[i], t.At); far < least {
					best, end, least = k, i, far
				}
			}
		}
		if least < farOff {
			out[best] = slices.Clone(out[best])
			out[best][end] = t.At
		}
	}
	return out
}

// offshore is how many metres an island of the coast may lie from where it is published.
const offshore = 15e3

// Island returns the vertex of the coast's islands that is nearest to where an island is
// published; false if the coast has none there.
func Island(i geodata.Island, c *coast.Coast) (at orb.Point, ok bool) {
	least := offshore
	for _, isle := range c.Islands {
		for _, q := range isle.Ring {
			if math.Abs(q[1]-i.At[1]) > 0.2 {
				continue // more than offshore
			}
			if far, _, _ := geodesic.WGS84.Inverse(q, i.At); far < least {
				least, at, ok = far, q, true
			}
		}
	}
	return at, ok
}
