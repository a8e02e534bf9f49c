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

func ExampleNewEllipsoid() {
	sphere, err := geodesic.NewEllipsoid(6371000, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	// A quarter of the way around.
	fmt.Printf("%.3f m\n", sphere.Distance(orb.Point{0, 0}, orb.Point{90, 0}))
	// Output: 10007543.398 m
}

func ExampleEllipsoid_Distance() {
	// A nautical mile was a minute of a meridian; the metre is near a tenth of a
	// millionth of a quarter of it.
	fmt.Printf("%.3f km\n", geodesic.WGS84.Distance(orb.Point{0, 0}, orb.Point{0, 90})/1e3)
	// Output: 10001.966 km
}

func ExampleEllipsoid_Nearest() {
	// The equator is nearest straight to the south.
	q, distance := geodesic.WGS84.Nearest(orb.Point{50, 1}, orb.Point{40, 0}, orb.Point{60, 0})
	fmt.Printf("%.6f %.6f, %.1f km\n", q[0], q[1], distance/1e3)
	// Output: 50.000000 0.000000, 110.6 km
}

func ExampleEllipsoid_PolygonArea() {
	// An octant with a hole that is half of it.
	octant := orb.Ring{{0, 0}, {90, 0}, {0, 90}, {0, 0}}
	half := orb.Ring{{0, 0}, {0, 90}, {45, 0}, {0, 0}}
	area := geodesic.WGS84.PolygonArea(orb.Polygon{octant, half})
	fmt.Printf("%.6f of the ellipsoid\n", area/geodesic.WGS84.Area())
	// Output: 0.062500 of the ellipsoid
}

func ExampleEllipsoid_Line() {
	north := geodesic.WGS84.Line(orb.Point{50, 0}, 0)
	// As far as the pole.
	q, _ := north.Position(geodesic.WGS84.Distance(orb.Point{50, 0}, orb.Point{50, 90}))
	fmt.Printf("%.6f\n", q[1])
	// Output: 90.000000
}

func ExampleParsePosition() {
	p, digit, err := geodesic.ParsePosition("42°33.6' N 49°53.3' E")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.6f %.6f, to a tenth of a minute: %.6f\n", p[0], p[1], digit)
	// Output: 49.888333 42.560000, to a tenth of a minute: 0.001667
}

func ExampleFormatPosition() {
	fmt.Println(geodesic.FormatPosition(orb.Point{49.5, 42.25}, 1))
	// Output: 42°15'00.0"N 49°30'00.0"E
}

func ExampleFormatAngle() {
	fmt.Println(geodesic.FormatAngle(-1.25, "E", "W", 0))
	// Output: 1°15'00"W
}

func ExampleNormal() {
	fmt.Println(geodesic.Normal(orb.Point{350.1, 60}), geodesic.Normal(orb.Point{-181, 60}), geodesic.Normal(orb.Point{180, 60}))
	// Output: [-9.9 60] [179 60] [180 60]
}

func ExampleEllipsoid_Rhumb() {
	// A parallel is a rhumb line: west from the end of a land border.
	line := geodesic.WGS84.Rhumb(orb.Point{52.4344, 41.7464}, -90)
	q, azi := line.Position(100e3)
	fmt.Printf("%.6f° E %.6f° N, azimuth %.0f°\n", q[0], q[1], azi)
	// Output: 51.232172° E 41.746400° N, azimuth -90°
}

func ExampleEllipsoid_RhumbTo() {
	from, to := orb.Point{48.8844, 38.4331}, orb.Point{53.9069, 37.3411}
	line, least := geodesic.WGS84.RhumbTo(from, to), geodesic.WGS84.LineTo(from, to)
	_, azi := line.Position(0)
	fmt.Printf("%.3f km with azimuth %.3f°; the geodesic has %.3f km\n", line.Length()/1e3, azi, least.Length()/1e3)
	// Output: 458.124 km with azimuth 105.341°; the geodesic has 458.068 km
}

func ExampleRounding() {
	var r geodesic.Rounding
	if err := r.UnmarshalText([]byte("0.1'")); err != nil {
		fmt.Println(err)
		return
	}
	p := orb.Point{49.512, 42.2571}
	fmt.Println(r.Format(p), r.Round(p))
	// Output: 42°15.4'N 49°30.7'E [49.51166666666666 42.25666666666667]
}
