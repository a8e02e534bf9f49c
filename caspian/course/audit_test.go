package course_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata"
	"caspian.example/division/geodata/gshhg"
)

// tenthOfMinute is half of a tenth of a minute of latitude in metres.
const tenthOfMinute = 0.05 * regime.NauticalMile

// agreed audits the line of Russia and Kazakhstan once.
var agreed = sync.OnceValues(func() (*course.Audited, error) {
	lines, err := geodata.AgreedLines()
	if err != nil {
		return nil, err
	}
	sea, err := caspian.ReadSea(gshhg.Coast())
	if err != nil {
		return nil, err
	}
	return course.Audit(context.Background(), sea, [2]string{"RU", "KZ"}, lines[0].Points, course.AuditOptions{})
})

// TestAuditAgreed holds the audit of the line of Russia and Kazakhstan to what was
// computed of it elsewhere: points 14 and 31 to 37 lie within a few kilometres of
// equidistance, 21 to 28 and 38 are pushed towards Kazakhstan, where the distances
// differ by up to 99 km, 30 is towards Russia; the line is 319.66 M long. Distances
// are measured again by brute force at some points.
func TestAuditAgreed(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	a, err := agreed()
	require.NoError(t, err)
	const russia, kazakhstan = 0, 1
	require.Len(t, a.Points, 39)
	assert.InDelta(t, 319.66, a.Length/regime.NauticalMile, 0.01)
	most := 0.0
	for k, p := range a.Points {
		number := k + 1
		switch {
		case number == 14 || number >= 31 && number <= 37:
			assert.Less(t, p.Departure, 3e3, "point %d", number)
		case number >= 21 && number <= 28 || number == 38:
			assert.Equal(t, kazakhstan, p.Side, "point %d", number)
			assert.Greater(t, p.Departure, 5e3, "point %d", number)
			most = max(most, p.Distances[0]-p.Distances[1])
		case number == 30:
			assert.Equal(t, russia, p.Side)
			assert.Greater(t, p.Departure, 5e3)
		}
		assert.True(t, p.InSea)
		assert.False(t, p.Rounded)
		assert.Equal(t, p.Side == russia, p.Half() < 0, "point %d", number)
		assert.InDelta(t, p.Distances[0]/p.Distances[1], p.Ratio(), 1e-12)
		// To the locus it is never nearer than half of the difference: both
		// distances change by no more than the way.
		assert.GreaterOrEqual(t, p.Departure, math.Abs(p.Half())-1e-3)
		q, _ := geodesic.WGS84.Direct(p.At, p.Azimuth, p.Departure)
		assert.Less(t, geodesic.WGS84.Distance(q, p.Nearest), 1e-3)
		if number%6 == 2 {
			for i, state := range a.States {
				assert.InDelta(t, nearestOf(a.Sea.Coast(), state, p.At), p.Distances[i], 1e-3)
				assert.InDelta(t, nearestOf(a.Sea.Coast(), state, p.Nearest), nearestOf(a.Sea.Coast(), a.States[1-i], p.Nearest), 1e-3)
				assert.InDelta(t, p.Distances[i], geodesic.WGS84.Distance(p.At, p.BasePoints[i][0].At), 1e-3)
			}
		}
	}
	assert.InDelta(t, 99e3, most, 0.5e3)
	// The largest are at the points that stick out, 30 and 27.
	first := func(side int) course.AuditedPlace {
		k := slices.IndexFunc(a.Largest, func(p course.AuditedPlace) bool { return p.Side == side })
		require.GreaterOrEqual(t, k, 0)
		return a.Largest[k]
	}
	assert.InDelta(t, a.Points[29].Departure, first(russia).Departure, 1)
	assert.InDelta(t, a.Points[26].Departure, first(kazakhstan).Departure, 1)
	// They are in order, and apart.
	require.Greater(t, len(a.Largest), 2)
	for k, p := range a.Largest {
		for _, q := range a.Largest[:k] {
			assert.GreaterOrEqual(t, q.Departure, p.Departure)
			assert.Greater(t, geodesic.WGS84.Distance(p.At, q.At), 5e3)
		}
	}
	// More of it is pushed towards Kazakhstan; what one gains the other loses.
	require.NoError(t, a.NoGains)
	assert.Greater(t, a.Gains[russia], 0.0)
	assert.InDelta(t, 0, a.Gains[russia]+a.Gains[kazakhstan], 1e-9*a.Median.Area)
	for k, state := range a.States {
		assert.InDelta(t, a.Gains[k], course.Gained(a.Faces, state)-course.Gained(a.Faces, a.States[1-k]), 1e-9*a.Median.Area)
	}
}

// TestAuditGains audits a geodesic that runs north of the equator, the strict line
// of a sea with one state to the north of it and the other to the south: the gain
// is the area of the polygon between the two lines, and the largest departure is
// that of the geodesic's northernmost place, which is no vertex.
func TestAuditGains(t *testing.T) {
	long.Only(t)
	t.Parallel()
	for _, middle := range []float64{0, 180} { // 180 lies across the antimeridian
		auditGains(t, middle)
	}
}

func auditGains(t *testing.T, middle float64) {
	lon := func(v float64) float64 { return math.Remainder(middle+v, 360) }
	east, farWest := lon(2), lon(-2)
	sea, err := caspian.ReadSea(strings.NewReader(fmt.Sprintf(`{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"N"},"geometry":{"type":"LineString","coordinates":[[%[1]v,0],[%[1]v,2],[%[2]v,2],[%[2]v,0]]}},
{"type":"Feature","properties":{"state":"S"},"geometry":{"type":"LineString","coordinates":[[%[2]v,0],[%[2]v,-2],[%[1]v,-2],[%[1]v,0]]}}]}`, east, farWest)))
	require.NoError(t, err)
	between, line := [2]string{"S", "N"}, orb.LineString{{lon(-2.5), 0.5}, {lon(2.5), 0.5}}
	a, err := course.Audit(context.Background(), sea, between, line, course.AuditOptions{Rounding: []float64{60e3, 50e3}})
	require.NoError(t, err)
	e := geodesic.WGS84
	straight := e.LineTo(line[0], line[1])
	west := 0.0
	for lo, hi := 0.0, straight.Length()/2; hi-lo > 1e-6; {
		west = (lo + hi) / 2
		if q, _ := straight.Position(west); math.Remainder(q[0]-middle, 360) < -2 {
			lo = west
		} else {
			hi = west
		}
	}
	q, _ := straight.Position(west)
	area, _ := e.RingArea(orb.Ring{{farWest, 0}, {east, 0}, {east, q[1]}, q})
	require.NoError(t, a.NoGains)
	assert.InEpsilon(t, area, a.Gains[0], 1e-6)
	assert.InEpsilon(t, -area, a.Gains[1], 1e-6)
	top, _ := straight.Position(straight.Length() / 2)
	require.Len(t, a.Largest, 1)
	assert.Equal(t, 1, a.Largest[0].Side)
	assert.InDelta(t, e.Distance(top, orb.Point{middle, 0}), a.Largest[0].Departure, 0.02)
	assert.InDelta(t, 0, math.Remainder(a.Largest[0].At[0]-middle, 360), 0.01)
	assert.False(t, a.Points[0].InSea)
	// The ends are nearest to the strict line's ends.
	assert.InDelta(t, e.Distance(line[0], orb.Point{farWest, 0}), a.Points[0].Departure, 1e-3)
	assert.False(t, a.Points[0].Rounded, "78 km")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = course.Audit(ctx, sea, between, line, course.AuditOptions{})
	assert.ErrorIs(t, err, context.Canceled)
}

// TestAuditRounding marks the points of the strict line itself, rounded to a tenth of
// a minute, and none that is farther off.
func TestAuditRounding(t *testing.T) {
	exact, err := agreed()
	require.NoError(t, err)
	var line orb.LineString
	var rounding []float64
	for k := range exact.Points {
		p := exact.Points[k].Nearest
		if k%2 == 0 {
			p = orb.Point{math.Round(p[0]*600) / 600, math.Round(p[1]*600) / 600}
		} else {
			p, _ = geodesic.WGS84.Direct(p, exact.Points[k].Azimuth, 2*tenthOfMinute)
		}
		line, rounding = append(line, p), append(rounding, tenthOfMinute)
	}
	a, err := course.Audit(context.Background(), exact.Sea, [2]string{"RU", "KZ"}, line, course.AuditOptions{Rounding: rounding})
	require.NoError(t, err)
	rounded := 0
	for k, p := range a.Points {
		// In latitude and longitude together the rounding is √2 times as much.
		assert.LessOrEqual(t, p.Departure, 2*tenthOfMinute+1e-3)
		assert.Equal(t, p.Departure <= tenthOfMinute, p.Rounded)
		if k%2 == 0 && p.Rounded {
			rounded++
		}
	}
	assert.Greater(t, rounded, 15)
}

// TestAuditThird names the state that is nearer than both, and audits with islands
// without effect.
func TestAuditThird(t *testing.T) {
	sea := divided.Sea(t, "gshhg")
	at := orb.Point{51.2717, 38.5750} // Sardar-e Jangal
	between, line := [2]string{"AZ", "IR"}, orb.LineString{at}
	a, err := course.Audit(context.Background(), sea, between, line, course.AuditOptions{})
	require.NoError(t, err)
	require.Len(t, a.Points, 1)
	p := a.Points[0]
	assert.Equal(t, "TM", a.Sea.States()[p.Third].Code, "by strict equidistance it is Turkmen with islands at full effect")
	assert.InDelta(t, nearestOf(sea.Coast(), p.Third, at), p.ThirdDistance, 1e-3)
	assert.ErrorIs(t, a.NoGains, caspian.ErrLine)
	a, err = course.Audit(context.Background(), sea, between, line, course.AuditOptions{Islands: regime.IslandEffects{"": 0}})
	require.NoError(t, err)
	assert.Equal(t, -1, a.Points[0].Third, "and Iranian without islands")
	assert.Equal(t, 1, a.Points[0].Side)
}

func TestAuditRefuses(t *testing.T) {
	sea := divided.Sea(t, "gshhg")
	for want, c := range map[error]struct {
		a, b string
		line orb.LineString
		opts course.AuditOptions
	}{
		caspian.ErrState:     {a: "RU", b: "US", line: orb.LineString{{50, 43}}},
		caspian.ErrLine:      {a: "RU", b: "KZ"},
		caspian.ErrTolerance: {a: "RU", b: "KZ", line: orb.LineString{{50, 43}}, opts: course.AuditOptions{Tolerance: 1e9}},
		caspian.ErrIsland:    {a: "RU", b: "KZ", line: orb.LineString{{50, 43}}, opts: course.AuditOptions{Islands: regime.IslandEffects{"Nowhere": 0}}},
	} {
		_, err := course.Audit(context.Background(), sea, [2]string{c.a, c.b}, c.line, c.opts)
		assert.ErrorIs(t, err, want)
	}
	for _, p := range []orb.Point{{math.NaN(), 0}, {50, 91}, {361, 0}} {
		_, err := course.Audit(context.Background(), sea, [2]string{"RU", "KZ"}, orb.LineString{p}, course.AuditOptions{})
		assert.ErrorIs(t, err, caspian.ErrLine)
	}
	_, err := course.Audit(context.Background(), sea, [2]string{"RU", "KZ"}, orb.LineString{{50, 43}}, course.AuditOptions{Rounding: []float64{1, 2}})
	assert.ErrorIs(t, err, caspian.ErrLine)
	// A line that does not cut their waters has departures all the same.
	a, err := course.Audit(context.Background(), sea, [2]string{"RU", "KZ"}, orb.LineString{{50, 37}, {51, 38}}, course.AuditOptions{})
	require.NoError(t, err)
	assert.ErrorIs(t, a.NoGains, partition.ErrCut)
	assert.Nil(t, a.Gains)
	assert.Greater(t, a.Points[0].Departure, 1e3)
}

// TestJunction compares the points at which treaties let lines meet with the
// tripoints of the median lines.
func TestJunction(t *testing.T) {
	sea := divided.Sea(t, "gshhg")
	d := divided.By(t, sea, regime.Median())
	points, err := geodata.TreatyPoints()
	require.NoError(t, err)
	for _, p := range points {
		j, err := course.NewJunction(d, p.At, p.Joins...)
		require.NoError(t, err)
		for k, code := range p.Joins {
			state := map[string]int{"AZ": 0, "IR": 1, "KZ": 2, "RU": 3, "TM": 4}[code]
			assert.Contains(t, j.Tripoint.States, state)
			assert.InDelta(t, nearestOf(sea.Coast(), state, p.At), j.Distances[k], 1e-3)
			assert.InDelta(t, nearestOf(sea.Coast(), state, j.Tripoint.At), j.Tripoint.Distances[k], 1e-3)
		}
		assert.InDelta(t, geodesic.WGS84.Distance(p.At, j.Tripoint.At), j.Departure, 1e-6)
		// Distances change by no more than the way.
		for k := range j.Distances {
			assert.LessOrEqual(t, math.Abs(j.Distances[k]-j.Tripoint.Distances[k]), j.Departure)
		}
		assert.Greater(t, j.Departure, 1e3, "the lines are modified ones")
		assert.Less(t, j.Departure, 100e3)
	}
	_, err = course.NewJunction(d, points[0].At, "RU", "US")
	assert.ErrorIs(t, err, caspian.ErrState)
	for _, p := range []orb.Point{{math.NaN(), 0.5}, {0.5, math.Inf(1)}, {0.5, 91}} {
		_, err = course.NewJunction(d, p, "AZ", "IR")
		assert.ErrorIs(t, err, course.ErrPlace)
	}
	_, err = course.NewJunction(d, points[0].At, "RU", "IR")
	assert.ErrorIs(t, err, course.ErrNoBoundary)
}
