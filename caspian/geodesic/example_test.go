package geodesic_test

import (
	"fmt"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

func ExampleEllipsoid_Inverse() {
	// Karney (2013), table 2: the inverse problem from 40° N to 41.79331020506°
	// N, 137.84490004377° farther east, is 10,000 km.
	s, azi1, azi2 := geodesic.WGS84.Inverse(orb.Point{0, 40}, orb.Point{137.84490004377, 41.79331020506})
	fmt.Printf("%.3f m, azimuths %.6f° and %.6f°\n", s, azi1, azi2)
	// Output: 10000000.000 m, azimuths 30.000000° and 149.090169°
}

func ExampleEllipsoid_Direct() {
	q, azi := geodesic.WGS84.Direct(orb.Point{0, 40}, 30, 10e6)
	fmt.Printf("%.9f %.9f, azimuth %.6f°\n", q[0], q[1], azi)
	// Output: 137.844900044 41.793310205, azimuth 149.090169°
}

func ExampleEllipsoid_RingArea() {
	octant := orb.Ring{{0, 0}, {90, 0}, {0, 90}}
	area, length := geodesic.WGS84.RingArea(octant)
	fmt.Printf("%.6f of the ellipsoid, %.3f km around\n", area/geodesic.WGS84.Area(), length/1e3)
	// Output: 0.125000 of the ellipsoid, 30022.686 km around
}

func ExampleEllipsoid_LineTo() {
	line := geodesic.WGS84.LineTo(orb.Point{48.8844, 38.4331}, orb.Point{53.9069, 37.3411})
	mid, _ := line.Position(line.Length() / 2)
	fmt.Printf("%.1f km, half way at %.4f° E %.4f° N\n", line.Length()/1e3, mid[0], mid[1])
	// Output: 458.1 km, half way at 51.4142° E 37.9139° N
}
