package partition

import "caspian.example/division/caspian/coast"

// The lengths, slopes and counts by which the package decides, with their units
// and where they come from: derived from the arithmetic or from another one of
// them, measured, or chosen, which is said.
//
// The ground that they stand on is double rounding. A coordinate of 6.4e6 m is
// known to 2^-53 of itself, 7e-10 m, and a distance measured twice at places a
// micrometre apart comes out within 1.7e-9 m of the same (measured at 1,500 pairs
// of places and states of the Caspian, up to 700 km). That coast.Index is exact to
// no more than 1e-5 m up to 600 km does not count here: it is the same error at
// neighbouring places, and moves a line without making it rough.

// Where a point counts as found.
const (
	// exact, in metres, is the difference of two distances below which a vertex lies
	// on the line: sixty times the noise of distances, so that Newton's method gets
	// there, and a ten-thousandth of the promised millimetre.
	exact = 1e-7
	// placed, in metres, is the distance from the line, estimated as the difference
	// over its slope, below which a vertex has its place. It is what exact is worth
	// where the slope is 1e-3: at smaller slopes more digits are asked for, down to
	// flat. A tenth of the promised millimetre.
	placed = 1e-4
	// flat, in metres per metre, is the slope of the difference across a line below
	// which the difference says nothing about where the line is: the direction from a
	// base point carries rounding of 7e-10 m over its distance, which is as much at
	// a centimetre.
	flat = 1e-7
	// bracketed, in metres, is the width of an interval over which the difference
	// changes its sign that counts as a point. At the edge of an area that a bisector
	// divides the difference jumps, and no value near 0 is ever found. A thousand
	// times the rounding of coordinates, a thousandth of the promise.
	bracketed = 1e-6
	// meeting, in metres, is the distance within which those of further parties must
	// agree with the three that define a tripoint for these to meet there too, and
	// within which two tripoints are one. It is the promise for vertices: what is
	// nearer to each other cannot be told apart by its users.
	meeting = 1e-3
	// located, in metres, is how far apart two vertices are between which a turning
	// point is no longer looked for. Half of the promised millimetre: the turning
	// point is one of the two.
	located = 5e-4
	// touching, in metres, is the distance from a node on the shore within which an
	// edge that ends there meets the shore only in the node. Two vertices that are
	// off by placed each, on an edge that leaves the shore at 24° or more; chosen.
	touching = 5 * placed
)

// What counts as one place, or as the end of something.
const (
	// tieRadius, in metres, is the distance from a joint within which a foot counts as
	// the joint itself. Chosen: above the centimetres by which the foot on chords may be
	// off along its edge, and so small that the distance from a foot that lies as far
	// from the joint differs from the joint's by less than the promise from 5 m on.
	tieRadius = 0.1
	// aground, in metres, is the distance from a base point below which the direction
	// from it is none: at it the rounding of coordinates turns it by 1e-3.
	aground = 1e-6
	// unclear, in metres, is the distance from the ends of an arc within which its
	// direction cannot be told from where its points are found: where the shore runs
	// almost straight on through the end of a land border, they may come to lie on
	// land. It is the least tolerance; chosen for that, not derived.
	unclear = minTolerance
	// snapped, in metres, is the distance within which an end of a given line lies on
	// the shore, on another line or at the end of a land border. Chosen: as much as
	// coast.Options.Snap closes by default between ends of stretches.
	snapped = 1.0
	// terminusReach, in metres, is the distance up to which a given line is prolonged
	// to the end of a land border. Chosen, not derived: it is what a user is told.
	terminusReach = 50e3
	// tripleRadius, in metres, is the largest radius of a leaf in which three parties
	// may meet, and how far around a face that does not close the mesh is made
	// finer. Chosen: with 1 m or 25 m the shares of the Caspian differ by 2e-9, as
	// lines do that have other vertices.
	tripleRadius = 5.0
	// adrift, in metres, is the radius around a line that ends in the sea within which
	// the mesh is made finer, and offLine the least one around a vertex that is off its
	// line. Chosen: where they do not do, the cells are made smaller again.
	adrift, offLine = 100.0, 1.0
)

// What edges and directions are measured by.
const (
	// minTolerance and maxTolerance, in metres, bound Options.Tolerance. The least one
	// is ten times meeting: no more is told apart. The greatest one is chosen.
	minTolerance, maxTolerance = 0.01, 10_000.0
	// shortestEdge, in metres, is the length up to which an edge keeps any tolerance: its
	// vertices are exact to as much.
	shortestEdge = 1e-3
	// longestEdge, in metres, bounds the edges of lines. A straight edge of the chart
	// departs from the geodesic by up to 0.026 m on 20 km (measured on the
	// Caspian); tracer.longest has the bound by the tolerance.
	longestEdge = 20e3
	// shortGeodesic, in metres, is the length up to which gauge.edge measures the area
	// under a geodesic: the path that it takes departs from it by 1e-7 m. So it is
	// the more precise one, for the area under a geodesic that is measured as such
	// carries rounding: the two differ by 5e-4 m² at any shorter length (measured).
	shortGeodesic = coast.MaxPiece
	// byAzimuth, in metres, is the distance from a joint up to which a bisector is its
	// normal section, which is faster to measure than the geodesic: it departs from
	// it by 1e-4 m on 20 km, at most (measured all over the ellipsoid; 0.4 m on
	// 300 km).
	byAzimuth = 20e3
	// alongShore, in metres, is how far along a shore its direction at a joint is
	// measured: to the next vertex, but no more than a kilometre, on which the
	// geodesic departs from its normal section by 3e-7 m (measured). The azimuth of a
	// bisector is taken over alongBisector metres: rounding turns it by 1e-10.
	alongShore, alongBisector = 1000.0, 10.0
	// pairTolerance, in metres, is the tolerance of the line along which Pair looks for
	// the nearest place first. The least one, so that the true line is near.
	pairTolerance = minTolerance
	// pairStep, in metres, is the first step along a line from there, pairFar the last,
	// and pairClose the width at which the search ends. The first is the tolerance,
	// the second chosen: the place cannot be so far from the foot unless it lies near
	// the centre of a bend. An error of pairClose along the line changes the distance
	// of a place by its square over twice that distance, and by no more than itself: a
	// hundredth of the promise.
	pairStep, pairFar, pairClose = pairTolerance, 1000.0, 1e-5
	// roundOff is the number of units in a degree to which positions are rounded:
	// 1e-11° is a micrometre, bracketed.
	roundOff = 1e11
)

// What bounds the mesh.
const (
	// shoreRatio is the largest radius of a leaf as a part of its distance from the
	// nearest shore. Chosen: a half saves a tenth of the Caspian's leaves, an eighth
	// costs a third more, and neither moves its shares by more than 3e-9.
	shoreRatio = 0.25
	// floorRadius, in metres, is the radius at which cells become leaves whatever is
	// near, since at a joint no cell is small against its distance from the shore.
	// Chosen: finer than shores are drawn. Ten times as much saves a twentieth of the
	// Caspian's leaves.
	floorRadius = 0.05
	// besideJoint, in metres, is the distance from a joint within which the points of a
	// raw line are the joint itself, where all weights are equal. Twenty of the
	// smallest leaves: a line that leaves the shore at 3° is outside of them by then.
	besideJoint = 20 * floorRadius
	// grain, in metres, is the radius of the smallest leaves that are asked for where lines
	// cannot be told apart, the grains. They are the answer there: a line passes their sides
	// and a tripoint is their triangle's middle, so that two distances differ by twice
	// their diameter at most, a fifth of the promised millimetre, and two lines keep
	// several roundings of positions apart. Chosen for that.
	grain = 5e-5
	// offCorner is how far from its ends at least a line passes the side of a grain, as a
	// part of that, and offSide how far a tripoint keeps from each side of its triangle, as a
	// part of the height: two lines that pass on both sides of a corner keep apart.
	offCorner, offSide = 0.25, 0.1
	// roughGrain is grain for lines that are drawn for their areas alone. Chosen: no side
	// of a leaf that is as small as floorRadius for other reasons is one of a grain.
	roughGrain = floorRadius / 8
	// nearGrain is the number of grains below which leaves are made grains at once.
	// leastGrained is how far around a place leaves are grains at first, in grains, and
	// mostGrained at last. Chosen: so that two attempts more do for most places, and a
	// spot takes a tenth of maxLeaves.
	nearGrain, leastGrained, mostGrained = 16.0, 16.0, 5000.0
	// maxLeaves bounds the work on a sea: some 200 times what the Caspian takes, which is
	// 10,700 at 1 m (measured).
	maxLeaves = 2_000_000
	// maxCutVertices bounds a given line, which is compared with itself edge by edge:
	// 50 million pairs. Chosen for that.
	maxCutVertices = 10_000
)

const (
	// maxRatio is the largest ratio of two weights: below it a line runs at a
	// millionth of its distance from the lighter state, a metre at 1,000 km, which
	// is still more than touching.
	maxRatio = 1_000_000
	// maxOffset, in metres, is the largest additive weight: more than the 5,000 km that
	// a sea may be wide by coast.MaxReach.
	maxOffset = 1e7
)
