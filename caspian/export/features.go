//go:build !solver

package export

import (
	"image/color"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/palette"
	"caspian.example/division/caspian/partition"
)

// Feature is one thing of a division with its geometry: what writers of formats
// other than GeoJSON, which nests more, have in common.
type Feature struct {
	// Kind is that of Contract 2: sector, common, territorial_waters,
	// fishery_zone, internal_waters, boundary, limit or turning_point.
	Kind string
	// Regime and Layer are the division's.
	Regime, Layer string
	// States are the codes of the states that it belongs to or parts, sorted.
	States []string
	// Name is whose it is in words: that of a zone's holder.
	Name string
	// Area is in m² and Coast the length of a sector's own shore in m.
	Area, Coast float64
	// Share is a sector's state's share of the sea, and ZoneShare the part of the
	// sea that any other zone is; 0 outside the sea, and of lines and points.
	Share, ZoneShare float64
	// Length is that of a line and Breadth that of a belt in m.
	Length, Breadth float64
	// Origin says how a boundary came about (see partition.Boundary), empty for
	// other features.
	Origin string
	// Notional says that the regime itself draws no such line or zone.
	Notional bool
	// Colour is that of a zone on maps, and of lines and points.
	Colour color.NRGBA
	// Point is the turning point, nil for other features, and Number its number
	// in the division, from 1 on.
	Point  *partition.TurningPoint
	Number int
	// Geometry is an orb.MultiPolygon, an orb.MultiLineString or an orb.Point, cut
	// at the antimeridian. Edges are geodesics.
	Geometry orb.Geometry
}

// Features returns the features of a division in the order of GeoJSON; none for a
// division that is none.
func Features(d *caspian.Division) (out []Feature) {
	if d.Check() != nil {
		return nil
	}
	r := &d.Question.Regime
	colours := palette.Light(len(d.States))
	codes := func(states []int) []string {
		all := d.Codes(caspian.Holder{States: states})
		slices.Sort(all)
		return all
	}
	for k := range d.Zones {
		z := &d.Zones[k]
		f := Feature{
			Kind: string(z.Kind), Regime: r.ID, Layer: string(r.Layer), States: codes(z.Holder.States), Name: z.Holder.Name,
			Area: z.Area, Coast: z.Coast, Breadth: z.Breadth, Notional: r.Notional, Colour: colours.Of(tintOf(z)), Geometry: SplitPolygons(z.Polygons),
		}
		if z.Kind == caspian.ZoneSector {
			f.Share = d.Share(f.States[0])
		} else {
			f.ZoneShare = z.Share
		}
		out = append(out, f)
	}
	for k := range d.Boundaries {
		b := &d.Boundaries[k]
		out = append(out, Feature{
			Kind: "boundary", Regime: r.ID, Layer: string(r.Layer), States: codes(b.States[:]),
			Name:   d.States[b.States[0]].Name + "–" + d.States[b.States[1]].Name,
			Length: b.Length, Origin: string(b.Origin), Notional: r.Notional, Colour: palette.Ink, Geometry: SplitLine(b.Line),
		})
	}
	for k := range d.Limits {
		l := &d.Limits[k]
		out = append(out, Feature{
			Kind: "limit", Regime: r.ID, Layer: string(r.Layer), States: codes([]int{l.State}), Name: d.States[l.State].Name,
			Length: l.Length, Breadth: l.Breadth, Colour: palette.Ink, Geometry: SplitLine(l.Line),
		})
	}
	for k := range d.TurningPoints {
		t := &d.TurningPoints[k]
		name := ""
		for i, state := range t.States {
			if i > 0 {
				name += "–"
			}
			name += d.States[state].Name
		}
		out = append(out, Feature{
			Kind: "turning_point", Regime: r.ID, Layer: string(r.Layer), States: codes(t.States), Name: name,
			Point: t, Number: k + 1, Colour: palette.Ink, Geometry: t.At,
		})
	}
	return out
}

// tintOf returns what the colour of a zone depends on; one that nobody holds looks like one
// of all.
func tintOf(z *caspian.Zone) palette.Zone {
	h := &z.Holder
	out := palette.Zone{Kind: string(z.Kind), Each: h.Manner == caspian.Each || len(h.States) == 0, Together: h.Manner == caspian.Together}
	if len(h.States) > 0 {
		out.State = h.States[0]
	}
	return out
}

// Whose returns the properties state and states of a feature, of which it has one: the
// code of the state whose it is alone, or the codes of those that hold it together or
// meet at it, as Codes joins them.
func (f *Feature) Whose() (state, states string) {
	switch f.Kind {
	case string(caspian.ZoneCommon), "boundary", "turning_point":
	default:
		if len(f.States) == 1 {
			return f.States[0], ""
		}
	}
	return "", Codes(f.States)
}
