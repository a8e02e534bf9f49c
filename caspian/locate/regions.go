package locate

import (
	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/planar"
)

// newRegions returns an index of polygons, all within the reach of a chart: a
// region for each of them. Their edges are geodesics, cut into pieces of
// coast.MaxPiece, whose geodesics depart by 0.1 mm at most from the straight lines
// of the chart.
func newRegions(chart *geodesic.Chart, polygons []orb.MultiPolygon) *planar.Index {
	var rings []orb.LineString
	var owner []int32
	for k, m := range polygons {
		for _, p := range m {
			for _, ring := range p {
				rings, owner = append(rings, orb.LineString(ring)), append(owner, int32(k))
			}
		}
	}
	b := coast.NewLines(chart.Ellipsoid(), rings)
	points := make([][2]float64, len(b.Points))
	for k, v := range b.Points {
		x, y, _ := chart.Forward(v)
		points[k] = [2]float64{x, y}
	}
	edges := make([]planar.Edge, 0, len(b.Points))
	for _, c := range b.Chains {
		for k := c.Start; k < c.End; k++ {
			edges = append(edges, planar.Edge{Point: int32(k), Region: owner[c.Ring]})
		}
	}
	return planar.NewIndex(points, edges)
}
