package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/locate"
	"caspian.example/division/geodata"
)

// locateCommand says whose water places are.
type locateCommand struct {
	Position   []string `arg:"" optional:"" name:"lon lat" help:"Longitude and latitude in decimal degrees, negative in the west and south."`
	DMS        []string `name:"dms" sep:"none" placeholder:"POSITION" help:"A position as treaties print it, latitude first, such as 38°34'30\"N 51°16'18\"E or 42°33.6'N 49°53.3'E; may be repeated."`
	Field      []string `sep:"none" placeholder:"NAME" help:"One of the shipped oil and gas fields, such as Kashagan; may be repeated."`
	Points     string   `file:"in" placeholder:"FILE" help:"Many places: CSV whose first row names the columns lon and lat (others are carried along), or GeoJSON with points; - for standard input."`
	Regime     []string `placeholder:"REGIME,…" aliases:"regimes" help:"Only these regimes; may be repeated (see caspian regimes)."`
	Firmness   bool     `help:"Say under all regimes shown, and for many places too, who has a place under other choices of islands, coast and closing lines (default: for few places, under median and the regimes given)."`
	NoFirmness bool     `help:"Leave that out."`
	resultFlags
	seaFlags
}

// Validate checks the flags against each other.
func (c *locateCommand) Validate() error {
	if c.Firmness && c.NoFirmness {
		return errors.New("--firmness and --no-firmness exclude each other")
	}
	return c.seaFlags.Validate()
}

func (c *locateCommand) Run(s *streams) error {
	if err := c.choose(tableForm, jsonForm, csvForm, geojsonForm); err != nil {
		return err
	}
	if err := checkRegimes(c.Regime); err != nil {
		return err
	}
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
func (c *locateCommand) places() (out []point, err error) {
	const example = "for instance caspian locate 51.27 38.58, or --dms, --field or --points"
	switch n := len(c.Position); {
	case n == 2:
		p := point{}
		for k, text := range c.Position {
			if p.at[k], err = strconv.ParseFloat(asciiMinus(text), 64); err != nil {
				return nil, usage("a longitude and a latitude in decimal degrees; --dms takes degrees, minutes and seconds", "%q is not a number of degrees", asciiMinus(text))
			}
		}
		if err := checkPosition("the position", p.at); err != nil {
			return nil, c.advised(err)
		}
		out = append(out, p)
	case n != 0:
		return nil, usage(example, "a position is two numbers, longitude and latitude, not %d", n)
	}
	for _, text := range c.DMS {
		p, _, err := geodesic.ParsePosition(text)
		if err != nil {
			return nil, usage("such as --dms \"38°34'30\\\"N 51°16'18\\\"E\"", "--dms: %w", err)
		}
		out = append(out, point{at: p})
	}
	for _, name := range c.Field {
		f, err := field(name)
		if err != nil {
			return nil, err
		}
		out = append(out, point{at: f.At, name: f.Name})
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
func (c *locateCommand) advised(err error) error {
	var wrong *pointError
	if errors.As(err, &wrong) && wrong.swapped != nil {
		return usage(fmt.Sprintf("longitude comes first: caspian locate %v %v", wrong.swapped[0], wrong.swapped[1]), "%w", err)
	}
	return usage("", "%w", err)
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
	if best := closest(name, names); best != "" {
		name = meant[best]
	}
	return geodata.Field{}, usage(suggest(name, known, "the fields are "), "there is no field %q", asked)
}

// ready reads the sea and divides it, with the checks of firmness that are
// wanted.
func (c *locateCommand) ready(s *streams) (*desk, error) {
	sea, err := c.read(s)
	if err != nil {
		return nil, err
	}
	regimes, err := c.regimesFor(s, sea, c.Regime)
	if err != nil {
		return nil, err
	}
	d := &desk{sea: sea, many: c.Points != ""}
	for _, r := range regimes {
		divide := c.divide
		if len(c.Regime)+len(c.RegimeFile) == 0 {
			divide = c.divideQuietly // caspian divide tells more about each of them
		}
		div, err := divide(s, sea, r, false)
		if err != nil {
			return nil, err
		}
		l, err := locate.New(div)
		if err != nil {
			return nil, err
		}
		d.rules = append(d.rules, ruled{locator: l, question: questionOf(div)})
		firm := c.Firmness || !c.NoFirmness && c.Points == "" && (isMedian(r) || len(c.Regime)+len(c.RegimeFile) > 0) && len(sea.Coast().Shore) <= manyPositions
		if !firm {
			continue
		}
		alternatives, err := c.alternatives(sea)
		if err != nil {
			return nil, err
		}
		progress, end := s.progress("firmness of " + r.ID)
		d.rules[len(d.rules)-1].firmness, err = s.engine.firmness(s.ctx, l, alternatives, progress)
		end()
		if err != nil {
			return nil, err
		}
		d.firm = true
	}
	return d, nil
}

// few locates places that are named one by one.
func (c *locateCommand) few(s *streams, places []point) error {
	d, err := c.ready(s)
	if err != nil {
		return err
	}
	reports := make([]*placeReport, len(places))
	for k, p := range places {
		if reports[k], err = d.report(p); err != nil {
			return err
		}
	}
	var value any = reports[0]
	if len(reports) > 1 {
		value = pointsReport{reports}
	}
	result := forms{tableForm: d.cards(reports), jsonForm: asJSON(value), geojsonForm: d.features(reports), csvForm: func(w io.Writer) error {
		next := once(places)
		return d.csv(s, w, nil, next)
	}}
	if err := c.write(s, result); err != nil {
		return err
	}
	for _, p := range places {
		d.noteSwapped(s, 1, 1, &p)
	}
	return nil
}

// once returns all points at the first call, and io.EOF after.
func once(points []point) func() ([]point, error) {
	return func() ([]point, error) {
		if points == nil {
			return nil, io.EOF
		}
		out := points
		points = nil
		return out, nil
	}
}

// maxRows is the number of places up to which a table of them is made.
const maxRows = 1000

// many locates the places of a file.
func (c *locateCommand) many(s *streams, name string, from io.Reader) error {
	points, err := readPoints(name, from)
	if err != nil {
		return err
	}
	d, err := c.ready(s)
	if err != nil {
		return err
	}
	var astray counter
	next := func() ([]point, error) {
		some, err := points.next()
		astray.total += len(some)
		return some, err
	}
	if c.Format != csvForm {
		next = carrying(points.header, next)
	}
	hold := &holding{w: s.out}
	out := *s
	out.out = hold
	written := c.write(&out, forms{
		csvForm:     func(w io.Writer) error { return d.csv(s, w, points.header, d.watched(next, &astray)) },
		jsonForm:    func(w io.Writer) error { return d.stream(s, w, d.watched(next, &astray), pointsObject) },
		geojsonForm: func(w io.Writer) error { return d.stream(s, w, d.watched(next, &astray), collection) },
		tableForm: func(w io.Writer) error {
			var all []*placeReport
			for {
				some, err := d.watched(next, &astray)()
				if errors.Is(err, io.EOF) {
					return d.rows(all)(w)
				}
				if err != nil {
					return err
				}
				if len(all)+len(some) > maxRows {
					return usage("--format csv, json or geojson", "a table shows up to %d places", maxRows)
				}
				for _, p := range some {
					report, err := d.report(p)
					if err != nil {
						return err
					}
					all = append(all, report)
				}
			}
		},
	})
	if written != nil {
		var wrong *pointError
		if errors.As(written, &wrong) && wrong.swapped != nil && d.inSea(*wrong.swapped) {
			return hinted{written, "with longitude and latitude swapped it lies in the sea: are the columns named the right way round?"}
		}
		return written
	}
	if err := hold.release(); err != nil {
		return err
	}
	d.noteSwapped(s, astray.swapped, astray.total, astray.first)
	return nil
}

// carrying returns next with the cells of rows as properties of their places.
func carrying(header []string, next func() ([]point, error)) func() ([]point, error) {
	return func() ([]point, error) {
		some, err := next()
		for k := range some {
			if some[k].cells == nil {
				continue
			}
			some[k].properties = geojson.Properties{}
			for i, cell := range some[k].cells {
				some[k].properties[header[i]] = cell
			}
		}
		return some, err
	}
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

// counter counts places that lie in the sea only with their numbers swapped.
type counter struct {
	total, swapped int
	first          *point
}

// watched returns next with an eye on swapped positions.
func (d *desk) watched(next func() ([]point, error), astray *counter) func() ([]point, error) {
	return func() ([]point, error) {
		some, err := next()
		for k := range some {
			if !d.mistaken(some[k].at) {
				continue
			}
			if astray.swapped++; astray.first == nil {
				astray.first = &some[k]
			}
		}
		return some, err
	}
}

// mistaken says whether a position lies far outside the sea, and in it with its
// numbers swapped.
func (d *desk) mistaken(p orb.Point) bool {
	if math.Abs(p[0]) > 90 {
		return false
	}
	// A look at the sea's box first, for it costs next to nothing.
	swapped := orb.Point{p[1], p[0]}
	if d.box == (orb.Bound{}) {
		d.box = d.sea.Coast().Shore.Bound()
	}
	return !d.box.Contains(p) && d.box.Contains(swapped) && d.inSea(swapped)
}

// inSea says whether a position lies in the sea.
func (d *desk) inSea(p orb.Point) bool {
	place, err := d.rules[0].locator.At(p)
	return err == nil && place.Ground == locate.GroundSea
}

// noteSwapped says that places would lie in the sea with their numbers swapped.
func (d *desk) noteSwapped(s *streams, n, total int, first *point) {
	if n == 0 || !d.mistaken(first.at) {
		return
	}
	which := "the place"
	switch {
	case first.where != "" && total == 1:
		which += " in " + first.where
	case first.where != "":
		which = fmt.Sprintf("%d of %d places, the first in %s,", n, total, first.where)
	}
	verb := "lies"
	if n > 1 {
		verb = "lie"
	}
	s.say("hint", cyan, "%s %s outside the sea, but in it with longitude and latitude swapped: longitude comes first", which, verb)
}
