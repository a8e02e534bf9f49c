package partition

import (
	"context"
	"errors"
	"math"
	"slices"
)

// refine appends to out the vertices that the line needs after points[0], so
// that it stays within the tolerance, up to the last of points. The points
// between the ends are used where they help and dropped where they do not.
func (t *tracer) refine(out []vertex, points []vertex) ([]vertex, error) {
	if t.ctx.Err() != nil {
		return out, context.Cause(t.ctx)
	}
	a, b := &points[0], &points[len(points)-1]
	ok, err := t.edge(a, b, points[1:len(points)-1])
	if err == nil && ok {
		return append(out, *b), nil
	}
	if len(points) > 2 {
		return t.refineHalves(out, points)
	}
	before := len(out)
	if err == nil {
		out, err = t.bisect(out, a, b, 0)
	}
	var u *unresolved
	if errors.As(err, &u) {
		line, strayed := t.follow(out[:before:before], a, b, math.Hypot(b.x-a.x, b.y-a.y))
		if line != nil {
			return line, nil
		}
		// The mesh is too coarse between these two points of its sides, and
		// from there to where the line was lost. Go on: there may be more
		// such places.
		u.fromX, u.fromY, u.radius = (a.x+b.x)/2, (a.y+b.y)/2, math.Hypot(b.x-a.x, b.y-a.y)
		t.missed = append(t.missed, u)
		// The way to where else it goes, a neck that the mesh does not show.
		walked := 0.0
		for k := 1; k < len(strayed); k++ {
			v, o := &strayed[k], &strayed[k-1]
			if walked += v.at.Sub(o.at).Norm(); walked > longNeck*u.radius {
				break
			}
			t.missed = append(t.missed, &unresolved{v.x, v.y, o.x, o.y, 2 * u.radius, false, errStray})
		}
		return append(out[:before], *b), nil
	}
	return out, err
}

// refineHalves is refine for the two halves of a line, at the same time if it is long.
func (t *tracer) refineHalves(out, points []vertex) ([]vertex, error) {
	half := len(points) / 2
	if half <= longLine {
		out, err := t.refine(out, points[:half+1])
		if err != nil {
			return out, err
		}
		return t.refine(out, points[half:])
	}
	var found [2][]vertex
	own := [2]tracer{*t, *t}
	err := parallel(t.ctx, 2, silent, func(k int) (err error) {
		own[k].missed = nil
		found[k], err = own[k].refine(nil, points[k*half:half+1+k*(len(points)-1-half)])
		return err
	})
	t.missed = slices.Concat(t.missed, own[0].missed, own[1].missed)
	return slices.Concat(out, found[0], found[1]), err
}
