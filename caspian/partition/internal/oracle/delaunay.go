package oracle

import (
	"cmp"
	"errors"
	"slices"
)

// edge is a directed edge of a subdivision of the plane, or of its dual: four
// times the number of the undirected edge plus the quarter turns. This is the
// quad-edge structure of Guibas & Stolfi 1985, doi:10.1145/282918.282923.
type edge int32

func (e edge) rot() edge    { return e&^3 | (e+1)&3 }
func (e edge) invRot() edge { return e&^3 | (e+3)&3 }
func (e edge) sym() edge    { return e ^ 2 }

// delaunay is a Delaunay triangulation of points in the plane.
type delaunay struct {
	points []point
	next   []edge  // the next edge counter-clockwise about the origin
	origin []int32 // of an edge; the triangle of a dual edge, or −1
	dead   []bool  // of undirected edges
	// triangles are the corners of each triangle, counter-clockwise.
	triangles [][3]int32
}

var errDuplicate = errors.New("oracle: two points coincide")

// triangulate returns the Delaunay triangulation of points by the
// divide-and-conquer algorithm of Guibas & Stolfi 1985, section 9. No two
// points may coincide.
func triangulate(points []point) (*delaunay, error) {
	d := &delaunay{points: points}
	order := make([]int32, len(points))
	for k := range order {
		order[k] = int32(k)
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(points[a].x, points[b].x), cmp.Compare(points[a].y, points[b].y))
	})
	for k := 1; k < len(order); k++ {
		if points[order[k]] == points[order[k-1]] {
			return nil, errDuplicate
		}
	}
	if len(points) > 1 {
		d.build(order)
	}
	d.findTriangles()
	return d, nil
}

func (d *delaunay) dest(e edge) int32  { return d.origin[e.sym()] }
func (d *delaunay) oprev(e edge) edge  { return d.next[e.rot()].rot() }
func (d *delaunay) lnext(e edge) edge  { return d.next[e.invRot()].rot() }
func (d *delaunay) rprev(e edge) edge  { return d.next[e.sym()] }
func (d *delaunay) at(k int32) point   { return d.points[k] }
func (d *delaunay) left(e edge) int32  { return d.origin[e.invRot()] }
func (d *delaunay) right(e edge) int32 { return d.origin[e.rot()] }
func (d *delaunay) leftOf(p int32, e edge) bool {
	return orient(d.at(p), d.at(d.origin[e]), d.at(d.dest(e))) > 0
}
func (d *delaunay) rightOf(p int32, e edge) bool {
	return orient(d.at(p), d.at(d.dest(e)), d.at(d.origin[e])) > 0
}

func (d *delaunay) makeEdge(from, to int32) edge {
	e := edge(len(d.next))
	d.next = append(d.next, e, e+3, e+2, e+1)
	d.origin = append(d.origin, from, -1, to, -1)
	d.dead = append(d.dead, false)
	return e
}

func (d *delaunay) splice(a, b edge) {
	alpha, beta := d.next[a].rot(), d.next[b].rot()
	d.next[a], d.next[b] = d.next[b], d.next[a]
	d.next[alpha], d.next[beta] = d.next[beta], d.next[alpha]
}

func (d *delaunay) connect(a, b edge) edge {
	e := d.makeEdge(d.dest(a), d.origin[b])
	d.splice(e, d.lnext(a))
	d.splice(e.sym(), b)
	return e
}

func (d *delaunay) remove(e edge) {
	d.splice(e, d.oprev(e))
	d.splice(e.sym(), d.oprev(e.sym()))
	d.dead[e/4] = true
}

// build triangulates the points in order, which are sorted, and returns the
// counter-clockwise hull edge out of the leftmost point and the clockwise one
// out of the rightmost.
func (d *delaunay) build(order []int32) (edge, edge) {
	switch len(order) {
	case 2:
		a := d.makeEdge(order[0], order[1])
		return a, a.sym()
	case 3:
		a, b := d.makeEdge(order[0], order[1]), d.makeEdge(order[1], order[2])
		d.splice(a.sym(), b)
		switch turn := orient(d.at(order[0]), d.at(order[1]), d.at(order[2])); {
		case turn > 0:
			d.connect(b, a)
			return a, b.sym()
		case turn < 0:
			c := d.connect(b, a)
			return c.sym(), c
		}
		return a, b.sym()
	}
	ldo, ldi := d.build(order[:len(order)/2])
	rdi, rdo := d.build(order[len(order)/2:])
	// The lower common tangent of both halves.
	for lower := false; !lower; {
		switch {
		case d.leftOf(d.origin[rdi], ldi):
			ldi = d.lnext(ldi)
		case d.rightOf(d.origin[ldi], rdi):
			rdi = d.rprev(rdi)
		default:
			lower = true
		}
	}
	base := d.connect(rdi.sym(), ldi)
	if d.origin[ldi] == d.origin[ldo] {
		ldo = base.sym()
	}
	if d.origin[rdi] == d.origin[rdo] {
		rdo = base
	}
	// Merge upwards.
	valid := func(e edge) bool { return d.rightOf(d.dest(e), base) }
	in := func(a, b, c, p int32) bool { return inCircle(d.at(a), d.at(b), d.at(c), d.at(p)) > 0 }
	for {
		l := d.next[base.sym()]
		if valid(l) {
			for in(d.dest(base), d.origin[base], d.dest(l), d.dest(d.next[l])) {
				t := d.next[l]
				d.remove(l)
				l = t
			}
		}
		r := d.oprev(base)
		if valid(r) {
			for in(d.dest(base), d.origin[base], d.dest(r), d.dest(d.oprev(r))) {
				t := d.oprev(r)
				d.remove(r)
				r = t
			}
		}
		if !valid(l) && !valid(r) {
			return ldo, rdo
		}
		if !valid(l) || valid(r) && in(d.dest(l), d.origin[l], d.origin[r], d.dest(r)) {
			base = d.connect(r, base.sym())
		} else {
			base = d.connect(base.sym(), l.sym())
		}
	}
}

// findTriangles numbers the triangles and notes them on the dual edges.
func (d *delaunay) findTriangles() {
	for e := edge(0); int(e) < len(d.next); e += 2 {
		if d.dead[e/4] || d.left(e) >= 0 {
			continue
		}
		f := d.lnext(e)
		g := d.lnext(f)
		t := [3]int32{d.origin[e], d.origin[f], d.origin[g]}
		if d.lnext(g) != e || orient(d.at(t[0]), d.at(t[1]), d.at(t[2])) <= 0 {
			continue
		}
		n := int32(len(d.triangles))
		d.triangles = append(d.triangles, t)
		for _, h := range [3]edge{e, f, g} {
			d.origin[h.invRot()] = n
		}
	}
}
