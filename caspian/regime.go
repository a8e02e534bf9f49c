package caspian

import (
	"context"
	"fmt"
	"slices"

	"caspian.example/division/geodata"
)

// Regime is a rule that turns a sea into a division. The regimes are Median,
// Equal, Condominium, NotionalCondominium, Agreed, AstaraHasanQuli, CoastLength,
// Convention2018 and what Target makes; none of them is a default.
type Regime interface {
	// ID is the short name of the regime, as on the command line.
	ID() string
	// About tells what the regime is and where it comes from.
	About() About
	// Applies returns an error if the regime has no meaning on the sea.
	Applies(sea *Sea) error

	divide(ctx context.Context, sea *Sea, by *choices) (*Division, error)
}

// Divides returns an error that wraps ErrLayer if a regime does not divide a layer
// (see Options.Layer); "" stands for the regime's own.
func Divides(r Regime, layer Layer) error {
	if r == nil {
		return ErrNoRegime
	}
	switch layer {
	case "":
		return nil
	case LayerSeabed, LayerWater, LayerSurface, LayerAll:
	default:
		return fmt.Errorf("%w: there is none called %q", ErrLayer, layer)
	}
	if own, ok := r.(interface{ divides(Layer) error }); ok {
		return own.divides(layer)
	}
	return nil
}

// Layer is a part of a sea, from the bottom up, that a regime may treat apart.
type Layer string

// The layers. LayerAll stands for the three together.
const (
	LayerSeabed  Layer = "seabed"
	LayerWater   Layer = "water"
	LayerSurface Layer = "surface"
	LayerAll     Layer = "all"
)

// LayerKind says what becomes of a layer.
type LayerKind string

// The kinds: sectors of states, in common, zones of both, or left open.
const (
	LayerSectors LayerKind = "sector"
	LayerCommon  LayerKind = "common"
	LayerZones   LayerKind = "zone"
	LayerOpen    LayerKind = "open"
)

// LayerRule is what a regime does with one layer.
type LayerRule struct {
	Layer Layer     `json:"layer"`
	Kind  LayerKind `json:"kind"`
	Rule  string    `json:"rule"` // in words
}

// alike is one rule for all three layers.
func alike(kind LayerKind, rule string) []LayerRule {
	return []LayerRule{{LayerSeabed, kind, rule}, {LayerWater, kind, rule}, {LayerSurface, kind, rule}}
}

// About describes a regime for a critical reader.
type About struct {
	Title string
	// Basis is the legal or political basis, with its source.
	Basis string
	// Silence is what the basis does not say, though it is often said.
	Silence string
	// Layers says what the regime does with each layer, from the seabed up.
	Layers []LayerRule
	// Assumptions are what had to be added to compute shares.
	Assumptions []string
	// Caspian says that the regime has a meaning on the Caspian only.
	Caspian bool
}

// The regimes.
var (
	// Median divides the sea by the median line: every place belongs to the
	// state with the nearest shore, islands at full effect.
	Median Regime = median{}
	// Equal gives every state the same share, in sectors that equiratio lines
	// part: on the Caspian of the water, as it is demanded there, on other
	// seas of all layers (Options.Layer chooses another one).
	Equal Regime = equal{}
	// Condominium leaves the sea undivided: one half is Iran's, the other
	// that of the successors of the Soviet Union.
	Condominium Regime = condominium{}
	// NotionalCondominium is Condominium with a picture of the halves: where
	// Iran's would lie if the sea were split so. Nobody has claimed the line.
	NotionalCondominium Regime = condominium{notional: true}
)

// Regimes returns the regimes that give shares without any further choice, in
// the order in which they are shown.
func Regimes() []Regime {
	return []Regime{Condominium, Equal, Median, Agreed, AstaraHasanQuli, CoastLength}
}

// paper is the article that the three rules are taken from.
const paper = "Forouzan & Alishahi 2020, Asya Studies 13, 75–82, doi:10.31455/asya.497624"

// Claims returns the shares that have been claimed or published under a
// regime's rule, the paper's first (see geodata.Claims); none for a regime of
// another sea.
func Claims(r Regime) ([]geodata.Claim, error) {
	if r == nil {
		return nil, ErrNoRegime
	}
	all, err := geodata.Claims()
	if err != nil {
		return nil, fmt.Errorf("caspian: %w", err)
	}
	return slices.DeleteFunc(all, func(c geodata.Claim) bool { return c.Regime != r.ID() }), nil
}

// Claims returns the claims to compare a division's shares with: those under its
// regime's rule for its layer, or for no layer in particular. What is said of
// just this layer comes first. Other seas and weighted lines have none.
func (d *Division) Claims() ([]geodata.Claim, error) {
	if !d.Sea.IsCaspian() || d.Regime == Median.ID() && d.Weights != nil {
		return nil, nil
	}
	all, err := geodata.Claims()
	if err != nil {
		return nil, fmt.Errorf("caspian: %w", err)
	}
	here := func(c geodata.Claim) bool { return d.Layer != LayerAll && c.Layer == string(d.Layer) }
	all = slices.DeleteFunc(all, func(c geodata.Claim) bool {
		return c.Regime != d.Regime || d.Layer != LayerAll && !here(c) && c.Layer != "" && c.Layer != string(LayerAll)
	})
	slices.SortStableFunc(all, func(a, b geodata.Claim) int {
		switch {
		case here(a) == here(b):
			return 0
		case here(a):
			return -1
		}
		return 1
	})
	return all, nil
}
