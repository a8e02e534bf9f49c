package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"caspian.example/division/caspian/regime"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
)

// wrapping is what stands around the parts of a streamed JSON document, after the
// questions that it answers.
type wrapping struct {
	before, after string
	value         func(*desk, *placeReport) any
}

var (
	pointsObject = wrapping{"\"points\":[\n", "]}\n", func(_ *desk, p *placeReport) any { return p }}
	collection   = wrapping{"\"type\":\"FeatureCollection\",\"features\":[\n", "]}\n", func(_ *desk, p *placeReport) any { return p.feature() }}
)

// stream writes places as JSON, a line each.
func (d *desk) stream(s *streams, w io.Writer, next func() ([]point, error), around wrapping) error {
	questions, err := json.Marshal(d.questions())
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "{\"questions\":%s,\n%s", questions, around.before); err != nil {
		return err
	}
	first := true
	numbered := func() (block, error) {
		points, err := next()
		b := block{points, first}
		first = false
		return b, err
	}
	err = inOrder(s.ctx, w, numbered, func(in block, b *bytes.Buffer) error {
		e := json.NewEncoder(b)
		e.SetEscapeHTML(false)
		for k, p := range in.points {
			report, err := d.report(p)
			if err != nil {
				return err
			}
			if k > 0 || !in.first {
				b.WriteByte(',')
			}
			if err := e.Encode(around.value(d, report)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, around.after)
	return err
}

// questions are those of the regimes, with their digests.
func (d *desk) questions() (out []questionReport) {
	for k := range d.rules {
		out = append(out, d.rules[k].question)
	}
	return out
}

// block are some of the points of a document.
type block struct {
	points []point
	first  bool
}

// features writes places as GeoJSON.
func (d *desk) features(reports []*placeReport) func(io.Writer) error {
	return func(w io.Writer) error {
		c := geojson.NewFeatureCollection()
		for _, p := range reports {
			c.Append(p.feature())
		}
		return asJSON(c)(w)
	}
}

// feature returns a place as a feature: what its input says of it, a property for
// every regime and layer with the codes of who has it, and the report.
func (p *placeReport) feature() *geojson.Feature {
	f := geojson.NewFeature(orb.Point{p.Lon, p.Lat})
	for name, v := range p.Input {
		f.Properties[name] = v
	}
	set := func(name string, v any) {
		for f.Properties[name] != nil {
			name = ours + name
		}
		f.Properties[name] = v
	}
	if p.Name != "" {
		f.Properties["name"] = p.Name
	}
	set("in_sea", p.InSea)
	set("ground", p.Ground)
	if p.Feature != "" {
		set("feature", p.Feature)
	}
	for _, r := range p.Regimes {
		name := r.Regime
		if r.Layer != string(regime.LayerAll) {
			name += "_" + r.Layer
		}
		codes := r.SharedBy
		if r.State != nil {
			codes = []string{*r.State}
		}
		set(name, strings.Join(codes, "+"))
	}
	set("regimes", p.Regimes)
	set("distances", p.Distances)
	set("nearest_boundary", p.Boundary)
	return f
}

// ours stands before the names of our columns and properties where the input has
// them too.
const ours = "caspian_"
