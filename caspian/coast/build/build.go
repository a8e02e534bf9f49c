// Package build makes a labelled coast from what people really have: one
// polygon of a sea or lake, and polygons of countries that do not quite touch
// it.
//
// Begin with Coast. Every place of the shore goes to the nearest country; where
// the nearest one changes, the land border ends. Short stretches that are but
// noise of two data sets that do not fit are cleaned up and told one by one, and
// so is how well every end of a land border is determined: it decides shares.
//
// Positions are longitude and latitude in degrees on WGS84, lengths metres. The
// edges of the shore are geodesics. Those of countries are straight in longitude
// and latitude, as RFC 7946 has it: a border along a parallel stays there.
package build

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/problem"
)

// Options are the choices of Coast. The zero value is ready to use.
type Options struct {
	// Property is the property of countries that holds the state's code, or
	// "id" also for the member of the feature. Empty takes the first of
	// Properties that all countries on the shore have.
	Property string
	// Enclave is the length in metres below which a stretch of shore is taken
	// as noise and goes to its neighbours. 0 means 2 km, or a hundredth of the
	// shore if that is less; a negative value keeps all from 1 m on.
	Enclave float64
	// Reach is how far in metres a country may be from the shore that it is
	// given. 0 means 100 km.
	Reach float64
	// Islands gives islands to states: from the number of the hole in the sea's
	// polygon, from 1, to the state's code.
	Islands map[int]string
	// Name, Source, Licence, Epoch and WaterLevel describe the coast. An empty
	// name is that of the sea's feature.
	Name, Source, Licence, Epoch, WaterLevel string
}

// Properties are the properties that are tried for a state's code, in this
// order. Natural Earth has −99 for what has no code, which counts as none.
var Properties = []string{"iso_a2", "ISO_A2", "ISO_A2_EH", "iso_3166_1_alpha_2", "ISO3166-1:alpha2", "ISO3166-1-Alpha-2", "shapeISO", "shapeGroup",
	"adm0_a3", "ADM0_A3", "iso_a3", "ISO_A3", "ISO3166-1-Alpha-3", "state", "code", "id", "name", "NAME"}

// names are the properties that are tried for a state's name.
var names = []string{"name", "NAME", "name_en", "NAME_EN", "name:en", "ADMIN", "admin", "shapeName", "NAME_LONG"}

// The kinds of errors beside those of package coast.
var (
	ErrSea      = errors.New("build: the sea is not one polygon")
	ErrSwapped  = errors.New("build: the sea and the countries are swapped")
	ErrProperty = errors.New("build: no property holds the states' codes")
	ErrReach    = errors.New("build: no country is near the shore")
	ErrIsland   = errors.New("build: no such island or state")
	ErrStates   = errors.New("build: the shore belongs to one state")
)

// The inputs of Coast, as InputError and Note name them.
const (
	Sea       = "sea"
	Countries = "countries"
)

// InputError is an error of one of the inputs.
type InputError struct {
	Input string // Sea or Countries
	Err   error
}

// Error names the input before the error.
func (e *InputError) Error() string {
	return "build: the input of the " + e.Input + ": " + e.Err.Error()
}

// Unwrap returns the error.
func (e *InputError) Unwrap() error { return e.Err }

// Note is something harmless in one of the inputs.
type Note struct {
	Input string // Sea or Countries
	coast.Note
}

// State is a state with a part of the shore.
type State struct {
	coast.State
	// Length is that of its stretches, without islands.
	Length float64
	// Stretches is how many it has, Islands how many islands.
	Stretches, Islands int
	// Farthest is the greatest distance of its shore, islands included, from
	// the country, 0 if all of it is inside, and FarthestAt where that is: how
	// badly the inputs fit.
	Farthest   float64
	FarthestAt orb.Point
}

// Terminus is a place of the shore where the nearest country changes.
type Terminus struct {
	At orb.Point
	// Before and After are the states along the shore, counter-clockwise; they
	// index Result.States.
	Before, After int
	// Distance is that of the two countries, 0 inside of one.
	Distance float64
	// Doubt is the length of the shore around it where the distances of the
	// two countries differ by less than Doubtful: about how far the end of the
	// land border might lie elsewhere.
	Doubt float64
}

// Doubtful is the difference of distances in metres that Terminus.Doubt is for.
const Doubtful = 100

// Enclave is a stretch of shore that went to its neighbours.
type Enclave struct {
	State  string // code of the nearest country
	At     orb.Point
	Length float64
	// To are the codes of the neighbours along the shore: two if they differ,
	// which then meet where they are equally near.
	To []string
	// Only says that the state had no other stretch.
	Only bool
}

// Island is an island of the result.
type Island struct {
	Hole  int // in the sea's polygon, from 1
	At    orb.Point
	Name  string
	State int // indexes Result.States
	// Part is the part of its shore, by length, that is nearest to the state,
	// and Distance that between the island and the country, 0 inside.
	Part, Distance float64
	// Given says that the choice is that of Options.Islands.
	Given bool
}

// Result is a labelled coast, and how it came about.
type Result struct {
	// Coast has no digest, for it stands in no file yet.
	Coast *coast.Coast
	// Property is the property that held the codes.
	Property string
	States   []State // as in Coast.States
	Termini  []Terminus
	Enclaves []Enclave
	Islands  []Island // by Hole
	Notes    []Note
}

// Coast makes a labelled coast. The sea is one Polygon, or a MultiPolygon of one
// part, in GeoJSON; its holes are islands. The countries are Polygons and
// MultiPolygons; several features may be parts of one state.
//
// Every place of the shore goes to the state that is nearest to it, by the
// geodesic distance to its polygons' outlines: 0 inside one, and inside several
// to the one whose outline is farthest. Ties go to the state that is first in
// the file. Edges longer than 250 m are looked at each 250 m. The place on an
// edge where the nearest state changes is found to 0.1 mm and becomes a vertex;
// all other positions are those of the sea's polygon.
//
// An island goes to the state that is nearest to most of its shore, if
// Options.Islands does not say otherwise. It gets the name "island N", N the
// number of the hole.
//
// Errors of an input are *InputError and wrap what coast.ReadAreas returns, or
// one of this package's kinds as a *coast.Problem, or what coast.Area.Check says of
// the sea. The coast has passed coast.Read, whose *problem.List comes back with
// their places otherwise; their features are those of the coast that was to be. It
// ends when ctx does, with its cause.
func Coast(ctx context.Context, sea, countries io.Reader, opts Options) (*Result, error) {
	if opts.Reach == 0 {
		opts.Reach = 100e3
	}
	if !(opts.Reach > 0 && opts.Reach <= 1000e3) || opts.Enclave != opts.Enclave {
		return nil, fmt.Errorf("build: the reach of countries is above 0 and up to 1000 km, and enclaves have a length, not %g and %g m", opts.Reach, opts.Enclave)
	}
	r := &Result{}
	lakes, err := r.read(ctx, sea, Sea)
	if err != nil {
		return nil, err
	}
	lands, err := r.read(ctx, countries, Countries)
	if err != nil {
		return nil, err
	}
	polygon, err := one(lakes, lands)
	if err != nil {
		return nil, &InputError{Sea, err}
	}
	for _, n := range names {
		opts.Name = cmp.Or(opts.Name, value(lakes[0], n))
	}
	b := &builder{ctx: ctx, opts: opts, r: r, shore: newLine(counterClockwise(polygon[0]))}
	for _, hole := range polygon[1:] {
		b.holes = append(b.holes, newLine(counterClockwise(hole)))
	}
	if err := b.long(); err != nil {
		return nil, &InputError{Sea, err}
	}
	if err := lakes[0].Check(0); err != nil {
		return nil, &InputError{Sea, err}
	}
	reach := opts.Reach
	if len(opts.Islands) > 0 {
		// They may be anywhere, seen from their states.
		reach += b.shore.length() / 2
	}
	if b.land, err = newLand(ctx, lands, b.shore, reach); err != nil {
		return nil, err
	}
	for _, step := range []func() error{b.sample, b.codes, b.runs, b.islands, b.measure, b.finish} {
		if err := step(); err != nil {
			return nil, err
		}
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
	}
	return r, nil
}

// read reads one input.
func (r *Result) read(ctx context.Context, from io.Reader, name string) ([]coast.Area, error) {
	areas, notes, err := coast.ReadAreas(ctx, from)
	if err != nil {
		return nil, &InputError{name, err}
	}
	for _, n := range notes {
		r.Notes = append(r.Notes, Note{name, n})
	}
	if len(areas) == 0 {
		return nil, &InputError{name, &coast.Problem{Kind: coast.ErrFeature, Feature: -1, Vertex: -1, What: "it has no polygons"}}
	}
	return areas, nil
}

// one returns the polygon of the sea.
func one(lakes, lands []coast.Area) (orb.Polygon, error) {
	parts := 0
	for _, l := range lakes {
		parts += len(l.Polygons)
	}
	if parts == 1 {
		return lakes[0].Polygons[0], nil
	}
	p := &coast.Problem{Kind: ErrSea, Feature: -1, Vertex: -1,
		What: fmt.Sprintf("it has %d polygons in %d features, and a sea is one", parts, len(lakes))}
	if len(lakes) == 1 {
		p.What = fmt.Sprintf("it has %d polygons in 1 feature, and a sea is one", parts)
	}
	if len(lands) == 1 && len(lands[0].Polygons) == 1 {
		p.Kind, p.Advice = ErrSwapped, "the countries have one: are the two swapped?"
		return nil, p
	}
	var largest coast.Area
	most, part := 0.0, 0
	for _, l := range lakes {
		for k, q := range l.Polygons {
			if area := geodesic.WGS84.PolygonArea(q); area > most {
				largest, most, part = l, area, k
			}
		}
	}
	p.Advice = fmt.Sprintf("give one alone: the largest is part %d of feature %d with %.1f km²", part, largest.Index, most/1e6)
	return nil, p
}

// maxSamples is the most places of long edges of the sea that are looked at:
// about 125,000 km.
const maxSamples = 500_000

// long says that the edges of the sea are too long.
func (b *builder) long() error {
	length := 0.0
	for _, l := range append([]*line{b.shore}, b.holes...) {
		for k := range l.along[1:] {
			if d := l.along[k+1] - l.along[k]; d > step {
				length += d
			}
		}
	}
	if length <= maxSamples*step {
		return nil
	}
	return &coast.Problem{Kind: coast.ErrLimit, Feature: -1, Vertex: -1,
		What:   fmt.Sprintf("its edges that are longer than %d m are %.0f km long in all, more than %d: the outline is too long", step, length/1e3, maxSamples*step/1000),
		Advice: "no sea has such a shore: check the input, or take a part of it"}
}

// counterClockwise returns a ring that runs counter-clockwise.
func counterClockwise(ring orb.Ring) orb.Ring {
	if area, _ := geodesic.WGS84.RingArea(ring); area < 0 {
		ring = slices.Clone(ring)
		slices.Reverse(ring)
	}
	return ring
}

// finish writes the coast and reads it again, as everyone else will.
func (b *builder) finish() error {
	var text bytes.Buffer
	if err := coast.Write(&text, b.coast()); err != nil {
		return err
	}
	c, err := coast.ReadContext(b.ctx, &text, coast.Options{})
	var found *problem.List
	if errors.As(err, &found) {
		for _, err := range found.All {
			if p := new(coast.Problem); errors.As(err, &p) && errors.Is(p.Kind, coast.ErrOpen) {
				// The rings are sound: only land borders can end too close together.
				p.What, p.Advice = "two land borders end within a metre of each other here", "widen the sea here, or take a part of it"
			}
		}
	}
	if err != nil {
		return err
	}
	c.SHA256 = ""
	b.r.Coast = c
	return nil
}
