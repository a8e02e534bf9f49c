package build

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/coast"
)

// box is the coordinates of a rectangle, without the array around its ring.
func box(west, south, east, north float64) string {
	return fmt.Sprintf("[[%g,%g],[%g,%g],[%g,%g],[%g,%g],[%g,%g]]", west, south, east, south, east, north, west, north, west, south)
}

func polygon(rings ...string) string {
	return `{"type":"Polygon","coordinates":[` + strings.Join(rings, ",") + `]}`
}

// countries is a collection of countries, given by their properties and
// geometries.
func countries(parts ...string) string {
	var out []string
	for k := 0; k < len(parts); k += 2 {
		out = append(out, fmt.Sprintf(`{"type":"Feature","properties":%s,"geometry":%s}`, parts[k], parts[k+1]))
	}
	return `{"type":"FeatureCollection","features":[` + strings.Join(out, ",") + `]}`
}

func make_(t *testing.T, sea, lands string, o Options) *Result {
	t.Helper()
	r, err := Coast(context.Background(), strings.NewReader(sea), strings.NewReader(lands), o)
	require.NoError(t, err)
	return r
}

// The lake is 2° wide, between a country in the west and one in the east.
var (
	lake = polygon(box(0, 0, 2, 1))
	west = []string{`{"iso_a2":"WE","name":"Westland"}`, polygon(box(-3, -3, 0.9, 4))}
	east = []string{`{"iso_a2":"EA","name":"Eastland"}`, polygon(box(1.1, -3, 5, 4))}
)

func TestTwo(t *testing.T) {
	r := make_(t, lake, countries(append(west, east...)...), Options{})
	assert.Equal(t, []coast.State{{Code: "EA", Name: "Eastland"}, {Code: "WE", Name: "Westland"}}, r.Coast.States)
	require.Len(t, r.Termini, 2)
	for _, x := range r.Termini {
		assert.InDelta(t, 1, x.At[0], 2e-9, "in the middle of the gap")
	}
	fmt.Printf("%+v\n", r)
}
