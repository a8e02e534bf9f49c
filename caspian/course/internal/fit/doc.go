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
// Fewest vertices in a tube without regard to areas are minimum-link paths (Guibas et al.
// 1993); equal areas at each step of a greedy simplification are what area-preserving
// segment collapse gives (Kronenfeld et al. 2020, doi:10.1080/23729333.2019.1631535). This
// search has the aim of the first under the condition of the second.
//
// # Files
//
// In reading order: program.go, point.go, begin.go, line.go.
package fit
