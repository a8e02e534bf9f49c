package internal

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"runtime"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata/gshhg"
	"caspian.example/division/geodata/ne10m"
)

var (
	write   = flag.String("write", "", "write the numbers to this `file`")
	against = flag.String("against", "", "compare the numbers with this `file`, written elsewhere")
)

// numbers are what a division has to say, by names such as
// gshhg/median/share/AZ.
type numbers struct {
	// Fractions are parts of the sea, Lengths lengths of lines in metres.
	Fractions, Lengths map[string]float64
	// Places are tripoints and the ends of lines.
	Places map[string]orb.Point
}

// measure divides two of the embedded coasts under every regime. Besides the shares it
// takes what the islands and the weights of given lines can make of them.
func measure(t *testing.T) *numbers {
	out := &numbers{map[string]float64{}, map[string]float64{}, map[string]orb.Point{}}
	for name, open := range map[string]func() io.Reader{"gshhg": gshhg.Coast, "ne10m": ne10m.Coast} {
		sea, err := caspian.ReadSea(open())
		require.NoError(t, err)
		add := func(key string, r regime.Regime, err error) {
			require.NoError(t, err)
			d, err := caspian.Divide(context.Background(), sea, r, caspian.Options{})
			require.NoError(t, err)
			out.add(name+"/"+key, d)
		}
		for _, r := range append(regime.Comparable(), regime.Convention2018()) {
			add(r.ID, r, nil)
		}
		for key, change := range map[string]func() (regime.Regime, error){
			"notional":    regime.Condominium().Drawing,
			"half effect": func() (regime.Regime, error) { return regime.Median().WithIslands(regime.IslandEffects{"": 0.5}) },
			"additive":    func() (regime.Regime, error) { return regime.Equal().WithWeighting(regime.Additive) },
		} {
			r, err := change()
			add(key, r, err)
		}
	}
	return out
}

// add takes the numbers of a division.
func (n *numbers) add(key string, d *caspian.Division) {
	for _, s := range d.States {
		if d.Question.Regime.Shared() {
			n.Fractions[key+"/share/"+s.Code] = s.Share
		}
	}
	for k, z := range d.Zones {
		n.Fractions[fmt.Sprintf("%s/%s/%d", key, z.Kind, k)] = z.Share
	}
	for k, b := range d.Boundaries {
		line := fmt.Sprintf("%s/line/%d of %d and %d", key, k, b.States[0], b.States[1])
		n.Lengths[line] = b.Length
		n.Places[line+"/first"] = b.Line[0]
		n.Places[line+"/last"] = b.Line[len(b.Line)-1]
	}
}

// TestSameNumbers compares the numbers of two kinds of machines: areas to 1e-9 of
// the sea, and lines and their ends to what Options.Tolerance and the millimetre
// of a vertex allow.
func TestSameNumbers(t *testing.T) {
	if *write == "" && *against == "" {
		t.Skip("compares machines: .ci/run and .ci/portability run it with -write and -against")
	}
	here := measure(t)
	require.Greater(t, len(here.Fractions), 100)
	require.Greater(t, len(here.Lengths), 50)
	if *write != "" {
		text, err := json.MarshalIndent(here, "", "\t")
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(*write, text, 0o644))
	}
	if *against == "" {
		return
	}
	text, err := os.ReadFile(*against)
	require.NoError(t, err)
	var there numbers
	require.NoError(t, json.Unmarshal(text, &there))
	fractions := most(t, here.Fractions, there.Fractions, 1e-9, func(a, b float64) float64 { return math.Abs(a - b) })
	lengths := most(t, here.Lengths, there.Lengths, 1e-2, func(a, b float64) float64 { return math.Abs(a - b) })
	places := most(t, here.Places, there.Places, 1e-3, geodesic.WGS84.Distance)
	t.Logf("%s/%s: largest differences %.1e of the sea, %.1e m in the length of a line, %.1e m at its ends", runtime.GOOS, runtime.GOARCH, fractions, lengths, places)
}

// most returns the largest difference of the values with the same names, each of
// which must be within the limit.
func most[T any](t *testing.T, here, there map[string]T, limit float64, apart func(a, b T) float64) float64 {
	names := slices.Sorted(maps.Keys(here))
	assert.Equal(t, names, slices.Sorted(maps.Keys(there)))
	worst := 0.0
	for _, name := range names {
		d := apart(here[name], there[name])
		assert.False(t, math.IsNaN(d) || d > limit, "%s: %v here, %v there", name, here[name], there[name])
		worst = max(worst, d)
	}
	return worst
}
