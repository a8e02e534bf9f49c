package geodata_test

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"regexp"
	"strings"
	"testing"

	"caspian.example/division/geodata/dcw"
	"caspian.example/division/geodata/gshhg"
	"caspian.example/division/geodata/ne10m"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/planar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// expected is what a coast must hold. The termini are the published ones that
// the coasts were asked to end at; counts of GSHHG are those of an independent
// reading of the source, as are those of DCW's islands, which the script in its
// PROVENANCE.md finds. Lengths and areas are GeographicLib 2.1.2's, with
// COAST the coast's directory:
//
//	for s in AZ IR TM KZ RU; do jq -r --arg s $s '.features[] | select(.properties.kind == "coast" and
//	    .properties.state == $s) | .geometry.coordinates[:-1][] | "\(.[0]) \(.[1])"' $COAST/coast.geojson
//	done | Planimeter -w                               # vertices, perimeter, area of the shore
//	jq -r '.features[] | select(.properties.kind == "island") | (.geometry.coordinates[0][:-1][] |
//	    "\(.[0]) \(.[1])"), ""' $COAST/coast.geojson | Planimeter -w |
//	    awk '{n += $1; a += $3} END {printf "%d %.0f\n", n, a}'    # the islands' vertices and area
//	jq -r '.features[] | select(.properties.kind == "closing") | .geometry.coordinates |
//	    "\(.[0][0]) \(.[0][1]) \(.[1][0]) \(.[1][1])"' $COAST/coast.geojson | GeodSolve -i -w
type expected struct {
	name           string
	coast          func() io.Reader
	vertices       int
	islands        map[string]int
	islandVertices int
	shoreArea      float64 // m², islands and lagoon included
	islandArea     float64 // m²
	closing        float64 // length of the closing line in m, 0 if the lagoon is land
	termini        map[string]orb.Point
	terminusTol    float64 // degrees
	licence        string
}

var coasts = []expected{
	{
		name: "gshhg", coast: gshhg.Coast, vertices: 10807,
		islands: map[string]int{"KZ": 23, "RU": 22, "TM": 7, "AZ": 2}, islandVertices: 2037,
		shoreArea: 397052358772, islandArea: 1262500229, closing: 1755.580,
		termini: map[string]orb.Point{
			"RU-KZ": {49.22638285, 46.32860304}, "KZ-TM": {52.43443961, 41.74639506}, "TM-IR": {53.90693523, 37.34111543},
			"IR-AZ": {48.88444343, 38.43306630}, "AZ-RU": {48.57749294, 41.83889525},
		},
		licence: gshhg.Licence,
	},
	{
		name: "dcw", coast: dcw.Coast, vertices: 4539,
		islands: map[string]int{"KZ": 30, "RU": 24, "AZ": 13, "TM": 7, "IR": 1}, islandVertices: 1413,
		shoreArea: 373795885469, islandArea: 1379687128,
		// As netCDF4-python reads the outline with the finer grid: the last position before
		// the shore that has one of the other outline near it.
		termini: map[string]orb.Point{
			"RU-KZ": {49.166526, 46.359617}, "KZ-TM": {52.441433, 41.765382}, "TM-IR": {53.897780, 37.340780},
			"IR-AZ": {48.879323, 38.436984}, "AZ-RU": {48.533791, 41.884969},
		},
		terminusTol: 0.5e-6, // that reading has six decimals
		licence:     dcw.Licence,
	},
	{
		name: "ne10m", coast: ne10m.Coast, vertices: 2383,
		islands: map[string]int{"KZ": 5, "RU": 2, "TM": 2, "AZ": 2}, islandVertices: 238,
		shoreArea: 397044423887, islandArea: 744486584, closing: 2083.253,
		termini: map[string]orb.Point{
			"RU-KZ": {49.2287, 46.3284}, "KZ-TM": {52.4363, 41.7489}, "TM-IR": {53.9123, 37.3434},
			"IR-AZ": {48.8759, 38.4343}, "AZ-RU": {48.5807, 41.8452},
		},
		terminusTol: 0.5e-4, // the published figures have four decimals
		licence:     ne10m.Licence,
	},
}

// about is the member "coast" of a coast file.
type about struct {
	Name       string `json:"name"`
	Title      string `json:"title"`
	Source     string `json:"source"`
	Licence    string `json:"licence"`
	Epoch      string `json:"epoch"`
	WaterLevel string `json:"water_level"`
	Termini    []struct {
		Between [2]string `json:"between"`
		At      orb.Point `json:"at"`
		Source  string    `json:"source"`
	} `json:"termini"`
	Notes []string `json:"notes"`
}

// parsed is a coast file taken apart.
type parsed struct {
	about    about
	shores   map[string]orb.LineString
	ring     orb.Ring
	islands  []*geojson.Feature
	closings []*geojson.Feature
}

// counterClockwise is the order of the states along the shore.
var counterClockwise = []string{"AZ", "IR", "TM", "KZ", "RU"}

func parse(t *testing.T, r io.Reader) parsed {
	t.Helper()
	data, err := io.ReadAll(r)
	require.NoError(t, err)
	fc, err := geojson.UnmarshalFeatureCollection(data)
	require.NoError(t, err)
	var members struct{ Coast about }
	require.NoError(t, json.Unmarshal(data, &members))
	p := parsed{about: members.Coast, shores: map[string]orb.LineString{}}
	for _, f := range fc.Features {
		state := f.Properties.MustString("state")
		assert.Contains(t, counterClockwise, state)
		switch kind := f.Properties.MustString("kind"); kind {
		case "coast":
			require.NotContains(t, p.shores, state)
			p.shores[state] = f.Geometry.(orb.LineString)
		case "island":
			p.islands = append(p.islands, f)
		case "closing":
			p.closings = append(p.closings, f)
		default:
			t.Errorf("kind %q", kind)
		}
	}
	require.Len(t, p.shores, 5)
	for i, s := range counterClockwise {
		next := p.shores[counterClockwise[(i+1)%5]]
		line := p.shores[s]
		require.Equal(t, next[0], line[len(line)-1], "the stretch of %s ends where the next begins", s)
		p.ring = append(p.ring, line[:len(line)-1]...)
	}
	p.ring = append(p.ring, p.ring[0])
	return p
}

func TestCoasts(t *testing.T) {
	names := map[string]string{"AZ": "Azerbaijan", "IR": "Iran", "KZ": "Kazakhstan", "RU": "Russia", "TM": "Turkmenistan"}
	for _, want := range coasts {
		t.Run(want.name, func(t *testing.T) {
			p := parse(t, want.coast())
			assert.Equal(t, want.vertices, len(p.ring)-1)
			assert.Equal(t, orb.CCW, p.ring.Orientation())
			seen := map[orb.Point]bool{}
			for _, v := range p.ring[:len(p.ring)-1] {
				assert.False(t, seen[v], "vertex %v occurs twice", v)
				seen[v] = true
			}

			fc, err := geojson.UnmarshalFeatureCollection(read(t, want.coast()))
			require.NoError(t, err)
			assert.Equal(t, len(p.shores)+len(p.islands)+len(p.closings), len(fc.Features))
			for _, f := range fc.Features {
				if f.Properties.MustString("kind") == "coast" {
					assert.Equal(t, names[f.Properties.MustString("state")], f.Properties.MustString("name"))
				}
			}

			assert.Equal(t, want.name, p.about.Name)
			assert.Equal(t, want.licence, p.about.Licence)
			assert.Equal(t, "unknown", p.about.Epoch)
			assert.Equal(t, "unknown", p.about.WaterLevel)
			for _, s := range append([]string{p.about.Title, p.about.Source}, p.about.Notes...) {
				assert.NotEmpty(t, s)
			}
			assert.NotEmpty(t, p.about.Notes)
		})
	}
}

func TestTermini(t *testing.T) {
	for _, want := range coasts {
		t.Run(want.name, func(t *testing.T) {
			p := parse(t, want.coast())
			require.Len(t, p.about.Termini, len(want.termini))
			for _, terminus := range p.about.Termini {
				between := terminus.Between[0] + "-" + terminus.Between[1]
				require.Contains(t, want.termini, between)
				assert.InDelta(t, want.termini[between].Lon(), terminus.At.Lon(), want.terminusTol, between)
				assert.InDelta(t, want.termini[between].Lat(), terminus.At.Lat(), want.terminusTol, between)
				assert.NotEmpty(t, terminus.Source, between)
				for _, s := range terminus.Between {
					line := p.shores[s]
					assert.Contains(t, []orb.Point{line[0], line[len(line)-1]}, terminus.At, "%s ends there", s)
				}
			}
		})
	}
}

func TestIslands(t *testing.T) {
	for _, want := range coasts {
		t.Run(want.name, func(t *testing.T) {
			p := parse(t, want.coast())
			count, vertices := map[string]int{}, 0
			north := map[string]float64{}
			for _, f := range p.islands {
				poly := f.Geometry.(orb.Polygon)
				state, name := f.Properties.MustString("state"), f.Properties.MustString("name")
				require.Len(t, poly, 1, name)
				ring := poly[0]
				require.True(t, ring.Closed(), name)
				assert.Equal(t, orb.CCW, ring.Orientation(), name)
				count[state]++
				vertices += len(ring) - 1
				assert.Equal(t, fmt.Sprintf("%s-%02d", state, count[state]), name)
				if last, ok := north[state]; ok {
					assert.Less(t, ring.Bound().Top(), last, "%s lies south of the one before", name)
				}
				north[state] = ring.Bound().Top()
				for _, v := range ring {
					require.True(t, planar.RingContains(p.ring, v), "%s: %v lies in the sea", name, v)
				}
			}
			assert.Equal(t, want.islands, count)
			assert.Equal(t, want.islandVertices, vertices)
		})
	}
}

func TestClosingLine(t *testing.T) {
	for _, want := range coasts {
		t.Run(want.name, func(t *testing.T) {
			p := parse(t, want.coast())
			if want.closing == 0 {
				assert.Empty(t, p.closings)
				assert.False(t, planar.RingContains(p.ring, orb.Point{53.5, 41.3}), "the lagoon")
				return
			}
			require.Len(t, p.closings, 1)
			f := p.closings[0]
			assert.Equal(t, "TM", f.Properties.MustString("state"))
			assert.Equal(t, "Garabogazköl", f.Properties.MustString("name"))
			line := f.Geometry.(orb.LineString)
			require.Len(t, line, 2)
			for _, end := range line {
				assert.Contains(t, p.shores["TM"], end)
			}
			a, b := cartesian(line[0]), cartesian(line[1])
			chord := math.Sqrt(sq(a[0]-b[0]) + sq(a[1]-b[1]) + sq(a[2]-b[2]))
			assert.InDelta(t, want.closing, chord, 1e-3, "a chord of 2 km is 8 µm shorter than the geodesic")
			middle := orb.Point{(line[0][0] + line[1][0]) / 2, (line[0][1] + line[1][1]) / 2}
			assert.True(t, planar.RingContains(p.ring, middle))
		})
	}
}

func TestArea(t *testing.T) {
	for _, want := range coasts {
		t.Run(want.name, func(t *testing.T) {
			p := parse(t, want.coast())
			// Edges here are great ellipses, Planimeter's are geodesics: up to
			// 8 cm apart on the longest edge of ne10m, 35 km from west to east.
			const tolerance = 3e-8
			assert.InEpsilon(t, want.shoreArea, area(p.ring), tolerance)
			sum := 0.0
			for _, f := range p.islands {
				sum += area(f.Geometry.(orb.Polygon)[0])
			}
			assert.InEpsilon(t, want.islandArea, sum, tolerance)
		})
	}
}

// The sea of DCW is what none of the five states covers, but for slivers between their
// outlines along the land borders. The script in its PROVENANCE.md takes all that none
// covers, with shapely and pyproj: the slivers that open into the sea are small.
func TestSlivers(t *testing.T) {
	p := parse(t, dcw.Coast())
	sea := area(p.ring)
	for _, f := range p.islands {
		sea -= area(f.Geometry.(orb.Polygon)[0])
	}
	const uncovered = 372417205969
	assert.Less(t, sea, float64(uncovered))
	assert.InEpsilon(t, uncovered, sea, 1e-5)
}

// The text is compact: one feature a line, positions of at most eight
// decimals.
func TestText(t *testing.T) {
	long := regexp.MustCompile(`\.[0-9]{9}`)
	for _, want := range coasts {
		text := string(read(t, want.coast()))
		p := parse(t, strings.NewReader(text))
		_, features, ok := strings.Cut(text, "\"features\":[\n")
		require.True(t, ok)
		features, ok = strings.CutSuffix(features, "\n]}\n")
		require.True(t, ok)
		lines := strings.Split(features, ",\n")
		assert.Len(t, lines, 5+len(p.islands)+len(p.closings), want.name)
		for _, l := range lines {
			assert.NotContains(t, l, "\n")
			assert.True(t, strings.HasPrefix(l, `{"type":"Feature",`), l[:min(len(l), 60)])
		}
		assert.False(t, long.MatchString(features), want.name)
		assert.Equal(t, text, string(read(t, want.coast())), "every call hands out a new reader")
	}
}

func read(t *testing.T, r io.Reader) []byte {
	t.Helper()
	data, err := io.ReadAll(r)
	require.NoError(t, err)
	require.NotEmpty(t, data)
	return data
}

// WGS84: semi-major axis in metres and squared eccentricity.
const (
	semiMajor = 6378137.0
	e2        = (2 - 1/298.257223563) / 298.257223563
)

func sq(x float64) float64 { return x * x }

// cartesian returns the earth-centred position of p in metres.
func cartesian(p orb.Point) [3]float64 {
	sinLon, cosLon := math.Sincos(p.Lon() * math.Pi / 180)
	sinLat, cosLat := math.Sincos(p.Lat() * math.Pi / 180)
	n := semiMajor / math.Sqrt(1-e2*sq(sinLat))
	return [3]float64{n * cosLat * cosLon, n * cosLat * sinLon, n * (1 - e2) * sinLat}
}

// area returns the area of a ring on WGS84 in m², its edges great ellipses,
// as the integral over longitude of the area of the ellipsoid's surface
// between the equator and the ring: per radian
// (a²/2)(1−e²)(sin φ/(1−e² sin²φ) + atanh(e sin φ)/e), by Simpson's rule along
// the chord of every edge, in four parts. The result is counter-clockwise
// positive; the ring touches neither a pole nor the antimeridian.
func area(ring orb.Ring) float64 {
	e := math.Sqrt(e2)
	zone := func(sin float64) float64 {
		return sq(semiMajor) / 2 * (1 - e2) * (sin/(1-e2*sq(sin)) + math.Atanh(e*sin)/e)
	}
	reference := zone(math.Sin(ring[0].Lat() * math.Pi / 180))
	const parts = 4
	sum := 0.0
	for i := range len(ring) - 1 {
		a, b := cartesian(ring[i]), cartesian(ring[i+1])
		dx, dy, dz := b[0]-a[0], b[1]-a[1], b[2]-a[2]
		for k := range 2*parts + 1 {
			f := float64(k) / (2 * parts)
			x, y, z := a[0]+f*dx, a[1]+f*dy, a[2]+f*dz
			lat := math.Atan2(z, (1-e2)*math.Hypot(x, y))
			weight := []float64{2, 4}[k%2] // Simpson's 1 4 2 4 … 4 1
			if k == 0 || k == 2*parts {
				weight = 1
			}
			sum -= weight / (6 * parts) * (zone(math.Sin(lat)) - reference) * (x*dy - y*dx) / (x*x + y*y)
		}
	}
	return sum
}
