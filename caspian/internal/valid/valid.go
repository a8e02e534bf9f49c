// Package valid says which numbers can be what: the same ranges for every package
// that is given positions.
package valid

import "math"

// The ranges of positions in degrees. Longitudes may go on beyond 180, so that a
// sea across the antimeridian can be written without a jump.
const (
	MaxLongitude = 360
	MaxLatitude  = 90
)

// Position says whether p is a longitude and a latitude in degrees.
func Position(p [2]float64) bool {
	return math.Abs(p[0]) <= MaxLongitude && Latitude(p[1])
}

// Latitude says whether v is a latitude in degrees.
func Latitude(v float64) bool { return math.Abs(v) <= MaxLatitude }

// Finite says whether v is a number: not infinite, and not NaN.
func Finite(v float64) bool { return math.Abs(v) <= math.MaxFloat64 }
