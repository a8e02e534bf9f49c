package caspian

import (
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata"
)

// Division is a sea divided under a regime.
type Division struct {
	// Question is what the division answers: the regime, the options, the coast.
	Question Question
	Sea      *Sea
	// Weights are the states' weights by their codes, if the lines have any.
	// Weights that were solved for are 1 for the first state (additive 0).
	Weights map[string]float64
	// Iterations is the number of times that areas were measured to find the
	// weights, and Residual the largest difference of a share from the wanted
	// one that was left.
	Iterations int
	Residual   float64
	// Area is the sea's area in m², without its islands.
	Area float64
	// States has every state's share, in the order of Sea.States.
	States []StateShare
	// Zones are the areas that the regime draws; none if it only gives shares.
	Zones []Zone
	// Boundaries are the lines between states' zones, TurningPoints the places
	// on them and on limits where a controlling base point changes or three
	// areas meet.
	Boundaries    []partition.Boundary
	TurningPoints []partition.TurningPoint
	// Limits are the outer limits of belts.
	Limits []partition.Limit
	// Warnings are things that a reader of the result must know.
	Warnings []string

	effects []float64 // of the islands, nil if all have full effect
}

// StateShare is what one state has of a divided sea.
type StateShare struct {
	State
	// Share is its fraction of the sea, NaN where the regime gives none: zones
	// alone are no shares (see Zone.Share).
	Share float64
	// Area is in m²; 0 if there is no share, or it is undivided.
	Area float64
	// Undivided says that the share is one of a common sea and has no area of
	// its own.
	Undivided bool
	// LostCoast is the length in metres of its shore that lies in the sectors
	// of others.
	LostCoast float64
}

// ZoneKind says what a zone is.
type ZoneKind string

// The kinds of zones.
const (
	ZoneSector ZoneKind = "sector" // one state's
	ZoneCommon ZoneKind = "common" // several states'
	// ZoneTerritorial and ZoneFishery are belts along a state's shore, and the
	// second may be several states' together.
	ZoneTerritorial = ZoneKind(regime.Territorial)
	ZoneFishery     = ZoneKind(regime.Fishery)
	// ZoneInternalWaters is water behind a closing line or inside a straight baseline,
	// outside the sea.
	ZoneInternalWaters ZoneKind = "internal_waters"
)

// Zone is an area that a regime gives to somebody.
type Zone struct {
	Kind   ZoneKind
	Holder Holder
	// Breadth is that of a belt in metres.
	Breadth float64
	// Area is the geodesic area in m².
	Area float64
	// Share is the part of the sea that the zone is; 0 outside the sea.
	Share float64
	// Coast is the length in metres of a sector's own shore, islands included;
	// 0 for other zones.
	Coast    float64
	Polygons orb.MultiPolygon
	// Parts describes each polygon of a sector.
	Parts []partition.Part
}

// Share returns the share of the sea of the state with the given code: NaN if there is
// no such state, or where the regime gives no shares of the sea, as one of zones alone.
func (d *Division) Share(code string) float64 {
	if d == nil {
		return math.NaN()
	}
	for _, s := range d.States {
		if s.Code == code {
			return s.Share
		}
	}
	return math.NaN()
}

// ErrDivision is returned for a nil Division, and for one that Divide has not made.
var ErrDivision = errors.New("caspian: there is no division")

// Check returns an error for a division that nothing can be made of: nil, the zero
// value, or one without the sea that it divides.
func (d *Division) Check() error {
	switch {
	case d == nil:
		return ErrDivision
	case d.Sea.check() != nil:
		return fmt.Errorf("%w: it has no sea", ErrDivision)
	case len(d.States) != len(d.Sea.coast.States):
		return fmt.Errorf("%w: it has %d states, and its sea %d", ErrDivision, len(d.States), len(d.Sea.coast.States))
	}
	return nil
}

// Effects returns the effect of every island on lines, in the order of
// coast.Coast.Islands; nil if all have full effect. Not to be changed.
func (d *Division) Effects() []float64 {
	if d == nil {
		return nil
	}
	return d.effects
}

// Claims returns the shares that have been claimed or published under the division's
// rule for its layer (see regime.Claims). Other seas have none.
func (d *Division) Claims() ([]geodata.Claim, error) {
	if err := d.Check(); err != nil || !d.Sea.IsCaspian() {
		return nil, err
	}
	return regime.Claims(d.Question.Regime, d.Question.Regime.Layer)
}
