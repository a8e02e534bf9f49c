// Package partition cuts a closed sea into one sector per state by the lines
// that are equally far from two states' baselines. Begin with Divide.
//
// Distances are geodesic on WGS84 (package geodesic), the sites are the coast's
// geodesic segments (package coast). Areas are square metres, lengths metres,
// positions longitude and latitude in degrees.
//
// # Method
//
// The distance to a set of sites changes by no more than the way travelled. So
// a square cell of a quadtree belongs to one state altogether if every other
// state is farther at its centre by more than its diagonal; only the other
// cells are divided further, down to a size that follows the distance from the
// shore (cells.go). A cell with two states is small enough when all base
// points of one that matter lie, seen from anywhere in it, in directions apart
// from those of the other: then the difference of the distances grows along
// one fixed direction and a single line crosses it. The remaining cells are
// triangulated and the owners of all corners found (mesh.go); the lines pass
// from triangle to triangle and meet in triangles of three owners (march.go).
// Every point of a line and every tripoint is then moved to its exact place
// by Newton's method, inside a bracket, in one and two dimensions (line.go,
// tripoint.go), and points are added until the line keeps its tolerance. Where
// a check fails, the cells around the place are made smaller and the lines are
// traced anew. Last, the rings of the coast and the lines are walked around
// face by face into polygons (sectors.go).
//
// At the end of a land border both coasts share a point, the junction. If the
// sea's angle there exceeds 180°, every place whose nearest base point is the
// junction for both states is equally far from both: an area, not a line. It
// is divided by the geodesic that halves the angle (field.go).
//
// # Guarantee and limits
//
// Every vertex is equally far from both states to 1 mm (TestCaspianMedian
// measures it with full geodesics and without the index; it finds 2e-6 m).
// Between vertices a line is within Options.Tolerance of the true one, tested
// at three places of each edge. Neighbours share identical vertices; the
// sectors add up to the sea to 1e-9 of its area. The result depends on the
// coast and the options alone, not on the number of processors.
//
// The lines of the network are those of a generalised Voronoi diagram of
// segments (Aurenhammer 1991, doi:10.1145/116873.116880); marching over
// triangles with several labels follows Wu & Sullivan 2003,
// doi:10.1002/nme.775.
package partition
