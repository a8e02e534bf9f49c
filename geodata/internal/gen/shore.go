package main

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"caspian.example/division/geodata/source"
)

// inSea is a position in the open Caspian, and inLagoon one in Garabogazköl,
// both far from every shore: they tell the shore from other rings and the
// lagoon from the sea.
var (
	inSea    = source.Degrees(51, 41.5)
	inLagoon = source.Degrees(53.5, 41.3)
)

// A strait joins two waters: its narrowest place is looked for in a box, and
// each of the waters has a place far from every shore.
type strait struct {
	southWest, northEast source.Pos
	one, other           source.Pos
}

// garabogazkol is the strait between the sea and the lagoon.
var garabogazkol = strait{source.Degrees(52.7, 40.9), source.Degrees(53.3, 41.3), inSea, inLagoon}

// A terminus is the end of a land border on the shore.
type terminus struct {
	between [2]string
	at      source.Pos
	source  string
}

// landBorderEnds are the ends of the land borders on the Caspian in Natural
// Earth 10m: in countries-10m.json of world-atlas 2.0.2, the positions that
// the shores of two countries share. They stand counter-clockwise along the
// shore, and between[1] is the state that begins there.
var landBorderEnds = []terminus{
	{between: [2]string{"RU", "AZ"}, at: source.Degrees(48.58068581, 41.84519038)},
	{between: [2]string{"AZ", "IR"}, at: source.Degrees(48.87588876, 38.43426429)},
	{between: [2]string{"IR", "TM"}, at: source.Degrees(53.91233912, 37.34344338)},
	{between: [2]string{"TM", "KZ"}, at: source.Degrees(52.43632436, 41.74894147)},
	{between: [2]string{"KZ", "RU"}, at: source.Degrees(49.22869229, 46.32836303)},
}

// stateNames are the short English names of the five states by their ISO
// 3166-1 alpha-2 codes.
var stateNames = map[string]string{
	"AZ": "Azerbaijan", "IR": "Iran", "KZ": "Kazakhstan", "RU": "Russia", "TM": "Turkmenistan",
}

// A line is a shore or a closing line of one state.
type line struct {
	state, name string
	line        []source.Pos
}

// An island is a ring of one state.
type island struct {
	state, name string
	ring        source.Ring
}

// split cuts a counter-clockwise shore at the termini, which stand
// counter-clockwise too.
func split(shore source.Ring, termini []terminus) ([]line, error) {
	shore, err := shore.CounterClockwise(&termini[0].at)
	if err != nil {
		return nil, fmt.Errorf("terminus %v: %w", termini[0].between, err)
	}
	var lines []line
	from := 0
	for i, t := range termini {
		to := len(shore)
		if i+1 < len(termini) {
			if to = slices.Index(shore, termini[i+1].at); to <= from {
				return nil, fmt.Errorf("terminus %v at %v does not follow %v at %v along the shore", termini[i+1].between, termini[i+1].at, t.between, t.at)
			}
		}
		part := append(slices.Clone(shore[from:to]), shore.At(to))
		lines = append(lines, line{state: t.between[1], name: stateNames[t.between[1]], line: part})
		from = to
	}
	slices.SortFunc(lines, func(a, b line) int { return cmp.Compare(a.state, b.state) })
	return lines, nil
}

// nearestVertex returns the vertex of the ring nearest to p and its distance
// in metres.
func nearestVertex(r source.Ring, p source.Pos) (source.Pos, float64) {
	best, least := r[0], math.Inf(1)
	for _, v := range r {
		if d := distance(v, p); d < least {
			best, least = v, d
		}
	}
	return best, least
}

// nearestState returns the state whose mainland shore is nearest to the
// island, with the distance in metres; ahead is how much farther the next
// state's shore is.
func nearestState(isle source.Ring, mainland []line) (state string, d, ahead float64) {
	d, second := math.Inf(1), math.Inf(1)
	points := make([]vec, len(isle))
	for i, p := range isle {
		points[i] = cartesian(p)
	}
	// All of the island lies within so far of its first point.
	radius := 0.0
	for _, p := range points {
		radius = max(radius, distanceToSegment(points[0], p, p))
	}
	for _, l := range mainland {
		least := math.Inf(1)
		for i := range len(l.line) - 1 {
			a, b := cartesian(l.line[i]), cartesian(l.line[i+1])
			if distanceToSegment(points[0], a, b)-radius > least {
				continue
			}
			for j, p := range points {
				least = min(least, distanceToSegment(p, a, b),
					distanceToSegment(a, p, points[(j+1)%len(points)]))
			}
		}
		if least < d {
			state, d, second = l.state, least, d
		} else {
			second = min(second, least)
		}
	}
	return state, d, second - d
}

// number orders the islands by state and from north to south by their
// northernmost positions, and names them by state and number.
func number(islands []island) {
	north := func(r source.Ring) source.Pos {
		return slices.MaxFunc(r, func(p, q source.Pos) int {
			return cmp.Or(cmp.Compare(p[1], q[1]), cmp.Compare(q[0], p[0]))
		})
	}
	slices.SortFunc(islands, func(a, b island) int {
		p, q := north(a.ring), north(b.ring)
		return cmp.Or(cmp.Compare(a.state, b.state), cmp.Compare(q[1], p[1]), cmp.Compare(p[0], q[0]))
	})
	n := map[string]int{}
	for i := range islands {
		n[islands[i].state]++
		islands[i].name = fmt.Sprintf("%s-%02d", islands[i].state, n[islands[i].state])
	}
}

// narrowest returns the shortest line between two vertices of the shore in
// the box of the strait that runs through the water and parts the two waters,
// and its length in metres. It begins at the earlier vertex of the shore.
func (s strait) narrowest(shore source.Ring) ([]source.Pos, float64, error) {
	var near []int
	for i, p := range shore {
		if within(s.southWest, s.northEast, p) {
			near = append(near, i)
		}
	}
	type pair struct {
		a, b   int
		length float64
	}
	var pairs []pair
	for k, a := range near {
		for _, b := range near[k+1:] {
			pairs = append(pairs, pair{a, b, distance(shore[a], shore[b])})
		}
	}
	slices.SortStableFunc(pairs, func(x, y pair) int { return cmp.Compare(x.length, y.length) })
	for _, p := range pairs {
		side := shore[p.a : p.b+1]
		if side.Contains(s.one) == side.Contains(s.other) {
			continue
		}
		if insideOnly(shore, p.a, p.b) {
			return []source.Pos{shore[p.a], shore[p.b]}, p.length, nil
		}
	}
	return nil, 0, errors.New("no line between two shore vertices of the strait parts the two waters")
}

// insideOnly says whether the straight line between vertices a and b of the
// ring lies inside it and touches it at its ends only.
func insideOnly(r source.Ring, a, b int) bool {
	p, q := r[a], r[b]
	for i := range r {
		j := (i + 1) % len(r)
		if i == a || i == b || j == a || j == b {
			continue
		}
		if meet(p, q, r[i], r[j]) {
			return false
		}
	}
	for _, i := range []int{a - 1, a + 1, b - 1, b + 1} {
		if source.Orientation(p, q, r.At(i)) == 0 && within(p, q, r.At(i)) {
			return false
		}
	}
	return r.Contains(source.Pos{(p[0] + q[0]) / 2, (p[1] + q[1]) / 2})
}
