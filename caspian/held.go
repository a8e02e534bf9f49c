package caspian

import (
	"slices"

	"caspian.example/division/caspian/regime"
)

// one is a state that holds a place alone.
func (d *Division) one(state int) Holder {
	return Holder{[]int{state}, d.States[state].Name, Alone}
}

// Everybody is all states of the division, each for itself; nobody where there are none.
func (d *Division) Everybody() Holder {
	if d == nil || len(d.States) == 0 {
		return Holder{}
	}
	h := Holder{Name: "all states", Manner: Each}
	for k := range d.States {
		h.States = append(h.States, k)
	}
	return h
}

// union is the states that hold together under the regime, which may be one or none.
func (d *Division) union(r *regime.Regime) Holder {
	h := Holder{Manner: Together}
	for k, s := range d.States {
		if slices.Contains(r.Together, s.Code) {
			h.States = append(h.States, k)
		}
	}
	if len(h.States) == 1 {
		return d.one(h.States[0])
	}
	if h.Name = r.TogetherName; h.Name == "" {
		for k, s := range h.States {
			switch {
			case k == len(h.States)-1:
				h.Name += " and "
			case k > 0:
				h.Name += ", "
			}
			h.Name += d.States[s].Name
		}
	}
	return h
}

// Codes returns the codes of the states of a holder, sorted. States that the division
// does not have are left out.
func (d *Division) Codes(h Holder) []string {
	out := make([]string, 0, len(h.States))
	for _, s := range h.States {
		if d != nil && s >= 0 && s < len(d.States) {
			out = append(out, d.States[s].Code)
		}
	}
	return out
}
