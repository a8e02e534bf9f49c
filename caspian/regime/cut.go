package regime

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// Cut is a line between two states, or, with Others as the second, between one and all
// others. It takes the place of the median line between them. It is a given Line, that
// between Termini, or one that a rule draws (Kind).
type Cut struct {
	Between [2]string `json:"between"`
	// Line is longitude and latitude in degrees, its edges geodesics, or rhumb lines.
	Line orb.LineString `json:"line,omitempty"`
	// Termini stands for the geodesic, or the rhumb line, between the two ends of the
	// first state's shore, in the place of Line.
	Termini bool `json:"termini,omitempty"`
	// Kind draws the line from the end of the two states' land border into the water, up
	// to where it first leaves their waters.
	Kind CutKind `json:"kind,omitempty"`
	// Azimuth is that of CutAzimuth at the start, in degrees clockwise from north, at
	// least 0 and below 360; nil for other kinds.
	Azimuth *float64 `json:"azimuth,omitempty"`
	// Loxodrome says that edges are rhumb lines instead of geodesics. A parallel always is
	// one, and a meridian is both.
	Loxodrome bool `json:"loxodrome,omitempty"`
	// From is the start of a line that a rule draws, longitude and latitude: to be given
	// where the two have no end of a land border, or more than one. A place within
	// NearStart of such an end stands for it.
	From *orb.Point `json:"from,omitempty"`
	// Over is the length in metres over which a bisector or a perpendicular takes the
	// coasts' general directions, as the crow flies from the end of the land border;
	// DefaultOver without it. Direction says how; DirectionFronts without it for a
	// bisector, DirectionFit for a perpendicular.
	Over      float64   `json:"over_m,omitempty"`
	Direction Direction `json:"direction,omitempty"`
}

// CutKind is a rule that draws a line.
type CutKind string

// The kinds: the bisector of the angle of water between the general directions of the two
// coasts; the perpendicular to the general direction of both together; a given azimuth; the
// parallel and the meridian through the start.
const (
	CutBisector      CutKind = "bisector"
	CutPerpendicular CutKind = "perpendicular"
	CutAzimuth       CutKind = "azimuth"
	CutParallel      CutKind = "parallel"
	CutMeridian      CutKind = "meridian"
)

// CutKinds returns the kinds in the order of their constants.
func CutKinds() []CutKind {
	return []CutKind{CutBisector, CutPerpendicular, CutAzimuth, CutParallel, CutMeridian}
}

// Direction is a rule for the general direction of a coast from the end of a land border.
type Direction string

// The rules: a straight front from the end to the first place of the coast that is as far
// away as Cut.Over, or to its farthest where none is; or the straight line that is nearest
// to the coast up to there by least squares.
const (
	DirectionFronts Direction = "fronts"
	DirectionFit    Direction = "fit"
)

const (
	// DefaultOver is the usual length of Cut.Over in metres.
	DefaultOver = 50e3
	// MaxOver is its greatest.
	MaxOver = 1e6
	// NearStart is how far in metres Cut.From may be from the end of a land border that it
	// stands for: positions are printed rounded.
	NearStart = 1e3
)

// Directed says whether the line goes by the general directions of coasts.
func (c *Cut) Directed() bool { return c.Kind == CutBisector || c.Kind == CutPerpendicular }

// clone returns a copy that shares nothing with c.
func (c Cut) clone() Cut {
	c.Line = slices.Clone(c.Line)
	if c.Azimuth != nil {
		azimuth := *c.Azimuth
		c.Azimuth = &azimuth
	}
	if c.From != nil {
		from := *c.From
		c.From = &from
	}
	return c
}

// complete fills in what follows from the kind.
func (c *Cut) complete() {
	if c.Directed() {
		if c.Over == 0 {
			c.Over = DefaultOver
		}
		if c.Direction == "" {
			c.Direction = DirectionFit
			if c.Kind == CutBisector {
				c.Direction = DirectionFronts
			}
		}
	}
	switch c.Kind {
	case CutParallel:
		c.Loxodrome = true
	case CutMeridian:
		c.Loxodrome = false
	}
}

// Rule says in a few words which line it is, without its states and its start: the
// bisector, or a given line.
func (c Cut) Rule() string {
	c = c.clone()
	c.complete()
	out := "a given line"
	switch {
	case c.Kind == CutAzimuth && c.Azimuth != nil:
		out = "the azimuth " + strconv.FormatFloat(*c.Azimuth, 'f', -1, 64) + "°"
	case c.Kind != "":
		out = "the " + string(c.Kind)
	case c.Termini:
		out = "the line between the ends of the land borders"
	}
	if c.Loxodrome && c.Kind != CutParallel {
		out += " as a rhumb line"
	}
	return out
}

// Terms says in words all that the line goes by: the rule, its states, its start, and how
// directions are taken.
func (c Cut) Terms() string {
	c = c.clone()
	c.complete()
	between := c.Between[0] + "–" + c.Between[1]
	if c.Between[1] == Others {
		between = c.Between[0] + " and all others"
	}
	lox := ""
	if c.Loxodrome {
		lox = " of rhumb lines"
	}
	switch {
	case c.Termini && c.Loxodrome:
		return "given line of " + between + ", the rhumb line between the ends of the land borders"
	case c.Termini:
		return "given line of " + between + ", straight between the ends of the land borders"
	case c.Kind == "":
		return fmt.Sprintf("given line of %s, %d positions%s", between, len(c.Line), lox)
	}
	out := strings.TrimPrefix(c.Rule(), "the ") + " in place of the line of " + between + ", from "
	if c.From == nil {
		out += "the end of their land border"
	} else {
		out += fmt.Sprintf("%v %v", c.From[0], c.From[1])
	}
	if c.Directed() {
		how := "straight fronts"
		if c.Direction == DirectionFit {
			how = "least squares"
		}
		out += ", directions by " + how + " over " + strconv.FormatFloat(c.Over/1e3, 'f', -1, 64) + " km"
	}
	return out
}
