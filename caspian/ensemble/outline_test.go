package ensemble

import (
	"encoding/json"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/planar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/internal/long"
)

// random returns a grid of random labels, of which 0 is nobody's: blobs or single cells.
func random(r *rand.Rand) *grid {
	g := &grid{columns: 5 + r.IntN(25), rows: 5 + r.IntN(25)}
	g.label = make([]uint64, g.columns*g.rows)
	same := r.Float64() // how likely a cell is like one before it
	for at := range g.label {
		switch {
		case at > g.columns && r.Float64() < same:
			g.label[at] = g.label[at-1-r.IntN(2)*(g.columns-1)]
		default:
			g.label[at] = uint64(r.IntN(4))
		}
	}
	return g
}

// flat has the corners of cells on a plane.
func flat(column, row int) orb.Point { return orb.Point{float64(column), float64(row)} }

// TestOutlines holds for random labels that polygons are those cells that have their label:
// so many, and every one of them; that rings run as they should, pass no place twice and
// have holes within; and that neighbours have the same vertices.
func TestOutlines(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 9))
	for range long.Or(500, 40) {
		g := random(r)
		outlines := g.outlines(flat)
		cells := map[uint64]int{}
		for _, label := range g.label {
			cells[label]++
		}
		sides := map[[2]orb.Point]uint64{} // of rings, by the label on their left
		vertices := map[orb.Point]bool{}
		for label, polygons := range outlines {
			area := 0.0
			for _, polygon := range polygons {
				for k, ring := range polygon {
					assert.Equal(t, ring[0], ring[len(ring)-1])
					assert.Equal(t, k == 0, ring.Orientation() == orb.CCW)
					if k > 0 {
						assert.True(t, planar.RingContains(polygon[0], ring[0]), "a hole lies in its polygon")
					}
					area += orient(ring)
					seen := map[orb.Point]bool{}
					for i := range len(ring) - 1 {
						require.False(t, seen[ring[i]], "a ring passes %v twice", ring[i])
						seen[ring[i]], vertices[ring[i]] = true, true
						for _, s := range unit(ring[i], ring[i+1]) {
							_, twice := sides[s]
							require.False(t, twice, "two rings have the side %v", s)
							sides[s] = label
						}
					}
				}
			}
			assert.InDelta(t, cells[label], area, 1e-9)
		}
		for at, label := range g.label {
			middle := orb.Point{float64(at%g.columns) + 0.5, float64(at/g.columns) + 0.5}
			for of, polygons := range outlines {
				assert.Equal(t, of == label, planar.MultiPolygonContains(polygons, middle))
			}
		}
		for _, polygons := range outlines {
			for _, polygon := range polygons {
				for _, ring := range polygon {
					for i := range len(ring) - 1 {
						for _, s := range unit(ring[i], ring[i+1])[1:] {
							assert.False(t, vertices[s[0]], "%v is a vertex of one ring alone", s[0])
						}
					}
				}
			}
		}
	}
}

// orient is the area of a ring, negative if it runs clockwise.
func orient(ring orb.Ring) (sum float64) {
	for k := range len(ring) - 1 {
		sum += (ring[k][0]*ring[k+1][1] - ring[k+1][0]*ring[k][1]) / 2
	}
	return sum
}

// unit cuts an edge along cells into their sides.
func unit(a, b orb.Point) (out [][2]orb.Point) {
	n := max(b[0]-a[0], a[0]-b[0], b[1]-a[1], a[1]-b[1])
	for k := range int(n) {
		at := func(k int) orb.Point {
			return orb.Point{a[0] + (b[0]-a[0])/n*float64(k), a[1] + (b[1]-a[1])/n*float64(k)}
		}
		out = append(out, [2]orb.Point{at(k), at(k + 1)})
	}
	return out
}

// TestOutlinesAreValid lets shapely judge polygons.
func TestOutlinesAreValid(t *testing.T) {
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
	r := rand.New(rand.NewPCG(2, 9))
	all := geojson.NewFeatureCollection()
	for range 500 {
		for _, polygons := range random(r).outlines(flat) {
			all.Append(geojson.NewFeature(polygons))
		}
	}
	text, err := json.Marshal(all)
	require.NoError(t, err)
	judge := exec.Command(python, "-c", `import json, sys
from shapely.geometry import shape
from shapely.validation import explain_validity
for f in json.load(sys.stdin)["features"]:
    g = shape(f["geometry"])
    if not g.is_valid: print(explain_validity(g))
print("done")`)
	judge.Stdin = strings.NewReader(string(text))
	out, err := judge.CombinedOutput()
	require.NoError(t, err, "%s", out)
	assert.Equal(t, "done\n", string(out))
}
