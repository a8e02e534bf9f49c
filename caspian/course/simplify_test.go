package course_test

import (
	"context"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/regime"
)

// under returns the area in m² between a line of geodesics and the equator, as the
// integral over longitude of the area below each latitude (Snyder 1987, equation 3-12),
// by Simpson's rule along each leg.
func under(line orb.LineString) (sum float64) {
	e := geodesic.WGS84
	b, ecc := e.B(), math.Sqrt(e.F()*(2-e.F()))
	below := func(lat float64) float64 {
		sin := math.Sin(lat * math.Pi / 180)
		return b * b / 2 * (sin/(1-ecc*ecc*sin*sin) + math.Log((1+ecc*sin)/(1-ecc*sin))/(2*ecc))
	}
	for k := range line[1:] {
		s, azimuth, _ := e.Inverse(line[k], line[k+1])
		n := 2 * math.Ceil(s/4000+1)
		leg := e.Line(line[k], azimuth)
		// By Simpson's rule along the distance: dλ/ds = sin α / (ν cos φ).
		for i := 0.0; i <= n; i++ {
			p, course := leg.Position(s * i / n)
			sin, cos := math.Sincos(p[1] * math.Pi / 180)
			rate := math.Sin(course*math.Pi/180) / (e.A() / math.Sqrt(1-ecc*ecc*sin*sin) * cos)
			weight := 2 + 2*math.Mod(i, 2)
			if i == 0 || i == n {
				weight = 1
			}
			sum += weight * below(p[1]) * rate * s / n / 3
		}
	}
	return sum
}

// gives returns what a line gives the state on the left of another one with the same ends,
// or with ends that geodesics join.
func gives(exact, line orb.LineString) float64 {
	return under(exact) + under(orb.LineString{exact[len(exact)-1], line[len(line)-1]}) - under(line) - under(orb.LineString{exact[0], line[0]})
}

// apart returns the largest distance between two lines by samples of both, a step in metres
// apart.
func apart(a, b orb.LineString, step float64) (most float64) {
	for _, pair := range [2][2]orb.LineString{{a, b}, {b, a}} {
		var to seas.Lines
		to.Add(pair[1], step)
		for _, p := range samplesOf(pair[0], step) {
			most = max(most, to.Distance(p))
		}
	}
	return most
}

// samplesOf returns places of a line, at most so many metres apart.
func samplesOf(line orb.LineString, step float64) (out orb.LineString) {
	for k := range line[1:] {
		leg := geodesic.WGS84.LineTo(line[k], line[k+1])
		n := math.Ceil(leg.Length() / step)
		out = append(out, line[k])
		for i := 1.0; i < n; i++ {
			p, _ := leg.Position(leg.Length() * i / n)
			out = append(out, p)
		}
	}
	return append(out, line[len(line)-1])
}

// positions returns where a simplified line lies, and where it is printed.
func positions(s *course.Simplified) (at, printed orb.LineString) {
	for _, p := range s.Points {
		at, printed = append(at, p.At), append(printed, p.Printed)
	}
	return at, printed
}

// written returns the line of a course as it is written.
func written(d *caspian.Division, c *course.Course) (line orb.LineString) {
	for k, part := range c.Boundaries {
		next := d.Boundaries[part].Line
		if k > 0 {
			next = next[1:]
		}
		line = append(line, next...)
	}
	return line
}

// pairs are the neighbours in the Caspian under the median line, with the largest number of
// positions that a line within 1 km may need: two more than a thinned one whose areas are
// not balanced (Douglas and Peucker's method over all turning points).
var pairs = []struct {
	a, b string
	most int
}{{"AZ", "TM", 9}, {"AZ", "KZ", 10}, {"KZ", "RU", 19}, {"AZ", "IR", 6}, {"IR", "TM", 10}, {"AZ", "RU", 5}, {"KZ", "TM", 5}}

// TestSimplify simplifies all median lines of the Caspian within 1 km, and measures the
// results by other ways: areas by an integral, departures by samples, land by the sea's
// outline.
func TestSimplify(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	d := divided.Exactly(t, divided.Sea(t, "gshhg"), regime.Median())
	measure, err := partition.NewDistances(d.Sea.Coast(), nil)
	require.NoError(t, err)
	for _, pair := range pairs {
		courses, err := course.Between(d, pair.a, pair.b)
		require.NoError(t, err)
		c := &courses[0]
		s, err := course.Simplify(context.Background(), d, c, course.SimplifyOptions{Within: 1000, TradeOff: long.Form()})
		require.NoError(t, err)
		name := pair.a + " " + pair.b
		assert.LessOrEqual(t, len(s.Points), pair.most, name)
		exact := written(d, c)
		line, printed := positions(s)
		assert.Equal(t, [2]orb.Point{exact[0], exact[len(exact)-1]}, [2]orb.Point{line[0], line[len(line)-1]}, name)
		assert.Equal(t, c.Points[0].Kind, s.Points[0].Kind)

		assert.InDelta(t, 0, gives(exact, line), 1, name)
		assert.InDelta(t, s.Net, gives(exact, line), 0.3, name)
		assert.LessOrEqual(t, math.Abs(s.NetRounded), 10_000.0, name)
		assert.InDelta(t, s.NetRounded, gives(exact, printed), 0.3, name)
		assert.InDelta(t, s.Net, s.Gross[0]-s.Gross[1], 1e-4*s.Gross[0], name)
		assert.Greater(t, s.Gross[0], 0.0)

		for k, p := range s.Points {
			read, digit, err := geodesic.ParsePosition(p.Text)
			require.NoError(t, err)
			assert.InDelta(t, 0.1/3600, digit, 1e-12)
			assert.InDelta(t, 0, geodesic.WGS84.Distance(read, p.Printed), 1e-6)
			if k > 0 {
				q, _ := geodesic.WGS84.Direct(s.Points[k-1].Printed, s.Legs[k-1].Azimuth, s.Legs[k-1].Length)
				assert.InDelta(t, 0, geodesic.WGS84.Distance(q, p.Printed), 1e-6)
			}
		}

		assert.LessOrEqual(t, s.Largest.Distance, 1000.0, name)
		assert.LessOrEqual(t, s.LargestRounded, 1000.0, name)
		step := long.Or(100.0, 400)
		assert.InDelta(t, s.Largest.Distance, apart(exact, line, step), step/20+1, name)
		assert.InDelta(t, s.Largest.Distance, geodesic.WGS84.Distance(s.Largest.At, s.Largest.Nearest), 0.01)
		// The place where the line departs most is nearer to the state that it is pushed
		// towards.
		reaches := measure.At(s.Largest.At)
		nearer := c.States[0]
		if reaches[c.States[1]].Distance < reaches[c.States[0]].Distance {
			nearer = c.States[1]
		}
		assert.Equal(t, nearer, s.Largest.Toward, name)

		for _, p := range samplesOf(line, 500)[1:] {
			assert.True(t, measure.InSea(p) || p == line[len(line)-1], "%s: %v is no water", name, p)
		}
		for k, b := range d.Boundaries {
			if k != c.Boundaries[0] {
				assert.False(t, meet(line, b.Line), "%s meets another line", name)
			}
		}
		for k, trade := range s.TradeOff {
			if k > 0 {
				assert.LessOrEqual(t, trade.Departure, s.TradeOff[k-1].Departure)
			}
			if trade.Points == len(s.Points) {
				assert.InDelta(t, s.Largest.Distance, trade.Departure, 1e-9)
			}
		}
	}
}

// meet says whether two lines cross other than at their ends: edge by edge, after the first
// is laid out densely, by the planes through the Earth's centre and the edges.
func meet(line, other orb.LineString) bool {
	var from []geodesic.Vec
	for _, p := range samplesOf(line, 2000) {
		from = append(from, geodesic.WGS84.Cartesian(p))
	}
	to := make([]geodesic.Vec, len(other))
	for i, p := range other {
		to[i] = geodesic.WGS84.Cartesian(p)
	}
	const touching = 0.01
	near := func(p, q geodesic.Vec) bool { return p.Sub(q).Norm() <= touching }
	for k := range from[1:] {
		p, q := from[k], from[k+1]
		across := p.Cross(q)
		for i := range to[1:] {
			r, s := to[i], to[i+1]
			if across.Dot(r)*across.Dot(s) >= 0 || p.Sub(r).Norm() > p.Sub(q).Norm()+r.Sub(s).Norm() || near(p, r) || near(p, s) || near(q, r) || near(q, s) {
				continue
			}
			if along := r.Cross(s); along.Dot(p)*along.Dot(q) < 0 {
				return true
			}
		}
	}
	return false
}

// TestSimplifyAsks holds what options do: a number of positions, an area that is free,
// other digits; and what is refused.
func TestSimplifyAsks(t *testing.T) {
	ctx := context.Background()
	d := median()
	courses, err := course.Between(d, "A", "B")
	require.NoError(t, err)
	c := &courses[0]
	exact := written(d, c)
	for _, o := range []course.SimplifyOptions{
		{Points: 3}, {Points: 5}, {Points: 3, Rounding: geodesic.Rounding{Unit: geodesic.Minutes, Decimals: 2}},
		{Within: 500}, {Points: 2, FreeArea: true}, {Points: 4, FreeArea: true},
	} {
		s, err := course.Simplify(ctx, d, c, o)
		require.NoError(t, err, "%+v", o)
		line, printed := positions(s)
		if o.Points > 0 {
			assert.Len(t, line, o.Points)
		}
		if !o.FreeArea {
			assert.InDelta(t, 0, s.Net, 1)
		}
		assert.InDelta(t, s.Net, gives(exact, line), 0.1, "%+v", o)
		assert.InDelta(t, s.NetRounded, gives(exact, printed), 0.1, "%+v", o)
		assert.InDelta(t, s.Largest.Distance, apart(exact, line, 100), 5)
	}
	for _, o := range []course.SimplifyOptions{
		{}, {Within: 100, Points: 5}, {Within: 1}, {Within: math.NaN()}, {Within: math.Inf(1)}, {Within: -5}, {Points: 1}, {Points: -3}, {Points: 101},
		{Points: 2}, // the area cannot be balanced
		{Within: 100, Rounding: geodesic.Rounding{Unit: geodesic.Degrees}},
	} {
		_, err := course.Simplify(ctx, d, c, o)
		assert.ErrorIs(t, err, course.ErrSimplify, "%+v", o)
	}
	_, err = course.Simplify(ctx, d, nil, course.SimplifyOptions{Points: 3})
	assert.ErrorIs(t, err, course.ErrSimplify)
	_, err = course.Simplify(ctx, d, &course.Course{Boundaries: []int{7}, Points: c.Points}, course.SimplifyOptions{Points: 3})
	assert.ErrorIs(t, err, course.ErrSimplify)
	_, err = course.Simplify(ctx, nil, c, course.SimplifyOptions{Points: 3})
	assert.ErrorIs(t, err, caspian.ErrDivision)
	ended, end := context.WithCancel(ctx)
	end()
	_, err = course.Simplify(ended, d, c, course.SimplifyOptions{Within: 500})
	assert.ErrorIs(t, err, context.Canceled)
}

// TestSimplifyAll simplifies all lines of divisions of the Caspian, and holds the areas of
// the sectors as they are written against those before, every line against both sectors
// beside it, and the lines against each other.
func TestSimplifyAll(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	for k, id := range []string{"median", "agreed", "astara-hasanquli", "equal", "coast-length"} {
		if k >= long.Or(5, 1) {
			break
		}
		r, err := regime.ByID(id)
		require.NoError(t, err)
		d := divided.Exactly(t, divided.Sea(t, "gshhg"), r)
		s, err := course.SimplifyAll(context.Background(), d, 1000)
		require.NoError(t, err)
		simplified(t, d, s, id)
		assert.Equal(t, caspian.Simplify{Within: 1000}, s.Question.Options.Simplify)
		assert.NotEqual(t, d.Question.SHA256(), s.Question.SHA256())
		assert.Contains(t, s.Question.Words(), "lines of few positions within 1000 m")
		if id != "median" {
			continue
		}
		// They are the lines that stand for each by itself.
		for _, pair := range pairs[long.Or(0, 5):] {
			courses, err := course.Between(d, pair.a, pair.b)
			require.NoError(t, err)
			alone, err := course.Simplify(context.Background(), d, &courses[0], course.SimplifyOptions{Within: 1000})
			require.NoError(t, err)
			together, err := course.Between(s, pair.a, pair.b)
			require.NoError(t, err)
			require.Len(t, together, 1)
			require.Len(t, together[0].Points, len(alone.Points))
			for i, p := range alone.Points {
				assert.Equal(t, p.At, together[0].Points[i].At)
			}
		}
	}
}

// simplified holds a simplified division against the exact one.
func simplified(t *testing.T, d, s *caspian.Division, name string) {
	t.Helper()
	e := geodesic.WGS84
	edges := map[[2]orb.Point]int{} // of sectors, by the state
	sum := 0.0
	for _, z := range s.Zones {
		area := 0.0
		for _, polygon := range z.Polygons {
			area += e.PolygonArea(polygon)
			for _, ring := range polygon {
				assert.Equal(t, ring[0], ring[len(ring)-1])
				for i := range ring[1:] {
					edges[[2]orb.Point{ring[i], ring[i+1]}] = z.Holder.States[0]
				}
			}
		}
		sum += area
		assert.InDelta(t, area, z.Area, max(0.1, 3e-12*area), name)
		lines := 0
		for _, b := range s.Boundaries {
			if b.States[0] == z.Holder.States[0] || b.States[1] == z.Holder.States[0] {
				lines++
			}
		}
		for _, before := range d.Zones {
			if before.Holder.States[0] == z.Holder.States[0] {
				assert.InDelta(t, before.Area, z.Area, float64(lines), "%s: %s", name, z.Holder.Name)
			}
		}
	}
	assert.InDelta(t, 1, sum/d.Area, 1e-9, name)
	assert.LessOrEqual(t, len(s.Boundaries), len(d.Boundaries))
	for k, b := range s.Boundaries {
		assert.Equal(t, partition.Simplified, b.Origin)
		for i := range b.Line[1:] {
			p, q := b.Line[i], b.Line[i+1]
			left, on := edges[[2]orb.Point{p, q}]
			right, beside := edges[[2]orb.Point{q, p}]
			if !on || !beside || left != b.States[0] || right != b.States[1] {
				assert.Fail(t, "a line is not between its sectors", "%s: %v near %v", name, b.States, p)
				break
			}
		}
		for _, point := range b.TurningPoints {
			assert.Contains(t, b.Line, s.TurningPoints[point].At)
		}
		for _, other := range s.Boundaries[:k] {
			assert.False(t, meet(b.Line, other.Line), "%s: lines of %v and %v meet", name, b.States, other.States)
		}
	}
}

// TestSimplifyAllRefuses holds what has no lines that could be simplified.
func TestSimplifyAllRefuses(t *testing.T) {
	ctx := context.Background()
	belts, err := caspian.Divide(ctx, open(), regime.Convention2018(), caspian.Options{})
	require.NoError(t, err)
	_, err = course.SimplifyAll(ctx, belts, 1000)
	assert.ErrorIs(t, err, course.ErrSimplify)
	shares, err := caspian.Divide(ctx, open(), regime.Equal(), caspian.Options{SharesOnly: true})
	require.NoError(t, err)
	_, err = course.SimplifyAll(ctx, shares, 1000)
	assert.ErrorIs(t, err, course.ErrNoBoundary)
	_, err = course.SimplifyAll(ctx, median(), 0)
	assert.ErrorIs(t, err, course.ErrSimplify)
	_, err = course.SimplifyAll(ctx, nil, 1000)
	assert.ErrorIs(t, err, caspian.ErrDivision)
}
