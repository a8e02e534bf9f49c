package course

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/partition"
)

// partsOf returns the lines between two states in a division, given by their numbers, those
// that stand in the place of equidistant ones if there are any.
func partsOf(d *caspian.Division, states [2]int) (out []orb.LineString) {
	pair := [2]int{min(states[0], states[1]), max(states[0], states[1])}
	var others []orb.LineString
	for _, b := range d.Boundaries {
		switch {
		case b.States != pair:
		case b.Origin == partition.Equidistant || b.Origin == partition.Kept:
			others = append(others, b.Line)
		default:
			out = append(out, b.Line)
		}
	}
	if len(out) == 0 {
		return others
	}
	return out
}

// drawnLine returns the line between two states that a rule has drawn in a division, from the
// end of their land border if it touches one: its parts in a row, with all vertices of rhumb
// lines, and of geodesics the ends of parts.
func drawnLine(d *caspian.Division, states [2]int, loxodrome bool) orb.LineString {
	parts := slices.Clone(partsOf(d, states))
	// All parts run the same way: the line begins with the one that begins farthest from
	// where some other ends.
	from, most := parts[0][0], -1.0
	for _, p := range parts {
		for _, q := range parts {
			if l := geodesic.WGS84.Distance(p[0], q[len(q)-1]); l > most {
				from, most = p[0], l
			}
		}
	}
	slices.SortStableFunc(parts, func(p, q orb.LineString) int {
		return cmp.Compare(geodesic.WGS84.Distance(from, p[0]), geodesic.WGS84.Distance(from, q[0]))
	})
	var out orb.LineString
	for _, p := range parts {
		if !loxodrome {
			p = orb.LineString{p[0], p[len(p)-1]}
		}
		out = append(out, p...)
	}
	out = slices.Compact(out)
	if ends := d.Sea.Termini(states[0], states[1]); slices.Contains(ends, out[len(out)-1]) && !slices.Contains(ends, out[0]) {
		slices.Reverse(out)
	}
	return out
}
