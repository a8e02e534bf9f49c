// Package page writes divisions as an interactive map: one HTML file that needs
// no network and no other code. Begin with Write.
//
// The map is in Lambert's azimuthal equal-area projection, centred on the sea;
// what is asked of it (whose water a place is, distances) is computed in the
// browser on WGS84. Positions are kept to 1e-6 degrees (0.1 m). The data of the page,
// in its element "data", hold the question of every division in full.
//
// The address of the page, after "#", says what is shown of it: rule=ID, layer=LAYER,
// islands=EFFECT, close=NAME or open=NAME for a closing line, view=LON,LAT,KM (the middle, and
// the kilometres across the shorter side of the map), place=LON,LAT or point=NUMBER or
// line=LON,LAT,LON,LAT… (measured) or compare=LON,LAT,LON,LAT… with with=NUMBER (of the line
// that is compared with), ask=… (what a page that computes is asked; given lines of up to 100
// positions), and hide=NAME,…; all in degrees, and what is left out is as at the
// beginning. Files that readers take away (the map as SVG or PNG, the table as CSV) are made
// in the browser. Printed, the page has the map at a size of its own; where scripts do not
// run, it is a drawing of the first division and a table of each.
//
// # Files
//
// From the bottom up: pack.go (numbers), choices.go (what can be switched), around.go
// (what lies around the sea), encode.go (the data), still.go (without JavaScript),
// nosolver.go (no program that computes; its twin for the build tag live has it),
// computing.go (what a page that computes has besides), page.go (the file around them);
// and for the browser words.js (the language), geodesy.js, data.js (unpacked), lines.js (read), swept.js (areas
// between), around.js (what lies around the sea), map.js (drawn), link.js (the address),
// take.js (files to take away), compare.js (lines compared), page.js (the controls), live.js
// (questions), worker.js (around the solver).
package page

//go:generate go run ../../../cmd/internal/solver built

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"regexp"
	"strconv"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/render/internal/words"
	"caspian.example/division/geodata"
)

var (
	//go:embed page.html
	frame string
	//go:embed page.css
	style string
	//go:embed words.js
	wording string
	//go:embed geodesy.js
	geodesy string
	//go:embed data.js
	data string
	//go:embed lines.js
	lines string
	//go:embed swept.js
	swept string
	//go:embed around.js
	orientation string
	//go:embed map.js
	drawing string
	//go:embed link.js
	link string
	//go:embed take.js
	take string
	//go:embed compare.js
	compare string
	//go:embed live.js
	asking string
	//go:embed page.js
	controls string
)

var tmpl = template.Must(template.New("page").Parse(frame))

// mostBytes and mostLive are the sizes of a page with switches and of one that computes.
const mostBytes, mostLive = 1_200_000, 3_000_000

// Page is what a page shows.
type Page struct {
	// Rules are divisions of one sea to switch between, as they were asked for.
	Rules []*caspian.Division
	// Others answer the questions of Rules with other effects of islands, or with other
	// closing lines closed: the page has a switch for the islands and for every such line.
	// With Rules they must be all combinations of the levels that they have; a rule that
	// islands mean nothing to has one level of them.
	Others []*caspian.Division
	// Runs are runs around the first of Rules and Water is what was counted in them: the water
	// that several states contest is hatched, and the page says what is firmly each
	// state's and what it may have at most. Both or neither may be nil.
	Runs  *ensemble.Ensemble
	Water *ensemble.Water
	// Live, if not empty, is what the command caspian calls the coast, and makes a page that
	// computes: it has the whole coast and the library itself, compiled for the browser, and
	// answers what becomes of Rules when islands count less, closing lines are closed, ends of
	// land borders are moved, other lines are given, states have other weights or shares and
	// belts other breadths. There are no Others then.
	Live string
	// Coasts are whole seas of the same states that questions of a page that computes can be
	// about besides, as the command calls their coasts. Where there is no room for them, the
	// page says so.
	Coasts []ensemble.Alternative
	// Lang is the language of the page, one of render.Languages; "en" without it. What the
	// sources of regimes and claims say stays in English, and positions are written as they
	// can be typed in.
	Lang string
	// Setting is what lies around the sea, drawn for orientation; nil for nothing.
	Setting *geodata.Surroundings
}

// Write writes divisions of one sea as an interactive map: zones and lines of
// every division to switch between, shares and areas, turning points with their
// base points, whose water any place is, and distances.
func Write(w io.Writer, divisions ...*caspian.Division) error {
	return Page{Rules: divisions}.Write(w)
}

// Write writes a page. It returns an error that wraps ErrDivisions for divisions that do not
// go on one page, and for pages of more than 1.2 MB with switches or 3 MB with a solver;
// ErrSolver or ErrQuestion for a page that cannot compute.
func (p Page) Write(w io.Writer) error {
	l := words.In(p.Lang)
	if l == nil {
		return fmt.Errorf("%w: there is no language %q, only %s", ErrDivisions, p.Lang, strings.Join(words.Codes(), ", "))
	}
	choices, all, err := choose(p.Rules, p.Others)
	if err != nil {
		return err
	}
	for k := range all {
		all[k].Division = l.Division(all[k].Division)
	}
	enc := newEncoder(l, choices, all)
	for _, a := range all {
		if err := enc.add(a); err != nil {
			return err
		}
	}
	if p.Runs != nil {
		enc.model.Contested = enc.contested(p.Runs, p.Water)
	}
	credit, setting := "", l.Surroundings(p.Setting)
	if enc.model.Around = surroundingsOf(setting, p.Rules[0].Sea.Whole().Coast()); enc.model.Around != nil {
		credit = setting.Credit + " " + setting.SpotsCredit
	}
	text, err := json.Marshal(enc.model) // <, > and & are escaped
	if err != nil {
		return fmt.Errorf("page: %w", err)
	}
	first := p.Rules[0]
	title := l.Title(first)
	if len(p.Rules) > 1 {
		title = l.SeveralTitle(first)
	}
	code := wording + geodesy + data + lines + swept + orientation + drawing + link + take + compare + controls
	if p.Live != "" {
		if len(p.Others) > 0 || p.Runs != nil {
			return fmt.Errorf("%w: a page that computes has no switches and no runs", ErrDivisions)
		}
		code += asking
	}
	said, err := json.Marshal(wordsOf(l, code, choices, all))
	if err != nil {
		return fmt.Errorf("page: %w", err)
	}
	var b bytes.Buffer
	for _, room := range []bool{true, false} {
		var solver *computing
		if p.Live != "" {
			if solver, err = computingOf(l, p.Live, p.Rules, p.Coasts, room); err != nil {
				return err
			}
		}
		b.Reset()
		err = tmpl.Execute(&b, map[string]any{
			"L": l, "Title": title, "Still": stillOf(l, p.Rules), "Coast": l.Coast(first), "Around": credit, "Style": template.CSS(style), "Live": solver, "Data": template.JS(text), "Words": template.JS(said),
			"Code": template.JS("\"use strict\";\n(() => {\n" + code + "restore(location.hash);\n})();\n"),
		})
		if err != nil || b.Len() <= mostLive || len(p.Coasts) == 0 {
			break
		}
	}
	switch n := b.Len(); {
	case err == nil && p.Live != "" && n > mostLive:
		return fmt.Errorf("%w: with %d divisions and the solver it would have %.2f MB, and %.0f MB are the most; leave out a rule, or draw lines to a larger tolerance", ErrDivisions, len(all), float64(n)/1e6, mostLive/1e6)
	case err == nil && len(p.Others) > 0 && n > mostBytes:
		return fmt.Errorf("%w: with %d divisions it would have %.2f MB, and with switches %.1f MB are the most; leave out a rule or a switch, or draw lines to a larger tolerance", ErrDivisions, len(all), float64(n)/1e6, mostBytes/1e6)
	}
	if err == nil {
		_, err = w.Write(bytes.Map(words.Allowed, b.Bytes()))
	}
	if err != nil {
		return fmt.Errorf("page: writing the map: %w", err)
	}
	return nil
}

// saying is where code says something: say of words.js.
var saying = regexp.MustCompile(`\bsay\(("(?:[^"\\]|\\.)*")`)

// wordsOf are the words of the page's code, of its rules and of its choices, by the English
// ones; none in English.
func wordsOf(l *words.Language, code string, choices []choice, all []answered) map[string]string {
	out := map[string]string{}
	note := func(text string) {
		if name := l.Name(text); name != text {
			out[text] = name
		}
	}
	for _, found := range saying.FindAllStringSubmatch(code, -1) {
		if text, err := strconv.Unquote(found[1]); err == nil { // as in Go, but for what the code does not use
			note(text)
		}
	}
	for _, c := range choices {
		note(c.Line)
		for _, level := range c.Levels {
			note(level)
		}
	}
	for _, a := range all {
		r := &a.Question.Regime
		note(r.Title)
		for _, of := range r.Layers {
			note(string(of.Layer))
			note(of.Rule)
		}
	}
	return out
}
