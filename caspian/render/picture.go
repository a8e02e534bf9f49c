package render

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/internal/palette"
	"caspian.example/division/caspian/render/internal/lambert"
	"caspian.example/division/caspian/render/internal/look"
	"caspian.example/division/caspian/render/internal/setting"
	"caspian.example/division/caspian/render/internal/words"
	"caspian.example/division/caspian/report"
	"caspian.example/division/geodata"
)

// Picture is what there is to draw: a Map, Contested water, a Comparison,
// Multiples, a Tornado, a Line or an Audit.
type Picture struct {
	divisions   []*caspian.Division
	form        form
	overlays    []Overlay
	contest     *contest
	moved       []moved
	title       func(*words.Language) string // of a map, nil for that of its division
	sensitivity *ensemble.Sensitivity
	subject     func(*words.Language) *subject
	states      []string // codes, of those a sheet tells of; none for all
	key         string   // to codes that stand for names
	setting     *geodata.Surroundings
	ranges      *report.Sensitivity
}

// form is what a picture shows.
type form uint8

const (
	single form = iota
	compared
	several
	spread
	lined
)

// Map is the map of one division.
func Map(d *caspian.Division) Picture { return Picture{divisions: []*caspian.Division{d}} }

// With returns a map with lines above those of its division, such as a proposed
// one. The other pictures have no place for them.
func (p Picture) With(lines ...Overlay) Picture {
	p.overlays = append(p.overlays[:len(p.overlays):len(p.overlays)], lines...)
	return p
}

// In returns a picture with what lies around its sea drawn for orientation, wherever the
// picture leaves room: land borders to the ends that the coast has, countries, cities, islands
// and fields, and a locator beside the map. Multiples and a Tornado have no place for it, and
// a sea of another part of the world has none of it.
func (p Picture) In(s *geodata.Surroundings) Picture {
	p.setting = s
	return p
}

// Within returns a map whose legend has the range of every share over all choices, as the
// sensitivity of its division has it. The other pictures have no place for it.
func (p Picture) Within(s *report.Sensitivity) Picture {
	p.ranges = s
	return p
}

// nearby returns what lies around the sea of a picture, nil if that is elsewhere.
func (p Picture) nearby() *geodata.Surroundings {
	if len(p.divisions) == 0 || !setting.Near(p.setting, p.divisions[0].Sea.Coast()) {
		return nil
	}
	return p.setting
}

// Contested is the map of the division that an ensemble varies, with the water that
// several states contest hatched, and with what is firmly each state's in the legend: by
// what was counted in its runs.
func Contested(e *ensemble.Ensemble, w *ensemble.Water) Picture {
	p := Map(e.Base())
	p.contest = newContest(e, w)
	return p
}

// Tornado is a sheet with a panel for every state, or those of some codes: how far each
// choice, each end of the state's own land borders and noise move its share, the widest
// first, and the range of the share over all choices together.
func Tornado(s *ensemble.Sensitivity, states ...string) Picture {
	p := Picture{form: spread, sensitivity: s, states: states}
	if s != nil {
		p.divisions = []*caspian.Division{s.Base}
	}
	return p
}

// Line is the sheet of the lines between two states of a division, as course.Between has
// them: zoomed to them, with their points by the numbers that an annex has, and a table
// of these and of the legs where there are no more than 150. With lines that stand for them
// (see course.Simplify), one for each, the points and legs are those of these, and
// the water that they move from one state to the other is shaded.
func Line(d *caspian.Division, courses []course.Course, simplified ...*course.Simplified) Picture {
	p := Picture{form: lined}
	if d.Check() == nil && len(courses) > 0 {
		of := d
		p.subject = func(l *words.Language) *subject { return described(l, of, courses, simplified) }
		if len(simplified) > 0 {
			asked := *d
			asked.Question.Options.Simplify = simplified[0].Asked
			d = &asked
		}
		p.divisions = []*caspian.Division{d}
	}
	return p
}

// Audit is the sheet of an audited line of some name: it is zoomed to the line, with the
// strict line of equal distance, the line's points by their numbers, the water that the line
// moves from one state to the other, and the largest departures. The source of the
// line may be empty.
func Audit(a *course.Audited, name, source string) Picture {
	p := Picture{form: lined}
	if a != nil && a.Median.Check() == nil {
		p.divisions = []*caspian.Division{a.Median}
		p.subject = func(l *words.Language) *subject { return audited(l, a, name, source) }
	}
	return p
}

// Comparison is a sheet with up to twelve divisions of one sea side by side at
// one scale, and a chart of the shares with the published claims.
func Comparison(divisions ...*caspian.Division) Picture {
	return Picture{divisions: divisions, form: compared}
}

// Multiples is a sheet with a small map of each of up to 1000 divisions, whose seas may
// be different ones: with the name of its coast, the shares by the states' codes, and a
// scale of its own.
func Multiples(divisions ...*caspian.Division) Picture {
	return Picture{divisions: divisions, form: several}
}

// Unwritable returns the names in a picture, of states, of those who hold zones
// together, of regimes and of lines laid over them, of which PNG and PDF have not all
// signs, since their fonts have Latin, Greek, Cyrillic, Hebrew, Arabic, Armenian and
// Georgian letters only. There the codes stand for states, which a note at the foot
// explains, and the replacement character for signs in other names. An SVG has all
// names. Of Multiples they are the names of the coasts.
func (p Picture) Unwritable() []string {
	if p.form == several {
		return unwritableCoasts(p.divisions)
	}
	overlays := p.overlays
	if p.subject != nil {
		overlays = []Overlay{{Name: p.subject(english).otherName}}
	}
	return unwritable(p.divisions, overlays)
}

// written returns a picture with codes for the names that our fonts cannot write, and
// the key to them.
func (p Picture) written() Picture {
	if p.form != several && look.SameSea(p.divisions, sheetRoom) == nil && len(p.Unwritable()) > 0 {
		p.divisions, p.key = coded(p.divisions)
	}
	return p
}

// SVG writes a picture as SVG. Its text is in Liberation Sans, or where that is
// missing in a font of the same widths; the reader's program has the letters of all
// scripts, or has not. Its parts are groups, with a class that says what each is: map,
// land, water, sectors, graticule, shore, lines, points, names, legend, scale, head and
// foot; zones have their kind as a class and their states' codes as data-state.
func SVG(w io.Writer, p Picture, o Options) error {
	return p.draw(o, func(s surface) (canvas, func() error, error) {
		c := newMarkup(s.page.x, s.page.y, s.pixels, s.title, s.about)
		return c, func() error { return c.write(w) }, nil
	})
}

// PDF writes a picture as a PDF of one page, whose text can be selected and searched,
// in scripts from right to left by readers that turn it round, as pdftotext does. It
// has its fonts with it, so far as they are used; see Unwritable for names. It has a title,
// and no date.
func PDF(w io.Writer, p Picture, o Options) error {
	switch {
	case o.Width == 0 && o.Size == "":
		o.Size = A4
	case o.Width != 0 && o.Size != "":
		return fmt.Errorf("%w: a PDF has a width or a size", ErrOptions)
	}
	return p.written().draw(o, func(s surface) (canvas, func() error, error) {
		by := 1.0
		if s.pixels > 0 {
			by = s.pixels * pixel / s.page.x
		}
		c := newSheet(s.page.x*by, s.page.y*by, s.title, s.about)
		return scaled{c, by, point{}}, func() error { return c.doc.Output(w) }, nil
	})
}

// PNG writes a picture as PNG; see Unwritable for names.
func PNG(w io.Writer, p Picture, o Options) error {
	return p.written().draw(o, func(s surface) (canvas, func() error, error) {
		dpi := o.density(s.paper, s.page.x)
		if pixels := dpi * s.page.x / 72; !(pixels >= leastPixelsWide-0.5 && pixels <= mostPixelsWide+0.5) {
			return nil, nil, fmt.Errorf("%w: a width of %.0f pixels lies outside 200 to 10,000", ErrOptions, pixels)
		}
		// A canvas has a whole number of dots per inch: it is made a little
		// smaller instead.
		whole := math.Ceil(dpi)
		by := dpi / whole
		c := vgimg.NewWith(vgimg.UseWH(vg.Length(s.page.x*by), vg.Length(s.page.y*by)), vgimg.UseDPI(int(whole)))
		c.Scale(by, by)
		return &raster{Canvas: c}, func() error {
			_, err := vgimg.PngCanvas{Canvas: c}.WriteTo(w)
			return err
		}, nil
	})
}

// surface is what a picture is drawn on.
type surface struct {
	paper
	page         point // its size in points
	title, about string
}

// layout is a page whose size is known before it is drawn.
type layout interface {
	size() (width, height float64)
	heading() *head
	draw(b brush)
}

// check returns an error that says why there is no such picture.
func (p Picture) check() error {
	if p.form != single && len(p.overlays) > 0 {
		return errors.New("only the map of one division shows further lines")
	}
	if p.form != single && p.ranges != nil {
		return errors.New("only the map of one division shows ranges of shares")
	}
	if p.form == spread && (p.sensitivity == nil || len(p.sensitivity.Combinations) == 0) {
		return errors.New("there is nothing to draw")
	}
	if p.form == lined && p.subject == nil {
		return errors.New("there is nothing to draw")
	}
	if p.form == several {
		return look.Divisions(p.divisions, mostSmall)
	}
	return look.SameSea(p.divisions, sheetRoom)
}

// layOut decides what goes where on a page.
func (p Picture) layOut(pen *pen, a area, t chosen, only *int) (layout, error) {
	switch p.form {
	case compared:
		return layOutComparison(pen, a, p.divisions, t, p.key, p.nearby())
	case spread:
		return layOutTornado(pen, a, p.sensitivity, p.divisions[0], p.states, t, p.key), nil
	case lined:
		return layOutLine(pen, a, p.subject(pen.Language), p.divisions[0], t, p.key, p.nearby()), nil
	case several:
		return layOutMultiples(pen, a, p.divisions, t), nil
	}
	return layOut(pen, a, shown{p.divisions[0], p.overlays, p.contest, p.moved, p.title, p.key, only, t, p.nearby(), p.ranges}), nil
}

// natural is the width in points that a picture has by itself.
func (p Picture) natural() float64 {
	if p.form == compared || p.form == several {
		return paperDeep
	}
	return paperWide
}

// across says whether a picture is for paper that is wider than high: several maps, or the
// map of a wide sea.
func (p Picture) across() bool {
	if p.form != single {
		return p.natural() > paperWide
	}
	const wide = 0.6
	_, lo, hi := lambert.Around(p.divisions[0].Sea.Coast())
	return hi[1]-lo[1] < wide*(hi[0]-lo[0])
}

// only returns the state that a map is about by its code; nil if it is about all.
func (p Picture) only(code string) (*int, error) {
	if code == "" {
		return nil, nil
	}
	if p.form != single {
		return nil, fmt.Errorf("%w: only the map of one division is about one state", ErrOptions)
	}
	k, err := p.divisions[0].Sea.Number(code)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrOptions, err)
	}
	return &k, nil
}

// draw draws a picture on a canvas that open gives, and finishes it with what
// else open gives.
func (p Picture) draw(o Options, open func(surface) (canvas, func() error, error)) error {
	if err := p.check(); err != nil {
		return fmt.Errorf("%w: %w", ErrOptions, err)
	}
	states := 0
	for _, d := range p.divisions {
		states = max(states, len(d.States))
	}
	colours, ok := coloursOf(o.Theme, states)
	if !ok {
		return fmt.Errorf("%w: there is no theme %q, only %s, %s and %s", ErrOptions, o.Theme, Light, Dark, Print)
	}
	paper, err := o.paper(p.natural(), p.across())
	if err != nil {
		return err
	}
	only, err := p.only(o.Only)
	if err != nil {
		return err
	}
	if only != nil && o.Theme == Print {
		colours.States[*only] = palette.Alone(*only) // its grey among others' may be nearly white
	}
	language := words.In(o.Lang)
	if language == nil {
		return fmt.Errorf("%w: there is no language %q, only %s", ErrOptions, o.Lang, strings.Join(Languages(), ", "))
	}
	p.divisions, p.setting = slices.Clone(p.divisions), language.Surroundings(p.setting)
	for k, d := range p.divisions {
		p.divisions[k] = language.Division(d)
	}
	setter, done := borrowed()
	defer done()
	ink := &pen{Language: language, setter: setter}
	l, err := p.layOut(ink, paper.area, chosen{o.Title, o.Subtitle, o.Note}, only)
	if err != nil {
		return err
	}
	wide, deep := l.size()
	page, by, at := paper.fit(wide, deep)
	head := l.heading()
	c, finish, err := open(surface{paper, page, strings.Join(head.title, " "), strings.Join(append(head.subtitle, language.Not()), " ")})
	if err != nil {
		return err
	}
	ink.c = c
	ink.fill(rectangle(0, 0, page.x, page.y), colours.paper)
	ink.c = scaled{c, by, at}
	if language.RightToLeft {
		ink.mirror = wide
	}
	l.draw(brush{ink, colours})
	if err := finish(); err != nil {
		return fmt.Errorf("render: writing the picture: %w", err)
	}
	return nil
}
