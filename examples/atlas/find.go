package main

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/paulmach/orb/project"

	"caspian.example/division/examples/atlas/lakes"
	"caspian.example/division/geodata/source"
)

// around is how far around the box of a lake, in degrees of latitude, countries are
// taken: the 100 km in which build.Coast looks for the nearest, and more.
const around = 1.0

// decimals of a degree that the outlines of countries keep: about a metre, where the
// source has steps of 190 m and more.
const decimals = 5

// What makes a lake one of the atlas: its area in m², and the part of its shore's
// vertices that two countries each are nearest to, within so many metres. The sources
// do not fit better than that.
const (
	leastArea  = 1e6
	leastShore = 0.01
	fit        = 2000
)

// find returns the lakes that states share, the largest first.
func (w *world) find(ctx context.Context, c crew) ([]*lakes.Lake, error) {
	found := make([]*lakes.Lake, len(w.lakes))
	err := c.each(ctx, "looking at lakes", len(w.lakes), func(k int) {
		if l, ok := w.lakeOf(w.lakes[k]); ok {
			found[k] = l
		}
	})
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(found, func(l *lakes.Lake) bool { return l == nil })
	slices.SortFunc(found, func(a, b *lakes.Lake) int {
		return cmp.Or(cmp.Compare(b.Area(), a.Area()), slices.Compare(a.Polygon[0][0][:], b.Polygon[0][0][:]))
	})
	return found, nil
}

// lakeOf returns the lake in a shore of the world, if it is one of the atlas.
func (w *world) lakeOf(shore source.Ring) (*lakes.Lake, bool) {
	l := &lakes.Lake{Polygon: orb.Polygon{ring(shore)}}
	box := l.Polygon.Bound()
	const near = 0.05 // degrees: more than fit
	if !shared(l.Polygon[0], source.Clip(w.countries, grown(box, near))) {
		return nil, false
	}
	for _, i := range w.islands {
		if box.Contains(i[0].Point()) && shore.Contains(i[0]) {
			l.Polygon = append(l.Polygon, ring(i))
		}
	}
	if l.Area() < leastArea {
		return nil, false
	}
	l.Countries = source.GeoJSON(source.Clip(w.countries, grown(box, around)), decimals, code)
	return l, true
}

// shared says whether two of the countries have enough of a shore.
func shared(shore orb.Ring, countries []source.Country) bool {
	if len(countries) < 2 {
		return false
	}
	const degree = 111_000 // metres of a meridian, about
	cos := math.Cos(shore.Bound().Center()[1] * math.Pi / 180)
	metres := func(p orb.Point) orb.Point { return orb.Point{p[0] * degree * cos, p[1] * degree} }
	var lands []orb.MultiPolygon
	for _, c := range countries {
		lands = append(lands, project.MultiPolygon(c.Parts, metres))
	}
	held := make([]int, len(lands))
	for _, v := range shore[1:] {
		nearest, least := -1, float64(fit)
		for k, land := range lands {
			if d := distance(land, metres(v)); d < least {
				nearest, least = k, d
			}
		}
		if nearest >= 0 {
			held[nearest]++
		}
	}
	enough := 0
	for _, n := range held {
		if float64(n) >= leastShore*float64(len(shore)-1) {
			enough++
		}
	}
	return enough > 1
}

// distance returns how far a place is from land, 0 on it.
func distance(land orb.MultiPolygon, from orb.Point) float64 {
	if planar.MultiPolygonContains(land, from) {
		return 0
	}
	return planar.DistanceFrom(land, from)
}

// ring returns a ring in degrees, its first position repeated.
func ring(r source.Ring) (out orb.Ring) {
	for _, p := range append(r[:len(r):len(r)], r[0]) {
		out = append(out, p.Point())
	}
	return out
}

// grown returns a box with a margin on all sides, in degrees of latitude.
func grown(b orb.Bound, margin float64) orb.Bound {
	wide := margin / math.Cos(max(math.Abs(b.Min[1]), math.Abs(b.Max[1]))*math.Pi/180)
	return orb.Bound{Min: orb.Point{b.Min[0] - wide, b.Min[1] - margin}, Max: orb.Point{b.Max[0] + wide, b.Max[1] + margin}}
}
