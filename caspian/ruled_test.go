package caspian_test

import (
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/regime"
)

// Lakes of a degree on the equator: parted in the south B and the north A, whose borders end
// in the middles of the west and the east shore; and in the west W and the east E, whose
// borders end on the south shore at 0.3° E and on the north shore at 0.6° E.
const (
	layered = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[1,0.5],[1,1],[0,1],[0,0.5]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,0.5],[0,0],[1,0],[1,0.5]]}}]}`
	sided = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"W"},"geometry":{"type":"LineString","coordinates":[[0.6,1],[0,1],[0,0],[0.3,0]]}},
{"type":"Feature","properties":{"state":"E"},"geometry":{"type":"LineString","coordinates":[[0.3,0],[1,0],[1,1],[0.6,1]]}}]}`
)

// zoneArea is the area in m² of the ellipsoid from the equator to a latitude, for so many
// degrees of longitude, in closed form.
func zoneArea(lat, width float64) float64 {
	f := geodesic.WGS84.F()
	e := math.Sqrt(f * (2 - f))
	s, b := math.Sin(lat*math.Pi/180), geodesic.WGS84.B()
	return width * math.Pi / 180 * b * b / 2 * (s/(1-e*e*s*s) + math.Atanh(e*s)/e)
}

// TestRuledLakes compares what lies below or beside lines that rules draw with areas that
// are known without them: the line to where it meets the shore by bisection, and the ring.
func TestRuledLakes(t *testing.T) {
	// crossing is where a line passes a longitude.
	crossing := func(at func(s float64) (orb.Point, float64), lon float64) (orb.Point, float64) {
		lo, hi := 0.0, 200e3
		for range 60 {
			if p, _ := at((lo + hi) / 2); p[0] < lon {
				lo = (lo + hi) / 2
			} else {
				hi = (lo + hi) / 2
			}
		}
		p, _ := at(hi)
		return p, hi
	}
	ring := func(points ...orb.Point) float64 {
		a, _ := geodesic.WGS84.RingArea(append(orb.Ring(points), points[0]))
		return a
	}
	start := orb.Point{0, 0.5}
	geodetic := func(azimuth float64) float64 {
		line := geodesic.WGS84.Line(start, azimuth)
		end, _ := crossing(line.Position, 1)
		return ring(orb.Point{0, 0}, orb.Point{1, 0}, end, start)
	}
	rhumb := func(azimuth float64) float64 {
		line := geodesic.WGS84.Rhumb(start, azimuth)
		_, far := crossing(line.Position, 1)
		points := []orb.Point{{0, 0}, {1, 0}}
		for k := 200; k >= 0; k-- {
			p, _ := line.Position(far * float64(k) / 200)
			points = append(points, p)
		}
		return ring(points...)
	}
	north := geodesic.WGS84.LineTo(orb.Point{0, 1}, orb.Point{0.6, 1})
	top, _ := crossing(north.Position, 0.3)
	east, north80 := 90.0, 80.0
	for name, c := range map[string]struct {
		sea  string
		of   string // the state whose area it is
		cut  regime.Cut
		want float64
	}{
		"bisector":             {layered, "B", regime.Cut{Kind: regime.CutBisector, Over: 20e3}, geodetic(90)},
		"bisector, fit":        {layered, "B", regime.Cut{Kind: regime.CutBisector, Over: 20e3, Direction: regime.DirectionFit}, geodetic(90)},
		"perpendicular":        {layered, "B", regime.Cut{Kind: regime.CutPerpendicular, Over: 20e3}, geodetic(90)},
		"perpendicular, front": {layered, "B", regime.Cut{Kind: regime.CutPerpendicular, Over: 20e3, Direction: regime.DirectionFronts}, geodetic(90)},
		"rhumb bisector":       {layered, "B", regime.Cut{Kind: regime.CutBisector, Over: 20e3, Loxodrome: true}, zoneArea(0.5, 1)},
		"azimuth":              {layered, "B", regime.Cut{Kind: regime.CutAzimuth, Azimuth: &east}, geodetic(90)},
		"azimuth, north":       {layered, "B", regime.Cut{Kind: regime.CutAzimuth, Azimuth: &north80}, geodetic(80)},
		"rhumb azimuth":        {layered, "B", regime.Cut{Kind: regime.CutAzimuth, Azimuth: &north80, Loxodrome: true}, rhumb(80)},
		"parallel":             {layered, "B", regime.Cut{Kind: regime.CutParallel}, zoneArea(0.5, 1)},
		"meridian":             {sided, "W", regime.Cut{Kind: regime.CutMeridian, From: &orb.Point{0.3, 0}}, ring(orb.Point{0, 0}, orb.Point{0.3, 0}, top, orb.Point{0, 1})},
		"rhumb meridian":       {sided, "W", regime.Cut{Kind: regime.CutMeridian, From: &orb.Point{0.305, 0.001}, Loxodrome: true}, ring(orb.Point{0, 0}, orb.Point{0.3, 0}, top, orb.Point{0, 1})},
		"termini":              {sided, "W", regime.Cut{Termini: true}, ring(orb.Point{0, 0}, orb.Point{0.3, 0}, orb.Point{0.6, 1}, orb.Point{0, 1})},
		"from open water":      {layered, "B", regime.Cut{Kind: regime.CutAzimuth, Azimuth: &east, From: &orb.Point{0.5, 0.8}, Loxodrome: true}, zoneArea(0.8, 1)},
	} {
		sea := divided.Sea(t, c.sea)
		codes := [2]string{sea.States()[0].Code, sea.States()[1].Code}
		if c.cut.Between = codes; c.cut.Kind != "" && c.cut.From == nil {
			c.cut.From = &start
		}
		r, err := regime.Median().WithCut(c.cut)
		require.NoError(t, err)
		d, err := caspian.Divide(t.Context(), sea, r, caspian.Options{Tolerance: 0.1, Resolution: 1000})
		require.NoError(t, err, name)
		k, err := sea.Number(c.of)
		require.NoError(t, err)
		// The line is written to 0.1 m, and is 157 km long at the most.
		assert.InDelta(t, c.want, d.States[k].Area, 0.1*157e3, name)
		for _, b := range d.Boundaries {
			assert.NotContains(t, []string{"equidistant", "kept"}, string(b.Origin), name)
		}
	}
}

// TestRuledCaspian holds that lines from the end of the land border of Kazakhstan and
// Turkmenistan, 52.43443961 41.74639506 on gshhg, run through places that GeographicLib's
// programs find, 20, 60 and 100 km away:
//
//	echo 41.74639506 52.43443961 250 20000 | GeodSolve -f -p 6
//	echo 41.74639506 52.43443961 250 20000 | RhumbSolve -p 6
func TestRuledCaspian(t *testing.T) {
	sea := divided.Sea(t, "gshhg")
	azimuth := 250.0
	for loxodrome, places := range map[bool][]orb.Point{
		false: {{52.20871085355, 41.68458555913}, {51.75855421853, 41.55963887584}, {51.31014050890, 41.43293397325}},
		true:  {{52.20860255162, 41.68480740756}, {51.75757354421, 41.56163011598}, {51.30740023331, 41.43845017654}},
	} {
		r, err := regime.Median().WithCut(regime.Cut{Between: [2]string{"KZ", "TM"}, Kind: regime.CutAzimuth, Azimuth: &azimuth, Loxodrome: loxodrome})
		require.NoError(t, err)
		d := divided.By(t, sea, r)
		k := slices.IndexFunc(d.Boundaries, func(b partition.Boundary) bool { return b.Origin == "given" })
		require.GreaterOrEqual(t, k, 0)
		line := &seas.Lines{}
		line.Add(d.Boundaries[k].Line, 10e3)
		for _, p := range places {
			assert.Less(t, line.Distance(p), d.Question.Options.Tolerance, "%v", p)
		}
	}
}

// TestRuledNowhere refuses lines that have no start or no direction.
func TestRuledNowhere(t *testing.T) {
	azimuth := 270.0
	away := &orb.Point{0.5, 0.5}
	for want, cut := range map[string]regime.Cut{
		"the meridian of A and B could start at 2 ends of land borders, ":                                 {Kind: regime.CutMeridian},
		"the bisector of A and B goes by the coasts at the end of a land border":                          {Kind: regime.CutBisector, From: away},
		"the parallel of A and B enters the water both ways from 0.500000 0.500000":                       {Kind: regime.CutParallel, From: away},
		"the meridian of A and B enters the water neither way":                                            {Kind: regime.CutMeridian, From: &orb.Point{2, 2}},
		"the azimuth 270° of A and B leads onto land from 0.000000 0.500000; the water lies from":         {Kind: regime.CutAzimuth, Azimuth: &azimuth, From: &orb.Point{0, 0.5}},
		"the perpendicular of A and B cannot be drawn: the coasts have no general direction over 1000 km": {Kind: regime.CutPerpendicular, From: &orb.Point{0, 0.5}, Over: 1e6, Direction: regime.DirectionFronts},
	} {
		sea := divided.Sea(t, layered)
		if cut.Between = [2]string{"A", "B"}; cut.Kind == regime.CutPerpendicular {
			// Both coasts are farthest from the one end at the other.
			sea = divided.Sea(t, `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[3,0.5],[1.5,1],[0,0.5]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,0.5],[1.5,0],[3,0.5]]}}]}`)
		}
		r, err := regime.Median().WithCut(cut)
		require.NoError(t, err)
		err = sea.Suits(r)
		require.ErrorIs(t, err, caspian.ErrLine, want)
		assert.ErrorContains(t, err, want)
	}
}
