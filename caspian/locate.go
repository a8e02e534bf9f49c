package caspian

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync/atomic"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/planar"
	"caspian.example/division/caspian/internal/valid"
	"caspian.example/division/caspian/partition"
)

// Locator says whose water a place is under one division. It never changes after
// NewLocator, and may be used by several goroutines at once.
type Locator struct {
	d         *Division
	chart     *geodesic.Chart
	waters    *planar.Index // the zones
	holdings  [][]Holding   // of the zones, the second last for none, the last for land
	zones     [][]int       // of every zone: itself
	land      *planar.Index // the sea as a whole, islands, and waters behind closing lines
	grounds   []ground      // of these
	baselines *coast.Baselines
	states    []*coast.Index
	lines     *coast.Index
	parting   []NearestLine // what the lines part
	lineBase  *coast.Baselines
	within    float64 // how far from the baselines' centre places are measured, as a chord
	hints     hints
	blank     []Distance // one for every state
}

// ground is what a region of the coast makes of the places in it.
type ground struct {
	Ground
	feature int
}

// Ground says what is at a place.
type Ground string

// The grounds: water that is divided, an island in it, water behind a closing
// line, and all that lies outside the shore.
const (
	GroundSea      Ground = "sea"
	GroundIsland   Ground = "island"
	GroundInternal Ground = "internal_waters"
	GroundOutside  Ground = "outside"
)

// Place is what a Locator finds at a position.
type Place struct {
	// At is longitude and latitude in degrees, as given.
	At     orb.Point
	Ground Ground
	// Feature is the island or the closing line that Ground speaks of, as an
	// index into Coast.Features; −1 in the sea and outside, and for islands of
	// which no more is known than that they lie behind a closing line.
	Feature int
	// Zones are the zones that hold the place, as indices into Division.Zones.
	// None overlap: there is one at most. Not to be changed.
	Zones []int
	// Holdings says who has each layer here, in the order of Division.Rules. Not
	// to be changed.
	Holdings []Holding
	// Distances has for every state, in the order of Division.States, how far its
	// nearest base point is. It is nil for places more than Away outside the sea.
	Distances []Distance
	// Line is the nearest boundary or limit.
	Line NearestLine
}

// Holding says who has one layer at a place.
type Holding struct {
	LayerRule
	// Zone is the kind of the zone that the layer is divided by here; empty where
	// it is not, as on land.
	Zone ZoneKind
	// Breadth is that of a belt in metres.
	Breadth float64
	// States index Division.States: the owner, or those who share the place;
	// none where the rule leaves it open, and on land.
	States []int
	// Reserved are the states whose flag a belt is reserved to, though the layer
	// is in common.
	Reserved []int
}

// Distance is how far a state's nearest base point is.
type Distance struct {
	// Distance is in metres: +Inf if the state has no baseline that counts.
	Distance float64
	// Base is the base point.
	Base partition.BasePoint
}

// NearestLine is the place of a division's lines that is nearest to another
// place.
type NearestLine struct {
	// States index Division.States: the two that a boundary parts, or the one
	// whose limit it is. None if there are no lines.
	States []int
	// Breadth is that of the belt that a limit ends, in metres; 0 for boundaries.
	Breadth float64
	// Distance is in metres, and Azimuth the direction in which At is seen, in
	// degrees from 0 up to 360, clockwise from north: that of the normal section,
	// from which the geodesic departs by less than 0.001° up to 500 km. On the line
	// itself it is 0.
	Distance, Azimuth float64
	At                orb.Point
}

// Away is the distance in metres from the sea up to which places on land or in
// other waters are measured, and a little beyond.
const Away = 500e3

// ErrPlace is returned by Locator and Division.Junction for what is no position,
// and ErrNoZones by NewLocator for a division without zones where there should be
// some.
var (
	ErrPlace   = errors.New("caspian: no such place")
	ErrNoZones = errors.New("caspian: the division has no zones: it was made with SharesOnly")
)

// NewLocator makes a division ready to be asked about places.
//
// Distances are to the nearest base points of the baselines that count: the
// mainland, and islands of any effect above 0. Where an island's effect is
// partial, the mean distance decides whose the water is (see
// partition.Options.Effects), so that the state with the nearest base point need
// not be the owner; nor need it under weights or given lines.
func NewLocator(d *Division) (*Locator, error) {
	rules := d.Rules()
	if rules[0].Kind != LayerCommon && !slices.ContainsFunc(d.Zones, func(z Zone) bool { return z.Kind != ZoneInternalWaters }) {
		return nil, fmt.Errorf("%w (%s)", ErrNoZones, d.Regime)
	}
	c := d.Sea.coast
	l := &Locator{d: d}
	l.baselines, l.states = d.Sea.measures(d.effects)
	e := l.baselines.Ellipsoid
	l.chart = e.NewChart(l.baselines.Centre)
	for _, p := range l.baselines.Points {
		l.within = max(l.within, p.Sub(l.baselines.Centre).Norm())
	}
	l.within += Away
	l.blank = make([]Distance, len(l.states))
	l.hints = newHints(l.chart, l.baselines, len(l.states)+1)

	polygons := []orb.MultiPolygon{{{c.Shore}}}
	l.grounds = []ground{{Ground: GroundSea, feature: -1}}
	for _, i := range c.Islands {
		polygons = append(polygons, orb.MultiPolygon{{i.Ring}})
		l.grounds = append(l.grounds, ground{GroundIsland, i.Feature})
	}
	type closing struct {
		name  string
		state int
	}
	features := map[closing][]int{} // lines of one name are closed in their order
	for _, line := range c.Closings {
		key := closing{line.Name, line.State}
		features[key] = append(features[key], line.Feature)
	}
	for _, w := range c.Enclosed {
		polygons = append(polygons, orb.MultiPolygon{{w.Water[0]}})
		key := closing{w.Name, w.State}
		line := features[key][0]
		features[key] = append(features[key][1:], line)
		l.grounds = append(l.grounds, ground{GroundInternal, line})
		for _, hole := range w.Water[1:] {
			island := ground{GroundIsland, -1}
			if d.Sea.whole != nil {
				for _, i := range d.Sea.whole.coast.Islands {
					if i.Ring[0] == hole[0] {
						island = ground{GroundIsland, i.Feature}
					}
				}
			}
			polygons = append(polygons, orb.MultiPolygon{{hole}})
			l.grounds = append(l.grounds, island)
		}
	}
	l.land, polygons = newRegions(l.chart, polygons), nil
	for k, z := range d.Zones {
		polygons = append(polygons, z.Polygons)
		l.zones = append(l.zones, []int{k})
		l.holdings = append(l.holdings, d.holdings(rules, &z))
	}
	land := make([]Holding, len(rules))
	for k, rule := range rules {
		land[k].LayerRule = rule
	}
	l.holdings = append(l.holdings, d.holdings(rules, nil), land)
	l.waters = newRegions(l.chart, polygons)

	var lines []orb.LineString
	for _, b := range d.Boundaries {
		lines = append(lines, b.Line)
		l.parting = append(l.parting, NearestLine{States: slices.Clone(b.States[:])})
	}
	for _, m := range d.Limits {
		lines = append(lines, m.Line)
		l.parting = append(l.parting, NearestLine{States: []int{m.State}, Breadth: m.Breadth})
	}
	l.lineBase = coast.NewLines(e, lines)
	all := make([]int, len(l.lineBase.Chains))
	for k := range all {
		all[k] = k
	}
	l.lines = coast.NewIndex(l.lineBase, all)
	return l, nil
}

// holdings says who has the layers in a zone, or where there is none in the sea.
func (d *Division) holdings(rules []LayerRule, z *Zone) []Holding {
	all := make([]int, len(d.States))
	for k := range all {
		all[k] = k
	}
	out := make([]Holding, len(rules))
	for k, rule := range rules {
		h := Holding{LayerRule: rule}
		switch {
		case z != nil && z.Kind == ZoneInternalWaters:
			h.Zone, h.States = z.Kind, z.States
		case k == 0 && z != nil:
			h.Zone, h.Breadth, h.States = z.Kind, z.Breadth, z.States
			if rule.Kind == LayerCommon && z.Kind == ZoneFishery {
				h.States, h.Reserved = all, z.States
			}
		case rule.Kind == LayerCommon:
			h.Zone, h.States = ZoneCommon, all
		}
		out[k] = h
	}
	return out
}

// Division returns the division that the locator answers for.
func (l *Locator) Division() *Division { return l.d }

// At returns what is at p, longitude and latitude in degrees; a longitude may be
// any number of turns. It fails with ErrPlace for numbers that are no position.
// Places on land and in other waters are answered.
//
// Zones are those whose polygons hold p; their edges are geodesics, followed to
// 0.1 mm. Of a place on a line one side answers. Distances have the accuracy of
// coast.Index, 1 mm up to 1,200 km (TestLocateBruteForce), and so has that of the
// nearest line as it is written; the true line lies within the division's
// tolerance of it.
func (l *Locator) At(p orb.Point) (Place, error) {
	if err := checkPlace(p); err != nil {
		return Place{}, err
	}
	var out Place
	l.locate(p, &out)
	return out, nil
}

// checkPlace returns an error for what is no position.
func checkPlace(p orb.Point) error {
	switch {
	case !valid.Finite(p[0]) || !valid.Finite(p[1]):
		return fmt.Errorf("%w: %v %v are not two numbers", ErrPlace, p[0], p[1])
	case !valid.Latitude(p[1]):
		return fmt.Errorf("%w: the latitude %v lies beyond 90°", ErrPlace, p[1])
	}
	return nil
}

// locate overwrites out with what is at p, and uses the memory of its Distances
// again.
func (l *Locator) locate(p orb.Point, out *Place) {
	distances := out.Distances[:0] // its memory is used again
	*out = Place{At: p, Ground: GroundOutside, Feature: -1, Holdings: l.holdings[len(l.holdings)-1]}
	e := l.baselines.Ellipsoid
	v := e.Cartesian(p)
	x, y, ok := l.chart.Forward(v)
	if !ok || v.Sub(l.baselines.Centre).Norm() > l.within {
		return
	}
	hints := l.hints.at(x, y)
	distances = append(distances, l.blank...)
	out.Distances = distances
	for k, index := range l.states {
		foot := index.Nearest(v, hints.get(k))
		out.Distances[k].Distance = foot.Distance
		if foot.Piece == coast.NoPiece {
			continue
		}
		hints.set(k, foot.Piece)
		site := l.baselines.Site(foot)
		out.Distances[k].Base = partition.BasePoint{At: e.Position(foot.At), Feature: l.baselines.Chains[site.Chain].Feature, Vertex: site.Vertex, Part: 1}
	}
	if foot := l.lines.Nearest(v, hints.get(len(l.states))); foot.Piece != coast.NoPiece {
		hints.set(len(l.states), foot.Piece)
		out.Line = l.parting[l.lineBase.Chain(foot.Piece)]
		out.Line.Distance, out.Line.At = foot.Distance, e.Position(foot.At)
		out.Line.Azimuth = azimuth(p, foot.At.Sub(v))
	}
	zone := -1
	l.waters.At(x, y, func(k int) {
		if zone < 0 {
			zone = k
		}
	})
	if zone >= 0 && l.d.Zones[zone].Kind != ZoneInternalWaters {
		out.Ground = GroundSea
	} else {
		l.land.At(x, y, func(k int) { out.Ground, out.Feature = l.grounds[k].Ground, l.grounds[k].feature })
		if out.Ground == GroundIsland || out.Ground == GroundOutside {
			return
		}
	}
	if zone < 0 {
		zone = l.beside(out)
	}
	if zone < 0 {
		out.Holdings = l.holdings[len(l.holdings)-2]
		return
	}
	out.Zones, out.Holdings = l.zones[zone], l.holdings[zone]
}

// azimuth returns the direction of a vector from p on in degrees from 0 up to 360,
// clockwise from north, 0 if it is too short to have one.
func azimuth(p orb.Point, v geodesic.Vec) float64 {
	sinLon, cosLon := math.Sincos(p[0] * math.Pi / 180)
	sinLat, cosLat := math.Sincos(p[1] * math.Pi / 180)
	east := cosLon*v.Y - sinLon*v.X
	north := cosLat*v.Z - sinLat*(cosLon*v.X+sinLon*v.Y)
	if math.Hypot(east, north) < 1e-6 {
		return 0
	}
	a := math.Atan2(east, north) * 180 / math.Pi
	if a < 0 {
		a += 360
	}
	return math.Mod(a, 360)
}

// beside returns the zone of a place in the sea that no zone holds: it lies on the
// line between two, whose edges are cut at places that differ in the last digit.
func (l *Locator) beside(p *Place) int {
	const rounding = 1e-6 // metres
	if len(p.Line.States) == 0 || p.Line.Distance > rounding {
		return -1
	}
	return slices.IndexFunc(l.d.Zones, func(z Zone) bool {
		return z.Kind != ZoneInternalWaters && slices.Contains(z.States, p.Line.States[0]) && z.Breadth == p.Line.Breadth
	})
}

// locateBlock is the number of places that a goroutine locates at a time.
const locateBlock = 8192

// All returns what is at every one of points, in their order, on all processors.
// It fails as At does, for the first point that does, and with the cause of the
// context when that ends.
func (l *Locator) All(ctx context.Context, points []orb.Point) ([]Place, error) {
	for k, p := range points {
		if err := checkPlace(p); err != nil {
			return nil, fmt.Errorf("point %d: %w", k, err)
		}
	}
	out := make([]Place, len(points))
	each(ctx, (len(points)+locateBlock-1)/locateBlock, func(k int) {
		end := min((k+1)*locateBlock, len(points))
		l.fill(points[k*locateBlock:end], out[k*locateBlock:end])
	})
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return out, nil
}

// Fill locates points, one after the other, into places, of which there must be at
// least as many: it overwrites them, and uses the memory of their Distances again. It is
// for programs that spread blocks of some thousand points over processors
// themselves. It fails as At does, for the first point that does, and with ErrPlace
// if there are too few places.
func (l *Locator) Fill(points []orb.Point, places []Place) error {
	for k, p := range points {
		if err := checkPlace(p); err != nil {
			return fmt.Errorf("point %d: %w", k, err)
		}
	}
	if len(places) < len(points) {
		return fmt.Errorf("%w: %d points have only %d places to go to", ErrPlace, len(points), len(places))
	}
	l.fill(points, places[:len(points)])
	return nil
}

// fill locates points by bands of latitude and in these by longitude: near places
// need the same parts of the coast, which is then at hand.
func (l *Locator) fill(points []orb.Point, places []Place) {
	const bands = 64 // over the sea
	type placed struct {
		band float64
		k    int32
	}
	b := l.d.Sea.coast.Shore.Bound()
	height := max(b.Max[1]-b.Min[1], 1e-9)
	order := make([]placed, len(points))
	for k, p := range points {
		order[k] = placed{math.Floor(bands * (p[1] - b.Min[1]) / height), int32(k)}
	}
	slices.SortFunc(order, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.band, b.band), cmp.Compare(points[a.k][0], points[b.k][0]))
	})
	for _, o := range order {
		l.locate(points[o.k], &places[o.k])
	}
}

// hints remember, for the cells of a grid over the sea, pieces near the last
// place that was located there. They change the speed of searches, never their
// answers.
type hints struct {
	left, low, scale float64
	side, each       int
	pieces           []int32 // 1 + the piece; read and written atomically
}

// hintsKept bounds the number of pieces that are remembered.
const hintsKept = 1 << 18

// newHints returns a grid for so many searches at each place.
func newHints(chart *geodesic.Chart, b *coast.Baselines, each int) hints {
	left, right, low, high := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, p := range b.Points {
		x, y, _ := chart.Forward(p)
		left, right, low, high = min(left, x), max(right, x), min(low, y), max(high, y)
	}
	side := int(math.Sqrt(hintsKept / float64(each)))
	return hints{left, low, float64(side) / max(right-left, high-low), side, each, make([]int32, side*side*each)}
}

// cell are the hints at a place.
type cell []int32

// at returns the hints of the cell of a chart position, or of the nearest one.
func (h *hints) at(x, y float64) cell {
	clamp := func(v float64) int { return int(max(0, min(v*h.scale, float64(h.side-1)))) }
	k := h.each * (clamp(y-h.low)*h.side + clamp(x-h.left))
	return h.pieces[k : k+h.each]
}

// get returns a hint, or coast.NoPiece.
func (c cell) get(k int) int32 { return atomic.LoadInt32(&c[k]) - 1 }

// set keeps a hint.
func (c cell) set(k int, piece int32) { atomic.StoreInt32(&c[k], piece+1) }
