package regime

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/paulmach/orb"
)

// ErrNoPlace is wrapped by every NoPlaceError.
var ErrNoPlace = errors.New("regime: there is no place for it")

// NoPlaceError says that a regime has no place for something: it would be the same with
// it and without.
type NoPlaceError struct {
	ID    string // of the regime
	What  string // such as: weights
	Where string // which regimes have a place for it
}

// Error says so in one line.
func (e *NoPlaceError) Error() string {
	return fmt.Sprintf("regime: %s has no place for %s, which are for %s", e.ID, e.What, e.Where)
}

// Unwrap returns ErrNoPlace.
func (*NoPlaceError) Unwrap() error { return ErrNoPlace }

// noPlace says that a regime has no place for something, and which have.
func (r *Regime) noPlace(what, where string) error { return &NoPlaceError{r.ID, what, where} }

// The methods below return a changed copy, or an error that wraps ErrNoPlace. Terms
// says what was changed, and so does the title where it makes another rule. What they
// are given is checked by Checked.

// WithLayer returns the regime for another layer: one that the regime treats like its
// own, or one of its Readings. Other layers are an error that wraps ErrLayer.
func (r Regime) WithLayer(layer Layer) (Regime, error) {
	if layer != LayerAll && !slices.Contains(single, layer) {
		return r, fmt.Errorf("%w: there is none called %q", ErrLayer, layer)
	}
	whole := r.complete()
	out := r.Clone()
	out.Layer, out.Elsewhere = layer, ""
	if layer == whole.Layer {
		return out, nil
	}
	for k, reading := range out.Readings {
		if reading.Layer == layer {
			// They change places: what it was read for is another reading then.
			out.Layers, out.Readings[k] = reading.Layers, Reading{whole.Layer, whole.Layers}
			return out, nil
		}
	}
	rule := func(of Layer) (l LayerRule) {
		for _, l = range whole.Layers {
			if l.Layer == of || of == LayerAll {
				break
			}
		}
		return LayerRule{Kind: l.Kind, Rule: l.Rule}
	}
	own := rule(whole.Layer)
	switch asked := rule(layer); {
	case layer == LayerAll:
		return r, fmt.Errorf("%w: %s has no one rule for all layers; it holds for the %s", ErrLayer, r.ID, whole.Layer)
	case asked != own:
		return r, fmt.Errorf("%w: %s says of the %s: %s; it holds for the %s", ErrLayer, r.ID, layer, asked.Rule, whole.Layer)
	}
	out.Layers = whole.Layers
	return out, nil
}

// ErrLayer is wrapped by errors of layers that a regime does not divide, or that there
// are not.
var ErrLayer = errors.New("regime: the layer is not divided")

// On returns the regime as it holds on the Caspian, or on another sea (see Elsewhere),
// without the readings that it then does not have.
func (r Regime) On(caspian bool) (out Regime, err error) {
	if out = r.Clone(); !caspian && r.Elsewhere != "" {
		out, err = r.WithLayer(r.Elsewhere)
	}
	out.Readings, out.Elsewhere = nil, ""
	return out, err
}

// WithShares returns the regime with other shares of the sea, where the shares are
// the user's to give: those of a target that has any.
func (r Regime) WithShares(shares map[string]float64) (Regime, error) {
	if !r.asks() {
		return r, r.noPlace("given shares", "a target that names shares, such as target")
	}
	r = r.Clone()
	r.Shares = maps.Clone(shares)
	return r, nil
}

// asks says whether the regime leaves shares to the user.
func (r *Regime) asks() bool { return r.Base == BaseTarget && r.Shares != nil }

// WithRest returns the regime with another rule for what is left of shares.
func (r Regime) WithRest(rest Parts) (Regime, error) {
	if !r.asks() {
		return r, r.noPlace("rules for the rest", "a target that names shares, such as target")
	}
	r = r.Clone()
	r.Rest = rest
	return r, nil
}

// WithMeasure returns the regime with another measure of coasts.
func (r Regime) WithMeasure(m Measure) (Regime, error) {
	if r.Rest != PartsCoast {
		return r, r.noPlace("measures of coasts", "shares in proportion to coasts, such as coast-length")
	}
	r = r.Clone()
	r.Measure = m
	if m != (Measure{}) {
		r.Title += ", by " + m.String()
	}
	return r, nil
}

// WithWeights returns the regime with weights of the states' distances.
func (r Regime) WithWeights(weights map[string]float64) (Regime, error) {
	if r.Base != BaseMedian || len(r.Cuts) > 0 {
		return r, r.noPlace("weights", "lines of equal distance without given ones, such as median")
	}
	r = r.Clone()
	if r.Weights = maps.Clone(weights); len(weights) > 0 {
		r.Title += ", weighted"
	}
	return r, nil
}

// WithWeighting returns the regime with another rule of weights.
func (r Regime) WithWeighting(w Weighting) (Regime, error) {
	if !r.solves() {
		return r, r.noPlace("rules of weights", "weights, given or solved for, such as those of equal")
	}
	r = r.Clone()
	if r.Weighting = w; w == Additive && r.Base != BaseMedian {
		r.Title += ", by additive weights"
	}
	return r, nil
}

// WithLine returns the regime with a given line between two states in place of the
// median one.
func (r Regime) WithLine(between [2]string, line orb.LineString) (Regime, error) {
	return r.WithCut(Cut{Between: between, Line: line})
}

// WithCut returns the regime with another line in place of the median one of two states.
func (r Regime) WithCut(c Cut) (Regime, error) {
	if r.Base != BaseMedian {
		return r, r.noPlace("given lines", "median lines, such as those of median, agreed and astara-hasanquli")
	}
	a, b := c.Between[0], c.Between[1]
	if r.cutOf(a, b) >= 0 {
		return r, fmt.Errorf("%w: %s has a line of %s and %s already; give yours under a regime without, such as median", ErrRegime, r.ID, a, b)
	}
	r = r.Clone()
	r.Cuts = append(r.Cuts, c.clone())
	r.Title += c.title()
	return r, nil
}

// title is what a line adds to the title of a regime.
func (c Cut) title() string {
	if c.Kind == "" && !c.Termini {
		return fmt.Sprintf(", with a given line of %s and %s", c.Between[0], c.Between[1])
	}
	return fmt.Sprintf(", with %s in place of the line of %s and %s", c.Rule(), c.Between[0], c.Between[1])
}

// cutOf returns the number of the line that a regime has for two states, −1 if it has none.
func (r *Regime) cutOf(a, b string) int {
	return slices.IndexFunc(r.Cuts, func(c Cut) bool { return slices.Contains(c.Between[:], a) && slices.Contains(c.Between[:], b) })
}

// WithoutCut returns the regime with the median line of two states in place of one of its
// Cuts, which it returns too; nil if it has none.
func (r Regime) WithoutCut(a, b string) (Regime, *Cut) {
	r = r.Clone()
	k := r.cutOf(a, b)
	if k < 0 {
		return r, nil
	}
	cut := r.Cuts[k]
	r.Cuts = slices.Delete(r.Cuts, k, k+1)
	if title, ok := strings.CutSuffix(r.Title, cut.title()); ok {
		r.Title = title
	} else {
		r.Title += fmt.Sprintf(", without its line of %s and %s", a, b)
	}
	return r, &cut
}

// WithBreadth returns the regime with another breadth in metres of one of its belts.
func (r Regime) WithBreadth(kind BeltKind, breadth float64) (Regime, error) {
	k := slices.IndexFunc(r.Zones, func(b Belt) bool { return b.Kind == kind })
	if k < 0 {
		name := map[BeltKind]string{Territorial: "territorial waters", Fishery: "fishery zones"}[kind]
		return r, r.noPlace("breadths of "+name, "regimes with such a belt, such as convention2018")
	}
	r = r.Clone()
	if r.Zones[k].Breadth != breadth {
		r.Zones[k].Breadth = breadth
		r.Title += fmt.Sprintf(", %s %s M", map[BeltKind]string{Territorial: "territorial waters", Fishery: "fishery belts"}[kind], miles(breadth))
	}
	return r, nil
}

// Apart returns the regime with the states that hold together parted: what is theirs
// they have each, in belts of their own, and share by a rule.
func (r Regime) Apart(parts Parts) (Regime, error) {
	if len(r.Together) == 0 {
		return r, r.noPlace("rules for successors", "states that hold a part together, such as under condominium")
	}
	r = r.Clone()
	r.Rest = parts
	if !r.Notional {
		r.Together, r.TogetherName = nil, ""
	}
	r.Title += ", the successors apart"
	return r, nil
}

// Drawing returns the regime with a picture of what it leaves undivided.
func (r Regime) Drawing() (Regime, error) {
	if r.Base != BaseUndivided {
		return r, r.noPlace("notional lines", "an undivided sea, such as under condominium")
	}
	r = r.Clone()
	r.Notional = true
	r.Title += ", a notional line of its shares"
	return r, nil
}

// WithIslands returns the regime with other effects of islands.
func (r Regime) WithIslands(effects IslandEffects) (Regime, error) {
	if !r.weighsIslands() {
		return r, r.noPlace("effects of islands", "lines of equal or weighted distance, such as those of median")
	}
	r = r.Clone()
	r.Islands = maps.Clone(effects)
	return r, nil
}
