package report

import (
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/locate"
	"caspian.example/division/caspian/regime"
)

// Polls are runs of an ensemble in which places are counted.
type Polls struct {
	Ensemble *ensemble.Ensemble
	Poll     *ensemble.Poll
}

// Polled is how often the states had a place in runs.
type Polled struct {
	Runs int `json:"runs"`
	// Held are the parts of the runs in which the place was a state's, by the codes of
	// those that had it. They add up to less than 1 where it was in nobody's sector.
	Held   map[string]float64 `json:"held"`
	Asked  string             `json:"asked"` // of the runs, in words
	Credit string             `json:"credit"`
	words  string
}

// of returns how often the states of a division had a place; nil where runs were not asked
// for, and for layers that sectors do not divide.
func (p *Polls) of(d *caspian.Division, at orb.Point, h *locate.Holding) *Polled {
	if p == nil || h.Kind != regime.LayerSectors {
		return nil
	}
	held, of := p.Poll.Of(at)
	if of == 0 {
		return nil
	}
	out := &Polled{Runs: of, Held: map[string]float64{}, Asked: p.Ensemble.Asked().Words(), Credit: strings.Join(p.Ensemble.Credits(), " ")}
	rest, first := of, ""
	var others []string
	for k, v := range held {
		out.Held[v.State] = float64(v.Divisions) / float64(of)
		rest -= v.Divisions
		for _, st := range d.States {
			if st.Code == v.State && k == 0 {
				first = fmt.Sprintf("%s's in %s of %s runs", st.Name, partOf(v.Divisions, of), Thousands(float64(of)))
			} else if st.Code == v.State {
				others = append(others, fmt.Sprintf("%s's in %s", st.Name, partOf(v.Divisions, of)))
			}
		}
	}
	if first == "" {
		out.words = fmt.Sprintf("nobody's in %s runs", Thousands(float64(of)))
		return out
	}
	if rest > 0 {
		others = append(others, "nobody's in "+partOf(rest, of))
	}
	out.words = first
	if len(others) > 0 {
		out.words += " (" + strings.Join(others, ", ") + ")"
	}
	return out
}

// partOf says a part in whole percent; all and none only where it is so.
func partOf(n, of int) string {
	switch v := 100 * float64(n) / float64(of); {
	case n < of && v > 99:
		return "over 99 %"
	case n > 0 && v < 1:
		return "under 1 %"
	default:
		return fmt.Sprintf("%.0f %%", v)
	}
}
