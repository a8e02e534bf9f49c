package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/export"
	"caspian.example/division/caspian/export/gpkg"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/render"
	"caspian.example/division/caspian/render/page"
	"caspian.example/division/caspian/report"
	"caspian.example/division/cmd/internal/builtin"
)

// divideCommand writes one division.
type divideCommand struct {
	Regime   []string       `placeholder:"REGIME" aliases:"regimes" help:"The regime (see caspian regimes); several for formats that hold several: html, kml, gpkg and csv."`
	From     string         `file:"in" placeholder:"FILE" help:"Divide again what a division in GeoJSON answers, from the question in it alone; a coast of your own is given with --coast."`
	Output   string         `short:"o" file:"out" required:"" placeholder:"FILE" help:"Where to write, - for standard output; the ending chooses the format."`
	Format   string         `placeholder:"FORMAT" help:"The format, whatever the file's ending: geojson, kml, gpkg, csv, wkt, wkb, ewkb, svg, png, pdf or html."`
	Rows     string         `placeholder:"ROWS" help:"What the rows of CSV are: turning-points with their base points (default), or zones with whose they are and their shape as WKT."`
	BOM      bool           `name:"bom" help:"Begin CSV with a byte order mark, by which spreadsheets know UTF-8."`
	Simplify positiveLength `placeholder:"LENGTH" help:"Let few positions stand for every line, which depart from it by at most this, such as 1km, and give and take equal areas."`
	Runs     ensemble.Runs  `placeholder:"N|A-B" help:"Show what water is firm and what is contested in so many runs, or those with these numbers (see caspian ensemble)."`
	Live     bool           `help:"Put the solver into the map page: it answers what becomes of the division when islands count less, lagoons are closed, ends of land borders are moved, lines are given, or the coast, weights, shares and breadths are others."`
	switchFlags
	Only  string `placeholder:"STATE" help:"Draw a map about one state's water: that of its neighbours is faint."`
	Range bool   `help:"Print on a map how far every share goes over all choices (see caspian shares --sensitivity), which takes a while."`
	varyFlags
	pictureFlags
	settingFlags
	seaFlags
}

// What rows of CSV are.
const (
	turningRows = "turning-points"
	zoneRows    = "zones"
)

// format is a kind of file that holds divisions.
type format struct {
	write func(io.Writer, []*caspian.Division, render.Options) error
	// several says that a file may hold more than one division.
	several bool
}

// formats are the formats of divisions, by the endings of files.
var formats = map[string]format{
	"geojson": one(export.GeoJSON),
	"wkt":     one(export.WKT),
	"wkb":     one(export.WKB),
	"ewkb":    one(export.EWKB),
	"kml":     many(export.KML),
	csvForm:   many(export.TurningPoints),
	"gpkg":    many(gpkg.Write),
	"svg":     {}, // drawn
	"png":     {},
	"pdf":     {},
	"html":    {several: true}, // see Run
}

func one(write func(io.Writer, *caspian.Division) error) format {
	return format{write: func(w io.Writer, d []*caspian.Division, _ render.Options) error { return write(w, d[0]) }}
}

func many(write func(io.Writer, ...*caspian.Division) error) format {
	return format{write: func(w io.Writer, d []*caspian.Division, _ render.Options) error { return write(w, d...) }, several: true}
}

// drawn is the format of a picture.
func drawn(draw func(io.Writer, render.Picture, render.Options) error, p render.Picture) format {
	return format{write: func(w io.Writer, _ []*caspian.Division, o render.Options) error { return draw(w, p, o) }}
}

// format returns the format of the file to be written.
func (c *divideCommand) format() (format, error) {
	f := formats[c.Format]
	if c.Rows == zoneRows {
		f = many(export.Zones)
	}
	switch several := len(c.Regime)+len(c.RegimeFile) > 1; {
	case c.Live && (c.Runs.To != 0 || c.WithIslands || c.WithClose):
		return f, usage("leave one out", "--live goes with neither --runs nor --with-islands and --with-close: it computes what is asked")
	case c.Live && !page.Computes():
		return f, usage("in the source's folder: go generate ./caspian/render/page && go build -tags live ./cmd/caspian", "this caspian is built without the solver for pages")
	case c.Simplify > 0 && c.Runs.To != 0:
		return f, usage("leave one out", "--simplify and --runs exclude each other: runs draw lines of their own")
	case several && c.Runs.To != 0:
		return f, usage("leave one out", "runs are those of one regime")
	case several && !f.several && pictures[c.Format] != nil:
		return f, usage("caspian compare --regimes "+strings.Join(c.Regime, ",")+" -o "+c.Output, "a map shows one regime")
	case several && !f.several:
		return f, usage("html, kml, gpkg and csv hold several", "a file in the format %s holds one regime", c.Format)
	}
	return f, nil
}

func (c *divideCommand) Run(s *streams) error {
	if c.From == "" && len(c.Regime)+len(c.RegimeFile) == 0 {
		return usage("for instance caspian divide --regime median -o median.geojson; caspian regimes lists them", "no regime is given")
	}
	format, err := c.format()
	if err != nil {
		return err
	}
	ask := c.asked
	if c.From != "" {
		ask = c.again
	}
	sea, regimes, err := ask(s, c.Regime)
	if err != nil {
		return err
	}
	if c.Runs.To != 0 {
		if err := variable(regimes[0]); err != nil {
			return err
		}
	}
	ways, err := c.ways(sea, regimes)
	if err != nil {
		return err
	}
	divisions, err := c.divideAll(s, sea, regimes)
	if err != nil {
		return err
	}
	if err := c.simplify(s, divisions); err != nil {
		return err
	}
	if n, most, at := sea.Coast().Bent(float64(c.Tolerance)); n > 0 {
		text := "%s: %d edges of the coast are so long that programs that draw them straight miss them by up to %.1f m, most near %.3f %.3f"
		if n == 1 {
			text = "%s: %d edge of the coast is so long that programs that draw it straight miss it by up to %.1f m, near %.3f %.3f"
		}
		s.note(text, printable(c.source()), n, most, at[0], at[1])
		c.entangled(s, sea, divisions)
	}
	if pictures[c.Format] != nil {
		lagoons(s, divisions[0])
	}
	setting, err := c.setting(sea)
	if err != nil {
		return err
	}
	shown := page.Page{Rules: divisions, Setting: setting, Lang: c.Lang}
	if c.Live {
		shown.Live = c.Coast
		if slices.Contains(builtin.Coasts, c.Coast) {
			if shown.Coasts, err = c.alternatives(s, sea); err != nil {
				return err
			}
		}
	}
	if shown.Others, err = c.divideWays(s, ways); err != nil {
		return err
	}
	picture := render.Map(divisions[0])
	if c.Runs.To != 0 {
		if shown.Runs, shown.Water, err = c.contested(s, divisions[0]); err != nil {
			return err
		}
		picture = render.Contested(shown.Runs, shown.Water)
	}
	if c.Range {
		if err := variable(divisions[0].Question.Regime); err != nil {
			return err
		}
		ranges, err := c.analyse(s, divisions[0], 0)
		if err != nil {
			return err
		}
		picture = picture.Within(ranges)
	}
	switch draw := pictures[c.Format]; {
	case draw != nil:
		lettered(s, c.Format, picture)
		format = drawn(draw, picture.In(setting))
	case c.Format == "html":
		format.write = func(w io.Writer, _ []*caspian.Division, _ render.Options) error { return liveError(shown.Write(w)) }
	}
	options := c.picture()
	if c.Only != "" {
		if options.Only, err = state(sea, c.Only); err != nil {
			return err
		}
	}
	if err := s.marked(c.Output, c.BOM, func(w io.Writer) error { return format.write(w, divisions, options) }); err != nil {
		return pictureError(err)
	}
	for _, div := range divisions {
		if div.Weights == nil || s.quiet {
			continue
		}
		weights, err := report.Weights(div)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(s.errors, weights.Text()); err != nil {
			return err
		}
	}
	return nil
}

// liveError says what to do where the divisions are none that a map can compute.
func liveError(err error) error {
	if errors.Is(err, page.ErrQuestion) {
		return usage("leave out what else is changed, or --live", "%w", err)
	}
	return err
}

// simplify has few positions stand for the lines of divisions, where that is asked for.
func (c *divideCommand) simplify(s *streams, divisions []*caspian.Division) (err error) {
	for k, d := range divisions {
		if c.Simplify == 0 {
			break
		}
		if divisions[k], err = course.SimplifyAll(s.ctx, d, float64(c.Simplify)); err != nil {
			return simplifyError(err, "")
		}
	}
	return nil
}

// contested makes runs around a division, and counts the water that is contested in them.
func (c *divideCommand) contested(s *streams, d *caspian.Division) (*ensemble.Ensemble, *ensemble.Water, error) {
	e, err := c.around(s, d, &c.varyFlags)
	if err != nil {
		return nil, nil, err
	}
	if err := drawnBy(e, "leave --runs out"); err != nil {
		return nil, nil, err
	}
	water, err := ensemble.NewWater(d)
	if err != nil {
		return nil, nil, err
	}
	_, err = c.runs(s, e, c.Runs, water, nil)
	return e, water, err
}

// lagoons notes which bays count as sea where belts run along every shore.
func lagoons(s *streams, d *caspian.Division) {
	if len(d.Limits) == 0 {
		return
	}
	for _, l := range d.Sea.Coast().Closings {
		if !l.Baseline && !slices.Contains(d.Question.Closed, l.Name) {
			s.note("%s counts as sea, with belts along its shores; --close '%s' takes it out", printable(l.Name), printable(l.Name))
		}
	}
}

// entangled notes where sectors cross themselves in programs that draw edges straight.
func (c *divideCommand) entangled(s *streams, sea *caspian.Sea, divisions []*caspian.Division) {
	var lines []orb.LineString
	for _, div := range divisions {
		for _, b := range div.Boundaries {
			lines = append(lines, b.Line)
		}
	}
	if at, any := sea.Coast().Entangled(float64(c.Tolerance), lines); any {
		s.note("%s: in programs that draw them straight, edges cross near %.6f %.6f, and sectors are no valid polygons there; add vertices to the long edges of the coast", printable(c.source()), at[0], at[1])
	}
}

// againFlags are the flags that go with --from: those that change no answer, and the
// coast, which is compared.
var againFlags = []string{"from", "coast", "output", "format", "rows", "bom", "theme", "size", "width", "dpi", "title", "subtitle", "note", "only", "lang", "plain", "quiet"}

// again reads the question in a file, and the sea and the regime that it is about.
func (c *divideCommand) again(s *streams, _ []string) (*caspian.Sea, []regime.Regime, error) {
	for _, name := range s.flags {
		if !slices.Contains(againFlags, name) {
			return nil, nil, usage("ask anew without --from", "--%s and --from exclude each other: the file has the whole question", name)
		}
	}
	file, err := input(s, c.From)
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	q, err := export.ReadQuestion(file)
	if err != nil {
		return nil, nil, s.unread(err, c.From, aDivision)
	}
	if !slices.Contains(s.flags, "coast") {
		if c.Coast, err = builtInCoast(&q); err != nil {
			return nil, nil, err
		}
	}
	c.Tolerance, c.Resolution, c.Snap, c.Close, c.Baseline = length(q.Options.Tolerance), positiveLength(q.Options.Resolution), length(q.Coast.Snap), q.Closed, q.Baselines
	c.name, c.moves = q.Coast.Name, q.Ends
	if few := q.Options.Simplify; few != (caspian.Simplify{Within: few.Within}) {
		return nil, nil, usage("caspian boundary A B --within LENGTH, or --points N", "%s is the line of two states, and no division", printable(sourceName(c.From)))
	}
	c.Simplify = positiveLength(q.Options.Simplify.Within)
	sea, err := c.coastFlags.read(s)
	if err != nil {
		return nil, nil, err
	}
	if sha := sea.SHA256(); sha != q.Coast.SHA256 {
		return nil, nil, hinted{fmt.Errorf("%s is not the coast of the question: its SHA-256 is %s, and that of %s was %s", c.source(), sha, q.Coast.Name, q.Coast.SHA256), "give the same file with --coast"}
	}
	if q.Noise != nil {
		sea, err = sea.Perturbed(*q.Noise)
	}
	return sea, []regime.Regime{q.Regime}, err
}

// builtInCoast returns the name of the built-in coast that a question is about.
func builtInCoast(q *caspian.Question) (string, error) {
	if q.Coast.SHA256 == "" {
		return "", fmt.Errorf("the question is about the coast %s, which comes from no file", q.Coast.Name)
	}
	name, err := builtin.ByHash(q.Coast.SHA256)
	if name != "" || err != nil {
		return name, err
	}
	return "", usage("add --coast FILE", "the question is about the coast %s (SHA-256 %s), which is not built in", printable(q.Coast.Name), q.Coast.SHA256)
}
