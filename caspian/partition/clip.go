package partition

import (
	"context"
	"math"

	"caspian.example/division/caspian/coast"
)

// clip returns the parts of an arc that lie in the sea, for arcs that may cross
// land, and adds the crossings where they end to found.
func (t *tracer) clip(a arc, found []crossing) ([]arc, []crossing, error) {
	line := []item{{a.vertices[0], a.start}}
	var err error
	last := len(a.vertices) - 1
	for k, v := range a.vertices[1:] {
		next := item{vertex: v}
		if k+1 == last {
			next.node = a.end
		}
		if line, found, err = t.cut(line, found, next, 0); err != nil {
			return nil, found, err
		}
	}
	closed := a.start.kind == loose && a.end.kind == loose && a.vertices[0].place == a.vertices[last].place
	if closed {
		line = line[:len(line)-1]
	}
	var out []arc
	for _, part := range split(line, closed) {
		piece := arc{left: a.left, right: a.right, faces: a.faces, start: part[0].node, end: part[len(part)-1].node}
		for _, v := range part {
			piece.vertices = append(piece.vertices, v.vertex)
		}
		if !t.f.lineInSea(piece.vertices) {
			continue
		}
		if err := t.loose(&piece, piece.vertices); err != nil && piece.vertices[0].place != piece.vertices[len(part)-1].place {
			return nil, found, err
		}
		out = append(out, piece)
	}
	return out, found, nil
}

// cut appends v to a line, and before it the crossings with the shore on the
// way from the line's last point.
func (t *tracer) cut(line []item, found []crossing, v item, depth int) ([]item, []crossing, error) {
	if t.ctx.Err() != nil {
		return line, found, context.Cause(t.ctx)
	}
	u := line[len(line)-1]
	length := v.at.Sub(u.at).Norm()
	onShore := func(n node) bool { return n.kind == atCrossing || n.kind == atJoint }
	piece, first := coast.NoPiece, math.Inf(1)
	t.f.shores.Crossings(u.at, v.at, func(k int32, s float64) {
		if s < first && !(onShore(u.node) && s*length <= touching) && !(onShore(v.node) && (1-s)*length <= touching) {
			piece, first = k, s
		}
	})
	if piece == coast.NoPiece {
		return append(line, v), found, nil
	}
	at := t.f.e.OnSurface(u.at.Add(v.at.Sub(u.at).Mul(first)))
	w, c, ok := t.onShore(piece, at, &u.feet)
	if ok {
		s := w.at.Sub(u.at).Dot(v.at.Sub(u.at)) / length
		ok = s > touching && s < length-touching && w.at.Sub(at).Norm() <= length
	}
	var err error
	switch {
	case ok:
	case length > 4*touching:
		// The edge grazes the shore, or runs along it: follow the line more
		// closely.
		m, err := t.middle(&u.vertex, &v.vertex)
		if err != nil || depth > 60 {
			return line, found, t.lost(u.x, u.y, length, errStray)
		}
		if line, found, err = t.cut(line, found, item{vertex: m}, depth+1); err != nil {
			return line, found, err
		}
		return t.cut(line, found, v, depth+1)
	default:
		// On two millimetres the edge is the line.
		foot := t.f.b.FootOn(at, piece)
		x, y, _ := t.f.chart.Forward(foot.At)
		w, _ = t.at(x, y, &u.feet)
		c = t.f.crossing(foot)
	}
	line = append(line, item{w, node{atCrossing, len(found)}})
	if line, found, err = t.cut(line, append(found, c), v, depth+1); err != nil {
		return line, found, err
	}
	return line, found, nil
}
