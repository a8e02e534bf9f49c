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
//
// # Files
//
// In reading order: options.go, result.go, line.go (the shore by its length), strips.go
// (which areas hold a place), land.go (the countries), builder.go, label.go (whose the
// shore is), runs.go (stretches of one state), overlap.go (what countries have in
// common), measure.go, build.go.
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

// Coast makes a labelled coast. The sea is one Polygon, or a MultiPolygon of one
// part, in GeoJSON; its holes are islands. What is cut at the antimeridian is one part
// (see coast.Uncut). The countries are Polygons and
// MultiPolygons; several features may be parts of one state.
//
// Every place of the shore goes to the state that is nearest to it, by the
// geodesic distance to its polygons' outlines: 0 inside one, and inside several
// to the one whose outline is farthest. Of a stretch that two are equally near to, to
// a thousandth of a millimetre, half goes to each; the order of the file decides nothing.
// Countries that overlap on the shore are told in Result.Overlaps and the notes; one
// that lies inside another, to a hundredth of its area, is refused. Edges longer than 250 m are looked at each 250 m. The place on an
// edge where the nearest state changes is found to 0.1 mm and becomes a vertex;
// all other positions are those of the sea's polygon.
//
// An island goes to the state that is nearest to most of its shore, if
// Options.Islands does not say otherwise; where two have equally much it must. It gets the name "island N", N the
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
	lake, err := r.one(lakes, lands)
	if err != nil {
		return nil, &InputError{Sea, err}
	}
	polygon := lake.Polygons[0]
	for _, n := range names {
		opts.Name = cmp.Or(opts.Name, value(*lake, n))
	}
	b := &builder{ctx: ctx, opts: opts, r: r, shore: newLine(counterClockwise(polygon[0]))}
	for _, hole := range polygon[1:] {
		b.holes = append(b.holes, newLine(counterClockwise(hole)))
	}
	if err := b.long(); err != nil {
		return nil, &InputError{Sea, err}
	}
	if err := lake.Check(0); err != nil {
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
	for _, step := range []func() error{b.sample, b.codes, b.overlaps, b.runs, b.islands, b.measure, b.finish} {
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

// one returns the area of the sea, which has one polygon.
func (r *Result) one(lakes, lands []coast.Area) (*coast.Area, error) {
	var all orb.MultiPolygon
	given := 0
	for _, l := range lakes {
		all, given = append(all, l.Polygons...), given+l.Parts
	}
	all = coast.Uncut(all) // features may be parts of one sea, too
	parts := len(all)
	if parts == 1 {
		sea := lakes[0]
		sea.Polygons = all
		if given > 1 {
			at := all[0][0][0]
			r.Notes = append(r.Notes, Note{Sea, coast.Note{Feature: sea.Index, At: &at, What: fmt.Sprintf("its %d parts that are cut at the antimeridian are joined", given)}})
		}
		return &sea, nil
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
