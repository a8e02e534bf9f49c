package regime

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// IslandEffects are effects of islands on lines by their names, from 0 to 1, ""
// for all others, whose effect is 1 without it. In JSON they are full, half, none or
// a number, or an object in which "*" stands for all others.
type IslandEffects map[string]float64

// Others stands for all that are not named: islands in JSON, and states as the
// second of Cut.Between.
const Others = "*"

// effects are the words for effects.
var effects = map[string]float64{"full": 1, "half": 0.5, "none": 0}

// effectWord returns the word for an effect, or its number.
func effectWord(v float64) string {
	for word, value := range effects {
		if v == value {
			return word
		}
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// String says the effects in words: "full", "half", "none" or a number, and after it
// the names and effects of islands that differ.
func (e IslandEffects) String() string {
	all := e.Of("")
	out := effectWord(all)
	for _, name := range slices.Sorted(maps.Keys(e)) {
		if name != "" && e[name] != all {
			out += ", " + name + " " + strconv.FormatFloat(e[name], 'g', -1, 64)
		}
	}
	return out
}

// Of returns the effect of the islands with a name, or of those without one for "".
func (e IslandEffects) Of(name string) float64 {
	if v, ok := e[name]; ok {
		return v
	}
	if v, ok := e[""]; ok {
		return v
	}
	return 1
}

// full says whether all islands have full effect.
func (e IslandEffects) full() bool {
	for _, v := range e {
		if v != 1 {
			return false
		}
	}
	return true
}

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
			case Others:
				name = ""
			case "":
				return fmt.Errorf("an island has no name; %q stands for all others", Others)
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
	switch v := v.(type) {
	case string:
		if value, ok := effects[v]; ok {
			return value, nil
		}
	case float64:
		return v, nil
	}
	return 0, fmt.Errorf("%s is not full, half, none or a number", text)
}

// MarshalJSON writes effects, in their short form if they have one.
func (e IslandEffects) MarshalJSON() ([]byte, error) {
	if v, ok := e[""]; ok && len(e) == 1 {
		for word, value := range effects {
			if v == value {
				return json.Marshal(word)
			}
		}
		return json.Marshal(v)
	}
	named := maps.Clone(map[string]float64(e))
	if v, ok := named[""]; ok {
		delete(named, "")
		named[Others] = v
	}
	return json.Marshal(named)
}
