package main

import (
	"errors"
	"io"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/render"
	"caspian.example/division/geodata"
)

// pictureFlags are how pictures are drawn.
type pictureFlags struct {
	Theme    string  `placeholder:"THEME" help:"The colours of maps: light, dark or print (default light)."`
	Size     string  `placeholder:"SIZE" help:"What a picture is drawn for: a4 or a3 paper, web or phone (a PDF: a4)."`
	Width    count   `placeholder:"PIXELS" help:"The width in pixels, 200 to 10,000, of 1/96 inch in a PDF; narrow pictures have less on them (a PNG: 1200)."`
	DPI      density `name:"dpi" placeholder:"DENSITY" help:"The density of a PNG in dots per inch, in the place of --width."`
	Title    string  `placeholder:"TEXT" help:"The title of a picture, in the place of its own."`
	Subtitle string  `placeholder:"TEXT" help:"The subtitle of a picture, in the place of its own."`
	Note     string  `placeholder:"TEXT" help:"A text that stands first at the foot of a picture."`
	Lang     string  `placeholder:"LANGUAGE" help:"The language of maps: en, fa or ru (default en). Tables and reports are in English."`
}

func (f *pictureFlags) picture() render.Options {
	return render.Options{Theme: render.Theme(f.Theme), Size: render.Size(f.Size), Width: int(f.Width), DPI: float64(f.DPI), Title: f.Title, Subtitle: f.Subtitle, Note: f.Note, Lang: f.Lang}
}

// settingFlags choose what is drawn around a sea.
type settingFlags struct {
	Plain bool `help:"Leave out what maps of the Caspian show for orientation: land borders, countries, cities, islands, fields, and where the sea lies."`
}

// setting returns what is drawn around a sea, nil for nothing.
func (f *settingFlags) setting(sea *caspian.Sea) (*geodata.Surroundings, error) {
	if f.Plain || !sea.IsCaspian() {
		return nil, nil
	}
	return geodata.CaspianSurroundings()
}

// pictures are the formats of maps, by the endings of files.
var pictures = map[string]func(io.Writer, render.Picture, render.Options) error{
	"svg": render.SVG, "png": render.PNG, "pdf": render.PDF,
}

// lettered tells which names a picture cannot have in a format.
func lettered(s *streams, format string, p render.Picture) {
	if names := p.Unwritable(); format != "svg" && len(names) > 0 {
		s.note("the fonts of %s files do not have all signs of %s: codes stand for states, \uFFFD for signs of other names; svg and html files have them", format, printable(strings.Join(names, ", ")))
	}
}

// drawn are the forms of a result that are drawn, as a picture.
func (f *pictureFlags) drawn(s *streams, p render.Picture) forms {
	out := forms{}
	for form, draw := range pictures {
		out[form] = func(w io.Writer) error {
			lettered(s, form, p)
			return pictureError(draw(w, p, f.picture()))
		}
	}
	return out
}

// placed refuses a picture that would go to a terminal.
func (f *resultFlags) placed(command string) error {
	if pictures[f.Format] != nil && f.Output == "" {
		return usage(command+" -o line.svg, or -o - to write it to standard output", "a picture needs an --output")
	}
	return nil
}

// pictureError makes a mistake on the command line of one in a picture's options.
func pictureError(err error) error {
	if errors.Is(err, render.ErrOptions) {
		return usage("--width takes pixels, --dpi dots per inch, and only one of them; a PDF has --size or --width", "%w", err)
	}
	return err
}

// compareCommand draws several divisions on one sheet, or writes a report.
type compareCommand struct {
	Regime []string `placeholder:"REGIME" aliases:"regimes" help:"The regimes to compare, in this order (default: all that give shares)."`
	Output string   `short:"o" file:"out" required:"" placeholder:"FILE" help:"Where to write, - for standard output; the ending chooses the format."`
	Format string   `placeholder:"FORMAT" help:"The format, whatever the file's ending: svg, png, pdf, html or md."`
	pictureFlags
	settingFlags
	seaFlags
}

func (c *compareCommand) Run(s *streams) error {
	draw, report := pictures[c.Format], reports[c.Format]
	sea, regimes, err := c.asked(s, c.Regime)
	if err != nil {
		return err
	}
	divisions, err := c.divideAll(s, sea, regimes)
	if err != nil {
		return err
	}
	setting, err := c.setting(sea)
	if err != nil {
		return err
	}
	if draw != nil {
		sheet := render.Comparison(divisions...).In(setting)
		lettered(s, c.Format, sheet)
		return pictureError(s.output(c.Output, func(w io.Writer) error { return draw(w, sheet, c.picture()) }))
	}
	content := render.Report{Divisions: divisions, Picture: c.picture(), Setting: setting}
	if content.Sensitivity, err = c.sensitivityLine(s, sea, divisions); err != nil {
		return err
	}
	return pictureError(s.output(c.Output, func(w io.Writer) error { return report(w, content) }))
}

// reports are the formats of reports, by the endings of files.
var reports = map[string]func(io.Writer, render.Report) error{markdownForm: render.Markdown, "html": render.HTML}

// sensitivityLine says how far the median shares move, if that is soon computed.
func (c *compareCommand) sensitivityLine(s *streams, sea *caspian.Sea, divisions []*caspian.Division) (string, error) {
	if len(sea.Coast().Shore) > manyPositions {
		return "", nil
	}
	median := medianOf(divisions)
	if median == nil {
		var err error
		if median, err = c.byMedian(s, sea); err != nil {
			return "", err
		}
	}
	r, err := c.analyse(s, median, 0)
	if err != nil {
		return "", err
	}
	return r.Sentence(), nil
}
