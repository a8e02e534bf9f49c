// Package coast reads the shore of a closed sea, labelled with the states that
// own its stretches, checks it, and answers which point of a state's baselines
// is nearest to a place.
//
// Begin with Read, which takes GeoJSON: stretches of shore as LineStrings and
// islands as Polygons, each with a property "state" (see Read for the whole
// form). The result is in a canonical form that does not depend on the order
// or direction of the input. NewBaselines and NewIndex lay it out for
// measuring distances.
//
// Positions are longitude and latitude in degrees on WGS84; edges are
// geodesics between consecutive positions. A sea may cross the antimeridian or
// surround a pole; it may have up to 5,000,000 positions, 2 to 64 states, and
// reach up to 2,500 km from its middle. It is 10 m across at least.
//
// # Files
//
// In reading order:
//
//   - problem.go: what can be wrong with an input, and what is only noted
//   - coast.go: the model
//   - place.go: positions and rings
//   - sound.go: the check of a coast that was made by hand
//   - watch.go: when a context ends
//   - reference.go: coordinate reference systems that an input names
//   - decoder.go: an input as it stands, and what is wrong with it
//   - coordinates.go: positions, and what is none
//   - geojson.go: the one reader of GeoJSON
//   - index_baselines.go: shores in pieces for measuring
//   - index.go: the nearest piece to a point
//   - index_crossings.go: the pieces that an edge crosses
//   - index_directions.go: the directions in which pieces lie
//   - simple.go: whether rings cross, touch or hold each other
//   - builder.go: features of an input, one by one
//   - straight.go: what it changes that edges are geodesics and not straight
//   - check.go: the checks of a whole coast
//   - antimeridian.go: what is cut there, joined again
//   - join.go: stretches joined into a shore
//   - read.go: a coast from GeoJSON; begin here to follow an input
//   - area.go: polygons from GeoJSON
//   - line.go: a line from GeoJSON
//   - text.go: text of any encoding, for readers of other formats
//   - points.go: points from GeoJSON
//   - faces.go: the waters that lines part
//   - close.go: bays cut off
//   - terminus.go: ends of land borders, moved
//   - displace.go: a coast with all positions moved
//   - describe.go: extent and spacing
//   - bent.go: edges that maps draw wrong
//   - length.go: lengths of coasts by several measures
//   - direction.go: general directions of coasts from the end of a land border
//   - figures.go: what rules look at in closing lines and straight baselines
//   - write.go: a coast as GeoJSON
package coast

import "github.com/paulmach/orb"

// State is a state with a shore on the sea.
type State struct {
	// Code is the property "state", usually ISO 3166-1 alpha-2.
	Code string
	// Name is the state's name, or its code if the input has none.
	Name string
}

// Feature is an input feature that a part of the coast comes from.
type Feature struct {
	Index int    // in the file, from 0
	Name  string // property "name", may be empty
	State int    // indexes Coast.States
}

// Stretch is a stretch of the shore that belongs to one state.
type Stretch struct {
	Feature int // indexes Coast.Features
	State   int // indexes Coast.States
	// Start and End are its first and last vertex on Coast.Shore; its edges
	// are Start … End−1.
	Start, End int
}

// Island is an island in the sea.
type Island struct {
	Feature int
	State   int
	// Ring is closed and runs clockwise: the sea is on its left.
	Ring orb.Ring
}

// Closing is a line across the mouth of a bay or lagoon, or a straight baseline.
type Closing struct {
	Feature int
	State   int
	Name    string
	Line    orb.LineString
	// Baseline says that it is a straight baseline, of one leg or more.
	Baseline bool
}

// The kinds of Closing as files have them, and what messages call them.
const (
	closingKind  = "closing"
	baselineKind = "baseline"
)

var nouns = map[string]string{closingKind: "closing line", baselineKind: "straight baseline"}

func (l Closing) kind() string {
	if l.Baseline {
		return baselineKind
	}
	return closingKind
}

// Noun is what messages call the line: a closing line or a straight baseline.
func (l Closing) Noun() string { return nouns[l.kind()] }

// Coast is the checked shore of one closed sea.
type Coast struct {
	// Name, Source and Licence describe the data; Epoch and WaterLevel say
	// for which time and level of the water they hold, "unknown" if the input
	// does not tell. They come from the member "coast" of the collection.
	Name, Epoch, WaterLevel, Source, Licence string
	// Rounding, in metres, is the width of the grid that the data's positions were
	// rounded to, the widest if there are several; 0 if the input does not tell. It is
	// rounding_m there.
	Rounding float64

	States   []State   // sorted by Code
	Features []Feature // those that the coast uses, by Index
	// Shore is the outer ring, closed and counter-clockwise: the sea is on its
	// left. Its first vertex is the beginning of a stretch.
	Shore     orb.Ring
	Stretches []Stretch // along Shore; the last one ends at len(Shore)−1
	Islands   []Island
	Closings  []Closing
	// Enclosed is the water behind closing lines that Close has closed, and inside
	// straight baselines that WithBaselines has drawn.
	Enclosed []Enclosed
	// Touching are the places where several rings share a vertex, ascending
	// by longitude and then latitude.
	Touching []orb.Point
	// Notes are harmless things that were repaired or left out.
	Notes []Note

	// SHA256 is the digest of the bytes that the coast was read from, in small hex
	// digits. It is empty if it was made otherwise: by hand, or of another coast
	// by Displace or MoveTerminus. Close and WithBaselines keep it, since that is no other
	// data.
	SHA256 string
	// Snap is Options.Snap in metres, with which the coast was read: so far from
	// the shore may the ends of closing lines and baselines be, 1 m at least.
	Snap float64
}

// ring returns ring r of the coast: 0 is the shore, 1+k island k.
func (c *Coast) ring(r int) orb.Ring {
	if r == 0 {
		return c.Shore
	}
	return c.Islands[r-1].Ring
}

// Limits on the input.
const (
	MaxPositions = 5_000_000
	MaxStates    = 64
	MaxStretches = 5_000
	// MaxReach is the largest distance in degrees from the middle of the sea
	// to its shore: about 2,500 km.
	MaxReach = 22.5
	// MinAcross is the least diagonal in metres of the box around the sea.
	MinAcross = 10
	maxSnap   = 10_000 // metres
	// MaxRounding bounds Coast.Rounding in metres.
	MaxRounding = 100_000
)

// Enclosed is water that a closing line or a straight baseline has cut off from the sea.
type Enclosed struct {
	Name     string // of the line
	State    int    // indexes Coast.States
	Feature  int    // that of the line, the first of several around the water
	Baseline bool   // of a straight baseline
	// Water has the outer ring counter-clockwise, islands as clockwise holes.
	Water orb.Polygon
}
