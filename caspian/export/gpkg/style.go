//go:build !js

package gpkg

import (
	"encoding/xml"
	"image/color"
	"strconv"
	"strings"

	"caspian.example/division/caspian/export"
)

// qml is a style as QGIS has it: a symbol for every value of an expression.
type qml struct {
	XMLName  xml.Name  `xml:"qgis"`
	Version  string    `xml:"version,attr"`
	Drawn    rendering `xml:"renderer-v2"`
	Geometry int       `xml:"layerGeometryType"` // 0 for points, 1 for lines, 2 for areas
}

type rendering struct {
	Type       string     `xml:"type,attr"`
	Expression string     `xml:"attr,attr"`
	Categories []category `xml:"categories>category"`
	Symbols    []symbol   `xml:"symbols>symbol"`
}

// category is a value, and the number of its symbol.
type category struct {
	Render bool   `xml:"render,attr"`
	Value  string `xml:"value,attr"`
	Symbol int    `xml:"symbol,attr"`
	Label  string `xml:"label,attr"`
}

type symbol struct {
	Name  int         `xml:"name,attr"`
	Type  string      `xml:"type,attr"`
	Layer symbolLayer `xml:"layer"`
}

type symbolLayer struct {
	Class   string  `xml:"class,attr"`
	Enabled int     `xml:"enabled,attr"`
	Options options `xml:"Option"`
}

type options struct {
	Type string   `xml:"type,attr"` // Map
	All  []option `xml:"Option"`
}

type option struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
	Type  string `xml:"type,attr"`
}

// looks say of layers by which expression their features are drawn, and of what kind
// their symbols are.
var looks = map[string]struct {
	expression, symbol, class string
	geometry                  int
}{
	"sectors":        {`"state"`, "fill", "SimpleFill", 2},
	"zones":          {`"kind" || ' ' || coalesce("state", "states")`, "fill", "SimpleFill", 2},
	"boundaries":     {`"kind"`, "line", "SimpleLine", 1},
	"turning_points": {`"kind"`, "marker", "SimpleMarker", 0},
}

// style returns the style that gives the features of a layer the colours of maps.
func style(l *export.Layer, features []*export.Feature) (string, error) {
	look := looks[l.Name]
	out := qml{Version: "3.22.0", Drawn: rendering{Type: "categorizedSymbol", Expression: look.expression}, Geometry: look.geometry}
	seen := map[string]bool{}
	for _, f := range features {
		state, states := f.Whose()
		value, label := f.Kind, strings.ReplaceAll(f.Kind, "_", " ")
		if look.geometry == 2 {
			if value, label = f.Kind+" "+state+states, f.Name+", "+label; l.Name == "sectors" {
				value, label = state, f.Name
			}
		}
		if seen[value] {
			continue
		}
		seen[value] = true
		n := len(out.Drawn.Symbols)
		out.Drawn.Categories = append(out.Drawn.Categories, category{true, value, n, label})
		out.Drawn.Symbols = append(out.Drawn.Symbols, symbol{n, look.symbol, symbolLayer{look.class, 1, options{"Map", drawn(f, look.geometry)}}})
	}
	text, err := xml.Marshal(out)
	return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>" + string(text), err
}

// drawn are the properties of a feature's symbol; its lengths are millimetres.
func drawn(f *export.Feature, geometry int) []option {
	text := func(name, value string) option { return option{name, value, "QString"} }
	rgb := func(c color.NRGBA) string {
		return strings.Join([]string{strconv.Itoa(int(c.R)), strconv.Itoa(int(c.G)), strconv.Itoa(int(c.B)), strconv.Itoa(int(c.A))}, ",")
	}
	switch {
	case geometry == 2:
		return []option{text("color", rgb(f.Colour)), text("style", "solid"), text("outline_color", rgb(color.NRGBA{0x4A, 0x55, 0x60, 0xFF})), text("outline_width", "0.1"), text("outline_style", "solid")}
	case geometry == 0:
		return []option{text("name", "circle"), text("color", rgb(f.Colour)), text("outline_color", rgb(color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF})), text("size", "1.2"), text("outline_width", "0.1")}
	case f.Kind == "limit":
		return []option{text("line_color", rgb(f.Colour)), text("line_width", "0.2"), text("line_style", "dash")}
	}
	return []option{text("line_color", rgb(f.Colour)), text("line_width", "0.4"), text("line_style", "solid")}
}
