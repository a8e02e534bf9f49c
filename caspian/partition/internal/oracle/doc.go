// Package oracle divides a sea by lines of equal distance in a second way, to
// hold package partition against in tests. Begin with Divide.
//
// The coast is replaced by many points. The Delaunay triangulation of the
// points in a stereographic plane, where circles are circles, has the Voronoi
// diagram of the coast as its dual (Aurenhammer 1991,
// doi:10.1145/116873.116880): where an edge of the triangulation joins points
// of two states, its dual is a piece of their line. So the triangulation says
// which lines there are and how they hang together. Then every vertex is moved
// by Newton's method to where the full geodesic distances (Karney 2013,
// doi:10.1007/s00190-012-0578-z) from the coast's edges agree, and vertices are
// added until the line between them is nowhere farther from the true one than
// a given distance.
//
// It shares packages geodesic and coast (reading alone) with what it tests: no index, no
// mesh, no chart, no chord lengths, no gauge of areas. It is slow and demands
// coasts whose rings do not touch each other.
//
// # Files
//
// None uses what stands in a later one: result.go (what is asked for and found),
// predicates.go, sphere.go, site.go, tree.go, oracle.go (the coast as sites),
// distance.go, delaunay.go, diagram.go, settle.go, lines.go, divide.go.
package oracle
