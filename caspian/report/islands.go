package report

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// Islands lists the islands of a coast, the largest first.
type Islands struct {
	Coast   string   `json:"coast"`
	Islands []Island `json:"islands"`
	source  string
}

// Island is an island of a coast.
type Island struct {
	// Number is its place in coast.Coast.Islands, from 1, by which it can be named.
	Number  int       `json:"number"`
	Name    string    `json:"name"` // may be empty
	State   string    `json:"state"`
	At      orb.Point `json:"at"` // about its middle
	AreaKm2 float64   `json:"area_km2"`
}

// NewIslands lists the islands of a coast, which is called by a name if it has none of
// its own.
func NewIslands(c *coast.Coast, name string) (*Islands, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	e := geodesic.WGS84
	out := &Islands{Coast: cmp.Or(c.Name, name), Islands: []Island{}, source: c.Source}
	for k, i := range c.Islands {
		var middle geodesic.Vec
		for _, p := range i.Ring[1:] {
			middle = middle.Add(e.Cartesian(p))
		}
		middle = middle.Mul(1 / float64(len(i.Ring)-1))
		area := math.Abs(e.PolygonArea(orb.Polygon{i.Ring}))
		out.Islands = append(out.Islands, Island{k + 1, c.Features[i.Feature].Name, c.States[i.State].Code, e.Position(middle), area / 1e6})
	}
	slices.SortStableFunc(out.Islands, func(a, b Island) int { return cmp.Compare(b.AreaKm2, a.AreaKm2) })
	return out, nil
}

// Rows are the islands.
func (r *Islands) Rows() Grid {
	return &Table[Island]{Rows: r.Islands, Columns: []Column[Island]{
		{Name: "number", Head: "No.", Right: true, Cell: func(i Island) string { return strconv.Itoa(i.Number) }},
		{Name: "name", Head: "Name", Wrap: 24, Cell: func(i Island) string { return i.Name }},
		{Name: "state", Head: "State", Cell: func(i Island) string { return i.State }},
		{Name: "lon", Head: "Longitude", Right: true, Cell: func(i Island) string { return Number(i.At[0], 4) }},
		{Name: "lat", Head: "Latitude", Right: true, Cell: func(i Island) string { return Number(i.At[1], 4) }},
		{Name: "area_km2", Head: "km²", Right: true, Cell: func(i Island) string { return Area(i.AreaKm2) }, Value: func(i Island) string { return Number(i.AreaKm2, 6) }},
	}}
}

// Document is the list.
func (r *Islands) Document(Form) *Document {
	d := new(Document).Say(Counted(len(r.Islands), "island") + " of the coast " + r.Coast + ", the largest first.").Break()
	return d.Table(r.Rows()).Break().Say("A place is about the middle of an island. An effect is given to an island by its name or by its number.").Say("Coast data: " + cmp.Or(r.source, "source not stated") + ".")
}
