package caspian_test

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/geodata/gshhg"
)

func ExampleDivide() {
	sea, err := caspian.ReadSea(gshhg.Coast())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, regime := range caspian.Regimes() {
		div, err := caspian.Divide(context.Background(), sea, regime, caspian.Options{})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s: Iran %.2f %%\n", div.Title, 100*div.Share("IR"))
	}
	// Output:
	// Condominium of 1921/1940: Iran 50.00 %
	// Equal division: Iran 20.00 %
	// Median line: Iran 13.66 %
}

// lake is a square lake of two states.
const lake = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1],[0,1],[0,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}}]}`

func TestRegimes(t *testing.T) {
	sea, err := caspian.ReadSea(gshhg.Coast())
	require.NoError(t, err)
	for _, r := range caspian.Regimes() {
		t.Run(r.ID(), func(t *testing.T) {
			same, err := caspian.RegimeByID(r.ID())
			require.NoError(t, err)
			assert.Equal(t, r, same)
			about := r.About()
			assert.NotEmpty(t, about.Title)
			assert.NotEmpty(t, about.Basis)
			assert.NotEmpty(t, about.Silence)
			assert.Len(t, about.Layers, 3)
			div, err := caspian.Divide(context.Background(), sea, r, caspian.Options{})
			require.NoError(t, err)
			sum := 0.0
			for _, s := range div.States {
				sum += s.Share
				assert.NotEmpty(t, s.Name)
				if s.Undivided {
					assert.Zero(t, s.Area)
				} else {
					assert.InDelta(t, s.Share*div.Area, s.Area, 1)
				}
			}
			assert.InDelta(t, 1, sum, 1e-12)
			zones := 0.0
			for _, z := range div.Zones {
				zones += z.Area
			}
			if len(div.Zones) > 0 {
				assert.InEpsilon(t, div.Area, zones, 1e-9)
			}
			claims, err := caspian.Claims(r)
			require.NoError(t, err)
			assert.NotEmpty(t, claims)
		})
	}
}

// TestPaper holds the three shares of Iran that the project starts from.
func TestPaper(t *testing.T) {
	for id, want := range map[string]float64{"condominium": 0.50, "equal": 0.20, "median": 0.13} {
		r, err := caspian.RegimeByID(id)
		require.NoError(t, err)
		claims, err := caspian.Claims(r)
		require.NoError(t, err)
		found := false
		for _, c := range claims {
			if c.State == "IR" && !found {
				found = true
				assert.Equal(t, want, c.Share)
				assert.Contains(t, c.Source, "doi:10.31455/asya.497624")
			}
		}
		assert.True(t, found, id)
	}
}

func TestOtherSea(t *testing.T) {
	sea, err := caspian.ReadSea(strings.NewReader(lake))
	require.NoError(t, err)
	assert.False(t, sea.IsCaspian())
	_, err = caspian.Divide(context.Background(), sea, caspian.Condominium, caspian.Options{})
	assert.ErrorIs(t, err, caspian.ErrNotCaspian)
	div, err := caspian.Divide(context.Background(), sea, caspian.Equal, caspian.Options{})
	require.NoError(t, err)
	assert.Equal(t, 0.5, div.Share("A"))
	assert.Equal(t, caspian.LayerAll, div.Layer)
	assert.Zero(t, div.Share("C"))
	div, err = caspian.Divide(context.Background(), sea, caspian.Median, caspian.Options{})
	require.NoError(t, err)
	// On a plane the base of a rectangle, with half of a right angle at both
	// ends, has a triangle half as high as it is long.
	long := geodesic.WGS84.Distance(orb.Point{0, 0}, orb.Point{1, 0})
	high := geodesic.WGS84.Distance(orb.Point{0, 0}, orb.Point{0, 1})
	assert.InDelta(t, long/high/4, div.Share("B"), 1e-4)
}

func TestErrors(t *testing.T) {
	_, err := caspian.ReadSea(strings.NewReader("{"))
	assert.Error(t, err)
	_, err = caspian.RegimeByID("thirds")
	assert.ErrorIs(t, err, caspian.ErrUnknownRegime)
	sea, err := caspian.ReadSea(gshhg.Coast())
	require.NoError(t, err)
	_, err = caspian.Divide(context.Background(), sea, nil, caspian.Options{})
	assert.ErrorIs(t, err, caspian.ErrNoRegime)
	for _, r := range caspian.Regimes() {
		for _, tolerance := range []float64{math.Inf(1), math.NaN(), -1, 0.009, 10_001} {
			_, err = caspian.Divide(context.Background(), sea, r, caspian.Options{Tolerance: tolerance})
			assert.ErrorIs(t, err, caspian.ErrTolerance, "%s %v", r.ID(), tolerance)
		}
	}
	_, err = caspian.Claims(nil)
	assert.ErrorIs(t, err, caspian.ErrNoRegime)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = caspian.Divide(ctx, sea, caspian.Median, caspian.Options{})
	assert.ErrorIs(t, err, context.Canceled)
}
