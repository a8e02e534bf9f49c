package oracle

import (
	"math"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

// The plane of the triangulation: the ellipsoid is laid on a sphere by the
// conformal latitude (Snyder 1987, doi:10.3133/pp1395, equation 3-1), the
// sphere on a plane by the stereographic projection from the place opposite
// the sea's middle. Both keep angles, the second also circles.

const degree = math.Pi / 180

// eccentricity of WGS84.
var eccentricity = math.Sqrt(geodesic.WGS84.F() * (2 - geodesic.WGS84.F()))

// onSphere returns the place of p on the conformal sphere as a unit vector.
func onSphere(p orb.Point) geodesic.Vec {
	sin, cos := math.Sincos(p[1] * degree)
	psi := math.Asinh(sin/cos) - eccentricity*math.Atanh(eccentricity*sin)
	sinLon, cosLon := math.Sincos(p[0] * degree)
	z := math.Tanh(psi)
	rho := 1 / math.Cosh(psi)
	return geodesic.Vec{X: rho * cosLon, Y: rho * sinLon, Z: z}
}

// onEllipsoid is the reverse of onSphere.
func onEllipsoid(v geodesic.Vec) orb.Point {
	psi := math.Asinh(v.Z / math.Hypot(v.X, v.Y))
	phi := math.Atan(math.Sinh(psi))
	for range 8 {
		phi = math.Atan(math.Sinh(psi + eccentricity*math.Atanh(eccentricity*math.Sin(phi))))
	}
	return orb.Point{math.Atan2(v.Y, v.X) / degree, phi / degree}
}

// plane is a stereographic projection of the sphere, in metres.
type plane struct{ centre, right, up geodesic.Vec }

func newPlane(centre geodesic.Vec) plane {
	centre = centre.Unit()
	axis := geodesic.Vec{Z: 1}
	if math.Abs(centre.Z) > 0.9 {
		axis = geodesic.Vec{X: 1}
	}
	right := axis.Cross(centre).Unit()
	return plane{centre, right, centre.Cross(right)}
}

func (p plane) project(v geodesic.Vec) point {
	k := 2 * radius / (1 + v.Dot(p.centre))
	return point{k * v.Dot(p.right), k * v.Dot(p.up)}
}

// radius is about that of the Earth in metres; only scales depend on it.
const radius = 6371e3

// along returns the place on the sphere at an angle from the centre in the
// direction x, y.
func (p plane) along(x, y, angle float64) geodesic.Vec {
	sin, cos := math.Sincos(angle)
	return p.centre.Mul(cos).Add(p.right.Mul(sin * x)).Add(p.up.Mul(sin * y))
}

// circumcentre returns the centre on the sphere of the circle whose image in
// the plane goes through a, b and c, and its radius on the sphere in metres.
// It works with differences in the plane, which stay precise for sites close
// together.
func (p plane) circumcentre(a, b, c point) (geodesic.Vec, float64) {
	bx, by, cx, cy := b.x-a.x, b.y-a.y, c.x-a.x, c.y-a.y
	b2, c2 := bx*bx+by*by, cx*cx+cy*cy
	det := 2 * (bx*cy - by*cx)
	dx, dy := (cy*b2-by*c2)/det, (bx*c2-cx*b2)/det
	mx, my, rho := a.x+dx, a.y+dy, math.Hypot(dx, dy)
	// The image of a diameter through the plane's origin is a diameter.
	m := math.Hypot(mx, my)
	if m == 0 {
		return p.centre, 2 * radius * math.Atan(rho/(2*radius))
	}
	near, far := 2*math.Atan((m-rho)/(2*radius)), 2*math.Atan((m+rho)/(2*radius))
	return p.along(mx/m, my/m, (near+far)/2), radius * (far - near) / 2
}
