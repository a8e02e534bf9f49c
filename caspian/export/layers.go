//go:build !solver

package export

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/partition"
)

// Layer is a table of features that have the same properties, for formats whose columns
// have types.
type Layer struct {
	Name, About string
	// Geometry is MULTIPOLYGON, MULTILINESTRING or POINT.
	Geometry string
	Columns  []Column
	kinds    []string // nil for all zones but sectors
}

// Type is the type of a column.
type Type string

// The types of columns. Text that is JSON has a type of its own.
const (
	Text    Type = "text"
	Real    Type = "real"
	Integer Type = "integer"
	Boolean Type = "boolean"
	JSON    Type = "json"
)

// Column is a property of features. Its name is the same in all formats, and says its
// unit.
type Column struct {
	Name string
	Type Type
	of   func(*caspian.Division, *Feature) any
}

// Value returns what a feature of a division has: a string, a float64, an int64, a bool, or
// for JSON what has that form; nil for nothing.
func (c *Column) Value(d *caspian.Division, f *Feature) any { return c.of(d, f) }

// text returns a value of the column, not nil, as text with all that it has.
func (c *Column) text(v any) (string, error) {
	switch v := v.(type) {
	case string:
		return v, nil
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), nil
	}
	b, err := json.Marshal(v)
	return string(b), err
}

// Holds says whether a feature belongs to the layer.
func (l *Layer) Holds(f *Feature) bool {
	if l.kinds == nil {
		_, zone := f.Geometry.(orb.MultiPolygon)
		return zone && f.Kind != string(caspian.ZoneSector)
	}
	return slices.Contains(l.kinds, f.Kind)
}

// text returns what a feature has in a column as text; nothing for what it has not, and
// for a column that is not the layer's.
func (l *Layer) text(column string, d *caspian.Division, f *Feature) (string, error) {
	for _, c := range l.Columns {
		if v := c.Value(d, f); c.Name == column && v != nil {
			return c.text(v)
		}
	}
	return "", nil
}

// Layers returns the layers of divisions in their order: sectors, zones (all that are not
// sectors), boundaries (with the limits of belts, told apart by their kind) and
// turning_points. Areas are km², lengths km, distances and breadths m; share is a
// state's share of the sea, zone_share the part of the sea that a zone is; states are
// codes, sorted, with a blank between two.
func Layers() []Layer { return slices.Clone(layers) }

var (
	kindColumn     = Column{"kind", Text, func(_ *caspian.Division, f *Feature) any { return f.Kind }}
	regimeColumn   = Column{"regime", Text, func(_ *caspian.Division, f *Feature) any { return f.Regime }}
	layerColumn    = Column{"layer", Text, func(_ *caspian.Division, f *Feature) any { return f.Layer }}
	stateColumn    = Column{"state", Text, func(_ *caspian.Division, f *Feature) any { s, _ := f.Whose(); return some(s) }}
	statesColumn   = Column{"states", Text, func(_ *caspian.Division, f *Feature) any { _, s := f.Whose(); return some(s) }}
	nameColumn     = Column{"name", Text, func(_ *caspian.Division, f *Feature) any { return f.Name }}
	notionalColumn = Column{"notional", Boolean, func(_ *caspian.Division, f *Feature) any { return f.Notional }}

	areaColumn      = figure("area_km2", func(f *Feature) float64 { return f.Area / 1e6 })
	shareColumn     = figure("share", func(f *Feature) float64 { return f.Share })
	zoneShareColumn = above("zone_share", func(f *Feature) float64 { return f.ZoneShare })
	coastColumn     = figure("coast_km", func(f *Feature) float64 { return f.Coast / 1e3 })
	lengthColumn    = figure("length_km", func(f *Feature) float64 { return f.Length / 1e3 })
	breadthColumn   = above("breadth_m", func(f *Feature) float64 { return f.Breadth })
)

var layers = []Layer{
	{
		"sectors", "Sectors of single states", "MULTIPOLYGON",
		[]Column{kindColumn, regimeColumn, layerColumn, stateColumn, nameColumn, areaColumn, shareColumn, coastColumn, notionalColumn}, []string{string(caspian.ZoneSector)},
	},
	{
		"zones", "Belts, waters in common and internal waters", "MULTIPOLYGON",
		[]Column{kindColumn, regimeColumn, layerColumn, stateColumn, statesColumn, nameColumn, areaColumn, zoneShareColumn, breadthColumn, notionalColumn}, nil,
	},
	{
		"boundaries", "Lines between states' zones, and outer limits of belts", "MULTILINESTRING",
		[]Column{kindColumn, regimeColumn, layerColumn, stateColumn, statesColumn, nameColumn, lengthColumn, breadthColumn,
			{"origin", Text, func(_ *caspian.Division, f *Feature) any { return some(f.Origin) }}, notionalColumn},
		[]string{"boundary", "limit"},
	},
	{
		"turning_points", "Where a controlling base point changes, or the waters of three states meet", "POINT",
		[]Column{kindColumn, regimeColumn, layerColumn, statesColumn, nameColumn,
			{"number", Integer, func(_ *caspian.Division, f *Feature) any { return int64(f.Number) }},
			{"tripoint", Boolean, func(_ *caspian.Division, f *Feature) any { return f.Point.Tripoint }},
			{"distance_m", JSON, distances}, {"base_points", JSON, basePoints}},
		[]string{"turning_point"},
	},
}

// some returns a text, or nil for an empty one.
func some(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// figure is a column of numbers.
func figure(name string, of func(*Feature) float64) Column {
	return Column{name, Real, func(_ *caspian.Division, f *Feature) any { return of(f) }}
}

// above is a column of numbers that features have which are not 0.
func above(name string, of func(*Feature) float64) Column {
	return Column{name, Real, func(_ *caspian.Division, f *Feature) any {
		if v := of(f); v != 0 {
			return v
		}
		return nil
	}}
}

// distances are those of a turning point by states: null where a state has no coast that
// counts.
func distances(d *caspian.Division, f *Feature) any {
	out := map[string]*float64{}
	for side := range f.Point.Sides() {
		code := d.States[side.State].Code
		out[code] = nil
		if v := side.Distance; !math.IsInf(v, 1) {
			v = math.Round(v*1e4) / 1e4
			out[code] = &v
		}
	}
	return out
}

// basePoint is a base point of a turning point in JSON.
type basePoint struct {
	At      orb.Point `json:"at"`
	Feature string    `json:"feature"`
	Role    string    `json:"role"`
	Part    float64   `json:"part,omitempty"` // where islands have partial effect
}

func basePointOf(d *caspian.Division, b *partition.BasePoint) basePoint {
	out := basePoint{At: b.At, Feature: FeatureName(d, *b), Role: Role(*b)}
	if b.Part > 0 && b.Part < 1 {
		out.Part = b.Part
	}
	return out
}

// basePoints are those of a turning point by states.
func basePoints(d *caspian.Division, f *Feature) any {
	out := map[string][]basePoint{}
	for side := range f.Point.Sides() {
		code := d.States[side.State].Code
		for k := range side.BasePoints {
			out[code] = append(out[code], basePointOf(d, &side.BasePoints[k]))
		}
	}
	return out
}
