// Package pieces writes lines of divisions by what they are made of, for the map page:
// stretches of the coast's rings, which the page has once, and lines of their own.
package pieces

import (
	"encoding/base64"
	"encoding/binary"
	"math"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
)

// RingsOf are the shore of a coast and its islands.
func RingsOf(c *coast.Coast) []orb.Ring {
	out := []orb.Ring{c.Shore}
	for _, i := range c.Islands {
		out = append(out, i.Ring)
	}
	return out
}

// Shores says whose the rings of a coast are: state, ring, first position, number of edges.
func Shores(c *coast.Coast) (out [][4]int) {
	for _, s := range c.Stretches {
		out = append(out, [4]int{s.State, 0, s.Start, s.End - s.Start})
	}
	for k, i := range c.Islands {
		out = append(out, [4]int{i.State, k + 1, 0, len(i.Ring) - 1})
	}
	return out
}

// Rings are the rings of a coast. Begin with New.
type Rings struct {
	rings []orb.Ring
	// places are where positions are: ring and number.
	places map[orb.Point][][2]int
}

// New returns the rings, closed, in the order that they are counted in.
func New(rings []orb.Ring) *Rings {
	out := &Rings{rings: rings, places: map[orb.Point][][2]int{}}
	for k, ring := range rings {
		for i, p := range ring[:len(ring)-1] {
			out.places[p] = append(out.places[p], [2]int{k, i})
		}
	}
	return out
}

// Along returns how many edges at the beginning of a line are those of a ring, one after
// the other, and from which of its positions on: negative where it runs against the ring, 0
// if the line begins with none.
func (r *Rings) Along(points []orb.Point) (ring, from, n int) {
	for _, place := range r.places[points[0]] {
		line := r.rings[place[0]]
		size := len(line) - 1
		for _, step := range [2]int{1, -1} {
			count := 0
			for count+1 < len(points) && count < size && points[count+1] == line[((place[1]+step*(count+1))%size+size)%size] {
				count++
			}
			if count > max(n, -n) {
				ring, from, n = place[0], place[1], step*count
			}
		}
	}
	return ring, from, n
}

// Of returns a line as the pieces that it is made of: [ring, from, count] of the coast,
// and what own makes of the lines between, which end also where ends says so.
func (r *Rings) Of(points []orb.Point, ends func(orb.Point) bool, own func([]orb.Point) any) (out []any) {
	for i := 0; i < len(points)-1; {
		if ring, from, n := r.Along(points[i:]); n != 0 {
			out = append(out, [3]int{ring, from, n})
			i += max(n, -n)
			continue
		}
		end := i + 1
		for end < len(points)-1 && !ends(points[end]) {
			if _, _, n := r.Along(points[end:]); n != 0 {
				break
			}
			end++
		}
		out = append(out, own(points[i:end+1]))
		i = end
	}
	return out
}

// Pack writes positions in millionths of a degree, each as its difference from the
// one before, as signed variable-length integers in base 64.
func Pack(points []orb.Point) string {
	var b []byte
	var last [2]int64
	for _, p := range points {
		for axis := range 2 {
			v := int64(math.Round(p[axis] * 1e6))
			b = binary.AppendVarint(b, v-last[axis])
			last[axis] = v
		}
	}
	return base64.RawStdEncoding.EncodeToString(b)
}
