package main

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/export"
	"caspian.example/division/caspian/locate"
	"caspian.example/division/caspian/regime"
)

// desk answers about places of one sea under several regimes.
type desk struct {
	sea   *caspian.Sea
	rules []ruled
	firm  bool // some rule has a check of firmness
	many  bool // the questions stand once beside many places, not at every one
	box   orb.Bound
}

// ruled is the sea under one regime.
type ruled struct {
	locator  *locate.Locator
	question questionReport
	firmness *locate.Firmness // nil where it is not wanted
}

// pointsReport is the result for several places.
type pointsReport struct {
	Points []*placeReport `json:"points"`
}

// placeReport is the result for one place, in the form of --format json.
type placeReport struct {
	Name   string  `json:"name,omitempty"`
	Lon    float64 `json:"lon"`
	Lat    float64 `json:"lat"`
	InSea  bool    `json:"in_sea"`
	Ground string  `json:"ground"`
	// Feature is the name of the island or the closing line.
	Feature   string                    `json:"feature,omitempty"`
	Regimes   []holdingReport           `json:"regimes"`
	Distances map[string]distanceReport `json:"distances"`
	// Boundary is the nearest line under the median, or under the first regime
	// that has lines.
	Boundary *nearestReport `json:"nearest_boundary"`
	// Input is what else the place's row or feature says.
	Input geojson.Properties `json:"input,omitempty"`

	places []locate.Place
}

// holdingReport is who has one layer under one regime.
type holdingReport struct {
	Question *caspian.Question `json:"question,omitempty"`
	SHA256   string            `json:"question_sha256"`
	Credit   string            `json:"credit,omitempty"`
	Regime   string            `json:"regime"`
	Title    string            `json:"title"`
	Layer    string            `json:"layer"`
	Rule     string            `json:"rule"`
	State    *string           `json:"state"`
	SharedBy []string          `json:"shared_by"`
	// Zone is the kind of the zone, and Breadth that of a belt; ReservedTo are
	// the states whose flag a belt is reserved to in common waters.
	Zone       string          `json:"zone,omitempty"`
	Breadth    float64         `json:"breadth_m,omitempty"`
	ReservedTo []string        `json:"reserved_to,omitempty"`
	Boundary   *nearestReport  `json:"nearest_boundary"`
	Firmness   []outcomeReport `json:"firmness,omitempty"`
	divided    bool            // by zones
}

// outcomeReport is who has a layer after another choice.
type outcomeReport struct {
	Cause    string   `json:"cause"`
	Ground   string   `json:"ground,omitempty"`
	State    *string  `json:"state"`
	SharedBy []string `json:"shared_by"`
	Flips    bool     `json:"flips"`
	Error    string   `json:"error,omitempty"`
	whose    string
}

// distanceReport is how far a state's nearest base point is.
type distanceReport struct {
	Metres  float64   `json:"m"`
	Base    orb.Point `json:"base_point"`
	Feature string    `json:"feature"`
	Role    string    `json:"role"`
}

// nearestReport is the nearest place of a regime's lines: between two states, or the
// limit of one state's belt.
type nearestReport struct {
	Regime  string    `json:"regime"`
	States  []string  `json:"states"`
	Breadth float64   `json:"breadth_m,omitempty"`
	Metres  float64   `json:"m"`
	Azimuth float64   `json:"azimuth"`
	At      orb.Point `json:"at"`
}

// codesOf returns the codes of a division's states.
func codesOf(d *caspian.Division, states []int) []string {
	return d.Codes(caspian.Holder{States: states})
}

// owner parts those who hold a layer into an owner and those who share it.
func owner(d *caspian.Division, h *locate.Holding) (state *string, sharedBy []string) {
	codes := d.Codes(h.Holder)
	if len(codes) == 1 {
		return &codes[0], []string{}
	}
	return nil, codes
}

// report locates one place.
func (d *desk) report(p point) (*placeReport, error) {
	out := &placeReport{Name: p.name, Lon: p.at[0], Lat: p.at[1], Regimes: []holdingReport{}, Distances: map[string]distanceReport{}, Input: p.properties}
	for k := range d.rules {
		r := &d.rules[k]
		div := r.locator.Division()
		place, err := r.locator.At(p.at)
		if err != nil {
			return nil, err
		}
		out.places = append(out.places, place)
		if k == 0 {
			out.InSea, out.Ground = place.Ground == locate.GroundSea, string(place.Ground)
			if place.Feature >= 0 {
				out.Feature = d.sea.Coast().Features[place.Feature].Name
			}
			for i, distance := range place.Distances {
				if !math.IsInf(distance.Distance, 1) {
					out.Distances[div.States[i].Code] = distanceReport{distance.Distance, distance.Base.At, export.FeatureName(div, distance.Base), export.Role(distance.Base)}
				}
			}
		}
		var line *nearestReport
		if l := place.Line; len(l.States) > 0 {
			line = &nearestReport{div.Question.Regime.ID, codesOf(div, l.States), l.Breadth, l.Distance, l.Azimuth, l.At}
		}
		if line != nil && (out.Boundary == nil || isMedian(div.Question.Regime)) {
			out.Boundary = line
		}
		var outcomes []locate.Outcome
		if r.firmness != nil {
			if outcomes, err = r.firmness.Of(p.at); err != nil {
				return nil, err
			}
		}
		for i := range place.Holdings {
			h := &place.Holdings[i]
			row := holdingReport{Regime: div.Question.Regime.ID, Title: div.Question.Regime.Title, Layer: string(h.Layer), Rule: h.Rule, Zone: string(h.Zone), Breadth: h.Breadth,
				SHA256: r.question.SHA256, divided: h.Kind == regime.LayerSectors || h.Kind == regime.LayerZones}
			if row.divided {
				row.Boundary = line
			}
			if !d.many {
				row.Question, row.Credit = &r.question.Question, r.question.Credit
			}
			row.State, row.SharedBy = owner(div, h)
			if len(h.Reserved.States) > 0 {
				row.ReservedTo = div.Codes(h.Reserved)
			}
			for _, o := range outcomes {
				row.Firmness = append(row.Firmness, outcomeOf(&o, h.Layer, i))
			}
			out.Regimes = append(out.Regimes, row)
		}
	}
	return out, nil
}

// outcomeOf returns an outcome for the layer of a holding.
func outcomeOf(o *locate.Outcome, layer regime.Layer, holding int) outcomeReport {
	out := outcomeReport{Cause: o.Cause, SharedBy: []string{}, Flips: slices.Contains(o.Flips, layer)}
	if o.Err != nil {
		out.Error = plain(o.Err)
		return out
	}
	out.Ground = string(o.Place.Ground)
	if holding < len(o.Place.Holdings) {
		h := &o.Place.Holdings[holding]
		out.State, out.SharedBy = owner(o.Division, h)
		out.whose = whose(o.Division, &o.Place, h)
	}
	return out
}
