package export

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
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
	// States are the codes of the states that it belongs to or parts.
	States []string
	// Name is whose it is in words.
	Name string
	// Area is in m² and Coast the length of a sector's own shore in m.
	Area, Coast float64
	// Share is a fraction of the sea: of a sector its state's, of other zones
	// theirs; 0 outside the sea, and of lines and points.
	Share float64
	// Length is that of a line and Breadth that of a belt in m.
	Length, Breadth float64
	// Origin says how a boundary came about (see partition.Boundary), empty for
	// other features.
	Origin string
	// Notional says that the regime itself draws no such line or zone.
	Notional bool
	// Point is the turning point, nil for other features, and Number its number
	// in the division, from 1 on.
	Point  *partition.TurningPoint
	Number int
	// Geometry is an orb.MultiPolygon, an orb.MultiLineString or an orb.Point, cut
	// at the antimeridian. Edges are geodesics.
	Geometry orb.Geometry
}

// Features returns the features of a division in the order of GeoJSON.
func Features(d *caspian.Division) []Feature {
	var out []Feature
	codes := func(states []int) (c []string) {
		for _, k := range states {
			c = append(c, d.States[k].Code)
		}
		return c
	}
	for k := range d.Zones {
		z := &d.Zones[k]
		f := Feature{
			Kind: string(z.Kind), Regime: d.Regime, Layer: string(d.Layer), States: codes(z.States), Name: zoneName(d, z),
			Area: z.Area, Coast: z.Coast, Breadth: z.Breadth, Notional: d.Notional,
		}
		switch z.Kind {
		case caspian.ZoneInternalWaters:
		case caspian.ZoneSector:
			f.Share = d.States[z.States[0]].Share
		default:
			f.Share = z.Area / d.Area
		}
		var polygons orb.MultiPolygon
		for _, p := range z.Polygons {
			polygons = append(polygons, splitPolygon(p)...)
		}
		f.Geometry = polygons
		out = append(out, f)
	}
	for k := range d.Boundaries {
		b := &d.Boundaries[k]
		out = append(out, Feature{
			Kind: "boundary", Regime: d.Regime, Layer: string(d.Layer), States: codes(b.States[:]),
			Name:   d.States[b.States[0]].Name + "–" + d.States[b.States[1]].Name,
			Length: b.Length, Origin: string(b.Origin), Notional: d.Notional, Geometry: SplitLine(b.Line),
		})
	}
	for k := range d.Limits {
		l := &d.Limits[k]
		out = append(out, Feature{
			Kind: "limit", Regime: d.Regime, Layer: string(d.Layer), States: codes([]int{l.State}), Name: d.States[l.State].Name,
			Length: l.Length, Breadth: l.Breadth, Geometry: SplitLine(l.Line),
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
			Kind: "turning_point", Regime: d.Regime, Layer: string(d.Layer), States: codes(t.States), Name: name,
			Point: t, Number: k + 1, Geometry: t.At,
		})
	}
	return out
}

// zoneName says whose a zone is. The belt that states of the condominium hold
// together has the name of their common predecessor.
func zoneName(d *caspian.Division, z *caspian.Zone) string {
	switch {
	case len(z.States) == 1:
		return d.States[z.States[0]].Name
	case z.Kind == caspian.ZoneCommon:
		return "in common"
	case d.Regime == caspian.Condominium.ID():
		return "Soviet Union"
	}
	var names []string
	for _, k := range z.States {
		names = append(names, d.States[k].Name)
	}
	return strings.Join(names, ", ")
}

// Role says whether a base point is a vertex of the coast or lies within a
// segment.
func Role(b partition.BasePoint) string {
	if b.Vertex {
		return "vertex"
	}
	return "segment"
}

// FeatureName names the feature of the coast that a base point lies on: by its
// name, or by its number in the file.
func FeatureName(d *caspian.Division, b partition.BasePoint) string {
	f := d.Sea.Coast().Features[b.Feature]
	if f.Name != "" {
		return f.Name
	}
	return "feature " + strconv.Itoa(f.Index)
}

// About says in one line what a file is made from and what it is not.
func About(d *caspian.Division) string {
	c := d.Sea.Coast()
	closed := ""
	if len(d.Closed) > 0 {
		closed = ", without " + strings.Join(d.Closed, ", ")
	}
	return fmt.Sprintf("%s. Coast %s, epoch %s, water level %s; islands: %s%s. Datum WGS84, edges are geodesics, tolerance %g m. What the rule would give on this coast, and no record of boundaries. %s",
		d.Title, c.Name, c.Epoch, c.WaterLevel, d.Islands, closed, d.Tolerance, Generator)
}
