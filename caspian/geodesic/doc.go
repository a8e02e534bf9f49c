// Package geodesic computes distances, directions, lines and areas on an
// ellipsoid of revolution, by default WGS84.
//
// Begin with WGS84: its methods Inverse and Distance measure between two
// positions, Direct and Line run from a position in a direction, RingArea and
// PolygonArea measure polygons whose edges are geodesics, and Nearest finds
// the place on a geodesic that is closest to a position. Rhumb and RhumbTo give
// rhumb lines.
//
// Positions are orb.Points: longitude, then latitude, in degrees. Azimuths are
// degrees clockwise from north in [−180, 180], lengths metres, areas square
// metres. Longitudes may be any number of turns; values that are no numbers give
// NaN, and so do latitudes beyond ±90°, save that Cartesian goes on along the
// meridian over the pole. Nothing depends on where the
// antimeridian or the poles lie.
//
// The method is that of C. F. F. Karney, Algorithms for geodesics, Journal of
// Geodesy 87 (2013) 43–55, doi:10.1007/s00190-012-0578-z, in series of the
// sixth order in the third flattening. Distances and end points are within
// 15 nm of the truth on WGS84 and on any ellipsoid with |f| ≤ 1/100, end points
// within 20 nm at |f| = 1/50 (TestInverseVectors, TestDirectVectors), polygon
// areas within 1e-10 of their
// value or 0.1 m², whichever is more (TestPolygonVectors). Rhumb lines, from the
// isometric latitude in closed form and the rectifying one in the same series as
// lengths along a meridian (C. F. F. Karney, The area of rhumb polygons, 2024,
// arXiv:2303.03219), are within 15 nm on all of these ellipsoids (TestRhumbVectors).
//
// Vec and Chart are the fast lane for work inside one sea: earth-centred
// vectors, the geodesic length of a chord, and a central projection on which
// great ellipses are straight.
//
// All values are immutable and safe for concurrent use. Nothing is allocated
// by Inverse, Direct and Line.
package geodesic
