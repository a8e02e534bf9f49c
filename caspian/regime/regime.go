package regime

import (
	"maps"
	"slices"
)

// Base is what a regime does with the sea before anything else.
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
	// BaseZones draws belts along the shores, and a common space beyond them. It
	// gives no shares of the sea.
	BaseZones Base = "zones"
)

// Parts says how states share what is left to them together.
type Parts string

// What is left goes to them in equal parts, in proportion to their shares under
// the median line, or in proportion to the length of their coasts.
const (
	PartsEqual  Parts = "equal"
	PartsMedian Parts = "median"
	PartsCoast  Parts = "coast"
)

// Weighting is the rule by which weights change whose a place is.
type Weighting string

// The weightings: the ratio of the distances is that of the weights, or their
// difference, in metres, is that of the weights.
const (
	Equiratio Weighting = "equiratio"
	Additive  Weighting = "additive"
)

// NauticalMile is the international nautical mile in metres, exactly.
const NauticalMile = 1852.0

// The range of breadths of belts in metres, those before one included: what there
// is sense in drawing.
const (
	MinBreadth = 1.0
	MaxBreadth = 200 * NauticalMile
)

// Regime is a rule that turns a sea into a division, in full. Its JSON form is what
// Read reads. The zero value is no regime: none is a default.
type Regime struct {
	ID    string `json:"id"` // small letters, digits and hyphens
	Title string `json:"title"`
	Base  Base   `json:"base"`
	// Source is what the regime rests on, Silence what that does not say, and
	// Assumptions what had to be added to it.
	Source      string   `json:"source"`
	Silence     string   `json:"silence,omitempty"`
	Assumptions []string `json:"assumptions,omitempty"`
	// Caspian says that the regime has a meaning on the Caspian only.
	Caspian bool `json:"caspian,omitempty"`
	// Layer is the layer that the regime holds for, LayerAll without it, and
	// Layers says what becomes of the single ones, from the seabed up; without it
	// that follows from the base.
	Layer  Layer       `json:"layer,omitempty"`
	Layers []LayerRule `json:"layers,omitempty"`
	// Readings are other layers that it may hold for, and Elsewhere is the one of
	// them that it does on other seas than the Caspian; Layer without it.
	Readings  []Reading `json:"readings,omitempty"`
	Elsewhere Layer     `json:"elsewhere,omitempty"`
	// Shares are fractions of the sea by the states' codes, under BaseTarget and
	// BaseUndivided. The other states share the rest by Rest, PartsEqual without
	// it, and under PartsCoast by their coasts' lengths by Measure. Shares that are
	// there but empty are still to be given.
	Shares  map[string]float64 `json:"shares,omitzero"`
	Rest    Parts              `json:"rest,omitempty"`
	Measure Measure            `json:"measure,omitzero"`
	// Weights are those of lines under BaseMedian, by the states' codes: 1 (additive
	// 0) for those that are not named. Weighting is what they do, and also what
	// those do that are solved for; Equiratio without it.
	Weights   map[string]float64 `json:"weights,omitempty"`
	Weighting Weighting          `json:"weighting,omitempty"`
	// Cuts are lines in the place of median ones under BaseMedian, one after the other.
	Cuts []Cut `json:"cuts,omitempty"`
	// Zones are belts from the shores outward, under BaseZones, and one fishery
	// belt under BaseUndivided.
	Zones []Belt `json:"zones,omitempty"`
	// Together are states that hold as one what is theirs under BaseUndivided, and
	// TogetherName is what the one is called; their own names without it.
	Together     []string `json:"together,omitempty"`
	TogetherName string   `json:"together_name,omitempty"`
	// Notional draws, under BaseUndivided, sectors of the size of the shares: what
	// the regime itself leaves undivided.
	Notional bool `json:"notional,omitempty"`
	// Islands are the effects of islands on lines, full without them. Belts are
	// measured from all islands whatever their effect.
	Islands IslandEffects `json:"islands,omitempty"`
}

// BeltKind says what a belt along the shores is.
type BeltKind string

// The kinds of belts.
const (
	Territorial BeltKind = "territorial_waters"
	Fishery     BeltKind = "fishery_zone"
)

// Belt is a belt along the shores, or along the belt before it.
type Belt struct {
	Kind    BeltKind `json:"kind"`
	Breadth float64  `json:"breadth_m"` // in metres
}

// Clone returns a copy that shares nothing with r.
func (r Regime) Clone() Regime {
	r.Assumptions, r.Layers, r.Readings = slices.Clone(r.Assumptions), slices.Clone(r.Layers), cloneReadings(r.Readings)
	r.Shares, r.Weights, r.Islands = maps.Clone(r.Shares), maps.Clone(r.Weights), maps.Clone(r.Islands)
	r.Cuts, r.Zones, r.Together = slices.Clone(r.Cuts), slices.Clone(r.Zones), slices.Clone(r.Together)
	for k := range r.Cuts {
		r.Cuts[k] = r.Cuts[k].clone()
	}
	return r
}

// complete returns a copy of r with what follows from the base where it is left out:
// the layer, what becomes of each layer, and the rules for the rest, for weights and for
// lines.
func (r Regime) complete() Regime {
	r = r.Clone()
	if r.Layer == "" {
		r.Layer = LayerAll
	}
	if len(r.Layers) == 0 {
		kind, rule := LayerSectors, "sectors"
		switch r.Base {
		case BaseUndivided:
			kind, rule = LayerCommon, "in common, undivided"
		case BaseZones:
			kind, rule = LayerZones, "zones, and a common space"
		}
		r.Layers = alike(kind, rule)
		if r.Layer != LayerAll {
			for k := range r.Layers {
				if r.Layers[k].Layer != r.Layer {
					r.Layers[k].Kind, r.Layers[k].Rule = LayerOpen, notSaid
				}
			}
		}
	}
	if r.Rest == "" && (r.Base == BaseTarget || r.Base == BaseUndivided) {
		r.Rest = PartsEqual
	}
	if r.Weighting == "" && r.solves() {
		r.Weighting = Equiratio
	}
	for k := range r.Cuts {
		r.Cuts[k].complete()
	}
	return r
}

// solves says whether the lines of a regime have weights, given or solved for.
func (r *Regime) solves() bool {
	return r.Base == BaseTarget || r.Base == BaseUndivided && r.Notional || r.Base == BaseMedian && len(r.Weights) > 0
}

// Shared says whether the regime gives states shares of the sea: zones alone do not.
func (r *Regime) Shared() bool { return r.Base != BaseZones }

// Drawn says whether the regime draws lines that part waters of states: an undivided
// sea has none, but for notional ones.
func (r *Regime) Drawn() bool { return r.Base != BaseUndivided || r.Notional }

// Rules returns the rules for the layers that the regime treats apart: first that for
// Layer, then those for the layers with another rule, from the seabed up.
func (r *Regime) Rules() []LayerRule {
	whole := r.complete()
	first := LayerRule{Layer: whole.Layer}
	for _, l := range whole.Layers {
		if l.Layer == whole.Layer || whole.Layer == LayerAll {
			first.Kind, first.Rule = l.Kind, l.Rule
			break
		}
	}
	out := []LayerRule{first}
	for _, l := range whole.Layers {
		if whole.Layer != LayerAll && l.Layer != whole.Layer && l.Rule != first.Rule {
			out = append(out, l)
		}
	}
	return out
}
