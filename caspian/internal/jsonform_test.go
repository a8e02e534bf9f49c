package internal

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/internal/jsonform"
)

// colour is a type that reads itself.
type colour string

func (c *colour) UnmarshalJSON(text []byte) error {
	var s string
	if json.Unmarshal(text, &s) != nil || s != "red" && s != "blue" {
		return fmt.Errorf("%s is no colour", text)
	}
	*c = colour(s)
	return nil
}

type inner struct {
	Pair   [2]float64       `json:"pair"`
	Count  int              `json:"count"`
	Shades map[string]int   `json:"shades"`
	Colour colour           `json:"colour"`
	Any    *json.RawMessage `json:"any"`
}

type outer struct {
	inner          // its members are the outer's
	Parts  []inner `json:"parts"`
	Yes    bool    `json:"yes"`
	Hidden string  `json:"-"`
}

// TestJSONForm holds that texts are read by the form of a type, and that what is wrong with
// them is told in their order, with paths and places.
func TestJSONForm(t *testing.T) {
	form := jsonform.Form{Max: 1 << 20, Smaller: "cut it", Example: "see there"}
	read := func(text string) (outer, []string) {
		var out outer
		problems, err := form.Read(strings.NewReader(text), &out, func(add func(path, what, advice string)) {
			for k, p := range out.Parts {
				if p.Count < 0 {
					add(fmt.Sprintf("parts[%d].count", k), "it is below 0", "")
				}
			}
		})
		require.NoError(t, err)
		var all []string
		for _, p := range problems {
			all = append(all, p.Error())
		}
		return out, all
	}
	out, problems := read("\ufeff" + `{"pair":[1,2],"colour":"red","any":{"x":[1]},"yes":true,"parts":[{"count":3,"shades":{"a":1}}]}`)
	assert.Empty(t, problems)
	assert.Equal(t, [2]float64{1, 2}, out.Pair)
	assert.Equal(t, 3, out.Parts[0].Count)
	_, problems = read("{\"pair\":[1],\n\"colour\":\"green\",\n\"Hidden\":1,\n\"yes\":0,\n\"parts\":[{\"count\":1.5},\n{\"shades\":{\"a\":null}},{\"shades\":[]},{\"pair\":\"x\"}, 7]}")
	assert.Equal(t, []string{
		"line 1, column 12: pair: there are not two values",
		`line 2, column 10: colour: "green" is no colour`,
		"line 3, column 10: Hidden: there is no such member; the members are pair, count, shades, colour, any, parts, yes",
		"line 4, column 7: yes: a number stands here in the place of true or false",
		"line 5, column 19: parts[0].count: 1.5 is no number that can stand here",
		"line 6, column 16: parts[1].shades.a: null stands here, and nothing is not 0; give a value, or leave the member out",
		"line 6, column 33: parts[2].shades: a list stands here in the place of an object",
		"line 6, column 45: parts[3].pair: a string stands here in the place of a list",
		"line 6, column 51: parts[4]: a number stands here in the place of an object",
	}, problems)
	// What the caller finds has the place of its path.
	_, problems = read("{\"parts\":[{},\n {\"count\": -1}]}")
	assert.Equal(t, []string{"line 2, column 12: parts[1].count: it is below 0"}, problems)
	_, problems = read(strings.Repeat(" ", 1<<20+1))
	assert.Equal(t, []string{"it is larger than 1 MB; cut it"}, problems)
	broken := errors.New("broken")
	_, err := form.Read(failing{broken}, new(outer), nil)
	assert.ErrorIs(t, err, broken)
}

// failing is a reader that fails.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
