package coast

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/internal/code"
	"caspian.example/division/caspian/internal/digest"
	"caspian.example/division/caspian/internal/sorting"
)

// Options are the choices of Read. The zero value is ready to use.
type Options struct {
	// Snap is the largest distance in metres between the ends of two
	// stretches that are taken as one place. 0 means 1 m.
	Snap float64
}

// Read reads a labelled coast from a GeoJSON FeatureCollection (RFC 7946):
//
//   - LineStrings and MultiLineStrings with a property "state" are stretches
//     of that state's shore. In whatever order and direction they come, joined
//     end to end they must close into one ring.
//   - Polygons and MultiPolygons with "state" are islands.
//   - A LineString with "kind": "closing", "state" and "name" is a line across
//     the mouth of a bay, with both ends on that state's shore.
//   - A LineString with "kind": "baseline", "state" and "name" is a straight
//     baseline of one leg or more, with both ends on that state's shore.
//
// Several lines of one name and state may go on from island to island.
//
// A sequence of features (RFC 8142) is read as a collection of them. Codes are read
// without white space around them, in Unicode's normal form C.
//
// "name" names a state's stretch or an island. A member "coast" of the
// collection may give name, source, licence, epoch, water_level and rounding_m, the
// width of the grid that positions were rounded to.
//
// What is wrong is returned as *problem.List, all of it at once; the coast is then
// nil. What is harmless is repaired and told in Notes. Read reads r to its end
// and keeps nothing of it.
func Read(r io.Reader, opts Options) (*Coast, error) {
	return ReadContext(context.Background(), r, opts)
}

// ReadContext is Read until ctx ends, whose cause it then soon returns; nothing of
// it goes on then. A call of r.Read that has begun cannot be interrupted: whoever
// reads from what may never answer, such as a pipe or a network, gives a reader
// that ends with ctx.
func ReadContext(ctx context.Context, r io.Reader, opts Options) (*Coast, error) {
	if opts.Snap == 0 {
		opts.Snap = 1
	}
	if !(opts.Snap > 0 && opts.Snap <= maxSnap) {
		return nil, fmt.Errorf("coast: snap distance %v m lies outside 0 to 10 km", opts.Snap)
	}
	w := watch{ctx}
	data, err := w.all(r)
	if err != nil {
		return nil, fmt.Errorf("coast: reading the input: %w", err)
	}
	sum := digest.Of(data) // before: the data are given up when they are decoded
	c, err := parse(w, data, opts)
	if err != nil {
		return nil, err
	}
	c.SHA256 = sum
	return c, nil
}

// parse makes a coast of an input.
func parse(w watch, data []byte, opts Options) (*Coast, error) {
	d, err := (&decoder{watch: w, wanted: collections}).decode(data)
	if err != nil {
		return nil, err
	}
	doc := d.doc // of its own: the decoder has the text, which is not kept while the coast is checked
	b := &builder{watch: w, snap: opts.Snap, outline: "the shore", doc: &doc, problems: d.problems, c: &Coast{
		Name: doc.name, Source: doc.source, Licence: doc.licence,
		Epoch: cmp.Or(doc.epoch, "unknown"), WaterLevel: cmp.Or(doc.waterLevel, "unknown"), Snap: opts.Snap,
		Rounding: doc.rounding,
	}}
	for _, step := range []func(){b.sort, b.join, b.islands, b.check} {
		step()
		if err := cmp.Or(b.cause(), b.problems.Err()); err != nil {
			return nil, err
		}
	}
	return b.c, nil
}

// sort checks the features one by one and sorts them into stretches, islands,
// closing lines and straight baselines.
func (b *builder) sort() {
	b.states = map[string]int{}
	b.heights()
	b.blank("it has no geometry and no state; left out")
	if b.outlines() {
		return
	}
	names := map[string]string{}
	var sound []*feature
	for k := range b.doc.features {
		f := &b.doc.features[k]
		if b.ended() {
			return
		}
		if f.faulty || !b.form(f) {
			continue
		}
		sound = append(sound, f)
		b.states[f.state] = 0
		if f.name != "" && f.shape.depth == 2 && nouns[f.kind] == "" {
			names[f.state] = cmp.Or(names[f.state], f.name)
		}
	}
	for code := range b.states {
		b.c.States = append(b.c.States, State{code, cmp.Or(names[code], code)})
	}
	sorting.Func(b.c.States, func(a, b State) int { return cmp.Compare(a.Code, b.Code) })
	for k, s := range b.c.States {
		b.states[s.Code] = k
	}
	if b.problems.Total == 0 && !b.shared() {
		return
	}
	b.codes()
	b.swapped()
	for _, f := range sound {
		if b.ended() {
			return
		}
		b.take(f)
	}
	if len(b.lines) > MaxStretches {
		b.problem(ErrLimit, nil, -1, nil, fmt.Sprintf("the shore has %d stretches, more than %d", len(b.lines), MaxStretches), "join those of one state")
	}
}

// codes notes what is not seen of the states' codes.
func (b *builder) codes() {
	for _, raw := range slices.SortedFunc(maps.Keys(b.doc.unclean), func(x, y string) int {
		return cmp.Or(cmp.Compare(b.doc.unclean[x], b.doc.unclean[y]), cmp.Compare(x, y))
	}) {
		b.note(b.doc.unclean[raw], nil, fmt.Sprintf("the code %q is read as %q, without blanks around it and in Unicode's form NFC", raw, code.Clean(raw)))
	}
	var all []string
	for _, s := range b.c.States {
		all = append(all, s.Code)
	}
	for _, what := range code.Notes(all) {
		b.note(-1, nil, what)
	}
}

// outlines reports an input of polygons without any state: outlines of lakes or
// countries.
func (b *builder) outlines() bool {
	polygons := 0
	for k := range b.doc.features {
		f := &b.doc.features[k]
		if f.shape.kind != "Polygon" && f.shape.kind != "MultiPolygon" || f.state != "" || f.stateless != "" {
			return false
		}
		polygons++
	}
	if polygons > 0 {
		b.problem(ErrFewStates, nil, -1, nil, "there is no shore in it, only "+counted(polygons, "polygon", "polygons")+" without a property \"state\"", adviceFew)
	}
	return polygons > 0
}

// shared says whether a number of states has the coast that can share a sea, and
// reports that it is not so.
func (b *builder) shared() bool {
	switch n := len(b.c.States); {
	case n == 0:
		b.problem(ErrFewStates, nil, -1, nil, "there is no shore in it", "give the shore as LineStrings with a property \"state\"")
	case n == 1:
		b.problem(ErrFewStates, nil, -1, nil, fmt.Sprintf("the coast belongs to 1 state, %q; a sea to divide needs two or more", b.c.States[0].Code), adviceFew)
	case n > MaxStates:
		b.problem(ErrStates, nil, -1, nil, fmt.Sprintf("the coast belongs to %d states; a sea to divide needs 2 to %d", n, MaxStates), "check the property \"state\" of the features")
	default:
		return true
	}
	return false
}

// form says whether a feature is of a form that a coast has.
func (b *builder) form(f *feature) bool {
	before := b.problems.Total
	want := map[string]int{"LineString": 2, "MultiLineString": 3, "Polygon": 3, "MultiPolygon": 4}[f.shape.kind]
	switch {
	case f.shape.null, want == 0:
		b.otherwise(f, "give LineStrings for the shore and Polygons for islands")
	case f.shape.depth != want:
		b.misshapen(f, want)
	case f.state == "" && f.stateless != "":
		b.problem(ErrFeature, f, -1, nil, f.stateless, "the code of the state that owns it is a text in quotes, such as \"state\": \"A\"")
	case f.state == "":
		b.problem(ErrFeature, f, -1, nil, "it has no property \"state\"", "give it the code of the state that owns it")
	case len(strings.Fields(f.state)) > 1:
		b.problem(ErrFeature, f, -1, nil, fmt.Sprintf("its state %q has a blank within, and a blank parts codes where there are several", f.state), "give a code such as "+strings.Join(strings.Fields(f.state), "_")+" and put the name into the property \"name\"")
	case nouns[f.kind] != "" && (f.shape.kind != "LineString" || f.name == ""):
		b.problem(ErrFeature, f, -1, nil, "a "+nouns[f.kind]+" must be a LineString with a property \"name\"", "lines that belong together have one name")
	case f.kind != "" && nouns[f.kind] == "" && f.kind != "coast" && f.kind != "island":
		b.problem(ErrFeature, f, -1, nil, fmt.Sprintf("its property \"kind\" is %q", f.kind), "use coast, island, closing or baseline")
	case f.kind == "island" && want == 2, f.kind == "coast" && f.shape.kind != "LineString" && f.shape.kind != "MultiLineString":
		b.problem(ErrFeature, f, -1, nil, fmt.Sprintf("its kind is %q but its geometry is a %s", f.kind, f.shape.kind), "")
	}
	b.positions(f)
	return b.problems.Total == before
}

// swapped recognises a Caspian whose positions stand as latitude, longitude: it
// has all of its five states, and lies in the Caspian's box only if swapped.
func (b *builder) swapped() {
	for _, code := range []string{"AZ", "IR", "KZ", "RU", "TM"} {
		if _, ok := b.states[code]; !ok {
			return
		}
	}
	n, asGiven := 0, true
	for k := range b.doc.features {
		for _, row := range b.doc.features[k].shape.rows {
			for _, p := range row {
				if !caspian(p[1], p[0]) {
					return
				}
				asGiven = asGiven && caspian(p[0], p[1])
				n++
			}
		}
	}
	if n > 0 && !asGiven {
		b.problem(ErrReference, nil, -1, nil, "the positions stand as latitude, longitude", "GeoJSON wants longitude first: swap them, then the five states' coast lies in the Caspian")
	}
}

// caspian says whether a place lies in the box around the Caspian.
func caspian(lon, lat float64) bool { return lon >= 46 && lon <= 55 && lat >= 36 && lat <= 48 }

// take sorts the parts of a feature into lines, polygons and closings.
func (b *builder) take(f *feature) {
	state := b.states[f.state]
	id := len(b.c.Features)
	b.c.Features = append(b.c.Features, Feature{Index: f.index, Name: f.name, State: state})
	switch f.shape.kind {
	case "LineString", "MultiLineString":
		var rows [][]orb.Point
		for _, row := range f.shape.rows {
			rows = append(rows, b.distinct(f, row))
		}
		for _, row := range rejoin(rows) {
			switch {
			case len(row) < 2:
				b.problem(ErrFeature, f, 0, first(row), "a line needs two different positions", "remove it or complete it")
			case nouns[f.kind] != "":
				b.c.Closings = append(b.c.Closings, Closing{Feature: id, State: state, Name: f.name, Line: slices.Clone(row), Baseline: f.kind == baselineKind})
			default:
				b.lines = append(b.lines, line{id, state, row})
			}
		}
	default:
		var parts orb.MultiPolygon
		for _, part := range f.parts() {
			if len(part) > 1 {
				b.note(f.index, first(part[1]), "the island has holes; water inside an island is not part of the sea")
			}
			ring := part[0]
			if !b.closed(f, ring, "the ring") {
				continue
			}
			if ring = b.distinct(f, ring); len(ring) < 4 {
				b.problem(ErrFeature, f, 0, first(ring), "the island has no area", "remove it")
				continue
			}
			parts = append(parts, orb.Polygon{ring})
		}
		joined := Uncut(parts)
		for _, part := range joined {
			b.polygons = append(b.polygons, polygon{id, state, part[0]})
		}
		if len(joined) < len(parts) {
			b.note(f.index, first(joined[len(joined)-1][0]), "its parts that are cut at the antimeridian are joined")
		}
	}
}

// islands brings all islands into canonical form and order.
func (b *builder) islands() {
	for _, p := range b.polygons {
		if b.ended() {
			return
		}
		ring := slices.Clone(p.ring)
		area := turn(ring)
		if area > 0 {
			slices.Reverse(ring)
		}
		if thin := math.Abs(area) / perimeter(ring); thin < 1e-3 {
			b.problem(ErrIsland, b.feature(p.feature), 0, first(ring), "the island has no area: it is thinner than 1 mm, or crosses itself", "remove it or correct it")
			continue
		}
		rotate(ring, leastVertex(ring[:len(ring)-1]))
		b.c.Islands = append(b.c.Islands, Island{p.feature, p.state, ring})
	}
	sorting.Stable(b.c.Islands, func(a, b Island) int {
		return cmp.Or(comparePoints(a.Ring[0], b.Ring[0]), comparePoints(a.Ring[1], b.Ring[1]), cmp.Compare(a.State, b.State))
	})
	for k := range b.c.Islands[min(1, len(b.c.Islands)):] {
		i, j := &b.c.Islands[k], &b.c.Islands[k+1]
		if slices.Equal(i.Ring, j.Ring) {
			f, g := b.feature(i.Feature), b.feature(j.Feature)
			at := i.Ring[0]
			if i.State == j.State {
				b.problem(ErrIsland, g, -1, &at, fmt.Sprintf("the island is the same as that of feature %d", f.index), "remove one of them")
			} else {
				b.problem(ErrIsland, g, -1, &at, fmt.Sprintf("the island is claimed by %s and by %s (feature %d)", g.state, f.state, f.index), "give it to one of them")
			}
		}
	}
}
