//go:build !js

package gpkg

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode"

	"github.com/paulmach/orb"
	_ "modernc.org/sqlite" // the database, in Go

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/export"
)

// Write writes divisions as one GeoPackage. Its layers are sectors, zones (all
// that are not sectors), boundaries (with the limits of belts, told apart by their
// kind) and turning_points, each with an R-tree index. Areas are km², lengths km,
// distances m; share is a state's share of the sea, zone_share the part of the sea that a
// zone is. Metadata has for each division, in the order in which they were given, a text
// that says what it is made from, and its question in full as JSON. Geometries are
// longitude and latitude on WGS84 (EPSG:4326), cut at the antimeridian. The same
// divisions give the same bytes: the times in the file are those of the epoch.
func Write(w io.Writer, divisions ...*caspian.Division) error {
	b, err := file(divisions)
	if err == nil {
		_, err = w.Write(b)
	}
	if err != nil {
		return fmt.Errorf("export: writing GeoPackage: %w", err)
	}
	return nil
}

// epoch is the time of every change, so that a file depends on its content alone.
const epoch = "1970-01-01T00:00:00.000Z"

// file builds the database in memory and returns its bytes.
func file(divisions []*caspian.Division) (b []byte, err error) {
	for k, d := range divisions {
		if err := d.Check(); err != nil {
			return nil, fmt.Errorf("division %d: %w", k+1, err)
		}
	}
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	ctx := context.Background()
	conn, err := db.Conn(ctx) // another connection would be another database
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	// These are kept outside of transactions.
	for _, text := range []string{"PRAGMA application_id = 1196444487", "PRAGMA user_version = 10300"} {
		if _, err := conn.ExecContext(ctx, text); err != nil {
			return nil, err
		}
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	// The connection does not close while a transaction is open.
	defer func() {
		if undo := tx.Rollback(); !errors.Is(undo, sql.ErrTxDone) {
			err = errors.Join(err, undo)
		}
	}()
	script := &script{tx: tx}
	script.fill(divisions)
	if script.err != nil {
		return nil, script.err
	}
	if err := tx.Commit(); err != nil {
		return nil, err
	}
	err = conn.Raw(func(raw any) error {
		s, ok := raw.(interface{ Serialize() ([]byte, error) })
		if !ok {
			return errors.New("the database cannot be serialized")
		}
		b, err = s.Serialize()
		return err
	})
	return b, err
}

// script runs statements one after another, and none after one that has failed.
type script struct {
	tx  *sql.Tx
	err error // of the statement that has failed
}

// exec runs one statement and returns the number of the row that it has inserted.
func (s *script) exec(statement string, values ...any) (id int64) {
	if s.err != nil {
		return 0
	}
	for k, v := range values {
		if text, ok := v.(string); ok {
			values[k] = strings.Map(blank, text)
		}
	}
	result, err := s.tx.Exec(statement, values...)
	if err == nil {
		id, err = result.LastInsertId()
	}
	if err != nil {
		s.err = fmt.Errorf("%s: %w", statement, err)
	}
	return id
}

// blank has a blank for a control character that breaks no lines: many readers end a
// text at a NUL.
func blank(r rune) rune {
	if unicode.IsControl(r) && r != '\n' && r != '\t' {
		return ' '
	}
	return r
}

// run runs statements that end in a semicolon and a line.
func (s *script) run(text string) {
	for statement := range strings.SplitSeq(text, ";\n") {
		if strings.TrimSpace(statement) != "" {
			s.exec(statement)
		}
	}
}

// fill creates all tables and rows.
func (s *script) fill(divisions []*caspian.Division) {
	s.run(baseTables)
	for k := range layers {
		l := &layers[k]
		s.create(l)
		box := orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
		for _, d := range divisions {
			for _, f := range export.Features(d) {
				if l.holds(&f) {
					s.insert(l, d, &f)
					box = box.Union(f.Geometry.Bound())
				}
			}
		}
		s.finish(l, box)
	}
	for _, d := range divisions {
		s.describe("https://www.isotc211.org/2005/gmd", "text/plain", export.About(d))
		s.describe("https://"+caspian.Module+"/question", "application/json", text{d.Question})
	}
}

// describe adds metadata of the whole file.
func (s *script) describe(standard, mime string, content any) {
	id := s.exec("INSERT INTO gpkg_metadata VALUES (NULL, 'dataset', ?, ?, ?)", standard, mime, content)
	s.exec("INSERT INTO gpkg_metadata_reference VALUES ('geopackage', NULL, NULL, NULL, ?, ?, NULL)", epoch, id)
}

// layer is a table of features of one type of geometry.
type layer struct {
	name, about, geometry string
	columns               []column
	holds                 func(*export.Feature) bool
}

// column is a property of features.
type column struct {
	name, kind string
	value      func(*caspian.Division, *export.Feature) any
}

// create creates the table of a layer and its index.
func (s *script) create(l *layer) {
	var b strings.Builder
	fmt.Fprintf(&b, "CREATE TABLE %s (\n fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,\n geom %s NOT NULL", l.name, l.geometry)
	for _, c := range l.columns {
		fmt.Fprintf(&b, ",\n %s %s", c.name, c.kind)
	}
	fmt.Fprintf(&b, ");\nCREATE VIRTUAL TABLE rtree_%s_geom USING rtree(id, minx, maxx, miny, maxy);\n", l.name)
	s.run(b.String())
}

// insert inserts a feature into a layer and its index.
func (s *script) insert(l *layer, d *caspian.Division, f *export.Feature) {
	shape, err := blob(f)
	if err != nil {
		s.err = errors.Join(s.err, err)
		return
	}
	values := []any{shape}
	for _, c := range l.columns {
		values = append(values, c.value(d, f))
	}
	id := s.exec("INSERT INTO "+l.name+" VALUES (NULL"+strings.Repeat(", ?", len(values))+")", values...)
	box := f.Geometry.Bound()
	s.exec("INSERT INTO rtree_"+l.name+"_geom VALUES (?, ?, ?, ?, ?)", id, box.Min[0], box.Max[0], box.Min[1], box.Max[1])
}

// finish registers a layer with the box of its features. The triggers that keep
// its index come last: they call functions that only GIS programs have.
func (s *script) finish(l *layer, box orb.Bound) {
	extent := []any{nil, nil, nil, nil}
	if box.Min[0] <= box.Max[0] {
		extent = []any{box.Min[0], box.Min[1], box.Max[0], box.Max[1]}
	}
	s.exec("INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, 4326)",
		append([]any{l.name, l.name, l.about, epoch}, extent...)...)
	s.exec("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, 4326, 0, 0)", l.name, l.geometry)
	s.exec("INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')", l.name)
	s.run(strings.ReplaceAll(rtreeTriggers, "LAYER", l.name))
}

// blob returns a geometry as GeoPackage has it: a header with its box, and
// well-known binary.
func blob(f *export.Feature) ([]byte, error) {
	shape, err := f.WKB()
	if err != nil {
		return nil, err
	}
	out := []byte{'G', 'P', 0, 0b0000_0011} // version 1; little-endian, a box of x and y
	if _, ok := f.Geometry.(orb.Point); ok {
		out[3] = 0b0000_0001 // none: a point is its box
	}
	out = binary.LittleEndian.AppendUint32(out, export.SRID)
	if out[3]&0b1110 != 0 {
		box := f.Geometry.Bound()
		for _, v := range [4]float64{box.Min[0], box.Max[0], box.Min[1], box.Max[1]} {
			out = binary.LittleEndian.AppendUint64(out, math.Float64bits(v))
		}
	}
	return append(out, shape...), nil
}

// layers are the tables of features in their order.
var layers = [...]layer{
	{
		"sectors", "Sectors of single states", "MULTIPOLYGON",
		append(common, number("area_km2", "REAL", func(f *export.Feature) float64 { return f.Area / 1e6 }),
			number("share", "REAL", func(f *export.Feature) float64 { return f.Share }),
			number("coast_km", "REAL", func(f *export.Feature) float64 { return f.Coast / 1e3 }), notional),
		func(f *export.Feature) bool { return f.Kind == string(caspian.ZoneSector) },
	},
	{
		"zones", "Belts, waters in common and internal waters", "MULTIPOLYGON",
		append(common, number("area_km2", "REAL", func(f *export.Feature) float64 { return f.Area / 1e6 }),
			number("zone_share", "REAL", func(f *export.Feature) float64 { return f.ZoneShare }),
			number("breadth_m", "REAL", func(f *export.Feature) float64 { return f.Breadth }), notional),
		func(f *export.Feature) bool {
			_, ok := f.Geometry.(orb.MultiPolygon)
			return ok && f.Kind != string(caspian.ZoneSector)
		},
	},
	{
		"boundaries", "Lines between states' zones, and outer limits of belts", "MULTILINESTRING",
		append(common, number("length_km", "REAL", func(f *export.Feature) float64 { return f.Length / 1e3 }),
			number("breadth_m", "REAL", func(f *export.Feature) float64 { return f.Breadth }),
			column{"origin", "TEXT", func(_ *caspian.Division, f *export.Feature) any { return f.Origin }}, notional),
		func(f *export.Feature) bool { _, ok := f.Geometry.(orb.MultiLineString); return ok },
	},
	{
		"turning_points", "Where a controlling base point changes, or three zones meet", "POINT",
		append(common, number("number", "INTEGER", func(f *export.Feature) float64 { return float64(f.Number) }),
			column{"tripoint", "BOOLEAN", func(_ *caspian.Division, f *export.Feature) any { return f.Point.Tripoint }},
			column{"distances_m", "TEXT", distances}, column{"base_points", "TEXT", basePoints}),
		func(f *export.Feature) bool { return f.Point != nil },
	},
}

// common are the columns of all layers. It is cut so that appending copies it.
var common = []column{
	{"kind", "TEXT", func(_ *caspian.Division, f *export.Feature) any { return f.Kind }},
	{"regime", "TEXT", func(_ *caspian.Division, f *export.Feature) any { return f.Regime }},
	{"layer", "TEXT", func(_ *caspian.Division, f *export.Feature) any { return f.Layer }},
	{"states", "TEXT", func(_ *caspian.Division, f *export.Feature) any { return strings.Join(f.States, "-") }},
	{"name", "TEXT", func(_ *caspian.Division, f *export.Feature) any { return f.Name }},
}[:5:5]

var notional = column{"notional", "BOOLEAN", func(_ *caspian.Division, f *export.Feature) any { return f.Notional }}

func number(name, kind string, value func(*export.Feature) float64) column {
	return column{name, kind, func(_ *caspian.Division, f *export.Feature) any {
		if v := value(f); kind != "INTEGER" {
			return v
		} else {
			return int64(v)
		}
	}}
}

// distances are those of a turning point by states, as JSON: null where a state
// has no coast that counts.
func distances(d *caspian.Division, f *export.Feature) any {
	out := map[string]*float64{}
	for side := range f.Point.Sides() {
		code := d.States[side.State].Code
		out[code] = nil
		if v := side.Distance; !math.IsInf(v, 1) {
			v = math.Round(v*1e4) / 1e4
			out[code] = &v
		}
	}
	return text{out}
}

// basePoints are those of a turning point by states, as JSON.
func basePoints(d *caspian.Division, f *export.Feature) any {
	type basePoint struct {
		At      orb.Point `json:"at"`
		Feature string    `json:"feature"`
		Role    string    `json:"role"`
		Part    float64   `json:"part,omitempty"`
	}
	out := map[string][]basePoint{}
	for side := range f.Point.Sides() {
		code := d.States[side.State].Code
		for _, b := range side.BasePoints {
			p := basePoint{At: b.At, Feature: export.FeatureName(d, b), Role: export.Role(b)}
			if b.Part > 0 && b.Part < 1 {
				p.Part = b.Part
			}
			out[code] = append(out[code], p)
		}
	}
	return text{out}
}

// text is a value that is stored as JSON, its keys sorted.
type text struct{ of any }

// Value returns the JSON.
func (t text) Value() (driver.Value, error) {
	b, err := json.Marshal(t.of)
	return string(b), err
}
