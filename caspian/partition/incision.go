package partition

import (
	"context"
	"slices"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// incision is the work of one cut.
type incision struct {
	ctx       context.Context
	a         *assembly
	full      *field // with all states
	cut       Cut
	tolerance float64

	net   *lines   // with the faces of the two as one, and without their line
	faces [][2]int // the faces of its arcs before
	aside []arc    // the lines between the two
	cuts  [][]cut  // of the arcs in net, by the given line
	drawn []arc    // the parts of the given line
	sides []int    // of every loop: 1 left of the line, −1 right, 0 neither
	loops [2][]int // on the left and right of every arc
	names [2]int   // whose the left and the right of the line are; Others keeps what was
}

// walk walks around the faces of the network, those of the two states as one.
func (x *incision) walk() error {
	if err := x.a.faces(x.ctx, x.net); err != nil {
		return err
	}
	for k := range x.a.loops {
		l := &x.a.loops[k]
		l.face = x.cut.merged(l.face)
	}
	return nil
}

// faceAt returns the face of a place, −1 on land.
func (x *incision) faceAt(p geodesic.Vec) int {
	if !x.full.inSea(p, nil) {
		return -1
	}
	k := x.a.around(p, func(*loop) bool { return true })
	if k < 0 {
		return -1
	}
	return x.a.loops[k].face
}

func (x *incision) newCrossing(foot coast.Foot) node {
	x.net.crossings = append(x.net.crossings, x.full.crossing(foot))
	return node{atCrossing, len(x.net.crossings) - 1}
}

// newNode adds a tripoint, or a place where given and prolonged parts of a line
// meet.
func (x *incision) newNode(at place, parties []int) node {
	t := tripoint{place: at}
	for _, p := range parties {
		if p == Others {
			p = x.faceAt(at.at)
		}
		if p >= 0 && !slices.Contains(t.parties, p) {
			t.parties = append(t.parties, p)
		}
	}
	for _, p := range t.parties {
		t.feet = append(t.feet, x.full.reach(p, at.at, &farthest))
	}
	x.net.tripoints = append(x.net.tripoints, t)
	return node{atTripoint, len(x.net.tripoints) - 1}
}
