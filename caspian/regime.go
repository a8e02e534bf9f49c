package caspian

import (
	"context"
	"fmt"
	"slices"

	"caspian.example/division/caspian/partition"
	"caspian.example/division/geodata"
)

// Regime is a rule that turns a sea into a division. The regimes are Median,
// Equal and Condominium; none of them is a default.
type Regime interface {
	// ID is the short name of the regime, as on the command line.
	ID() string
	// About tells what the regime is and where it comes from.
	About() About
	// Applies returns an error if the regime has no meaning on the sea.
	Applies(sea *Sea) error

	divide(ctx context.Context, sea *Sea, opts partition.Options) (*Division, error)
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

// LayerRule is what a regime does with one layer.
type LayerRule struct {
	Layer Layer
	Rule  string
}

// About describes a regime for a critical reader.
type About struct {
	Title string
	// Basis is the legal or political basis, with its source.
	Basis string
	// Silence is what the basis does not say, though it is often said.
	Silence string
	// Layers says what the regime does with each layer.
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
	// Equal gives every state the same share: on the Caspian of the water,
	// as it is demanded there, on other seas of all layers.
	Equal Regime = equal{}
	// Condominium leaves the sea undivided: one half is Iran's, the other
	// that of the successors of the Soviet Union.
	Condominium Regime = condominium{}
)

// Regimes returns all regimes in the order in which they are shown.
func Regimes() []Regime { return []Regime{Condominium, Equal, Median} }

// paper is the article that the three rules are taken from.
const paper = "Forouzan & Alishahi 2020, Asya Studies 13, 75–82, doi:10.31455/asya.497624"

type median struct{}

func (median) ID() string         { return "median" }
func (median) Applies(*Sea) error { return nil }
func (equal) ID() string          { return "equal" }
func (equal) Applies(*Sea) error  { return nil }
func (condominium) ID() string    { return "condominium" }
func (c condominium) Applies(sea *Sea) error {
	if !sea.IsCaspian() {
		return fmt.Errorf("%w: %s", ErrNotCaspian, c.ID())
	}
	return nil
}

func (median) About() About {
	return About{
		Title:   "Median line",
		Basis:   "Azerbaijan's position: bed, surface and water column, with their resources, divided into national sectors under full sovereignty by the middle line (Khosravi 2007, p. 6, in " + paper + ").",
		Silence: "No treaty among the five states draws this line. The northern treaty lines are modified median lines, so that a strict one must differ from them. The published shares are rounded; a computed one depends on the coast, the water level, the islands and the lagoon Garabogazköl.",
		Layers: []LayerRule{
			{LayerSeabed, "sectors"}, {LayerWater, "sectors"}, {LayerSurface, "sectors"},
		},
		Assumptions: []string{"islands have full effect", "the sea reaches to the given shore, the lagoon Garabogazköl included"},
	}
}

type equal struct{}

func (equal) About() About {
	return About{
		Title:   "Equal division",
		Basis:   "Tehran's demand, as the others insist on dividing: an equal division, at least 20 % \"at the level of water resources\", with the seabed in common (Koulaei & Hafeznia 2010, p. 401, in " + paper + ").",
		Silence: "It is a negotiating position, not law, and Iranian officials have also denied it (2017, 2018). Which layer it holds for differs: another report has the reverse, the seabed shared equally and the surface in common.",
		Layers: []LayerRule{
			{LayerSeabed, "in common"}, {LayerWater, "equal shares"}, {LayerSurface, "not said"},
		},
		Assumptions: []string{"the shares are equal parts of the sea's area"},
	}
}

type condominium struct{}

func (condominium) About() About {
	return About{
		Title:   "Condominium of 1921/1940",
		Basis:   "Until 1991 the agreements of 1921 and 1940 made the sea jointly exploited by Iran and the Soviet Union (Ataei 2012, p. 127); \"Iran's portion is 50%\" (Koulaei & Hafeznia 2010, p. 401; both in " + paper + ").",
		Silence: "50 % stands in no treaty text. The treaties of 1921 and 1940 give equal navigation and a ten-mile national fishing zone; Iran's foreign ministry (2018) and two of its foreign ministers (2008, 2018) say that no division was stipulated. It is one reading: an undivided sea of two states in equal parts.",
		Layers: []LayerRule{
			{LayerSeabed, "in common, undivided"}, {LayerWater, "in common, undivided"}, {LayerSurface, "in common, undivided"},
		},
		Assumptions: []string{"the successors of the Soviet Union share its half in equal parts, one eighth of the sea each"},
		Caspian:     true,
	}
}

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
