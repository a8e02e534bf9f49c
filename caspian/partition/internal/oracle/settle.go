package oracle

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

// A vertex is in its place when the distances differ by no more than noise or
// the next step of Newton's method is shorter than settled, in metres.
const (
	noise   = 4e-9
	settled = 1e-5
)

// settle moves the nodes of lines to their exact places.
func (g *diagram) settle() error {
	for k := range g.nodes {
		n := &g.nodes[k]
		if n.fixed || len(n.segments) == 0 {
			continue
		}
		var states []int
		var but []without
		for _, s := range n.segments {
			states = append(states, g.segments[s].left, g.segments[s].right)
			but = append(but, g.segments[s].but...)
		}
		slices.Sort(states)
		states = slices.Compact(states)
		if len(states) > 3 {
			states = states[:3]
		}
		at, ok := g.corner(k, states, but)
		if !ok {
			at, ok = g.locate(n.at, states, but)
		}
		if !ok {
			if len(states) == 3 {
				return fmt.Errorf("%w: the tripoint near %v has no place", errDiagram, n.at)
			}
			g.result.Stuck++
			n.out = true
			continue
		}
		moved := wgs84.Distance(n.at, at)
		if len(states) == 2 && (moved > g.measure(states[0], at, nil).distance/g.opts.Fraction || g.taken(at, states, but)) {
			// It has left its neighbours, or the line ends before it.
			n.out = true
			continue
		}
		g.result.Moved = max(g.result.Moved, moved)
		n.at, n.fixed = at, true
	}
	return nil
}

// corner returns the exact place of the node of a triangle two of whose sites
// stand for one state and lie on different parts of its coast: there the line
// has a corner, equally far from both parts and from the other state. ok is
// false for other nodes.
func (g *diagram) corner(k int, states []int, but []without) (at orb.Point, ok bool) {
	if k >= len(g.d.triangles) || len(states) != 2 {
		return at, false
	}
	at = g.nodes[k].at
	sites := g.d.triangles[k]
	var of [3]int
	for i, s := range sites {
		of[i] = g.label(s, at)
	}
	feet := func() (f [3]foot) {
		for i, s := range sites {
			f[i] = g.near(s, of[i], at)
		}
		return f
	}
	f := feet()
	for range 30 {
		for i := range 3 {
			if j := (i + 1) % 3; of[i] == of[j] && wgs84.Distance(f[i].at, f[j].at) < g.floor {
				return at, false
			}
		}
		var a [3]geodesic.Vec // unit vectors away from the feet
		for i := range 3 {
			sin, cos := math.Sincos(f[i].azimuth * degree)
			a[i] = geodesic.Vec{X: -sin, Y: -cos}
		}
		u, v := a[0].Sub(a[1]), a[0].Sub(a[2])
		p, q := f[0].distance-f[1].distance, f[0].distance-f[2].distance
		det := u.X*v.Y - u.Y*v.X
		east, north := (u.Y*q-p*v.Y)/det, (p*v.X-u.X*q)/det
		step := math.Hypot(east, north)
		if !(step < g.width/10) {
			return at, false
		}
		at, _ = wgs84.Direct(at, math.Atan2(east, north)/degree, step)
		f = feet()
		if step < settled {
			// The parts must be the nearest ones of their states.
			for _, s := range states {
				d := g.measure(s, at, but).distance
				if math.Abs(d-f[0].distance) > 1e-4 {
					return at, false
				}
			}
			return at, true
		}
	}
	return at, false
}

// taken says whether a third state is nearer to p than two given ones.
func (g *diagram) taken(p orb.Point, states []int, but []without) bool {
	f := g.measure(states[0], p, but)
	d := f.distance
	for i, s := range states {
		// In a tie cell the bisector decides.
		if i > 0 {
			f = g.measure(s, p, but)
		}
		if k := g.terminusOf(f); k >= 0 && g.termini[k].angle > 180 {
			if owner := g.label(g.termini[k].site, p); owner != s && !slices.Contains(states, owner) {
				return true
			}
		}
	}
	v := wgs84.Cartesian(p)
	for s := range g.trees {
		if slices.Contains(states, s) {
			continue
		}
		// No site is farther than the coast by more than this.
		margin := min(2*d/g.opts.Fraction, 4*math.Sqrt(d*g.opts.Sag)) + g.floor
		if k, _ := g.trees[s].nearest(v, d+margin, nil); k >= 0 && g.measure(s, p, but).distance < d-1e-5 {
			return true
		}
	}
	return false
}

// difference returns d_i − d_j at p and its gradient, east and north.
func (g *diagram) difference(i, j int, p orb.Point, but []without) (value, east, north float64) {
	fi, fj := g.measure(i, p, but), g.measure(j, p, but)
	if k := g.terminusOf(fi); k >= 0 && k == g.terminusOf(fj) && g.termini[k].angle > 180 {
		// In a tie cell the terminus belongs to the state on this side of the
		// bisector, and the other one is measured without it.
		if g.label(g.termini[k].site, p) == i {
			fj = g.measure(j, p, append(slices.Clip(but), without{j, k}))
		} else {
			fi = g.measure(i, p, append(slices.Clip(but), without{i, k}))
		}
	} else if k >= 0 && k == g.terminusOf(fj) {
		// Right at a sharp terminus: the bisector is the line.
		t := &g.termini[k]
		_, out, here := wgs84.Inverse(t.at, p)
		sin, cos := math.Sincos((out - t.bisector) * degree)
		// Positive to the right, where the state after the terminus is.
		r := radius * math.Sin(fi.distance/radius)
		value = r * sin
		if cos < 0 {
			value = math.Copysign(r, sin)
		}
		es, en := math.Sincos((here + 90) * degree)
		east, north = es, en
		if t.before == j {
			value, east, north = -value, -east, -north
		}
		return value, east, north
	}
	// Beside a tie cell the terminus is the nearest place of one state and
	// hardly farther than the other one's: no line, however near to one.
	if g.beside(fi, fj, j, but) {
		fi = g.measure(i, p, append(slices.Clip(but), without{i, g.terminusOf(fi)}))
	} else if g.beside(fj, fi, i, but) {
		fj = g.measure(j, p, append(slices.Clip(but), without{j, g.terminusOf(fj)}))
	}
	si, ci := math.Sincos(fi.azimuth * degree)
	sj, cj := math.Sincos(fj.azimuth * degree)
	return fi.distance - fj.distance, sj - si, cj - ci
}

// beside says whether the foot f of a state is a terminus with a tie cell that
// it shares with the other state, whose foot is nearer.
func (g *diagram) beside(f, nearer foot, other int, but []without) bool {
	k := g.terminusOf(f)
	if k < 0 || g.termini[k].angle <= 180 || nearer.distance > f.distance {
		return false
	}
	t := &g.termini[k]
	return (other == t.before || other == t.after) && !slices.Contains(but, without{other, k})
}

// locate moves p to where two or three states are equally far, by Newton's
// method; ok is false if it fails.
func (g *diagram) locate(p orb.Point, states []int, but []without) (at orb.Point, ok bool) {
	at = p
	for range 30 {
		f, fe, fn := g.difference(states[0], states[1], at, but)
		var east, north float64
		if len(states) == 2 {
			if math.Abs(f) < noise {
				return at, true
			}
			k := -f / (fe*fe + fn*fn)
			east, north = k*fe, k*fn
		} else {
			h, he, hn := g.difference(states[0], states[2], at, but)
			if math.Abs(f) < noise && math.Abs(h) < noise {
				return at, true
			}
			det := fe*hn - fn*he
			east, north = (fn*h-f*hn)/det, (f*he-fe*h)/det
		}
		step := math.Hypot(east, north)
		if !(step < g.width) {
			break
		}
		at, _ = wgs84.Direct(at, math.Atan2(east, north)/degree, step)
		if step < settled {
			return at, true
		}
	}
	if len(states) == 2 {
		// At a corner of the line Newton's method may go to and fro.
		_, east, north := g.difference(states[0], states[1], p, but)
		return g.search(p, math.Atan2(east, north)/degree, 1e-3*g.width, states, but)
	}
	return p, false
}

// across returns the place of two states' line straight beside the place s
// metres along another line, no farther away than that is long. Moving straight across
// keeps the order of places along a line with sharp corners.
func (g *diagram) across(line *geodesic.Line, s float64, states []int, but []without) (at orb.Point, ok bool) {
	on, azimuth := line.Position(s)
	normal := wgs84.Line(on, azimuth+90)
	t := 0.0
	for range 8 {
		at, here := normal.Position(t)
		f, east, north := g.difference(states[0], states[1], at, but)
		if math.Abs(f) < noise {
			return at, true
		}
		sin, cos := math.Sincos(here * degree)
		step := f / (east*sin + north*cos)
		if t -= step; !(math.Abs(t) < line.Length()) {
			break
		}
		if math.Abs(step) < settled {
			at, _ = normal.Position(t)
			return at, true
		}
	}
	return g.search(on, azimuth+90, 2*line.Length(), states, but)
}

// search returns the nearest place to p on the geodesic through it with a given
// azimuth where the difference of two states' distances changes its sign, by
// widening steps and halving; ok is false if there is none within reach.
func (g *diagram) search(p orb.Point, azimuth, reach float64, states []int, but []without) (at orb.Point, ok bool) {
	line := wgs84.Line(p, azimuth)
	positive := func(s float64) bool {
		q, _ := line.Position(s)
		f, _, _ := g.difference(states[0], states[1], q, but)
		return f > 0
	}
	side := positive(0)
	in := 0.0
	for step := g.opts.Tolerance; step < reach; step *= 2 {
		for _, out := range [2]float64{step, -step} {
			if positive(out) == side {
				continue
			}
			in = math.Copysign(in, out)
			for math.Abs(out-in) > settled {
				if m := (in + out) / 2; positive(m) == side {
					in = m
				} else {
					out = m
				}
			}
			at, _ = line.Position(out)
			return at, true
		}
		in = step
	}
	return p, false
}
