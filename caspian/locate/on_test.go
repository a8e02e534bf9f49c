package locate_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/locate"
	"caspian.example/division/caspian/regime"
)

// mirrored is two degrees by one; its line is the meridian 31° E from shore to shore.
const mirrored = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[31,40],[30,40],[30,41],[31,41]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[31,41],[32,41],[32,40],[31,40]]}},
{"type":"Feature","properties":{"state":"B","name":"Isle"},"geometry":{"type":"Polygon","coordinates":[[[31.5,40.4],[31.5,40.6],[31.7,40.5],[31.5,40.4]]]}},
{"type":"Feature","properties":{"state":"A","name":"Isla"},"geometry":{"type":"Polygon","coordinates":[[[30.5,40.4],[30.5,40.6],[30.3,40.5],[30.5,40.4]]]}}]}`

// Places half a metre and two metres from the line, the shores and both ends of the land
// border, by pyproj 3.4.1: Geod(ellps="WGS84").fwd(lon, lat, azimuth, distance) from
// 31 40.5, 30 40.5, 31.5 40.5, 31 40 and 31 41.
func TestOn(t *testing.T) {
	sea := divided.Sea(t, mirrored)
	d := divided.By(t, sea, regime.Median())
	three, err := locate.New(d, locate.Options{Within: 3})
	require.NoError(t, err)
	none, err := locate.New(d, locate.Options{Within: -1})
	require.NoError(t, err)
	all := map[float64]*locate.Locator{1: locator(t, sea, regime.Median()), 3: three}
	for within, l := range all {
		assert.Equal(t, within, l.Within())
	}
	for _, c := range []struct {
		name   string
		away   float64
		at     orb.Point
		shores []int
		line   bool
		holder []string // where it is neither on the line nor on a shore
	}{
		{"line, east", 0.5, orb.Point{31.000005898469, 40.5}, nil, true, []string{"B"}},
		{"line, east", 2, orb.Point{31.000023593875, 40.499999999998}, nil, true, []string{"B"}},
		{"line, west", 0.5, orb.Point{30.999994101531, 40.5}, nil, true, []string{"A"}},
		{"line, west", 2, orb.Point{30.999976406125, 40.499999999998}, nil, true, []string{"A"}},
		{"shore, in the water", 0.5, orb.Point{30.000005898469, 40.5}, []int{0}, false, []string{"A"}},
		{"shore, in the water", 2, orb.Point{30.000023593875, 40.499999999998}, []int{0}, false, []string{"A"}},
		{"shore, on land", 0.5, orb.Point{29.999994101531, 40.5}, []int{0}, false, []string{}},
		{"shore, on land", 2, orb.Point{29.999976406125, 40.499999999998}, []int{0}, false, []string{}},
		{"island, in the water", 0.5, orb.Point{31.499994101531, 40.5}, []int{1}, false, []string{"B"}},
		{"island, in the water", 2, orb.Point{31.499976406125, 40.499999999998}, []int{1}, false, []string{"B"}},
		{"island, on land", 2, orb.Point{31.500023593875, 40.499999999998}, []int{1}, false, []string{}},
		{"south end", 0, orb.Point{31, 40}, []int{0, 1}, true, nil},
		{"south end, on land", 0.5, orb.Point{31, 39.9999954969}, []int{0, 1}, true, nil},
		{"south end, on land", 2, orb.Point{31, 39.999981987602}, []int{0, 1}, true, []string{}},
		{"south end, in the water", 0.5, orb.Point{31, 40.0000045031}, []int{0, 1}, true, nil},
		{"north end", 0, orb.Point{31, 41}, []int{0, 1}, true, nil},
		{"north end, on land", 0.5, orb.Point{31, 41.000004502318}, []int{0, 1}, true, nil},
		{"north end, on land", 2, orb.Point{31, 41.000018009272}, []int{0, 1}, true, []string{}},
		{"north end, in the water", 0.5, orb.Point{31, 40.999995497682}, []int{0, 1}, true, nil},
		// Along the shore it leaves the line and the other state's shore.
		{"south end, along the shore", 0.5, orb.Point{31.000005855222, 40}, []int{0, 1}, true, nil},
	} {
		for within, l := range all {
			p := place(t, l, c.at)
			if c.away > within {
				assert.Empty(t, p.Shores, "%s at %v within %v", c.name, c.away, within)
				assert.Empty(t, p.Lines, "%s at %v within %v", c.name, c.away, within)
				assert.Equal(t, c.holder, holders(l, p), "%s at %v within %v", c.name, c.away, within)
				continue
			}
			assert.Equal(t, c.shores, p.Shores, "%s at %v within %v", c.name, c.away, within)
			want := locate.GroundSea
			if c.shores != nil {
				want = locate.GroundShore
			}
			assert.Equal(t, want, p.Ground, "%s at %v within %v", c.name, c.away, within)
			if !c.line {
				assert.Empty(t, p.Lines, "%s at %v within %v", c.name, c.away, within)
				assert.Equal(t, []string{string(rune('A' + c.shores[0]))}, holders(l, p), "%s at %v within %v", c.name, c.away, within)
				continue
			}
			require.Len(t, p.Lines, 1, "%s at %v within %v", c.name, c.away, within)
			assert.Equal(t, []int{0, 1}, p.Lines[0].States)
			if c.name != "south end, in the water" && c.name != "north end, in the water" { // these lie on the line
				assert.InDelta(t, c.away, p.Lines[0].Distance, 1e-3, c.name)
			}
			assert.Equal(t, []string{"A", "B"}, holders(l, p), "%s at %v within %v", c.name, c.away, within)
			assert.Equal(t, "A and B", p.Holdings[0].Holder.Name)
		}
		p := place(t, none, c.at)
		assert.Nil(t, p.Shores)
		assert.Nil(t, p.Lines)
		assert.NotEqual(t, locate.GroundShore, p.Ground)
	}
	// Two metres along the shore from the end there is the one shore alone.
	p := place(t, all[1], orb.Point{31.000023420888, 39.999999999998})
	assert.Equal(t, []int{1}, p.Shores)
	assert.Empty(t, p.Lines)
	assert.Equal(t, []string{"B"}, holders(all[1], p))

	p = place(t, all[1], orb.Point{31.5, 40.5})
	assert.Equal(t, "Isle", d.Sea.Coast().Features[p.Feature].Name, "the island whose shore it is")
	// The shore of an island without effect is one.
	bare := locator(t, sea, islands(t, 0))
	p = place(t, bare, orb.Point{31.5, 40.5})
	assert.Equal(t, []int{1}, p.Shores)
	assert.Greater(t, p.Distances[1].Distance, 1000.0)
	assert.Equal(t, locate.GroundShore, p.Ground)

	for _, within := range []float64{10e3 + 1, math.NaN(), math.Inf(1)} {
		_, err := locate.New(d, locate.Options{Within: within})
		assert.ErrorIs(t, err, locate.ErrWithin, within)
	}
	assert.Zero(t, (*locate.Locator)(nil).Within())
}

// At a tripoint a place is on three lines; a closing line is no shore; and a limit is told
// beside who has the place.
func TestOnSeveral(t *testing.T) {
	sea := divided.Sea(t, `{"type":"FeatureCollection","features":[
	{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}},
	{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1]]}},
	{"type":"Feature","properties":{"state":"C"},"geometry":{"type":"LineString","coordinates":[[1,1],[0,1],[0,0]]}}]}`)
	d := divided.By(t, sea, regime.Median())
	l := locator(t, sea, regime.Median())
	tripoints := 0
	for _, b := range d.Boundaries {
		for _, p := range [2]orb.Point{b.Line[0], b.Line[len(b.Line)-1]} {
			at := place(t, l, p)
			if len(at.Lines) < 3 {
				assert.Len(t, at.Lines, 1)
				assert.Equal(t, b.States[:], at.Shores, "an end of a land border")
				continue
			}
			tripoints++
			assert.Len(t, at.Lines, 3)
			assert.Equal(t, []string{"A", "B", "C"}, holders(l, at))
			assert.Equal(t, "A and B and C", at.Holdings[0].Holder.Name)
		}
	}
	assert.Equal(t, 3, tripoints)

	closed, err := locate.New(median(), locate.Options{})
	require.NoError(t, err)
	p := place(t, closed, orb.Point{0.85, 1.0000034}) // 3 mm from the closing line of the bay
	assert.Less(t, p.Distances[1].Distance, 0.5)
	assert.Empty(t, p.Shores)
	// The shore of the bay behind it is one, and no shore of the sea.
	p = place(t, closed, orb.Point{0.85, 1.1000004})
	assert.Equal(t, []int{1}, p.Shores)
	assert.NotEqual(t, locate.GroundShore, p.Ground)

	belts := locator(t, divided.Sea(t, mirrored), regime.Convention2018())
	limit := belts.Division().Limits[0]
	p = place(t, belts, limit.Line[len(limit.Line)/2])
	require.NotEmpty(t, p.Lines)
	assert.Equal(t, limit.Breadth, p.Lines[0].Breadth)
	assert.NotEqual(t, caspian.Each, p.Holdings[1].Holder.Manner)
}

// The fishing belts of the condominium meet at both ends of Iran's land borders, where
// they are reserved to both sides.
func TestOnBelts(t *testing.T) {
	sea := divided.Sea(t, "ne10m")
	l := locator(t, sea, regime.Condominium())
	ends := 0
	for _, end := range sea.Coast().Termini() {
		if states := sea.Coast().States; states[end.Before].Code != "IR" && states[end.After].Code != "IR" {
			continue
		}
		ends++
		p := place(t, l, end.At)
		assert.Equal(t, locate.GroundShore, p.Ground)
		assert.Len(t, p.Holdings[0].Holder.States, 5)
		assert.Equal(t, "Iran and Soviet Union", p.Holdings[0].Reserved.Name)
		assert.Len(t, p.Holdings[0].Reserved.States, 5)
	}
	assert.Equal(t, 2, ends)
}

// TestSwapped finds places whose numbers stand in the wrong order.
func TestSwapped(t *testing.T) {
	l := locator(t, divided.Sea(t, "gshhg"), regime.Median())
	for _, c := range []struct {
		p    orb.Point
		want bool
	}{
		{sardar, false}, {orb.Point{sardar[1], sardar[0]}, true}, {orb.Point{0, 0}, false}, {orb.Point{40, 100}, false}, {orb.Point{100, 40}, false}, {orb.Point{40, 54.5}, false}, // ashore, swapped
	} {
		assert.Equal(t, c.want, l.Swapped(c.p), "%v", c.p)
	}
}
