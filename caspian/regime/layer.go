package regime

import "slices"

// Layer is a part of a sea, from the bottom up, that a regime may treat apart.
type Layer string

// The layers. LayerAll stands for the three together.
const (
	LayerSeabed  Layer = "seabed"
	LayerWater   Layer = "water"
	LayerSurface Layer = "surface"
	LayerAll     Layer = "all"
)

// single are the layers that a rule is for.
var single = []Layer{LayerSeabed, LayerWater, LayerSurface}

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

// notSaid is the rule of a layer that a source leaves open.
const notSaid = "not said"

// Reading is another layer that a regime has been said to hold for.
type Reading struct {
	Layer  Layer       `json:"layer"`
	Layers []LayerRule `json:"layers"` // what becomes of each layer then
}

func cloneReadings(in []Reading) []Reading {
	out := slices.Clone(in)
	for k := range out {
		out[k].Layers = slices.Clone(out[k].Layers)
	}
	return out
}
