package locate

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/planar"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/regime"
)

// Locator says whose water a place is under one division. It never changes after
// New, and may be used by several goroutines at once.
type Locator struct {
	d         *caspian.Division
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
	single    []*coast.Index // of every line
	shores    *coast.Baselines
	shoresOf  []*coast.Index // of every state: all its shores, whether they count or not
	options   Options
	within    float64 // how far from the baselines' centre places are measured, as a chord
	hints     hints
	blank     []Distance // one for every state
	box       orb.Bound  // of the shore
}

// New makes a division ready to be asked about places. It fails with an error that
// wraps caspian.ErrDivision for none, and ErrNoZones for one without zones where there
// should be some.
//
// Distances are to the nearest base points of the baselines that count: the
// mainland, and islands of any effect above 0. Where an island's effect is
// partial, the mean distance decides whose the water is (see
// partition.Options.Effects), so that the state with the nearest base point need
// not be the owner; nor need it under weights or given lines.
func New(d *caspian.Division, opts Options) (*Locator, error) {
	if err := d.Check(); err != nil {
		return nil, fmt.Errorf("locate: %w", err)
	}
	if opts.Within == 0 {
		opts.Within = 1
	}
	if !(opts.Within <= MaxWithin) {
		return nil, fmt.Errorf("%w: %g m", ErrWithin, opts.Within)
	}
	rules := d.Question.Regime.Rules()
	if rules[0].Kind != regime.LayerCommon && !slices.ContainsFunc(d.Zones, func(z caspian.Zone) bool { return z.Kind != caspian.ZoneInternalWaters }) {
		return nil, fmt.Errorf("%w (%s)", ErrNoZones, d.Question.Regime.ID)
	}
	l := &Locator{d: d, options: opts}
	l.shores, l.shoresOf = d.Sea.Whole().Baselines(nil)
	l.baselines, l.states = d.Sea.Baselines(d.Effects())
	l.chart = l.baselines.Ellipsoid.NewChart(l.baselines.Centre)
	for _, p := range l.baselines.Points {
		l.within = max(l.within, p.Sub(l.baselines.Centre).Norm())
	}
	l.within += Away
	l.blank, l.box = make([]Distance, len(l.states)), d.Sea.Coast().Shore.Bound()
	l.hints = newHints(l.chart, l.baselines, len(l.states)+1)
	l.layGrounds()
	l.layZones(rules)
	l.layLines()
	return l, nil
}

// layGrounds lays out what the coast makes of places.
func (l *Locator) layGrounds() {
	c := l.d.Sea.Coast()
	polygons := []orb.MultiPolygon{{{c.Shore}}}
	l.grounds = []ground{{Ground: GroundSea, feature: none}}
	put := func(ring orb.Ring, g ground) {
		polygons, l.grounds = append(polygons, orb.MultiPolygon{{ring}}), append(l.grounds, g)
	}
	for _, i := range c.Islands {
		put(i.Ring, ground{GroundIsland, i.Feature})
	}
	for _, w := range c.Enclosed {
		put(w.Water[0], ground{GroundInternal, w.Feature})
		for _, hole := range w.Water[1:] {
			island := none
			for _, i := range l.d.Sea.Whole().Coast().Islands {
				if i.Ring[0] == hole[0] {
					island = i.Feature
				}
			}
			put(hole, ground{GroundIsland, island})
		}
	}
	l.land = newRegions(l.chart, polygons)
}

// layZones lays out the zones and who has what in them.
func (l *Locator) layZones(rules []regime.LayerRule) {
	var polygons []orb.MultiPolygon
	for k := range l.d.Zones {
		polygons = append(polygons, l.d.Zones[k].Polygons)
		l.zones = append(l.zones, []int{k})
		l.holdings = append(l.holdings, holdings(l.d, rules, &l.d.Zones[k]))
	}
	land := make([]Holding, len(rules))
	for k, rule := range rules {
		land[k].LayerRule = rule
	}
	l.holdings = append(l.holdings, holdings(l.d, rules, nil), land)
	l.waters = newRegions(l.chart, polygons)
}

// layLines lays out the lines to be measured against.
func (l *Locator) layLines() {
	var lines []orb.LineString
	for _, b := range l.d.Boundaries {
		lines = append(lines, b.Line)
		l.parting = append(l.parting, NearestLine{States: slices.Clone(b.States[:])})
	}
	for _, m := range l.d.Limits {
		lines = append(lines, m.Line)
		l.parting = append(l.parting, NearestLine{States: []int{m.State}, Breadth: m.Breadth})
	}
	l.lineBase = coast.NewLines(l.baselines.Ellipsoid, lines)
	all := make([]int, len(l.lineBase.Chains))
	for k := range all {
		all[k] = k
		l.single = append(l.single, coast.NewIndex(l.lineBase, []int{k}))
	}
	l.lines = coast.NewIndex(l.lineBase, all)
}

// holdings says who has the layers in a zone, or where there is none in the sea.
func holdings(d *caspian.Division, rules []regime.LayerRule, z *caspian.Zone) []Holding {
	out := make([]Holding, len(rules))
	for k, rule := range rules {
		h := Holding{LayerRule: rule}
		switch {
		case z != nil && z.Kind == caspian.ZoneInternalWaters:
			h.Zone, h.Holder = z.Kind, z.Holder
		case k == 0 && z != nil:
			h.Zone, h.Breadth, h.Holder = z.Kind, z.Breadth, z.Holder
			if rule.Kind == regime.LayerCommon && z.Kind == caspian.ZoneFishery {
				h.Holder, h.Reserved = d.Everybody(), z.Holder
			}
		case rule.Kind == regime.LayerCommon:
			h.Zone, h.Holder = caspian.ZoneCommon, d.Everybody()
		}
		out[k] = h
	}
	return out
}

// Within returns the distance in metres within which places are on a line or on the
// shore, below 0 if none are.
func (l *Locator) Within() float64 {
	if l == nil {
		return 0
	}
	return l.options.Within
}

// Division returns the division that the locator answers for, nil if there is none.
func (l *Locator) Division() *caspian.Division {
	if l == nil {
		return nil
	}
	return l.d
}

// check returns an error for a locator that New has not made.
func (l *Locator) check() error {
	if l == nil || l.d == nil {
		return fmt.Errorf("locate: there is no locator: %w", caspian.ErrDivision)
	}
	return nil
}

// At returns what is at p, longitude and latitude in degrees; a longitude may be
// any number of turns. It fails with ErrPlace for numbers that are no position.
// Places on land and in other waters are answered.
//
// Zones are those whose polygons hold p; their edges are geodesics, followed to
// 0.1 mm. Distances have the accuracy of
// coast.Index, 1 mm up to 1,200 km (TestLocateBruteForce), and so has that of the
// nearest line as it is written; the true line lies within the division's
// tolerance of it.
func (l *Locator) At(p orb.Point) (Place, error) {
	if err := cmp.Or(l.check(), checkPlace(p)); err != nil {
		return Place{}, err
	}
	var out Place
	l.locate(p, &out)
	return out, nil
}

// locate overwrites out with what is at p, and uses the memory of its Distances
// again.
func (l *Locator) locate(p orb.Point, out *Place) {
	distances := out.Distances[:0] // its memory is used again
	*out = Place{At: p, Ground: GroundOutside, Feature: none, Holdings: l.holdings[len(l.holdings)-1]}
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
	zone := l.settle(x, y, out)
	if l.options.Within >= 0 {
		if l.near(v, out); len(out.Shores) > 0 && out.Ground != GroundInternal {
			zone = l.ashore(v, zone, out)
		}
	}
	switch {
	case out.Ground == GroundIsland || out.Ground == GroundOutside:
	case zone < 0:
		out.Holdings = l.holdings[len(l.holdings)-2]
	default:
		out.Zones, out.Holdings = l.zones[zone], l.holdings[zone]
	}
	if out.Ground != GroundIsland && out.Ground != GroundOutside && slices.ContainsFunc(out.Lines, func(n NearestLine) bool { return n.Breadth == 0 }) {
		out.Holdings = l.parted(out)
	}
}

// settle finds the ground at a place of the chart, and the zone, −1 if there is none.
func (l *Locator) settle(x, y float64, out *Place) int {
	zone := -1
	l.waters.At(x, y, func(k int) {
		if zone < 0 {
			zone = k
		}
	})
	if zone >= 0 && l.d.Zones[zone].Kind != caspian.ZoneInternalWaters {
		out.Ground = GroundSea
	} else {
		l.land.At(x, y, func(k int) { out.Ground, out.Feature = l.grounds[k].Ground, l.grounds[k].feature })
		if out.Ground == GroundIsland || out.Ground == GroundOutside {
			return -1
		}
	}
	if zone < 0 {
		zone = l.beside(out)
	}
	return zone
}

// near finds the shores and the lines that a place is on.
func (l *Locator) near(v geodesic.Vec, out *Place) {
	for k, index := range l.shoresOf {
		d := out.Distances[k].Distance
		if index != l.states[k] {
			d = index.NearestWithin(v, coast.NoPiece, l.options.Within).Distance
		}
		if d <= l.options.Within {
			out.Shores = append(out.Shores, k)
		}
	}
	if len(out.Line.States) == 0 || out.Line.Distance > l.options.Within {
		return
	}
	for k, index := range l.single {
		line := l.parting[k]
		foot := index.NearestWithin(v, coast.NoPiece, l.options.Within)
		same := func(n NearestLine) bool {
			return slices.Equal(n.States, line.States) && n.Breadth == line.Breadth
		}
		if foot.Distance > l.options.Within || slices.ContainsFunc(out.Lines, same) {
			continue
		}
		line.Distance, line.At = foot.Distance, l.baselines.Ellipsoid.Position(foot.At)
		line.Azimuth = azimuth(out.At, foot.At.Sub(v))
		out.Lines = append(out.Lines, line)
	}
	slices.SortStableFunc(out.Lines, func(a, b NearestLine) int {
		return cmp.Or(cmp.Compare(a.Breadth, b.Breadth), slices.Compare(a.States, b.States))
	})
}

// ashore makes shore of the ground of a place on it, and returns the zone of the water
// there.
func (l *Locator) ashore(v geodesic.Vec, zone int, out *Place) int {
	best := coast.Foot{Distance: math.Inf(1)}
	for _, k := range out.Shores {
		if foot := l.shoresOf[k].NearestWithin(v, coast.NoPiece, l.options.Within); foot.Distance < best.Distance {
			best = foot
		}
	}
	wet := out.Ground == GroundSea
	// Around the foot, for the place may be on land.
	x, y, _ := l.chart.Forward(best.At)
	for _, radius := range [3]float64{0.01, 0.1, 1} {
		for k := 0; k < 16 && zone < 0; k++ {
			sin, cos := math.Sincos(float64(k) * math.Pi / 8)
			there := Place{Ground: GroundOutside}
			if z := l.settle(x+radius*cos, y+radius*sin, &there); there.Ground == GroundSea {
				zone, wet = z, true
			}
		}
	}
	if !wet {
		return zone
	}
	out.Ground, out.Feature = GroundShore, none
	if chain := l.shores.Chains[l.shores.Chain(best.Piece)]; chain.Island >= 0 {
		out.Feature = chain.Feature
	}
	return zone
}

// parted returns the holdings of a place on lines between states: each of these has what
// one would have beside them.
func (l *Locator) parted(p *Place) []Holding {
	var states []int
	for _, line := range p.Lines {
		if line.Breadth == 0 {
			states = append(states, line.States...)
		}
	}
	slices.Sort(states)
	h := caspian.Holder{States: slices.Compact(states), Manner: caspian.Each}
	var names []string
	for _, k := range h.States {
		names = append(names, l.d.States[k].Name)
	}
	h.Name = strings.Join(names, " and ")
	out := slices.Clone(p.Holdings)
	for k := range out {
		if o := &out[k]; o.Zone != caspian.ZoneInternalWaters && o.Holder.Manner == caspian.Alone && slices.Contains(h.States, o.Holder.States[0]) {
			o.Holder = h
		}
		for _, state := range h.States {
			if o := &out[k]; len(o.Reserved.States) > 0 && !slices.Contains(o.Reserved.States, state) {
				l.reserve(o, state)
			}
		}
	}
	return out
}

// reserve adds those to whom a belt like that of a holding is reserved for a state.
func (l *Locator) reserve(h *Holding, state int) {
	for _, z := range l.d.Zones {
		if z.Kind == h.Zone && slices.Contains(z.Holder.States, state) {
			states := slices.Concat(h.Reserved.States, z.Holder.States)
			slices.Sort(states)
			names := []string{h.Reserved.Name, z.Holder.Name}
			slices.Sort(names) // from either side
			h.Reserved = caspian.Holder{States: slices.Compact(states), Name: strings.Join(names, " and "), Manner: caspian.Each}
			return
		}
	}
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
	return slices.IndexFunc(l.d.Zones, func(z caspian.Zone) bool {
		return z.Kind != caspian.ZoneInternalWaters && slices.Contains(z.Holder.States, p.Line.States[0]) && z.Breadth == p.Line.Breadth
	})
}
