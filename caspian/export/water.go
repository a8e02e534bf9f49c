//go:build !solver

package export

import (
	"fmt"
	"io"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
)

// Water writes the firm and the contested water of an ensemble as a FeatureCollection with
// a foreign member "ensemble": the question in full with its SHA-256, the number of
// divisions, the width of cells in metres ("cell_m"), and for every state the shares of
// the sea that are firmly its own and within its reach ("firm", "reach"), as package
// ensemble has them.
//
// The features, by their property "kind", are firm, which is one "state"'s, and contested,
// which several are in: "states", sorted, with a blank between two. Both have "area_km2"
// and "zone_share", the part of the sea that they are. Their edges are those of cells, so
// that along the shore they depart from it by up to a cell; rings run and are cut as those
// of GeoJSON.
func Water(w io.Writer, e *ensemble.Ensemble, water *ensemble.Water) error {
	base := e.Base()
	g := &geoJSON{w: w, d: base, first: true}
	asked := e.Asked()
	g.raw("{\"type\":\"FeatureCollection\",\n\"ensemble\":{\"regime\":")
	g.value(asked.Question.Regime.ID)
	g.member("divisions", water.Divisions())
	g.exact("cell_m", water.Size())
	firm := water.Firm()
	for _, of := range []struct {
		name  string
		value func(ensemble.Firm) float64
	}{{"firm", func(f ensemble.Firm) float64 { return f.Firm }}, {"reach", func(f ensemble.Firm) float64 { return f.Reach }}} {
		g.byState(of.name, base.Everybody().States, func(k int) { g.number(of.value(firm[k])) })
	}
	g.member("generator", caspian.Module)
	g.member("credit", strings.Join(e.Credits(), " "))
	g.member("question", asked)
	g.member("question_sha256", asked.SHA256())
	g.raw("},\n\"features\":[")
	for _, a := range water.Areas() {
		if len(a.States) == 1 {
			g.feature("firm")
			g.member("state", a.States[0])
		} else {
			g.feature("contested")
			g.member("states", Codes(a.States))
		}
		g.regime()
		g.figure("area_km2", a.Area/1e6)
		g.exact("zone_share", a.Share)
		polygons := SplitPolygons(a.Polygons)
		g.geometry("MultiPolygon", func() {
			g.list("[]", ",\n", len(polygons), func(k int) { g.polygon(polygons[k]) })
		})
	}
	g.raw("\n]}\n")
	g.flush()
	if g.err != nil {
		return fmt.Errorf("export: writing GeoJSON: %w", g.err)
	}
	return nil
}
