package render

import (
	"bytes"
	_ "embed"
	"fmt"
	html "html/template"
	"io"
	"strings"
	text "text/template"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/render/internal/lettering"
	"caspian.example/division/caspian/render/internal/look"
	"caspian.example/division/caspian/render/internal/words"
	"caspian.example/division/geodata"
)

// Report is a comparison in words and numbers.
type Report struct {
	Divisions []*caspian.Division // of one sea
	// Sensitivity is a sentence that says how far the median shares move with other
	// choices; empty if that is not known.
	Sensitivity string
	// Picture has the options of the pictures in it. The report itself is in English.
	Picture Options
	// Setting is what lies around the sea, for the pictures; nil for nothing.
	Setting *geodata.Surroundings
}

// Markdown writes a report as Markdown: a table of the shares, the claims, what
// every regime rests on and what it does not say.
func Markdown(w io.Writer, r Report) error {
	text, err := r.content()
	if err != nil {
		return err
	}
	return text.write(w, markdown)
}

// HTML writes a report as one page that needs nothing else: the comparison as a
// picture, the table of the shares, and what every regime rests on.
func HTML(w io.Writer, r Report) error {
	text, err := r.content()
	if err != nil {
		return err
	}
	var picture bytes.Buffer
	if err := SVG(&picture, Comparison(r.Divisions...).In(r.Setting), r.Picture); err != nil {
		return err
	}
	// From <svg on: what stands before it has no place within a page. The
	// picture is our own, with all names escaped.
	_, svg, _ := strings.Cut(picture.String(), "<svg")
	text.Picture = html.HTML("<svg" + svg)
	var page bytes.Buffer
	if err := text.write(&page, hypertext); err != nil {
		return err
	}
	if _, err := w.Write(bytes.Map(words.Allowed, page.Bytes())); err != nil {
		return fmt.Errorf("render: writing the report: %w", err)
	}
	return nil
}

var (
	//go:embed report.md.tmpl
	markdownForm string
	//go:embed report.html
	hypertextForm string

	markdown  = text.Must(text.New("report").Funcs(text.FuncMap{"plain": plain}).Parse(markdownForm))
	hypertext = html.Must(html.New("report").Parse(hypertextForm))
)

// plain returns a text without what would begin markup in Markdown or end a cell of a
// table.
func plain(text string) string {
	return strings.NewReplacer("\\", "\\\\", "|", "\\|", "<", "&lt;", "*", "\\*", "_", "\\_").Replace(lettering.Clean(text))
}

// write writes a report in a form.
func (t *reportText) write(w io.Writer, form interface{ Execute(io.Writer, any) error }) error {
	if err := form.Execute(w, t); err != nil {
		return fmt.Errorf("render: writing the report: %w", err)
	}
	return nil
}

// reportText is what a report says.
type reportText struct {
	Title, Head, Foot, Sensitivity string
	Columns                        []string
	Rows                           []reportRow
	Regimes                        []reportRegime
	Picture                        html.HTML
	Dark                           bool // it is to be read light on dark, as its picture is drawn
}

type reportRow struct {
	Name  string
	Cells []string
}

type reportRegime struct {
	Title, Question, Layers, Source, Silence, Note string
	Zones                                          []reportZone
	Claims                                         []reportClaim
}

// reportClaim is a published claim: what it says, the whole address of its source, if that
// is known, and who denied it.
type reportClaim struct{ Text, URL, Denied string }

// reportZone is a zone that is no sector: what it is part of the sea is no state's
// share.
type reportZone struct{ Name, Share, Area string }

// content writes down what a report says.
func (r Report) content() (*reportText, error) {
	if err := look.SameSea(r.Divisions, sheetRoom); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrOptions, err)
	}
	d := r.Divisions[0]
	out := &reportText{
		Title: english.SeveralTitle(d), Sensitivity: r.Sensitivity, Dark: r.Picture.Theme == Dark,
		Head: english.Coast(d) + " Datum WGS84; areas are geodesic.",
		Foot: "In parentheses the first published claim for the same rule and layer. A claim is what was said or published, not law. Shares marked with an asterisk are undivided parts of a common sea.",
	}
	var shown []*caspian.Division
	for _, d := range r.Divisions {
		if g := &d.Question.Regime; g.Shared() {
			shown = append(shown, d)
			name := g.Title
			if g.Layer != regime.LayerAll {
				name += " (" + string(g.Layer) + ")"
			}
			out.Columns = append(out.Columns, name)
		}
	}
	for k, s := range d.States {
		row := reportRow{Name: s.Name}
		for _, d := range shown {
			claims, err := d.Claims()
			if err != nil {
				return nil, err
			}
			text := fmt.Sprintf("%.2f", 100*d.States[k].Share)
			if d.States[k].Undivided {
				text += "*"
			}
			for _, claim := range claims {
				if claim.State == s.Code {
					text += " (" + claim.Wording + ")"
					break
				}
			}
			row.Cells = append(row.Cells, text)
		}
		out.Rows = append(out.Rows, row)
	}
	for _, d := range r.Divisions {
		section, err := regimeText(d)
		if err != nil {
			return nil, err
		}
		out.Regimes = append(out.Regimes, *section)
	}
	return out, nil
}

// regimeText says what was asked of a division, what its regime rests on, and which
// zones there are.
func regimeText(d *caspian.Division) (*reportRegime, error) {
	g := &d.Question.Regime
	out := &reportRegime{Title: g.Title, Question: d.Question.Words(), Layers: "Holds for: " + english.Layers(d) + ".", Source: g.Source, Silence: g.Silence, Note: english.Note(d)}
	for k := range d.Zones {
		z := &d.Zones[k]
		switch z.Kind {
		case caspian.ZoneSector:
		case caspian.ZoneInternalWaters:
			out.Zones = append(out.Zones, reportZone{english.Whose(z), "outside", english.Area(z.Area)})
		default:
			out.Zones = append(out.Zones, reportZone{english.Whose(z), fmt.Sprintf("%.2f", 100*z.Share), english.Area(z.Area)})
		}
	}
	claims, err := d.Claims()
	if err != nil {
		return nil, err
	}
	for _, c := range claims {
		claim := reportClaim{Text: fmt.Sprintf("%s %s %% by %s (%s): %s. %s", c.State, c.Wording, c.By, c.Date, c.Rule, c.Source), URL: c.URL}
		if c.DeniedBy != "" {
			claim.Denied = ". Denied by " + c.DeniedBy
		}
		out.Claims = append(out.Claims, claim)
	}
	return out, nil
}
