package partition

// DefaultTolerance is the tolerance of lines in metres if none is given.
const DefaultTolerance = 1.0

// Options are the choices of Divide. The zero value is ready to use.
type Options struct {
	// Tolerance is the largest distance in metres between a boundary as it is
	// written and the true line, between the vertices, both when its edges
	// are read as geodesics and when they are read as straight lines in
	// longitude and latitude. Vertices are exact whatever it is. 0 means 1 m;
	// the range is 0.01 m to 10 km.
	Tolerance float64
	// Resolution is the width in metres from which on no part of a sector is
	// missed. 0 means 1/1000 of the sea's width.
	Resolution float64
}
