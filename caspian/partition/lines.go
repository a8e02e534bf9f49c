package partition

import (
	"slices"

	"caspian.example/division/caspian/geodesic"
)

// lines is the network of all arcs in the sea.
type lines struct {
	arcs      []arc
	tripoints []tripoint
	crossings []crossing
	ghosts    []ghost
}

// clone returns a copy that may be changed.
func (n *lines) clone() *lines {
	out := &lines{arcs: slices.Clone(n.arcs), tripoints: slices.Clone(n.tripoints), crossings: slices.Clone(n.crossings)}
	for k := range out.arcs {
		a := &out.arcs[k]
		a.vertices, a.turnings = slices.Clone(a.vertices), slices.Clone(a.turnings)
	}
	return out
}

// ghost is a small loop of the mesh that is not the whole of a line: the tip of
// a sector that is thinner than the mesh, cut off from the rest.
type ghost struct {
	left, right int
	points      []item
	missed      coarse
}

// join leaves out the arcs between states of one bloc.
func (n *lines) join(f *field) {
	if f.blocs == nil {
		return
	}
	for k := range n.arcs {
		for side := range n.arcs[k].faces {
			n.arcs[k].faces[side] = f.faceOf(n.arcs[k].faces[side])
		}
	}
	n.arcs = slices.DeleteFunc(n.arcs, func(a arc) bool { return a.faces[0] == a.faces[1] })
}

// add adds the lines of one chain.
func (n *lines) add(t *lines) {
	for k := range t.arcs {
		a := &t.arcs[k]
		for _, end := range [2]*node{&a.start, &a.end} {
			if end.kind == atCrossing {
				end.id += len(n.crossings)
			}
		}
		if !n.repeats(a) {
			n.arcs = append(n.arcs, *a)
		}
	}
	n.crossings = append(n.crossings, t.crossings...)
}

// repeats says whether a pocket is there already, because the mesh has several
// pieces of it: they were all followed to the same turning points.
func (n *lines) repeats(a *arc) bool {
	if a.start.kind != loose || a.end.kind != loose {
		return false
	}
	turn := func(a *arc, k int) geodesic.Vec { return a.vertices[a.turnings[k].vertex].at }
	for j := range n.arcs {
		b := &n.arcs[j]
		if !b.between(a.left, a.right) {
			continue
		}
		// Two loops may touch each other.
		same := 0
		for i := range a.turnings {
			for k := range b.turnings {
				if turn(a, i).Sub(turn(b, k)).Norm() <= 2*located {
					same++
					break
				}
			}
		}
		if 2*same > len(a.turnings) {
			return true
		}
	}
	return false
}

// passes says whether a line between two parties passes p within a distance.
func (n *lines) passes(i, j int, p place, within float64) bool {
	for _, a := range n.arcs {
		if !a.between(i, j) {
			continue
		}
		for k := range a.vertices[1:] {
			if _, d := edgeTo(&a.vertices[k].place, &a.vertices[k+1].place, p); d <= within {
				return true
			}
		}
	}
	return false
}
