package caspian

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/geodata"
)

// Base is what a defined regime does with the sea before anything else.
type Base string

// The bases.
const (
	// BaseMedian divides by lines of equal distance, of weighted distance where
	// there are weights, and by cuts in their place.
	BaseMedian Base = "median"
	// BaseTarget divides in given shares, in sectors that weighted lines part.
	BaseTarget Base = "target"
	// BaseUndivided leaves the sea in common and gives the states shares of it.
	BaseUndivided Base = "undivided"
	// BaseZones draws belts along the shores, and a common space beyond them.
	BaseZones Base = "zones"
)

// Definition describes a regime in data. Its JSON form is what ReadRegime reads;
// DefinitionOf gives that of the regimes here.
type Definition struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Base  Base   `json:"base"`
	// Source is what the regime rests on, Silence what that does not say.
	Source      string   `json:"source"`
	Silence     string   `json:"silence,omitempty"`
	Assumptions []string `json:"assumptions,omitempty"`
	// Caspian says that the regime has a meaning on the Caspian only.
	Caspian bool `json:"caspian,omitempty"`
	// Layer is the layer that the shares hold for, LayerAll without it, and
	// Layers says what becomes of the single ones.
	Layer  Layer       `json:"layer,omitempty"`
	Layers []LayerRule `json:"layers,omitempty"`
	// Shares are fractions of the sea by the states' codes, under BaseTarget and
	// BaseUndivided; the other states share the rest by Rest, PartsEqual
	// without it.
	Shares map[string]float64 `json:"shares,omitempty"`
	Rest   Parts              `json:"rest,omitempty"`
	// Weights are those of lines under BaseMedian, Weighting what they do, also
	// under BaseTarget.
	Weights   map[string]float64 `json:"weights,omitempty"`
	Weighting Weighting          `json:"weighting,omitempty"`
	// Cuts are given lines under BaseMedian, one after the other.
	Cuts []DefinedCut `json:"cuts,omitempty"`
	// Zones are belts from the shores outward, under BaseZones and one fishery
	// zone under BaseUndivided; Together are states whose belts there are one.
	Zones    []DefinedZone `json:"zones,omitempty"`
	Together []string      `json:"together,omitempty"`
	// Islands are the effects of islands, as in Options, which go before them.
	Islands IslandEffects `json:"islands,omitempty"`
}

// clone returns a copy that shares nothing with def.
func (def Definition) clone() Definition {
	def.Assumptions, def.Layers = slices.Clone(def.Assumptions), slices.Clone(def.Layers)
	def.Shares, def.Weights, def.Islands = maps.Clone(def.Shares), maps.Clone(def.Weights), maps.Clone(def.Islands)
	def.Cuts, def.Zones, def.Together = slices.Clone(def.Cuts), slices.Clone(def.Zones), slices.Clone(def.Together)
	for k := range def.Cuts {
		def.Cuts[k].Line = slices.Clone(def.Cuts[k].Line)
	}
	return def
}

// DefinedCut is a given line between two states, or, with the second state "*",
// between one and all others (see partition.Cut).
type DefinedCut struct {
	Between [2]string `json:"between"`
	// Line is longitude and latitude in degrees.
	Line orb.LineString `json:"line,omitempty"`
	// Termini stands for the geodesic between the two ends of the first state's
	// shore, in the place of Line.
	Termini bool `json:"termini,omitempty"`
}

// DefinedZone is a belt of a breadth in metres: ZoneTerritorial or ZoneFishery.
type DefinedZone struct {
	Kind    ZoneKind `json:"kind"`
	Breadth float64  `json:"breadth_m"`
}

// IslandEffects are effects of islands by their names, "" for all others. In JSON
// they are full, half, none or a number, or an object in which "*" stands for all
// others.
type IslandEffects map[string]float64

// others is how JSON names all that are not named.
const others = "*"

// UnmarshalJSON reads effects.
func (e *IslandEffects) UnmarshalJSON(text []byte) error {
	if len(text) > 0 && text[0] == '{' {
		var named map[string]json.RawMessage
		if err := json.Unmarshal(text, &named); err != nil {
			return err
		}
		*e = IslandEffects{}
		for _, name := range slices.Sorted(maps.Keys(named)) {
			v, err := effectOf(named[name])
			if err != nil {
				return err
			}
			switch name {
			case others:
				name = ""
			case "":
				return fmt.Errorf("an island has no name; %q stands for all others", others)
			}
			(*e)[name] = v
		}
		return nil
	}
	v, err := effectOf(text)
	*e = IslandEffects{"": v}
	return err
}

func effectOf(text []byte) (float64, error) {
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		return 0, err
	}
	switch v {
	case "full":
		return 1, nil
	case "half":
		return 0.5, nil
	case "none":
		return 0, nil
	}
	if number, ok := v.(float64); ok {
		return number, nil
	}
	return 0, fmt.Errorf("%s is not full, half, none or a number", text)
}

// MarshalJSON writes effects, in their short form if they have one.
func (e IslandEffects) MarshalJSON() ([]byte, error) {
	if v, ok := e[""]; ok && len(e) == 1 {
		switch v {
		case 1:
			return []byte(`"full"`), nil
		case 0.5:
			return []byte(`"half"`), nil
		case 0:
			return []byte(`"none"`), nil
		}
		return json.Marshal(v)
	}
	named := maps.Clone(map[string]float64(e))
	if v, ok := named[""]; ok {
		delete(named, "")
		named[others] = v
	}
	return json.Marshal(named)
}

// DefinitionOf returns the definition of a regime, a copy; false for a Target without
// shares and for nil, which have none. That of a regime that treats the Caspian
// apart is that for the Caspian.
func DefinitionOf(r Regime) (def Definition, ok bool) {
	if own, is := r.(*defined); is {
		return own.def.clone(), true
	}
	if r == nil {
		return Definition{}, false
	}
	about := r.About()
	def = Definition{
		ID: r.ID(), Title: about.Title, Base: BaseMedian, Source: about.Basis, Silence: about.Silence, Assumptions: about.Assumptions,
		Caspian: about.Caspian, Layers: about.Layers,
	}
	successors := []string{}
	for _, code := range caspianStates {
		if code != iran {
			successors = append(successors, code)
		}
	}
	switch r := r.(type) {
	case median:
	case equal:
		def.Base, def.Layer, def.Rest = BaseTarget, LayerWater, PartsEqual
	case coastLength:
		def.Base, def.Rest = BaseTarget, PartsCoast
	case *target:
		def.Base, def.Shares, def.Rest = BaseTarget, maps.Clone(r.shares), r.rest
		return def, len(r.shares) > 0
	case condominium:
		def.Base, def.Shares, def.Rest = BaseUndivided, map[string]float64{iran: 0.5}, PartsEqual
		def.Zones, def.Together = []DefinedZone{{ZoneFishery, FisheryBreadth}}, successors
	case agreed:
		def.Layer = LayerSeabed
		lines, err := geodata.AgreedLines()
		if err != nil {
			return Definition{}, false
		}
		for _, l := range lines {
			def.Cuts = append(def.Cuts, DefinedCut{Between: l.States, Line: l.Points.Clone()})
		}
	case astara:
		def.Cuts = []DefinedCut{{Between: [2]string{iran, others}, Termini: true}}
	case convention:
		def.Base, def.Layer = BaseZones, LayerWater
		def.Zones = []DefinedZone{{ZoneTerritorial, TerritorialBreadth}, {ZoneFishery, FisheryBreadth}}
	}
	return def, true
}
