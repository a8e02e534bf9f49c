// Package fit finds straight paths of few vertices that stay near a line on a plane,
// from its first point to its last, and leave as much area on one side of it as on the
// other.
//
// It is a search: what it gives is good, and its measures are those of samples. Whoever
// asks measures again. Begin with NewLine; its method Paths has good paths of so many
// vertices.
//
// The search begins with vertices on the line, among which dynamic programming finds
// those of the least departure, and then moves them off it: departures and the area are
// linear in small moves, so that every step is a linear program, solved by an interior
// point method.
//
// # Files
//
// In reading order: program.go, point.go, begin.go, line.go.
package fit
