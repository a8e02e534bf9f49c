package build

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// pair are two areas that hold the same places of the shore, or are equally near to some.
type pair struct {
	a, b int
	// stretches of the shore and the islands that both hold.
	stretches []Stretch
	at        orb.Point // such a place, or one that is as near to both
}

// overlaps finds which countries overlap on the shore. One that lies inside another
// where it matters is refused.
func (b *builder) overlaps() error {
	pairs := map[[2]int]*pair{}
	get := func(i, j int, at orb.Point) *pair {
		key := [2]int{min(i, j), max(i, j)}
		if pairs[key] == nil {
			pairs[key] = &pair{a: key[0], b: key[1], at: at}
		}
		return pairs[key]
	}
	total := 0.0
	for k, l := range append([]*line{b.shore}, b.holes...) {
		row := b.samples
		if k > 0 {
			row = b.around[k-1]
		}
		total += l.length()
		seen := map[[2]int]bool{}
		for _, s := range row {
			for _, set := range [2][]int{b.held.list[s.held], b.tied.list[s.tied]} {
				for i, x := range set {
					for _, y := range set[i+1:] {
						if key := [2]int{x, y}; !seen[key] && b.owner(x) != b.owner(y) {
							seen[key] = true
							p := get(x, y, l.at(s.s))
							p.stretches = append(p.stretches, b.both(l, row, x, y)...)
						}
					}
				}
			}
		}
	}
	// Areas of one state are one.
	states := map[[2]string]*Overlap{}
	for _, key := range slices.SortedFunc(maps.Keys(pairs), func(p, q [2]int) int { return cmp.Or(p[0]-q[0], p[1]-q[1]) }) {
		p := pairs[key]
		area, err := b.nested(p)
		if err != nil {
			return err
		}
		if len(p.stretches) == 0 {
			continue
		}
		names := [2]string{b.owner(p.a), b.owner(p.b)}
		if names[0] > names[1] {
			names[0], names[1] = names[1], names[0]
		}
		o := states[names]
		if o == nil {
			o = &Overlap{States: names}
			states[names] = o
		}
		o.Area += area
		o.Stretches = append(o.Stretches, p.stretches...)
	}
	for _, names := range slices.SortedFunc(maps.Keys(states), func(p, q [2]string) int { return cmp.Or(cmp.Compare(p[0], q[0]), cmp.Compare(p[1], q[1])) }) {
		o := states[names]
		for _, s := range o.Stretches {
			o.Length += s.Length
		}
		o.Part = o.Length / total
		slices.SortStableFunc(o.Stretches, func(p, q Stretch) int { return cmp.Compare(q.Length, p.Length) })
		b.r.Overlaps = append(b.r.Overlaps, *o)
		most := o.Stretches[0]
		stretches := "The middle of it is"
		if n := len(o.Stretches); n > 1 {
			stretches = fmt.Sprintf("The longest of %d stretches, %.1f km, lies", n, most.Length/1e3)
		}
		text := fmt.Sprintf("%s and %s overlap by %.*f km², and %.1f km of the shore (%.1f %%) are in both: each place went to the one whose outline is farther. Cut the two apart. %s",
			names[0], names[1], max(0, 2-int(math.Floor(math.Log10(max(o.Area/1e6, 1e-3))))), o.Area/1e6, o.Length/1e3, 100*o.Part, stretches)
		b.r.Notes = append(b.r.Notes, Note{Countries, coast.Note{Feature: -1, At: &most.At, What: text}})
	}
	return nil
}

// owner names the state of an area, or else the area.
func (b *builder) owner(area int) string {
	a := b.land.areas[area]
	return cmp.Or(codeOf(a, b.r.Property), value(a, "name"), value(a, "NAME"), fmt.Sprintf("feature %d", a.Index))
}

// both returns the stretches of a ring of 1 m and more that two areas hold.
func (b *builder) both(l *line, row []sample, x, y int) (out []Stretch) {
	holds := func(s sample) bool {
		set := b.held.list[s.held]
		return slices.Contains(set, x) && slices.Contains(set, y)
	}
	// end finds where it ends or begins between two samples.
	end := func(held, free float64) float64 {
		for math.Abs(held-free) > 0.01 {
			middle := (held + free) / 2
			s := math.Mod(middle+l.length(), l.length())
			if inside := b.land.over(l.between(l.edge(s), s)); inside[x] && inside[y] {
				held = middle
			} else {
				free = middle
			}
		}
		return held
	}
	n := len(row)
	first := slices.IndexFunc(row, func(s sample) bool { return !holds(s) })
	if first < 0 {
		return []Stretch{{At: l.at(l.length() / 2), Length: l.length()}}
	}
	place := func(i int) float64 { return row[i%n].s + l.length()*float64(i/n) }
	for i := first + 1; i < first+n; i++ {
		if !holds(row[i%n]) {
			continue
		}
		from := end(place(i), place(i-1))
		for holds(row[(i+1)%n]) {
			i++
		}
		if d := end(place(i), place(i+1)) - from; d >= 1 {
			out = append(out, Stretch{At: l.at(math.Mod(from+d/2, l.length())), Length: d})
		}
	}
	return out
}

// nested is the part of an area above which it lies inside another.
const nested = 0.99

// nested returns the area that two areas share, and refuses one that lies inside the other.
func (b *builder) nested(p *pair) (float64, error) {
	x, y := b.land.areas[p.a], b.land.areas[p.b]
	shared := b.land.common(x.Polygons, y.Polygons)
	if shared == 0 {
		return 0, nil
	}
	// inside says whether parts of an area that have to do with the shore lie in another.
	inside := func(of, in coast.Area) bool {
		if shared >= nested*b.land.common(of.Polygons) {
			return true
		}
		if len(of.Polygons) == 1 {
			return false
		}
		for _, part := range of.Polygons {
			length := 0.0
			for _, s := range p.stretches {
				if b.land.holds(part, s.At) {
					length += s.Length
				}
			}
			if one := (orb.MultiPolygon{part}); length > b.enclave() && b.land.common(one, in.Polygons) >= nested*b.land.common(one) {
				return true
			}
		}
		return false
	}
	name := func(k int) string { return fmt.Sprintf("%s (feature %d)", b.owner(k), b.land.areas[k].Index) }
	first, second := inside(x, y), inside(y, x)
	in, out := name(p.a), name(p.b)
	what, advice := "", ""
	switch {
	case first && second:
		what, advice = in+" and "+out+" are the same area", "leave one of them out"
	case second:
		in, out = out, in
		fallthrough
	case first:
		what = fmt.Sprintf("%s lies inside %s", in, out)
		advice = "cut the one out of the other, as a hole, or leave out the one that is not meant"
	default:
		return shared, nil
	}
	return 0, &InputError{Countries, &coast.Problem{Kind: ErrOverlap, Feature: -1, Vertex: -1, At: &p.at, What: what, Advice: advice}}
}

// holds says whether a polygon holds a place.
func (l *land) holds(polygon orb.Polygon, p orb.Point) bool {
	var s strips
	s.middle, s.half, s.south = p[0], 1e-3, -90
	for _, ring := range polygon {
		for k, q := range ring[1:] {
			s.add(border{ring[k], q, 0})
		}
	}
	s.lay(1)
	return s.over(p)[0]
}

// meridians is how many of them are looked at to measure an area.
const meridians = 1024

// common returns the area in m² that polygons have in common, their edges being straight
// in longitude and latitude, to about a thousandth: it is summed up over meridians that
// are equally far from each other.
func (l *land) common(sets ...orb.MultiPolygon) float64 {
	// The longitudes of all, from the middle of the sea.
	from, to := -180.0, 180.0
	for _, set := range sets {
		west, east := 180.0, -180.0
		for _, polygon := range set {
			for _, ring := range polygon {
				for k, q := range ring[1:] {
					a, c := math.Remainder(ring[k][0]-l.middle, 360), math.Remainder(q[0]-l.middle, 360)
					if math.Abs(a-c) > 180 { // across the opposite meridian
						a, c = -180, 180
					}
					west, east = min(west, a, c), max(east, a, c)
				}
			}
		}
		from, to = max(from, west), min(to, east)
	}
	if from >= to {
		return 0
	}
	step := (to - from) / meridians
	crossings := make([][][]float64, len(sets))
	var events []float64 // the latitudes of all on a meridian
	for i, set := range sets {
		crossings[i] = make([][]float64, meridians)
		two := make([]float64, 2*meridians) // most have no more
		for m := range meridians {
			crossings[i][m] = two[2*m : 2*m : 2*m+2]
		}
		for _, polygon := range set {
			for _, ring := range polygon {
				for k, q := range ring[1:] {
					a := math.Remainder(ring[k][0]-l.middle, 360)
					l.crossings(a, ring[k][1], a+math.Remainder(q[0]-ring[k][0], 360), q[1], from, step, crossings[i])
				}
			}
		}
	}
	sum := 0.0
	for m := range meridians {
		events = events[:0]
		for i := range sets {
			row := crossings[i][m]
			slices.Sort(row)
			if len(row)%2 == 1 { // around a pole
				row = append(row, math.Copysign(90, row[len(row)/2]))
				slices.Sort(row)
			}
			crossings[i][m] = row
			events = append(events, row...)
		}
		slices.Sort(events)
		for k := 1; k < len(events); k++ {
			middle := (events[k-1] + events[k]) / 2
			if !slices.ContainsFunc(crossings, func(rows [][]float64) bool {
				n, _ := slices.BinarySearch(rows[m], middle)
				return n%2 == 0
			}) {
				sum += zone(events[k]) - zone(events[k-1])
			}
		}
	}
	return sum * step * math.Pi / 180
}

// crossings adds the latitudes at which an edge crosses the meridians from west on.
func (l *land) crossings(a, lat, c, last, from, step float64, to [][]float64) {
	if a > c {
		a, lat, c, last = c, last, a, lat
	}
	for _, turn := range [3]float64{-360, 0, 360} {
		// Those between a, included, and c.
		first := max(0, math.Ceil((a+turn-from)/step-0.5))
		for m := first; m < meridians; m++ {
			x := from + (m+0.5)*step - turn
			if x >= c {
				break
			}
			to[int(m)] = append(to[int(m)], lat+(x-a)/(c-a)*(last-lat))
		}
	}
}

// zone returns the area of the ellipsoid between the equator and a parallel, for a radian
// of longitude.
func zone(lat float64) float64 {
	e := geodesic.WGS84
	ecc := math.Sqrt(e.F() * (2 - e.F()))
	s := math.Sin(lat * math.Pi / 180)
	b := e.A() * (1 - e.F())
	return b * b / 2 * (s/(1-ecc*ecc*s*s) + math.Atanh(ecc*s)/ecc)
}
