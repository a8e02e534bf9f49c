// Package page writes divisions as an interactive map: one HTML file that needs
// no network and no other code. Begin with Write.
//
// The map is in Lambert's azimuthal equal-area projection, centred on the sea;
// what is asked of it (whose water a place is, distances) is computed in the
// browser on WGS84. Positions are kept to 1e-6 degrees (0.1 m). The data of the page,
// in its element "data", hold the question of every division in full.
//
// The address of the page, after "#", says what is shown of it: rule=ID, layer=LAYER,
// view=LON,LAT,KM (the middle, and the kilometres across the shorter side of the map),
// place=LON,LAT or point=NUMBER or line=LON,LAT,LON,LAT…, and hide=NAME,…; all in degrees,
// and what is left out is as at the beginning. Files that readers take away (the map as
// SVG or PNG, the table as CSV) are made in the browser. Printed, the page has the map at a
// size of its own; where scripts do not run, it is a drawing of the first division and a
// table of each.
//
// # Files
//
// From the bottom up: encode.go (the data), still.go (without JavaScript), page.go (the
// file around them); and for the browser geodesy.js, data.js (unpacked), map.js (drawn),
// link.js (the address), take.js (files to take away), page.js (the controls).
package page

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/render/internal/look"
	"caspian.example/division/caspian/render/internal/words"
)

var (
	//go:embed page.html
	frame string
	//go:embed page.css
	style string
	//go:embed geodesy.js
	geodesy string
	//go:embed data.js
	data string
	//go:embed map.js
	drawing string
	//go:embed link.js
	link string
	//go:embed take.js
	take string
	//go:embed page.js
	controls string
)

var tmpl = template.Must(template.New("page").Parse(frame))

// ErrDivisions is returned for divisions that do not go on one map.
var ErrDivisions = errors.New("page: no such map")

// most is the number of divisions that a page may hold.
const most = 32

// Write writes divisions of one sea as an interactive map: zones and lines of
// every division to switch between, shares and areas, turning points with their
// base points, whose water any place is, and distances.
func Write(w io.Writer, divisions ...*caspian.Division) error {
	return page(w, divisions, nil)
}

// Contested writes the division that an ensemble varies as an interactive map, with the
// water that several states contest hatched, and with what is firmly each state's and what
// it may have at most: by what was counted in the ensemble's runs.
func Contested(w io.Writer, e *ensemble.Ensemble, water *ensemble.Water) error {
	return page(w, []*caspian.Division{e.Base()}, func(enc *encoder) *contested { return enc.contested(e, water) })
}

// page writes a page, with the contested water that contest returns if it is not nil.
func page(w io.Writer, divisions []*caspian.Division, contest func(*encoder) *contested) error {
	if err := look.SameSea(divisions, most); err != nil {
		return fmt.Errorf("%w: %w", ErrDivisions, err)
	}
	model, err := encode(divisions, contest)
	if err != nil {
		return err
	}
	text, err := json.Marshal(model) // <, > and & are escaped
	if err != nil {
		return fmt.Errorf("page: %w", err)
	}
	first := divisions[0]
	title := english.Title(first)
	if len(divisions) > 1 {
		title = english.SeveralTitle(first)
	}
	var b bytes.Buffer
	err = tmpl.Execute(&b, map[string]any{
		"Title": title, "Still": stillOf(divisions), "Coast": english.Coast(first), "Not": english.Not(), "Made": english.Made(), "Style": template.CSS(style), "Data": template.JS(text),
		"Code": template.JS("\"use strict\";\n(() => {\n" + geodesy + data + drawing + link + take + controls + "})();\n"),
	})
	if err == nil {
		_, err = w.Write(bytes.Map(words.Allowed, b.Bytes()))
	}
	if err != nil {
		return fmt.Errorf("page: writing the map: %w", err)
	}
	return nil
}
