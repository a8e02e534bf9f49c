package oracle

import (
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

var errDiagram = errors.New("oracle: the diagram is not sound")

// node is a vertex of the Voronoi diagram. The first nodes are those of the
// triangles, then come the termini and the ends of their bisectors.
type node struct {
	at       orb.Point
	known    bool
	sea      bool
	fixed    bool // at its exact place already
	out      bool // to be left out of lines
	segments []int
}

// segment is a piece of a line between two nodes, with the states to its left
// and right. Where one of them holds its side through the terminus that both
// share, the other one is measured without it.
type segment struct {
	from, to    int
	left, right int
	but         []without
	bisector    int // its terminus, or −1
}

func (s *segment) pair() [2]int { return [2]int{min(s.left, s.right), max(s.left, s.right)} }

// diagram is the dual of the triangulation.
type diagram struct {
	*oracle
	plane    plane
	d        *delaunay
	nodes    []node
	segments []segment
	result   *Result
}

// node returns the node of a triangle, in the place where the sites are equally
// far on the sphere, and whether it lies in the sea.
func (g *diagram) node(triangle int32) *node {
	if triangle < 0 {
		return &node{} // outside the hull is land
	}
	n := &g.nodes[triangle]
	if n.known {
		return n
	}
	n.known = true
	t := g.d.triangles[triangle]
	centre, reach := g.plane.circumcentre(g.d.at(t[0]), g.d.at(t[1]), g.d.at(t[2]))
	if !(reach < 1.1*g.width) {
		return n // no place of the sea is so far from the coast
	}
	n.at = onEllipsoid(centre)
	// The nearest coast is that of one of the three sites.
	best := foot{distance: math.Inf(1)}
	for _, k := range t {
		states := []int{g.sites[k].state}
		if p := g.sites[k].terminus; p >= 0 {
			states = []int{g.termini[p].before, g.termini[p].after}
		}
		for _, s := range states {
			if f := g.measure(s, n.at, nil); f.distance < best.distance {
				best = f
			}
		}
	}
	n.sea = g.seaward(best)
	return n
}

// label returns the state that a site stands for, seen from a node: a terminus
// stands for the state on that side of its bisector.
func (g *diagram) label(site int32, from orb.Point) int {
	s := &g.sites[site]
	if s.terminus < 0 {
		return s.state
	}
	t := &g.termini[s.terminus]
	if math.Remainder(azimuth(t.at, from)-t.bisector, 360) > 0 {
		return t.after
	}
	return t.before
}

// findSegments finds the pieces of lines: the duals, in the sea, of edges
// whose ends stand for different states.
func (g *diagram) findSegments() error {
	exits := make([]int, len(g.termini))
	for e := edge(0); int(e) < len(g.d.next); e += 4 {
		if g.d.dead[e/4] {
			continue
		}
		u, v := &g.sites[g.d.origin[e]], &g.sites[g.d.dest(e)]
		if u.terminus < 0 && u.state == v.state {
			continue
		}
		from, to := g.node(g.d.right(e)), g.node(g.d.left(e))
		if !from.sea && !to.sea {
			continue
		}
		// The dual runs from the right to the left. The states on its two
		// sides change where it crosses the bisector of an end.
		left, leftEnd, err := g.labels(e)
		if err != nil {
			return err
		}
		rightEnd, right, err := g.labels(e.sym())
		if err != nil {
			return err
		}
		type crossing struct {
			node        int
			left, right int // after it
			offset      float64
		}
		var crossings []crossing
		if left != leftEnd {
			exits[u.terminus]++
			x, err := g.addBisector(u.terminus, g.d.dest(e))
			if err != nil {
				return err
			}
			crossings = append(crossings, crossing{node: x, left: leftEnd, right: right})
		}
		if right != rightEnd {
			exits[v.terminus]++
			x, err := g.addBisector(v.terminus, g.d.origin[e])
			if err != nil {
				return err
			}
			crossings = append(crossings, crossing{node: x, left: left, right: rightEnd})
		}
		if len(crossings) == 2 {
			for k := range crossings {
				crossings[k].offset = turnOf(azimuth(u.at, g.node(g.d.right(e)).at) - azimuth(u.at, g.nodes[crossings[k].node].at))
			}
			if crossings[0].offset > crossings[1].offset {
				crossings[0], crossings[1] = crossings[1], crossings[0]
			}
			crossings[1].left, crossings[1].right = leftEnd, rightEnd
		}
		at := int(g.d.right(e))
		for _, c := range crossings {
			g.addDual(e, segment{from: at, to: c.node, left: left, right: right})
			at, left, right = c.node, c.left, c.right
		}
		g.addDual(e, segment{from: at, to: int(g.d.left(e)), left: left, right: right})
	}
	for k, n := range exits {
		if n != 1 {
			return fmt.Errorf("%w: the bisector of %v leaves its cell %d times", errDiagram, g.termini[k].at, n)
		}
	}
	return nil
}

// labels returns the states that the origin of an edge stands for at the
// beginning and at the end of the edge's dual.
func (g *diagram) labels(e edge) (first, last int, err error) {
	u, v := g.d.origin[e], g.d.dest(e)
	from, to := g.node(g.d.right(e)), g.node(g.d.left(e))
	s := &g.sites[u]
	if s.terminus < 0 {
		if from.sea != to.sea && g.sites[v].terminus < 0 {
			return 0, 0, fmt.Errorf("%w: a line crosses the coast near %v", errDiagram, s.at)
		}
		return s.state, s.state, nil
	}
	// Beside the terminus the dual ends at the coast.
	t := &g.termini[s.terminus]
	first, last = t.after, t.before
	if from.sea {
		first = g.label(u, from.at)
	} else if v != s.next {
		return 0, 0, fmt.Errorf("%w: a line crosses the coast near %v", errDiagram, t.at)
	}
	if to.sea {
		last = g.label(u, to.at)
	} else if v != s.prev {
		return 0, 0, fmt.Errorf("%w: a line crosses the coast near %v", errDiagram, t.at)
	}
	if first == t.before && last == t.after {
		return 0, 0, fmt.Errorf("%w: the cell of %v is not star-shaped", errDiagram, t.at)
	}
	return first, last, nil
}

// addBisector adds the bisector of a terminus as far as the border with the
// cell of site v, and returns the node where it ends.
func (g *diagram) addBisector(terminus int, v int32) (int, error) {
	t := &g.termini[terminus]
	var but []without
	if g.reflex(terminus, v) {
		but = []without{{t.before, terminus}, {t.after, terminus}}
	}
	at, err := g.exit(t, &g.sites[v], but)
	if err != nil {
		return 0, err
	}
	n := len(g.nodes)
	g.nodes = append(g.nodes, node{at: t.at, known: true, sea: true, fixed: true}, node{at: at, known: true, sea: true, fixed: true})
	g.add(segment{from: n, to: n + 1, left: t.before, right: t.after, bisector: terminus})
	return n + 1, nil
}

// reflex says whether a terminus is the nearest place of both states over an
// area, and a site is not on the edges that meet there.
func (g *diagram) reflex(terminus int, v int32) bool {
	t, s := &g.termini[terminus], &g.sites[v]
	return t.angle > 180 && s.edge != t.in && s.edge != t.out
}

func (g *diagram) add(s segment) {
	n := len(g.segments)
	g.segments = append(g.segments, s)
	g.nodes[s.from].segments = append(g.nodes[s.from].segments, n)
	g.nodes[s.to].segments = append(g.nodes[s.to].segments, n)
}

// addDual adds a piece of the dual of an edge if it lies between two states. A
// state that holds its side through a terminus is nearer there than the other
// one by the terminus's rule, not by distance: the other one is measured
// without it.
func (g *diagram) addDual(e edge, s segment) {
	if s.left == s.right {
		return
	}
	s.bisector = -1
	u, v := g.d.origin[e], g.d.dest(e)
	if k := g.sites[u].terminus; k >= 0 && g.reflex(k, v) && (s.right == g.termini[k].before || s.right == g.termini[k].after) {
		s.but = append(s.but, without{s.right, k})
	}
	if k := g.sites[v].terminus; k >= 0 && g.reflex(k, u) && (s.left == g.termini[k].before || s.left == g.termini[k].after) {
		s.but = append(s.but, without{s.left, k})
	}
	g.add(s)
}

// exit returns the place on the bisector of t that is as far from t as from
// site q; or, given whom to measure without t, as from the nearest other coast.
func (g *diagram) exit(t *terminus, q *site, but []without) (orb.Point, error) {
	near := func(s float64) bool {
		at, _ := t.line.Position(s)
		if but == nil {
			return wgs84.Distance(at, q.at) > s
		}
		for state := range g.trees {
			if g.measure(state, at, but).distance <= s {
				return false
			}
		}
		return true
	}
	lo, hi := 0.0, g.floor
	for near(hi) {
		if hi *= 2; hi > 2*g.width {
			return orb.Point{}, fmt.Errorf("%w: the bisector of %v does not end", errDiagram, t.at)
		}
	}
	for hi-lo > 1e-7+1e-15*hi {
		if m := (lo + hi) / 2; near(m) {
			lo = m
		} else {
			hi = m
		}
	}
	at, _ := t.line.Position(lo)
	return at, nil
}
