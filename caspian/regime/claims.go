package regime

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"caspian.example/division/geodata"
)

// Claims returns the shares that have been claimed or published under a regime's
// rule, the paper's first (see geodata.Claims): those for a layer, or for no layer in
// particular, of which what is said of just this layer comes first; under LayerAll all
// of them. A regime has claims only if it is a shipped one, unchanged but for the
// layer: nobody has claimed what a weight or a breadth of somebody's own gives.
func Claims(r Regime, layer Layer) ([]geodata.Claim, error) {
	if !r.unchanged() {
		return nil, nil
	}
	all, err := geodata.Claims()
	if err != nil {
		return nil, fmt.Errorf("regime: %w", err)
	}
	here := func(c geodata.Claim) bool { return layer != LayerAll && c.Layer == string(layer) }
	all = slices.DeleteFunc(all, func(c geodata.Claim) bool {
		return c.Regime != r.ID || layer != LayerAll && !here(c) && c.Layer != "" && c.Layer != string(LayerAll)
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

// unchanged says whether r is a shipped regime, in any of its readings.
func (r *Regime) unchanged() bool {
	shipped, err := ByID(r.ID)
	return err == nil && bytes.Equal(shipped.essence(), r.essence())
}

// essence returns all of a regime but the layer that it is read for.
func (r Regime) essence() []byte {
	r = r.complete()
	r.Layer, r.Layers, r.Readings, r.Elsewhere = "", nil, nil, ""
	if r.Islands.full() {
		r.Islands = nil
	}
	text, err := json.Marshal(r)
	if err != nil {
		return nil // a number that JSON has none for: no regime that is shipped
	}
	return text
}
