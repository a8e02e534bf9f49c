package coast_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/geodata/dcw"
	"caspian.example/division/geodata/gshhg"
	"caspian.example/division/geodata/ne10m"
)

// What is written is read as the same coast, to the last bit.
func TestWrite(t *testing.T) {
	awkward := `{"type":"FeatureCollection","coast":{"name":"a \"lake\"","water_level":"−3 m"},"features":[
		{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[180,0.1],[-179.00000000001,1.7976931348623157e-5],[181,1]]}},
		{"type":"Feature","properties":{"state":"A","name":"Ä<b>"},"geometry":{"type":"LineString","coordinates":[[181,1],[180.25,0.75],[180,0.1]]}},
		{"type":"Feature","properties":{"state":"C","name":"islet"},"geometry":{"type":"Polygon","coordinates":[[[180.6,0.5],[180.7,0.5],[180.6,0.6],[180.6,0.5]]]}}]}`
	for name, from := range map[string]io.Reader{"gshhg": gshhg.Coast(), "dcw": dcw.Coast(), "ne10m": ne10m.Coast(), "awkward": strings.NewReader(awkward)} {
		c, err := coast.Read(from, coast.Options{})
		require.NoError(t, err, name)
		var first, second bytes.Buffer
		require.NoError(t, coast.Write(&first, c))
		again, err := coast.Read(bytes.NewReader(first.Bytes()), coast.Options{})
		require.NoError(t, err, name)
		assert.Equal(t, c.States, again.States, name)
		assert.Equal(t, c.Shore, again.Shore, name)
		assert.Equal(t, len(c.Stretches), len(again.Stretches), name)
		for k, s := range c.Stretches {
			assert.Equal(t, [3]int{s.State, s.Start, s.End}, [3]int{again.Stretches[k].State, again.Stretches[k].Start, again.Stretches[k].End}, name)
		}
		require.Equal(t, len(c.Islands), len(again.Islands), name)
		for k, i := range c.Islands {
			assert.Equal(t, i.Ring, again.Islands[k].Ring, name)
			assert.Equal(t, c.Features[i.Feature].Name, again.Features[again.Islands[k].Feature].Name, name)
		}
		require.Equal(t, len(c.Closings), len(again.Closings), name)
		for k, l := range c.Closings {
			assert.Equal(t, l.Line, again.Closings[k].Line, name)
		}
		assert.Equal(t, []string{c.Name, c.Source, c.Licence, c.Epoch, c.WaterLevel}, []string{again.Name, again.Source, again.Licence, again.Epoch, again.WaterLevel}, name)
		require.NoError(t, coast.Write(&second, again))
		assert.Equal(t, first.String(), second.String(), name)
	}
	c, err := coast.Read(gshhg.Coast(), coast.Options{})
	require.NoError(t, err)
	assert.ErrorIs(t, coast.Write(full{}, c), errFull)
}

var errFull = errors.New("full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

// lake is a coast of two states with the given corners, the second and third
// of which the second state begins and ends at.
func lake(t *testing.T, corners ...orb.Point) *coast.Coast {
	line := func(p ...orb.Point) string {
		var out []string
		for _, q := range p {
			out = append(out, fmt.Sprintf("[%v,%v]", q[0], q[1]))
		}
		return "[" + strings.Join(out, ",") + "]"
	}
	text := fmt.Sprintf(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":%s}},
		{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":%s}}]}`, line(corners[:2]...), line(append(corners[1:], corners[0])...))
	c, err := coast.Read(strings.NewReader(text), coast.Options{})
	require.NoError(t, err)
	return c
}

func TestExtent(t *testing.T) {
	for _, c := range []struct {
		name    string
		corners []orb.Point
		want    [4]float64
	}{
		{"plain", []orb.Point{{10, 1}, {12, 2}, {11, 4}}, [4]float64{10, 1, 12, 4}},
		{"over the antimeridian", []orb.Point{{179, 1}, {-178, 2}, {-179, 4}}, [4]float64{179, 1, -178, 4}},
		{"beyond 180", []orb.Point{{179, 1}, {182, 2}, {181, 4}}, [4]float64{179, 1, -178, 4}},
		{"over Greenwich", []orb.Point{{359, 1}, {1, 2}, {0, 4}}, [4]float64{-1, 1, 1, 4}},
		{"around the north pole", []orb.Point{{0, 80}, {120, 81}, {-120, 82}}, [4]float64{-180, 80, 180, 90}},
		{"around the south pole", []orb.Point{{0, -80}, {120, -81}, {-120, -82}}, [4]float64{-180, -90, 180, -80}},
	} {
		west, south, east, north := lake(t, c.corners...).Extent()
		assert.InDeltaSlice(t, c.want[:], []float64{west, south, east, north}, 1e-12, c.name)
	}
}

func TestSpacing(t *testing.T) {
	// Edges of 1°, 2° and √5°, nearly, at the equator.
	corners := []orb.Point{{0, 0}, {1, 0}, {1, 2}}
	median, largest, at := lake(t, corners...).Spacing()
	e := geodesic.WGS84
	assert.Equal(t, e.Distance(corners[1], corners[2]), median)
	assert.InDelta(t, e.Distance(corners[2], corners[0]), largest, 1e-6)
	assert.Equal(t, corners[2], at)
}

func TestReadAreas(t *testing.T) {
	read := func(text string) ([]coast.Area, []coast.Note, error) {
		return coast.ReadAreas(context.Background(), strings.NewReader(text))
	}
	areas, notes, err := read(`{"type":"FeatureCollection","features":[
		{"type":"Feature","geometry":null,"properties":{}},
		{"id":7.50,"type":"Feature","properties":{"a":"ä","b":1e3,"c":null,"d":{"state":"x"},"name":"N"},"geometry":{"coordinates":[[[[0,0],[1,0],[1,0],[1,1],[0,0]],[[0.5,0.2],[0.6,0.2],[0.6,0.3],[0.5,0.2]]],[[[5,5],[6,5],[5,5],[5,5]]]],"type":"MultiPolygon"}}]}`)
	require.NoError(t, err)
	require.Len(t, areas, 1)
	assert.Equal(t, coast.Area{Index: 1, ID: "7.50", Properties: map[string]string{"a": "ä", "b": "1e3", "c": "", "d": "", "name": "N"},
		Polygons: orb.MultiPolygon{{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}, {{0.5, 0.2}, {0.6, 0.2}, {0.6, 0.3}, {0.5, 0.2}}}}, Parts: 1}, areas[0])
	require.Len(t, notes, 4)
	assert.Equal(t, "feature 0: it has no geometry; left out", notes[0].String())
	for _, c := range []struct {
		text, says string
		kind       error
	}{
		{`{"type":"Point","coordinates":[1,2]}`, `feature 0: its geometry is a "Point"`, coast.ErrFeature},
		{`{"type":"Feature","properties":{"name":"X"},"geometry":{"type":"Polygon","coordinates":[[0,0],[1,1]]}}`, `feature 0 "X": its coordinates are not those of a Polygon`, coast.ErrFeature},
		{`{"type":"MultiPolygon","coordinates":[[[[0,0],[1,1],[0,0]]]]}`, "vertex 2 at 0.000000 0.000000: ring 0 is not closed", coast.ErrFeature},
		{`{"type":"Polygon","coordinates":[[[0,0],[1,99],[1,1],[0,0]]]}`, "vertex 1 at 1.000000 99.000000", coast.ErrPosition},
		{`{"type":"Polygon","coordinates":[[[0,0],`, "not valid JSON", coast.ErrSyntax},
		{`{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3857"}},"features":[]}`, "EPSG:3857", coast.ErrReference},
	} {
		areas, notes, err := read(c.text)
		assert.ErrorIs(t, err, c.kind, c.text)
		assert.ErrorContains(t, err, c.says)
		assert.Nil(t, areas)
		assert.Nil(t, notes)
	}
}
