package export

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/twpayne/go-geom"
	"github.com/twpayne/go-geom/encoding/ewkb"
	"github.com/twpayne/go-geom/encoding/wkb"
	"github.com/twpayne/go-geom/encoding/wkt"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/tabular"
	"caspian.example/division/geodata/ne10m"
)

// named is a lake across the antimeridian, of states with names that need care,
// and an island.
const named = `{"type":"FeatureCollection","coast":{"name":"<lake> & co"},"features":[
{"type":"Feature","properties":{"state":"A","name":"=A<&>\"land\","},"geometry":{"type":"LineString","coordinates":[[-179.7,50],[-179.7,50.5],[179.6,50.5],[179.6,50]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[179.6,50],[179.9,50.05],[-179.7,50]]}},
{"type":"Feature","properties":{"state":"B","name":"Isle"},"geometry":{"type":"Polygon","coordinates":[[[179.9,50.25],[-179.95,50.25],[-179.95,50.3],[179.9,50.25]]]}}]}`

// samples are divisions of every kind.
var samples = sync.OnceValues(func() (out []*caspian.Division, err error) {
	small, err := caspian.ReadSea(strings.NewReader(named))
	if err != nil {
		return nil, err
	}
	large, err := caspian.ReadSea(ne10m.Coast())
	if err != nil {
		return nil, err
	}
	if large, err = large.Close("Garabogazköl"); err != nil {
		return nil, err
	}
	half, narrow, notional := regime.Median(), regime.Convention2018(), regime.Condominium()
	half.Islands = regime.IslandEffects{"Isle": 0.5}
	narrow.Zones[0].Breadth, narrow.Zones[1].Breadth = 3000, 2000
	notional.Notional = true
	for _, c := range []struct {
		sea *caspian.Sea
		r   regime.Regime
	}{
		{small, half}, {small, narrow}, {large, regime.Median()}, {large, regime.Condominium()}, {large, notional}, {large, regime.Agreed()},
	} {
		d, err := caspian.Divide(context.Background(), c.sea, c.r, divided.Options(c.sea))
		if err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, nil
})

func sample(t *testing.T) []*caspian.Division {
	t.Helper()
	out, err := samples()
	require.NoError(t, err)
	return out
}

// TestFeatures compares features with those of GeoJSON: what the two say must be
// the same.
func TestFeatures(t *testing.T) {
	for _, d := range sample(t) {
		var b bytes.Buffer
		require.NoError(t, GeoJSON(&b, d))
		fc, err := geojson.UnmarshalFeatureCollection(b.Bytes())
		require.NoError(t, err)
		got := Features(d)
		require.Len(t, got, len(fc.Features))
		for k, want := range fc.Features {
			f, p := got[k], want.Properties
			assert.Equal(t, p["kind"], f.Kind)
			state, states := f.Whose()
			assert.Equal(t, []any{p["state"], p["states"]}, []any{some(state), some(states)})
			assert.Equal(t, strings.TrimSpace(state+" "+states), strings.Join(f.States, " "))
			if f.Kind != "turning_point" {
				assert.Equal(t, p["regime"], f.Regime)
			}
			if name, ok := p["name"]; ok {
				assert.Equal(t, name, f.Name)
			}
			number := func(name string, v float64) {
				if given, ok := p[name].(float64); ok {
					assert.InDelta(t, given, v, 1e-6, "%s of %s", name, f.Kind)
				}
			}
			number("area_km2", f.Area/1e6)
			number("share", f.Share)
			number("zone_share", f.ZoneShare)
			assert.Equal(t, p["zone_share"] != nil, f.ZoneShare > 0, f.Kind)
			assert.Equal(t, p["share"] != nil, f.Share > 0, f.Kind)
			number("coast_km", f.Coast/1e3)
			number("length_km", f.Length/1e3)
			number("breadth_m", f.Breadth)
			assert.Equal(t, p["origin"] != nil, f.Origin != "")
			if f.Kind != "turning_point" && f.Kind != "limit" {
				assert.Equal(t, p["notional"] == true, f.Notional)
			}
			switch g := want.Geometry.(type) {
			case orb.Polygon:
				assert.Equal(t, orb.MultiPolygon{g}, f.Geometry)
			case orb.LineString:
				assert.Equal(t, orb.MultiLineString{g}, f.Geometry)
			default:
				assert.Equal(t, g, f.Geometry)
			}
		}
	}
}

// TestTurningPoints measures every distance of the table again, from one printed
// position to the other.
func TestTurningPoints(t *testing.T) {
	var b bytes.Buffer
	divisions := sample(t)
	require.NoError(t, TurningPoints(&b, divisions...))
	rows, err := csv.NewReader(&b).ReadAll()
	require.NoError(t, err)
	assert.Equal(t, "regime number states tripoint lon lat dms state distance_m base_lon base_lat base_dms feature role part datum credit question", strings.Join(rows[0], " "))
	number := func(text string) float64 {
		v, err := strconv.ParseFloat(text, 64)
		require.NoError(t, err)
		return v
	}
	parts := 0
	var of []*caspian.Division // by rows
	for _, d := range divisions {
		for _, p := range d.TurningPoints {
			for _, b := range p.BasePoints {
				of = append(of, slices.Repeat([]*caspian.Division{d}, len(b))...)
			}
		}
	}
	require.Len(t, rows, len(of)+1)
	for k, r := range rows[1:] {
		at, base := orb.Point{number(r[4]), number(r[5])}, orb.Point{number(r[9]), number(r[10])}
		if r[14] == "" {
			assert.InDelta(t, geodesic.WGS84.Distance(at, base), number(r[8]), 2e-3, "%v", r)
		} else {
			parts++
		}
		for i, p := range map[int]orb.Point{6: at, 11: base} {
			read, _, err := geodesic.ParsePosition(r[i])
			require.NoError(t, err)
			assert.Less(t, geodesic.WGS84.Distance(p, read), 4e-4)
		}
		assert.Contains(t, strings.Fields(r[2]), r[7])
		assert.Contains(t, []string{"vertex", "segment"}, r[13])
		assert.Equal(t, []string{of[k].Question.Regime.ID, "WGS84", of[k].Question.Credit(), of[k].Question.Words()}, []string{r[0], r[15], r[16], r[17]})
	}
	assert.Positive(t, parts, "the island at half effect counts in part")
	assert.Equal(t, `'=A<&>"land",`, rows[1][12], "no formula for a spreadsheet")
}

// TestZones reads the rows of zones back: whose they are, and their areas, measured on
// the shapes that they have.
func TestZones(t *testing.T) {
	divisions := sample(t)
	var b bytes.Buffer
	require.NoError(t, Zones(&b, divisions...))
	rows, err := csv.NewReader(&b).ReadAll()
	require.NoError(t, err)
	k := 0
	for i, d := range divisions {
		for _, z := range d.Zones {
			k++
			r := map[string]string{}
			for c, name := range rows[0] {
				r[name] = rows[k][c]
			}
			assert.Equal(t, []string{string(z.Kind), d.Question.Regime.ID, tabular.Cell(z.Holder.Name), d.Question.Words()}, []string{r["kind"], r["regime"], r["name"], r["question"]})
			assert.Equal(t, Codes(d.Codes(z.Holder)), r["state"]+r["states"])
			assert.Equal(t, z.Kind == caspian.ZoneSector, r["share"] != "", z.Kind)
			g, err := wkt.Unmarshal(r["wkt"])
			require.NoError(t, err)
			c := geom.NewGeometryCollection()
			c.MustPush(g)
			area, _ := zoneAreas(t, c)
			tolerance := 1e-9
			if i < 2 {
				tolerance = 0.1 // narrow zones of a coast whose long edges are cut at the antimeridian
			}
			assert.InEpsilon(t, z.Area, area, tolerance)
			stated, err := strconv.ParseFloat(r["area_km2"], 64)
			require.NoError(t, err)
			assert.InEpsilon(t, z.Area/1e6, stated, 1e-12)
		}
	}
	assert.Len(t, rows, k+1)
}

// zoneAreas returns the geodesic area of the zones in a collection, and how many there are
// of each kind; what has one part is no collection of one.
func zoneAreas(t *testing.T, g geom.T) (sum float64, kinds map[string]int) {
	c, ok := g.(*geom.GeometryCollection)
	require.True(t, ok)
	kinds = map[string]int{}
	add := func(part *geom.Polygon) {
		var p orb.Polygon
		for _, ring := range part.Coords() {
			var r orb.Ring
			for _, q := range ring {
				r = append(r, orb.Point{q[0], q[1]})
			}
			p = append(p, r)
		}
		sum += geodesic.WGS84.PolygonArea(p)
	}
	for _, part := range c.Geoms() {
		switch part := part.(type) {
		case *geom.Polygon:
			kinds["zones"]++
			add(part)
		case *geom.MultiPolygon:
			kinds["zones"]++
			assert.Greater(t, part.NumPolygons(), 1)
			for i := range part.NumPolygons() {
				add(part.Polygon(i))
			}
		case *geom.LineString:
			kinds["lines"]++
		case *geom.MultiLineString:
			kinds["lines"]++
			assert.Greater(t, part.NumLineStrings(), 1)
		case *geom.Point:
			kinds["points"]++
		}
	}
	return sum, kinds
}

// TestWellKnown reads text and binary back: the areas are those of the zones.
func TestWellKnown(t *testing.T) {
	for k, d := range sample(t) {
		var text, binary, extended bytes.Buffer
		require.NoError(t, WKT(&text, d))
		require.NoError(t, WKB(&binary, d))
		require.NoError(t, EWKB(&extended, d))
		fromText, err := wkt.Unmarshal(text.String())
		require.NoError(t, err)
		fromBinary, err := wkb.Unmarshal(binary.Bytes())
		require.NoError(t, err)
		fromExtended, err := ewkb.Unmarshal(extended.Bytes())
		require.NoError(t, err)
		assert.Equal(t, 4326, fromExtended.SRID())
		want := 0.0
		for _, z := range d.Zones {
			want += z.Area
		}
		tolerance := 1e-9
		if k < 2 {
			tolerance = 1e-3 // the coast's long edges are cut on straight lines at the antimeridian
		}
		for _, g := range []geom.T{fromText, fromBinary, fromExtended} {
			sum, kinds := zoneAreas(t, g)
			assert.InEpsilon(t, want, sum, tolerance)
			assert.Equal(t, map[string]int{"zones": len(d.Zones), "lines": len(d.Boundaries) + len(d.Limits), "points": len(d.TurningPoints)}, without(kinds))
		}
	}
}

// without adds the kinds that are missing.
func without(kinds map[string]int) map[string]int {
	for _, k := range []string{"zones", "lines", "points"} {
		kinds[k] += 0
	}
	return kinds
}

// TestKML reads KML back: a placemark for every feature, with its name, its style
// and as many positions.
func TestKML(t *testing.T) {
	type data struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value"`
	}
	type simple struct {
		Name  string `xml:"name,attr"`
		Value string `xml:",chardata"`
	}
	type placemark struct {
		Name     string `xml:"name"`
		StyleURL string `xml:"styleUrl"`
		Text     string `xml:"description"`
		Schema   struct {
			URL  string   `xml:"schemaUrl,attr"`
			Data []simple `xml:"SimpleData"`
		} `xml:"ExtendedData>SchemaData"`
		Geometry struct {
			Text string `xml:",innerxml"`
		} `xml:"MultiGeometry"`
	}
	var file struct {
		Styles []struct {
			ID    string `xml:"id,attr"`
			Color string `xml:"PolyStyle>color"`
		} `xml:"Document>Style"`
		Schemas []struct {
			ID     string `xml:"id,attr"`
			Fields []struct {
				Name string `xml:"name,attr"`
				Type string `xml:"type,attr"`
			} `xml:"SimpleField"`
		} `xml:"Document>Schema"`
		Folders []struct {
			Name    string `xml:"name"`
			Text    string `xml:"description"`
			Data    []data `xml:"ExtendedData>Data"`
			Folders []struct {
				Name       string      `xml:"name"`
				Placemarks []placemark `xml:"Placemark"`
			} `xml:"Folder"`
		} `xml:"Document>Folder"`
	}
	divisions := sample(t)
	var b bytes.Buffer
	require.NoError(t, KML(&b, divisions...))
	require.NoError(t, xml.Unmarshal(b.Bytes(), &file))
	styles := map[string]bool{}
	for _, s := range file.Styles {
		styles["#"+s.ID] = true
		if s.ID == "zone77aadd" {
			// The palette's 0x77AADD, its bytes from the last, after an alpha of 0xb0.
			assert.Equal(t, "b0ddaa77", s.Color)
		}
	}
	assert.True(t, styles["#zone77aadd"])
	types := map[string]map[string]string{}
	for _, s := range file.Schemas {
		types["#"+s.ID] = map[string]string{}
		for _, f := range s.Fields {
			types["#"+s.ID][f.Name] = f.Type
			assert.NotEqual(t, "name", strings.ToLower(f.Name), "it would stand before the placemark's name")
		}
	}
	assert.Equal(t, []string{"double", "double"}, []string{types["#sectors"]["area_km2"], types["#boundaries"]["length_km"]})
	require.Len(t, file.Folders, len(divisions))
	for k, folder := range file.Folders {
		assert.Equal(t, divisions[k].Question.Regime.Title, folder.Name)
		assert.Contains(t, folder.Text, "no record of boundaries")
		assert.Contains(t, folder.Text, "WGS84")
		assert.Contains(t, folder.Text, divisions[k].Question.Words())
		assert.Contains(t, folder.Text, divisions[k].Question.Credit())
		require.Len(t, folder.Data, 2)
		assert.Equal(t, []string{"question", "question_sha256"}, []string{folder.Data[0].Name, folder.Data[1].Name})
		var asked caspian.Question
		require.NoError(t, json.Unmarshal([]byte(folder.Data[0].Value), &asked))
		assert.Equal(t, divisions[k].Question, asked)
		assert.Equal(t, asked.SHA256(), folder.Data[1].Value)
		var all []placemark
		for _, f := range folder.Folders {
			all = append(all, f.Placemarks...)
		}
		var features []Feature // layer by layer, as folders are
		for _, l := range Layers() {
			for _, f := range Features(divisions[k]) {
				if l.Holds(&f) {
					features = append(features, f)
				}
			}
		}
		require.Len(t, all, len(Features(divisions[k])))
		require.Len(t, features, len(all))
		for i, p := range all {
			f := features[i]
			assert.True(t, styles[p.StyleURL], p.StyleURL)
			positions, tessellated := 0, 0
			switch g := f.Geometry.(type) {
			case orb.Point:
				assert.Equal(t, strconv.Itoa(f.Number), p.Name)
				continue
			case orb.MultiPolygon:
				tessellated = len(g)
				for _, polygon := range g {
					for _, r := range polygon {
						positions += len(r)
					}
				}
			case orb.MultiLineString:
				tessellated = len(g)
				for _, l := range g {
					positions += len(l)
				}
			}
			assert.Equal(t, f.Name, p.Name)
			assert.Equal(t, positions, strings.Count(p.Geometry.Text, ","))
			assert.Equal(t, tessellated, strings.Count(p.Geometry.Text, "<tessellate>1</tessellate>"))
			values := map[string]string{}
			for _, d := range p.Schema.Data {
				values[d.Name] = d.Value
				assert.Contains(t, types[p.Schema.URL], d.Name)
			}
			assert.Equal(t, f.Kind, values["kind"])
			assert.Equal(t, strings.Join(f.States, " "), values["state"]+values["states"])
			for name, v := range map[string]float64{"share": f.Share, "zone_share": f.ZoneShare} {
				text, ok := values[name]
				assert.Equal(t, v > 0, ok, "%s of %s", name, f.Kind)
				if ok {
					read, err := strconv.ParseFloat(text, 64)
					require.NoError(t, err)
					assert.Equal(t, v, read)
					assert.Contains(t, p.Text, map[string]string{"share": ", a share of ", "zone_share": ", a zone of "}[name]+fmt.Sprintf("%.2f %% of the sea", 100*v))
				}
			}
		}
	}
	assert.Contains(t, file.Folders[0].Text, "<lake> & co", "names stay as they are")
}

// TestWriters holds that all writers write the same bytes twice and tell when they
// cannot.
func TestWriters(t *testing.T) {
	d := sample(t)[0]
	for name, write := range map[string]func(io.Writer) error{
		"GeoJSON":      func(w io.Writer) error { return GeoJSON(w, d) },
		"KML":          func(w io.Writer) error { return KML(w, d, d) },
		"CSV":          func(w io.Writer) error { return TurningPoints(w, d, d) },
		"CSV of zones": func(w io.Writer) error { return Zones(w, d, d) },
		"WKT":          func(w io.Writer) error { return WKT(w, d) },
		"WKB":          func(w io.Writer) error { return WKB(w, d) },
		"EWKB":         func(w io.Writer) error { return EWKB(w, d) },
	} {
		var a, b bytes.Buffer
		require.NoError(t, write(&a))
		require.NoError(t, write(&b))
		assert.True(t, bytes.Equal(a.Bytes(), b.Bytes()), name)
		for _, room := range []int{0, a.Len() - 1} {
			err := write(&full{room})
			require.ErrorIs(t, err, errFull, name)
			assert.ErrorContains(t, err, "export: writing "+strings.TrimSuffix(name, " of zones"))
		}
	}
}

// TestCopies divides by copies of regimes under other ids: their files differ in ids and
// digests alone.
func TestCopies(t *testing.T) {
	sea, err := caspian.ReadSea(ne10m.Coast())
	require.NoError(t, err)
	for _, r := range long.Or([]regime.Regime{regime.Condominium(), regime.AstaraHasanQuli(), regime.Convention2018()}, []regime.Regime{regime.AstaraHasanQuli()}) {
		write := func(copied regime.Regime) string {
			d, err := caspian.Divide(context.Background(), sea, copied, caspian.Options{Tolerance: 20})
			require.NoError(t, err)
			var b bytes.Buffer
			require.NoError(t, GeoJSON(&b, d))
			require.NoError(t, KML(&b, d))
			require.NoError(t, TurningPoints(&b, d))
			require.NoError(t, WKT(&b, d))
			return strings.NewReplacer(d.Question.SHA256(), "digest", d.Question.Digest(), "digest", "my-"+r.ID, "id", r.ID, "id").Replace(b.String())
		}
		own := write(r)
		copied := r.Clone()
		copied.ID = "my-" + r.ID
		assert.True(t, own == write(copied), r.ID)
	}
}

// TestNoCoast holds that all writers leave out a distance that is none, as from a state
// none of whose coast counts.
func TestNoCoast(t *testing.T) {
	sea, err := caspian.ReadSea(strings.NewReader(`{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1],[0,1],[0,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}},
{"type":"Feature","properties":{"state":"C","name":"Isle"},"geometry":{"type":"Polygon","coordinates":[[[0.45,0.45],[0.55,0.45],[0.5,0.55],[0.45,0.45]]]}}]}`))
	require.NoError(t, err)
	d, err := caspian.Divide(context.Background(), sea, regime.Median(), divided.Options(sea))
	require.NoError(t, err)
	k := slices.IndexFunc(d.TurningPoints, func(p partition.TurningPoint) bool { return slices.Equal(p.States, []int{1, 2}) })
	require.GreaterOrEqual(t, k, 0)
	d.TurningPoints[k].Distances[1], d.TurningPoints[k].BasePoints[1] = math.Inf(1), nil
	var b bytes.Buffer
	require.NoError(t, GeoJSON(&b, d))
	assert.Contains(t, b.String(), `,"C":null}`)
	require.NoError(t, KML(&b, d))
	require.NoError(t, TurningPoints(&b, d))
	assert.False(t, strings.Contains(b.String(), "Inf"))
}
