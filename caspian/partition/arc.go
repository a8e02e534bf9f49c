package partition

import (
	"cmp"
	"errors"
	"slices"

	"caspian.example/division/caspian/internal/sorting"
)

// node says where an arc ends.
type node struct {
	kind nodeKind
	id   int // of the tripoint, joint or crossing
}

type nodeKind uint8

const (
	loose      nodeKind = iota // nowhere: on land, or a closed arc
	atTripoint                 // indexes the tripoints
	atJoint                    // indexes field.joints
	atCrossing                 // indexes the crossings
)

// arc is a finished line between two parties, from node to node.
type arc struct {
	left, right int
	faces       [2]int // the areas on the two sides: the parties themselves, or their belts
	origin      Origin
	start, end  node
	vertices    []vertex // the last repeats the first on a closed arc
	turnings    []turning
}

// newArc returns an arc without vertices between two parties.
func newArc(left, right int) arc { return arc{left: left, right: right, faces: [2]int{left, right}} }

// between says whether the arc lies between two parties.
func (a *arc) between(i, j int) bool {
	return a.left == i && a.right == j || a.left == j && a.right == i
}

// sides returns whose waters lie to the left and right: the parties themselves,
// unless a line was given.
func (a *arc) sides() (left, right int) {
	if a.origin != Equidistant {
		return a.faces[0], a.faces[1]
	}
	return a.left, a.right
}

// swap exchanges what is known of the states on the left and right.
func (a *arc) swap() {
	for k := range a.vertices {
		f := &a.vertices[k].feet
		f[0], f[1] = f[1], f[0]
	}
	for k := range a.turnings {
		t := &a.turnings[k]
		t.before[0], t.before[1] = t.before[1], t.before[0]
		t.after[0], t.after[1] = t.after[1], t.after[0]
	}
}

// trim drops the vertices at both ends of an arc that its end has come to or
// passed.
func (a *arc) trim() {
	passed := func(end, v, next *vertex) bool {
		d := v.at.Sub(end.at)
		return d.Norm() <= 2*located || d.Dot(next.at.Sub(v.at)) < 0
	}
	v := a.vertices
	first, last := 0, len(v)-1
	for first+2 < last && passed(&v[0], &v[first+1], &v[first+2]) {
		first++
	}
	for last-2 > first && passed(&v[len(v)-1], &v[last-1], &v[last-2]) {
		last--
	}
	if first == 0 && last == len(v)-1 {
		return
	}
	v[first], v[last] = v[0], v[len(v)-1]
	a.vertices = v[first : last+1]
	a.turnings = slices.DeleteFunc(a.turnings, func(t turning) bool { return t.vertex <= first || t.vertex >= last })
	for k := range a.turnings {
		a.turnings[k].vertex -= first
	}
}

// cut is a place on an arc: on the edge before a vertex, at a fraction of it.
type cut struct {
	vertex int
	along  float64
	place  tripoint
	id     int
}

// cutAt returns the parts of an arc between cuts.
func (a arc) cutAt(cuts []cut) []arc {
	sorting.Func(cuts, func(a, b cut) int { return cmp.Or(a.vertex-b.vertex, cmp.Compare(a.along, b.along)) })
	part := a
	part.vertices, part.turnings = a.vertices[:1:1], nil
	var out []arc
	turnings := a.turnings
	for v := 1; v < len(a.vertices); v++ {
		for len(cuts) > 0 && cuts[0].vertex == v {
			t := &cuts[0].place
			at := vertex{t.place, [2]reach{t.foot(a.left), t.foot(a.right)}}
			if last := len(part.vertices) - 1; last > 0 && part.vertices[last].at.Sub(t.at).Norm() <= meeting {
				// The cut is at a vertex.
				part.vertices = part.vertices[:last:last]
				part.turnings = slices.DeleteFunc(part.turnings, func(t turning) bool { return t.vertex == last })
			}
			part.vertices, part.end = append(part.vertices, at), node{atTripoint, cuts[0].id}
			out = append(out, part)
			part.start, part.vertices, part.turnings = part.end, []vertex{at}, nil
			cuts = cuts[1:]
		}
		if len(turnings) > 0 && turnings[0].vertex == v {
			turn := turnings[0]
			turn.vertex = len(part.vertices)
			part.turnings, turnings = append(part.turnings, turn), turnings[1:]
		}
		if before := part.vertices[len(part.vertices)-1]; v+1 < len(a.vertices) && len(out) > 0 && before.at.Sub(a.vertices[v].at).Norm() <= meeting {
			part.turnings = slices.DeleteFunc(part.turnings, func(t turning) bool { return t.vertex == len(part.vertices) })
			continue // the cut itself
		}
		part.vertices = append(part.vertices, a.vertices[v])
	}
	part.end = a.end
	if len(out) > 0 && a.start.kind == loose {
		// A closed arc: its end goes on where it began.
		first := &out[0]
		for _, turn := range first.turnings {
			turn.vertex += len(part.vertices) - 1
			part.turnings = append(part.turnings, turn)
		}
		first.turnings, first.start = part.turnings, part.start
		first.vertices = append(part.vertices, first.vertices[1:]...)
		return out
	}
	return append(out, part)
}

var errLoose = errors.New("a line ends in the sea")

// loose returns an error if an end of an arc in the sea is no node.
func (t *tracer) loose(a *arc, vertices []vertex) error {
	v := &vertices[0]
	if a.start.kind != loose {
		v = &vertices[len(vertices)-1]
	}
	if a.start.kind != loose && a.end.kind != loose {
		return nil
	}
	return t.lost(v.x, v.y, adrift, errLoose)
}
