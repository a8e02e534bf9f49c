// Package partition cuts a closed sea into one sector per state by the lines
// that are equally far from two states' baselines, and into belts at distances
// from them. Begin with Divide; Limits is for the belts.
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
// shore (cells.go). A cell with two states is small enough when along some
// direction one's distance grows faster than the other's throughout it, which
// the directions of all base points that matter tell: then a single line
// crosses it. The remaining cells are
// triangulated and the owners of all corners found (mesh.go); the lines pass
// from triangle to triangle and meet in triangles of three owners (march.go).
// Every point of a line and every tripoint is then moved to its exact place
// by Newton's method, inside a bracket, in one and two dimensions (line.go,
// tripoint.go), and points are added until the line keeps its tolerance. Where
// a check fails, the cells around the place are made smaller and the lines are
// traced anew. Last, the rings of the coast and the lines are walked around
// face by face into polygons (sectors.go).
//
// At the end of a land border, and where islands of two states touch, both
// shores share a point, the joint. If the sea's angle there exceeds 180°, every
// place whose nearest base point is the joint for both states is equally far
// from both: an area, not a line. It is divided by the geodesic that halves
// the angle (joint.go).
//
// Where islands have partial effect a state's distance is a mean of distances,
// to its mainland alone and with its islands (Options.Effects); it changes no
// faster, and everything else stays as it is, but for the lines' ends: they may
// cross land, and are cut at the shore (clip.go). Limits let the waters beyond
// a distance take part like a state that is everywhere as far (limit.go).
//
// # Guarantee and limits
//
// Every vertex is equally far from both states to 1 mm (TestCaspianMedian
// measures it with full geodesics and without the index; it finds 2e-6 m).
// Between vertices a line is within Options.Tolerance of the true one, tested
// at three places of each edge. Turning points and tripoints are located to 1
// mm. No pocket of a sector wider than Options.Resolution is missed, and
// narrower ones hang on a sector that is found. Neighbours share identical vertices; the
// sectors add up to the sea to 1e-9 of its area. The result depends on the
// coast and the options alone, not on the number of processors.
//
// Distances are exact to 1e-5 m up to 600 km and 1e-4 m beyond. Seas reach up
// to 22.5° from their middle (coast.MaxReach). A division takes at most two
// million cells, some 200 times what the Caspian takes at 1 m; limits nearer to
// a long coast than about 1/100,000 of its length take more and are refused.
//
// The lines of the network are those of a generalised Voronoi diagram of
// segments (Aurenhammer 1991, doi:10.1145/116873.116880); marching over
// triangles with several labels follows Wu & Sullivan 2003,
// doi:10.1002/nme.775.
package partition
