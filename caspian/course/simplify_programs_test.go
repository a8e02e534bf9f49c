package course_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/regime"
)

// TestPlanimeter has GeographicLib measure what simplified lines give and take: the ring of
// the exact line and the simplified one, back again.
func TestPlanimeter(t *testing.T) {
	if _, err := exec.LookPath("Planimeter"); err != nil {
		t.Skip("Planimeter (Debian's geographiclib-tools) is not installed")
	}
	t.Parallel()
	d := divided.Exactly(t, divided.Sea(t, "gshhg"), regime.Median())
	measured := func(exact, line orb.LineString) float64 {
		var ring strings.Builder
		back := slices.Clone(line)
		slices.Reverse(back)
		for _, p := range slices.Concat(exact, back) {
			fmt.Fprintf(&ring, "%.15g %.15g\n", p[1], p[0])
		}
		planimeter := exec.Command("Planimeter", "-r") // counter-clockwise is negative
		planimeter.Stdin = strings.NewReader(ring.String())
		out, err := planimeter.CombinedOutput()
		require.NoError(t, err, "%s", out)
		fields := strings.Fields(string(out)) // the number of vertices, the perimeter, the area
		require.Len(t, fields, 3)
		area, err := strconv.ParseFloat(fields[2], 64)
		require.NoError(t, err)
		return area
	}
	for _, pair := range pairs[long.Or(0, 5):] {
		courses, err := course.Between(d, pair.a, pair.b)
		require.NoError(t, err)
		s, err := course.Simplify(context.Background(), d, &courses[0], course.SimplifyOptions{Within: 1000})
		require.NoError(t, err)
		at, printed := positions(s)
		exact := written(d, &courses[0])
		assert.InDelta(t, s.Net, measured(exact, at), 0.2, "%s %s", pair.a, pair.b)
		assert.InDelta(t, s.NetRounded, measured(exact, printed), 0.2, "%s %s", pair.a, pair.b)
	}
}

// TestSimplifiedValid lets shapely judge sectors with simplified lines, drawn straight in
// longitude and latitude.
func TestSimplifiedValid(t *testing.T) {
	long.Only(t)
	python := ""
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(name, "-c", "import shapely").Run() == nil {
			python = name
		}
	}
	if python == "" {
		t.Skip("python3 with shapely (Debian's python3-shapely) is not installed")
	}
	for _, id := range []string{"median", "agreed", "equal", "coast-length"} {
		r, err := regime.ByID(id)
		require.NoError(t, err)
		s, err := course.SimplifyAll(context.Background(), divided.Exactly(t, divided.Sea(t, "gshhg"), r), 1000)
		require.NoError(t, err)
		all := geojson.NewFeatureCollection()
		for _, z := range s.Zones {
			all.Append(geojson.NewFeature(z.Polygons))
		}
		text, err := json.Marshal(all)
		require.NoError(t, err)
		judge := exec.Command(python, "-c", `import json, sys
from shapely.geometry import shape
from shapely.validation import explain_validity
sectors = [shape(f["geometry"]) for f in json.load(sys.stdin)["features"]]
for g in sectors:
    if not g.is_valid: print(explain_validity(g))
overlap = sum(a.intersection(b).area for i, a in enumerate(sectors) for b in sectors[:i])
if overlap > 1e-12: print("overlap", overlap)
print("done")`)
		judge.Stdin = bytes.NewReader(text)
		out, err := judge.CombinedOutput()
		require.NoError(t, err, "%s", out)
		assert.Equal(t, "done\n", string(out), id)
	}
}
