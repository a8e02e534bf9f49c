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
// The distance to a set of sites changes by no more than the way travelled. So a
// square cell of a quadtree belongs to one state altogether if every other state is
// farther at its centre by more than its diagonal; only the other cells are divided
// further, down to a size that follows the distance from the shore (quadtree.go,
// walker.go). A cell with two states is small enough when along some direction
// one's distance grows faster than the other's throughout it, which the directions
// of all base points that matter tell: then a single line crosses it. The remaining
// cells are triangulated and the owners of all corners found (mesh.go); the lines
// pass from triangle to triangle and meet in triangles of three owners (march.go).
// Every point of a line and every tripoint is then moved to its exact place by
// Newton's method, inside a bracket, in one and two dimensions (tracer.go,
// tripoint.go), and points are added until the line keeps its tolerance. Where the
// mesh does not tell which way a line goes, at the tips and necks of pockets that
// are narrower than it, the line is followed from base point to base point
// (follow.go); where lines as they are drawn cross each other or the shore, their
// edges are divided (planar.go). Where that is no help and a check fails, the cells
// around the place are made smaller and the lines are traced anew. Last, the rings
// of the coast and the lines are walked around face by face into polygons
// (assembly.go, sectors.go).
//
// # Walking
//
// For areas alone (Options.AreasOnly), and from a tolerance of 10 m on, there is a shorter
// way, which takes no mesh: every
// line begins at the end of a land border, and is walked from there, in steps that are as
// long as its direction allows, to the tripoint where a third state is as near, and
// on from that (walk.go, stride.go). Each end of a land border and each side of a tripoint
// must be come to once. That no part of a sector is left out is shown, not hoped for: with
// equal weights every part touches its own shore, and a few distances show that all islands
// are in one part with their mainland; where islands have partial effect, the
// lines are compared with a mesh as coarse as the resolution (complete.go). Where
// anything of that fails, the lines are traced on the mesh.
//
// # Degenerate places
//
// The owners of the corners of a triangulation make a division of the plane whose
// parts always fit together, exactly degenerate or not. So the mesh alone decides how
// the lines hang together, and geometry only moves them to their places. Three
// checks tell where the mesh was too coarse to decide: the tripoints found must be as
// many as the mesh shows, each once around (tripoint.go); the walk around every face
// must close; and the lines as they are drawn must not cross each other, as the true
// ones never do (planar.go). Around the places where one of them fails the mesh and
// the tolerance of lines become finer, four or sixteen times from one attempt to the
// next, down to a twentieth of a millimetre; where the place is known because lines
// meet in it, at once. What cannot be told apart there is a tangle: all lines through a
// circle of less than a millimetre meet in one node, however many they are (spot.go).
// So four sites that are exactly as far give a node of four lines, and two tripoints
// 5 cm apart stay two.
// Where fourteen attempts are no help, all begins anew with a mesh that lies otherwise over
// the sea, twice at most: what rounding decides in a sea of islands in rows and columns,
// places as far from four shores to a ten-thousandth of a millimetre, it mostly decides
// otherwise there. What can be divided by the first mesh never sees another.
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
// # Weights
//
// With Options.Weights a place belongs to the state of the least cost: its distance
// divided by its weight (equiratio lines), or its distance less its weight
// (additive ones). Costs grow as distances do, at a rate of their own, so that all
// of the method holds with the difference of two costs in the place of that of two
// distances (field.go). Equiratio lines leave every shore to its own state, and
// keep as close to the lighter one's as the weights ask for: metres, for hundreds
// of kilometres of a river. So that the mesh need not be as fine, land is its
// nearest shore's, and a cell through which a shore runs is small enough where the
// shore does not turn much (field.go, quadtree.go). Where two weights differ, an
// area of equal distance at a joint goes to the heavier state.
//
// Solve finds the weights for given areas: on a lattice of triangles first,
// where distances are measured once (lattice.go), then with exact lines, by a
// damped Newton method whose derivatives are integrals along the lines (solve.go).
// A line that is drawn anew has other vertices, and its polygons other areas, by
// some 1e-8 of the sea; so for the last steps every vertex is moved along
// instead, as it is between rough lines (slide.go). Between two drawings of one sea all
// that depends on places alone is kept (memory.go).
//
// # Given lines
//
// A Cut puts a given line in the place of the line between two states: the two
// are made one, the line's geodesics are cut where they meet the shore and the
// other lines, and a walk around the faces tells which lie on its left and which
// on its right. Its vertices are where they were given; what it meets stays
// exact (cutline.go, cutting.go).
//
// # Single places
//
// Pair draws the line of two states as if the others had no shore, and finds the
// place of it that is nearest to any given place: first on the line as it is drawn,
// then along the true one, until the given place lies straight across it (pair.go).
// Distances measures a place against all states.
//
// # Guarantee and limits
//
// Every vertex but those given is equally far from both states to 1 mm (TestCaspianMedian
// measures it with full geodesics and without the index; it finds 2e-6 m). Where lines are
// tangled in a sea more than 25 km wide their node may be off by more, for cells are not
// small enough: by up to 4 cm in one as wide as the Caspian.
// Between vertices a line is within Options.Tolerance of the true one, tested
// at three places of each edge; not again where Solve has moved its vertices since, by
// a fifth of their distance from the shore and a quarter of Options.Resolution at most
// (TestRivers measures the middles of such edges). Turning points and tripoints are located to 1
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
//
// # Files
//
// None uses what stands in a later one, so that they can be read in this order.
//
// What a user gives and gets: network.go, cut.go (a given line), tolerances.go (all
// lengths that decide something, and why they are what they are).
//
// Tools: parallel.go, progress.go, unresolved.go (where a mesh is too coarse),
// place.go (points of the chart), spot.go (where the mesh is finer).
//
// A coast laid out, and what to do with it: joint.go, area.go, shores.go, options.go.
//
// Whose a place is: party.go, cone.go (the directions in which a distance grows),
// memory.go, field.go, distances.go.
//
// The mesh: quadtree.go, walker.go, mesh.go, march.go.
//
// Exact places: tracer.go, tripoint.go, turning.go, follow.go, refine.go,
// crossing.go (with the shore).
//
// Lines: arc.go, raw.go (as the mesh has them), clip.go, lines.go, chase.go (those that
// the mesh has pieces of), trace.go.
//
// Areas: assembly.go, planar.go, sectors.go, turningpoint.go.
//
// Lines that are walked: stride.go (from one place of a line to the next), walk.go,
// complete.go (whether they are all). And resolve.go, the loop of meshes that become finer.
//
// Given lines: incision.go, cutline.go, cutting.go.
//
// What is called: divide.go, limit.go, pair.go, and for given shares exponential.go, slopes.go,
// lattice.go, slide.go, solve.go.
package partition
