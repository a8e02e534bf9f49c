package regime

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"

	"caspian.example/division/caspian/internal/code"
	"caspian.example/division/caspian/internal/jsonform"
	"caspian.example/division/caspian/problem"
)

// texts are those of regimes.
var texts = jsonform.Form{Max: 8 << 20, Smaller: "simplify its lines", Example: "a shipped regime in JSON is an example"}

// Read reads a regime in JSON: an object with the members of Regime. What is wrong
// with it is returned as one *problem.List of *Problem, all of it at once; that a sea
// has no such states only Divide can tell.
//
// An id that a shipped regime has is taken by it: the regime must then be the same.
func Read(r io.Reader) (Regime, error) {
	var out Regime
	problems, err := texts.Read(r, &out, func(add func(path, what, advice string)) {
		found := append(out.clean(), out.problems()...)
		for _, p := range found {
			add(p.Path, p.What, p.Advice)
		}
		if shipped, err := ByID(out.ID); err == nil && len(found) == 0 && !same(shipped, out) {
			add("id", fmt.Sprintf("%s is a regime of its own, and this is another one", out.ID), "choose another id, such as my-"+out.ID)
		}
	})
	if err != nil {
		return Regime{}, fmt.Errorf("regime: reading: %w", err)
	}
	list := new(problem.List)
	for _, p := range problems {
		list.Add((*Problem)(p))
	}
	if err := list.Err(); err != nil {
		return Regime{}, err
	}
	return out, nil
}

// clean brings the codes of states to the form that coasts have them in: without white
// space around them, in Unicode's normal form C.
func (r *Regime) clean() (out []*Problem) {
	keys := func(path string, m map[string]float64) map[string]float64 {
		clean := make(map[string]float64, len(m))
		for _, key := range slices.Sorted(maps.Keys(m)) {
			k := code.Clean(key)
			if _, twice := clean[k]; twice {
				out = append(out, &Problem{Path: path, What: fmt.Sprintf("the state %q is there twice, in two spellings that look the same", k), Advice: "keep one of them"})
			}
			clean[k] = m[key]
		}
		return clean
	}
	if r.Shares != nil {
		r.Shares = keys("shares", r.Shares)
	}
	if r.Weights != nil {
		r.Weights = keys("weights", r.Weights)
	}
	for k := range r.Together {
		r.Together[k] = code.Clean(r.Together[k])
	}
	for k := range r.Cuts {
		for i := range r.Cuts[k].Between {
			r.Cuts[k].Between[i] = code.Clean(r.Cuts[k].Between[i])
		}
	}
	return out
}

// same says whether two regimes are one when they are written.
func same(a, b Regime) bool {
	x, err := json.Marshal(a.complete())
	y, wrong := json.Marshal(b.complete())
	return err == nil && wrong == nil && bytes.Equal(x, y)
}
