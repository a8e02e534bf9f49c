package source

import (
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDegrees(t *testing.T) {
	for text, want := range map[string]int64{
		"0": 0, "-0.00000001": -1, "47": 47 * Unit, "47.5": 47*Unit + Unit/2, "-47.00000010": -47*Unit - 10, "49.22638285": 4922638285,
	} {
		got, err := parseDegrees(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
		back, err := parseDegrees(string(appendDegrees(nil, got)))
		require.NoError(t, err, text)
		assert.Equal(t, want, back, text)
	}
	assert.Equal(t, "-47.0000001", string(appendDegrees(nil, -47*Unit-10)))
	assert.Equal(t, "[-0.5,12]", Pos{-Unit / 2, 12 * Unit}.String())
	for _, text := range []string{"", "x", ".5", "--1", "1.123456789", "1e5", "NaN", "1.-5", "+1", "99999999999999"} {
		_, err := parseDegrees(text)
		assert.Error(t, err, text)
	}
}

func TestStitch(t *testing.T) {
	a, b, c, d := Pos{0, 0}, Pos{4, 0}, Pos{4, 4}, Pos{0, 4}
	rings, err := Stitch([][]Pos{{a, b}, {d, c, c, b}, {{9, 9}, {10, 9}, {9, 10}, {9, 9}}, {d, a}})
	require.NoError(t, err)
	require.Len(t, rings, 2)
	assert.Equal(t, Ring{a, b, c, d}, rings[0], "pieces are reversed and equal neighbours dropped")
	assert.Equal(t, Ring{{9, 9}, {10, 9}, {9, 10}}, rings[1])

	for name, pieces := range map[string][][]Pos{
		"open":         {{a, b}, {b, c}},
		"three at one": {{a, b}, {b, c}, {c, a}, {a, d}},
		"one position": {{a}},
		"back and out": {{a, b}, {b, a}},
		"one place":    {{a, a}},
	} {
		_, err := Stitch(pieces)
		assert.Error(t, err, name)
	}
}

func TestRing(t *testing.T) {
	square := Ring{{0, 0}, {0, 2 * Unit}, {2 * Unit, 2 * Unit}, {2 * Unit, 0}}
	assert.InDelta(t, -4, square.SignedArea(), 1e-12)
	c, err := square.CounterClockwise(nil)
	require.NoError(t, err)
	assert.Equal(t, Ring{{0, 0}, {2 * Unit, 0}, {2 * Unit, 2 * Unit}, {0, 2 * Unit}}, c)
	start := Pos{2 * Unit, 2 * Unit}
	c, err = square.CounterClockwise(&start)
	require.NoError(t, err)
	assert.Equal(t, start, c[0])
	_, err = square.CounterClockwise(&Pos{1, 1})
	assert.Error(t, err)
	assert.True(t, square.Contains(Pos{Unit, Unit}))
	assert.False(t, square.Contains(Pos{3 * Unit, Unit}))
	assert.False(t, square.Contains(Pos{-Unit, Unit}))
}

// Rings come in one piece, on the side of the antimeridian where their middle is, and
// boxes are cut out of them on either side.
func TestTopologyRing(t *testing.T) {
	topo, err := ParseTopology([]byte(`{"transform":{"scale":[1,1],"translate":[0,0]},
		"arcs":[[[-170,0],[-10,0],[358,0]],[[178,0],[0,10],[-348,-10]]],
		"objects":{"countries":{"geometries":[{"type":"Polygon","arcs":[[0,1]]},{"type":"Polygon","arcs":[[-2,-1]]}]}}}`))
	require.NoError(t, err)
	countries := topo.Countries()
	require.Len(t, countries, 2)
	assert.Equal(t, orb.Ring{{-170, 0}, {-180, 0}, {-182, 0}, {-182, 10}, {-170, 0}}, countries[0].Parts[0][0])
	assert.Equal(t, orb.Ring{{-170, 0}, {-182, 10}, {-182, 0}, {-180, 0}, {-170, 0}}, countries[1].Parts[0][0])
	for _, west := range []float64{-181, 179} {
		cut := Clip(countries[:1], orb.Bound{Min: orb.Point{west, -5}, Max: orb.Point{west + 2, 2}})
		require.Len(t, cut, 1)
		assert.Equal(t, orb.Bound{Min: orb.Point{west, 0}, Max: orb.Point{west + 2, 2}}, cut[0].Parts.Bound())
	}
	assert.Empty(t, Clip(countries, orb.Bound{Min: orb.Point{0, 0}, Max: orb.Point{2, 2}}))
}

func TestParseTopology(t *testing.T) {
	topo, err := ParseTopology([]byte(`{"type":"Topology","transform":{"scale":[0.5,0.25],"translate":[10,20]},
		"arcs":[[[4,4],[2,0],[0,-2]],[[0,0],[1,1]]],
		"objects":{"countries":{"geometries":[{"type":"Polygon","id":"1","arcs":[[0,-2]]},{"type":"MultiPolygon","id":"2","arcs":[[[1]]]}]}}}`))
	require.NoError(t, err)
	assert.Equal(t, [][]Cell{{{4, 4}, {6, 4}, {6, 2}}, {{0, 0}, {1, 1}}}, topo.Arcs)
	assert.Equal(t, Degrees(13, 20.5), topo.Position(topo.Arcs[0][2], 0, 0))
	assert.Equal(t, Degrees(13.125, 20.5), topo.Position(topo.Arcs[0][2], 0.25, 0))
	assert.Equal(t, [][]string{{"1"}, {"1", "2"}}, topo.Users())
}

func TestParseDump(t *testing.T) {
	pieces, err := ParseDump([]byte("> Shore Bin # 7, Level 2\n1.5\t2\n3\t4\n> Shore Bin # 8, Level 3\n5\t6\n7\t8\n"))
	require.NoError(t, err)
	assert.Equal(t, map[int][][]Pos{2: {{Degrees(1.5, 2), Degrees(3, 4)}}, 3: {{Degrees(5, 6), Degrees(7, 8)}}}, pieces)
	for _, bad := range []string{"1\t2\n", "> River\n", "> Shore Bin # 7, Level 2\n1 2\n", "> Shore Bin # 7, Level 2\n1\tx\n"} {
		_, err := ParseDump([]byte(bad))
		assert.ErrorContains(t, err, "line ", bad)
	}
	_, err = ParseDump([]byte("> Shore Bin # 7, Level 2\n1\t2\n"))
	assert.ErrorContains(t, err, "a piece of level 2 has 1 positions")
}

func TestParseOutlines(t *testing.T) {
	const isle = "1\t2\n3\t2\n3\t2\n3\t4\n1\t2\n"
	outlines, err := ParseOutlines([]byte(">  New Land Segment 0\n" + isle + ">  Old Segment 7\n" + isle + ">  New Land Segment 1\n" + isle))
	require.NoError(t, err)
	want := []Pos{Degrees(1, 2), Degrees(3, 2), Degrees(3, 2), Degrees(3, 4), Degrees(1, 2)}
	assert.Equal(t, map[string][][]Pos{"New Land": {want, want}, "Old": {want}}, outlines)
	for _, bad := range []string{isle, "> Segment 0\n" + isle, ">  Land\n" + isle, ">  Land Segment 0\n1 2\n"} {
		_, err := ParseOutlines([]byte(bad))
		assert.ErrorContains(t, err, "line ", bad)
	}
	for _, bad := range []string{"", "1\t2\n3\t4\n1\t2\n", "1\t2\n3\t2\n3\t4\n1\t3\n"} {
		_, err := ParseOutlines([]byte(">  Land Segment 0\n" + bad))
		assert.ErrorContains(t, err, "outline 0 of Land", bad)
	}
}

// What has no room in the decimals is left out: a hole, a part, a country.
func TestGeoJSONWithoutRoom(t *testing.T) {
	square := func(size float64) orb.Ring { return orb.Ring{{0, 0}, {size, 0}, {size, size}, {0, size}, {0, 0}} }
	text := string(GeoJSON([]Country{
		{Name: "large", Parts: orb.MultiPolygon{{square(1), square(0.001)}, {square(0.001), square(0.01)}}},
		{Name: "small", Parts: orb.MultiPolygon{{square(0.001)}}},
	}, 2, func(Country) string { return "" }))
	assert.Contains(t, text, "[\n[[[0,0],[1,0],[1,1],[0,1],[0,0]]]]}}")
	assert.NotContains(t, text, "small")
	assert.NotContains(t, text, "iso_a2")
}
