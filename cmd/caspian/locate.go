package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/locate"
	"caspian.example/division/caspian/problem"
	"caspian.example/division/caspian/report"
	"caspian.example/division/caspian/tabular"
	"caspian.example/division/cmd/internal/quantity"
	"caspian.example/division/geodata"
)

// locateCommand says whose water places are.
type locateCommand struct {
	Position   []string      `arg:"" optional:"" name:"lon lat" help:"Longitude and latitude in decimal degrees, negative in the west and south."`
	DMS        []string      `name:"dms" sep:"none" placeholder:"POSITION" help:"A position as treaties print it, latitude first, such as 38°34'30\"N 51°16'18\"E or 42°33.6'N 49°53.3'E; may be repeated."`
	Field      []string      `placeholder:"NAME" help:"One of the shipped oil and gas fields, such as Kashagan; may be repeated."`
	Points     string        `file:"in" placeholder:"FILE" help:"Many places: CSV whose first row names the columns lon and lat (others are carried along), or GeoJSON with points; - for standard input."`
	Regime     []string      `placeholder:"REGIME" aliases:"regimes" help:"Only these regimes; may be repeated (see caspian regimes)."`
	Firmness   bool          `help:"Say under all regimes shown, and for many places too, who has a place under other choices of islands, coast and closing lines (default: for few places, under median and the regimes given)."`
	NoFirmness bool          `help:"Leave that out."`
	Runs       ensemble.Runs `placeholder:"N|A-B" help:"Say how often whose a place is in so many runs, or those with these numbers (see caspian ensemble), under median and the regimes given, of up to 100 places."`
	varyFlags
	Within length `default:"1m" placeholder:"LENGTH" help:"Places as near as this to a line or a shore are on it, up to 10km (default 1m)."`
	resultFlags
	seaFlags
}

// Validate checks the flags against each other.
func (c *locateCommand) Validate() error {
	if c.Firmness && c.NoFirmness {
		return errors.New("--firmness and --no-firmness exclude each other")
	}
	if c.Within > locate.MaxWithin {
		return errors.New("--within is up to 10km")
	}
	return c.seaFlags.Validate()
}

func (c *locateCommand) Run(s *streams) error {
	places, err := c.places()
	if err != nil {
		return err
	}
	if c.Points == "" {
		return c.few(s, places)
	}
	file, err := input(s, c.Points)
	if err != nil {
		return err
	}
	defer file.Close()
	return c.many(s, sourceName(c.Points), file)
}

// places returns the places that are named on the command line.
func (c *locateCommand) places() (out []tabular.Place, err error) {
	const example = "for instance caspian locate 51.27 38.58, or --dms, --field or --points"
	numbers := slices.Clone(c.Position)
	switch len(numbers) {
	case 1: // as it is copied from elsewhere
		numbers = strings.FieldsFunc(numbers[0], func(r rune) bool { return r == ',' || r == ' ' })
	case 2:
		numbers[0] = strings.TrimSuffix(numbers[0], ",")
	}
	switch n := len(numbers); {
	case n == 2:
		p := tabular.Place{}
		for k, text := range numbers {
			if p.At[k], err = strconv.ParseFloat(quantity.Hyphen(text), 64); err != nil {
				return nil, usage("a longitude and a latitude in decimal degrees; --dms takes degrees, minutes and seconds", "%q is not a number of degrees", quantity.Hyphen(text))
			}
		}
		if err := tabular.CheckPosition(p.At); err != nil {
			return nil, advised(err)
		}
		out = append(out, p)
	case n != 0:
		if f, err := field(strings.Join(c.Position, " ")); err == nil {
			return nil, usage("caspian locate --field '"+f.Name+"'", "%s is no position", f.Name)
		}
		return nil, usage(example, "a position is two numbers, longitude and latitude, not %d", n)
	}
	for _, text := range c.DMS {
		p, _, err := geodesic.ParsePosition(text)
		if err != nil {
			return nil, usage("such as --dms \"38°34'30\\\"N 51°16'18\\\"E\"", "--dms: %s", plain(err))
		}
		out = append(out, tabular.Place{At: p})
	}
	for _, name := range c.Field {
		f, err := field(name)
		if err != nil {
			return nil, err
		}
		out = append(out, tabular.Place{At: f.At, Name: f.Name})
	}
	switch {
	case c.Points != "" && len(out) > 0:
		return nil, usage("put them all into the file, or ask twice", "--points and single places exclude each other")
	case c.Points == "" && len(out) == 0:
		return nil, usage(example, "there is no place to locate")
	}
	return out, nil
}

// advised makes a mistake on the command line of a wrong position.
func advised(err error) error {
	hint := ""
	if wrong := (*tabular.Error)(nil); errors.As(err, &wrong) && wrong.Swapped != nil {
		hint = fmt.Sprintf("longitude comes first: caspian locate %v %v", wrong.Swapped[0], wrong.Swapped[1])
	}
	return usage(hint, "the position: %w", err)
}

// field returns the field of a name, in any case.
func field(asked string) (geodata.Field, error) {
	name := asked
	fields, err := geodata.Fields()
	if err != nil {
		return geodata.Field{}, err
	}
	var known, names []string
	meant := map[string]string{}
	for _, f := range fields {
		known = append(known, f.Name)
		for _, also := range append([]string{f.Name}, f.Also...) {
			if strings.EqualFold(also, name) {
				return f, nil
			}
			names, meant[also] = append(names, also), f.Name
		}
	}
	if best := problem.Meant(name, names); best != "" {
		name = meant[best]
	}
	return geodata.Field{}, usage(suggest(name, known, "the fields are "), "there is no field %q", asked)
}

// ready reads the sea and divides it, with the checks of firmness and the runs that are
// wanted, which count some places.
func (c *locateCommand) ready(s *streams, counted []tabular.Place) (*report.Desk, *astray, error) {
	sea, regimes, err := c.asked(s, c.Regime)
	if err != nil {
		return nil, nil, err
	}
	chosen := len(c.Regime)+len(c.RegimeFile) > 0
	for _, r := range regimes {
		if err := variable(r); c.Runs.To != 0 && chosen && err != nil { // before the others take long
			return nil, nil, err
		}
	}
	desk, watch := &report.Desk{}, &astray{}
	for _, r := range regimes {
		divide := c.divide
		if !chosen {
			divide = c.divideQuietly // caspian divide tells more about each of them
		}
		div, err := divide(s, sea, r, false)
		if err != nil {
			return nil, nil, err
		}
		exactly := locate.Options{Within: float64(c.Within)}
		if exactly.Within == 0 {
			exactly.Within = -1
		}
		l, err := locate.New(div, exactly)
		if err != nil {
			return nil, nil, err
		}
		if watch.locator == nil {
			watch.locator = l
		}
		firm := c.Firmness || !c.NoFirmness && c.Points == "" && (isMedian(r) || chosen) && len(sea.Coast().Shore) <= manyPositions
		var firmness *locate.Firmness
		if firm {
			if firmness, err = c.firmness(s, sea, l); err != nil {
				return nil, nil, err
			}
		}
		var polls *report.Polls
		if c.Runs.To != 0 && (isMedian(r) || chosen) {
			if polls, err = c.polls(s, div, counted); err != nil {
				return nil, nil, err
			}
		}
		if err := desk.Add(l, firmness, polls); err != nil {
			return nil, nil, err
		}
	}
	return desk, watch, nil
}

// polls makes runs around a division that count places.
func (c *locateCommand) polls(s *streams, d *caspian.Division, counted []tabular.Place) (*report.Polls, error) {
	e, err := c.around(s, d, &c.varyFlags)
	if err != nil {
		return nil, err
	}
	if err := drawnBy(e, "leave --runs out"); err != nil {
		return nil, err
	}
	var places []orb.Point
	for _, spot := range counted {
		places = append(places, geodesic.Normal(spot.At))
	}
	poll, err := ensemble.NewPoll(d, places...)
	if err != nil {
		return nil, err
	}
	if _, err := c.runs(s, e, c.Runs, poll, nil); err != nil {
		return nil, err
	}
	return &report.Polls{Ensemble: e, Poll: poll}, nil
}

// firmness divides the sea under other choices too.
func (c *locateCommand) firmness(s *streams, sea *caspian.Sea, l *locate.Locator) (*locate.Firmness, error) {
	alternatives, err := c.alternatives(s, sea)
	if err != nil {
		return nil, err
	}
	progress, end := s.progress("firmness of " + l.Division().Question.Regime.ID)
	defer end()
	return s.engine.firmness(s.ctx, l, alternatives, progress)
}

// few locates places that are named one by one.
func (c *locateCommand) few(s *streams, spots []tabular.Place) error {
	desk, watch, err := c.ready(s, spots)
	if err != nil {
		return err
	}
	answer, err := desk.Ask(spots...)
	if err != nil {
		return err
	}
	if err := c.write(s, answer, nil); err != nil {
		return err
	}
	for k := range spots {
		one := *watch
		one.look(spots[k : k+1])
		one.note(s)
	}
	return nil
}

// many locates the places of a file.
func (c *locateCommand) many(s *streams, name string, from io.Reader) error {
	points, err := tabular.ReadPlaces(s.ctx, from, tabular.Options{Columns: c.Format == csvForm})
	if err != nil {
		return s.unread(err, c.Points, aPlaces)
	}
	notes(s, points.Notes, func(coast.Note) string { return name })
	next := func() ([]tabular.Place, error) {
		some, err := points.Next()
		if err != nil && !errors.Is(err, io.EOF) {
			err = nameless(err, name)
		}
		return some, err
	}
	var counted []tabular.Place
	if c.Runs.To != 0 {
		if counted, next, err = fewOf(next); err != nil {
			return err
		}
	}
	desk, watch, err := c.ready(s, counted)
	if err != nil {
		return err
	}
	hold := &holding{w: s.out}
	out := *s
	out.out = hold
	err = out.marked(c.Output, c.BOM, func(w io.Writer) error {
		return desk.Stream(s.ctx, w, report.Form(c.Format), points.Header, func() ([]tabular.Place, error) {
			some, err := next()
			watch.look(some)
			return some, err
		})
	})
	var wrong *tabular.Error
	switch {
	case errors.Is(err, report.ErrRows):
		return usage("--format csv, json or geojson", "%w", err)
	case errors.As(err, &wrong) && wrong.Swapped != nil && watch.locator.Swapped(orb.Point{wrong.Swapped[1], wrong.Swapped[0]}):
		return hinted{err, "with longitude and latitude swapped it lies in the sea: are the columns named the right way round?"}
	case err != nil:
		return err
	}
	if err := hold.release(); err != nil {
		return err
	}
	watch.note(s)
	return nil
}

// mostCounted is the number of places that runs count.
const mostCounted = 100

// fewOf reads all places, and returns them and what hands them out again.
func fewOf(next func() ([]tabular.Place, error)) (all []tabular.Place, again func() ([]tabular.Place, error), err error) {
	for {
		some, err := next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, nil, err
		}
		if all = append(all, some...); len(all) > mostCounted {
			return nil, nil, usage("ask in parts, or leave --runs out", "runs count up to %d places", mostCounted)
		}
	}
	done := false
	return all, func() ([]tabular.Place, error) {
		if done {
			return nil, io.EOF
		}
		done = true
		return all, nil
	}, nil
}

// holding holds output back until it is released or grows large, so that a failure
// leaves no part of it where that can be helped.
type holding struct {
	w    io.Writer
	held bytes.Buffer
	open bool
}

// heldBack is the size in bytes up to which output is held back.
const heldBack = 32 << 20

func (h *holding) Write(p []byte) (int, error) {
	if !h.open && h.held.Len()+len(p) <= heldBack {
		return h.held.Write(p)
	}
	if err := h.release(); err != nil {
		return 0, err
	}
	return h.w.Write(p)
}

// release writes what was held back, and holds nothing back from then on.
func (h *holding) release() error {
	if h.open {
		return nil
	}
	h.open = true
	_, err := h.w.Write(h.held.Bytes())
	h.held = bytes.Buffer{}
	return err
}

// astray counts places that lie in the sea only with their numbers swapped.
type astray struct {
	locator        *locate.Locator
	total, swapped int
	first          tabular.Place // that is swapped
}

// look has an eye on positions.
func (a *astray) look(spots []tabular.Place) {
	a.total += len(spots)
	for k := range spots {
		if a.locator.Swapped(spots[k].At) {
			if a.swapped++; a.swapped == 1 {
				a.first = spots[k]
			}
		}
	}
}

// note says that places would lie in the sea with their numbers swapped.
func (a *astray) note(s *streams) {
	if a.swapped == 0 {
		return
	}
	which, verb := "the place", "lies"
	switch {
	case a.first.Where != "" && a.total == 1:
		which += " in " + a.first.Where
	case a.first.Where != "":
		which = fmt.Sprintf("%d of %d places, the first in %s,", a.swapped, a.total, a.first.Where)
	}
	if a.swapped > 1 {
		verb = "lie"
	}
	s.say("hint", cyan, "%s %s outside the sea, but in it with longitude and latitude swapped: longitude comes first", which, verb)
}
