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

// Write writes divisions as one GeoPackage. Its layers are those of export.Layers, each
// with an R-tree index, its columns of JSON marked as such, and its colours on maps as a
// style that QGIS takes by itself (the table layer_styles). What a feature has not is
// NULL. Metadata has for each division, in the order in which they were given, a text
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
	features := make([][]export.Feature, len(divisions))
	for k, d := range divisions {
		features[k] = export.Features(d)
	}
	for _, l := range export.Layers() {
		s.create(&l)
		box := orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
		var held []*export.Feature
		for k, d := range divisions {
			for i := range features[k] {
				if f := &features[k][i]; l.Holds(f) {
					s.insert(&l, d, f)
					box = box.Union(f.Geometry.Bound())
					held = append(held, f)
				}
			}
		}
		s.finish(&l, box)
		s.colour(&l, held)
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

// sqlTypes are the types of columns in a database.
var sqlTypes = map[export.Type]string{export.Text: "TEXT", export.JSON: "TEXT", export.Real: "REAL", export.Integer: "INTEGER", export.Boolean: "BOOLEAN"}

// create creates the table of a layer and its index.
func (s *script) create(l *export.Layer) {
	var b strings.Builder
	fmt.Fprintf(&b, "CREATE TABLE %s (\n fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,\n geom %s NOT NULL", l.Name, l.Geometry)
	for _, c := range l.Columns {
		fmt.Fprintf(&b, ",\n %s %s", c.Name, sqlTypes[c.Type])
	}
	fmt.Fprintf(&b, ");\nCREATE VIRTUAL TABLE rtree_%s_geom USING rtree(id, minx, maxx, miny, maxy);\n", l.Name)
	s.run(b.String())
}

// insert inserts a feature into a layer and its index.
func (s *script) insert(l *export.Layer, d *caspian.Division, f *export.Feature) {
	shape, err := blob(f)
	if err != nil {
		s.err = errors.Join(s.err, err)
		return
	}
	values := []any{shape}
	for _, c := range l.Columns {
		v := c.Value(d, f)
		if c.Type == export.JSON {
			v = text{v}
		}
		values = append(values, v)
	}
	id := s.exec("INSERT INTO "+l.Name+" VALUES (NULL"+strings.Repeat(", ?", len(values))+")", values...)
	box := f.Geometry.Bound()
	s.exec("INSERT INTO rtree_"+l.Name+"_geom VALUES (?, ?, ?, ?, ?)", id, box.Min[0], box.Max[0], box.Min[1], box.Max[1])
}

// finish registers a layer with the box of its features. The triggers that keep
// its index come last: they call functions that only GIS programs have.
func (s *script) finish(l *export.Layer, box orb.Bound) {
	extent := []any{nil, nil, nil, nil}
	if box.Min[0] <= box.Max[0] {
		extent = []any{box.Min[0], box.Min[1], box.Max[0], box.Max[1]}
	}
	s.exec("INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, 4326)",
		append([]any{l.Name, l.Name, l.About, epoch}, extent...)...)
	s.exec("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, 4326, 0, 0)", l.Name, l.Geometry)
	s.exec("INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')", l.Name)
	for _, c := range l.Columns {
		if c.Type == export.JSON {
			s.exec("INSERT INTO gpkg_data_columns VALUES (?, ?, NULL, NULL, 'by states', 'application/json', NULL)", l.Name, c.Name)
		}
	}
	s.run(strings.ReplaceAll(rtreeTriggers, "LAYER", l.Name))
}

// colour gives the features of a layer the colours of maps in QGIS, which looks for a style
// under exactly these names: an empty schema, and no NULL.
func (s *script) colour(l *export.Layer, features []*export.Feature) {
	if len(features) == 0 {
		return
	}
	text, err := style(l, features)
	if err != nil {
		s.err = errors.Join(s.err, err)
		return
	}
	s.exec("INSERT INTO layer_styles VALUES (NULL, '', '', ?, 'geom', 'maps', ?, '', 1, 'the colours of maps', '', NULL, ?)", l.Name, text, epoch)
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

// text is a value that is stored as JSON, its keys sorted.
type text struct{ of any }

// Value returns the JSON.
func (t text) Value() (driver.Value, error) {
	b, err := json.Marshal(t.of)
	return string(b), err
}
