package build

import (
	"math"
	"sort"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

// line is a closed ring, measured by the length along it.
type line struct {
	ring  orb.Ring  // the last position repeats the first
	along []float64 // length before every vertex
}

func newLine(ring orb.Ring) *line {
	l := &line{ring, make([]float64, len(ring))}
	for k, q := range ring[1:] {
		l.along[k+1] = l.along[k] + geodesic.WGS84.Distance(ring[k], q)
	}
	return l
}

func (l *line) length() float64 { return l.along[len(l.along)-1] }

// merge is the distance in metres within which a place is that of a vertex.
const merge = 1e-3

// edge returns the edge of a place.
func (l *line) edge(s float64) int {
	k := sort.Search(len(l.along), func(k int) bool { return l.along[k] > s }) - 1
	return min(max(k, 0), len(l.ring)-2)
}

// at returns the place after a length along the ring; vertices keep their
// positions, other places have them to 0.1 mm.
func (l *line) at(s float64) orb.Point {
	k := l.edge(s)
	if s-l.along[k] < merge {
		return l.ring[k]
	}
	if l.along[k+1]-s < merge {
		return l.ring[k+1]
	}
	p := l.between(k, s)
	return orb.Point{math.Round(p[0]*1e9) / 1e9, math.Round(p[1]*1e9) / 1e9}
}

// between returns a place on edge k.
func (l *line) between(k int, s float64) orb.Point {
	edge := geodesic.WGS84.LineTo(l.ring[k], l.ring[k+1])
	p, _ := edge.Position(s - l.along[k])
	return p
}

// step is the distance in metres between the places of an edge that are looked
// at.
const step = 250

// samples calls do for the vertices, and for places on edges that are longer
// than step, with their lengths along the ring, until it fails.
func (l *line) samples(do func(s float64, p orb.Point) error) error {
	for k, p := range l.ring[:len(l.ring)-1] {
		if err := do(l.along[k], p); err != nil {
			return err
		}
		length := l.along[k+1] - l.along[k]
		n := math.Ceil(length / step)
		for i := 1.0; i < n; i++ {
			s := l.along[k] + length*i/n
			if err := do(s, l.between(k, s)); err != nil {
				return err
			}
		}
	}
	return nil
}

// cut returns the positions from one place to another, forward along the ring.
func (l *line) cut(from, to float64) []orb.Point {
	out := []orb.Point{l.at(from)}
	add := func(after, before float64) {
		k := sort.Search(len(l.along), func(k int) bool { return l.along[k] >= after+merge })
		for ; k < len(l.ring)-1 && l.along[k] <= before-merge; k++ {
			out = append(out, l.ring[k])
		}
	}
	if from < to {
		add(from, to)
	} else {
		add(from, math.Inf(1))
		add(-merge, to)
	}
	return append(out, l.at(to))
}
