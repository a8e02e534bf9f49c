package casefile

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/internal/jsonform"
	"caspian.example/division/caspian/regime"
)

// ErrCase is wrapped by all that is wrong with a case.
var ErrCase = errors.New("casefile: there is no such case")

// Problem is one thing that is wrong with a case's text, and where.
type Problem struct {
	Path string // such as circumstances[0].cut.line[3]; empty for the whole
	// Line and Column are those of the text, from 1 on.
	Line, Column int
	What         string
	Advice       string // what to do, may be empty
}

// Error returns place, problem and advice in one line.
func (p *Problem) Error() string { return (*jsonform.Problem)(p).Error() }

// Unwrap returns ErrCase.
func (*Problem) Unwrap() error { return ErrCase }

// Case is what a case file says. Its JSON form is what Read reads.
type Case struct {
	Title string `json:"title"`
	// Question is what is asked, in words.
	Question string `json:"question"`
	// AsKnown is until when the sources were looked at, in the file's words.
	AsKnown string `json:"as_known_to"`
	// Coast is the name of the coast that the case was written for; a Result says if it
	// is another.
	Coast string `json:"for_coast,omitempty"`
	// States are the codes of those concerned, two or more, each once.
	States []string `json:"states"`
	// Regime is that of the provisional line; Close are the closing lines and Baselines the
	// straight baselines that it goes by.
	Regime    Rule     `json:"provisional"`
	Close     []string `json:"close,omitempty"`
	Baselines []string `json:"baselines,omitempty"`
	// Places are those whose water is asked for at every stage.
	Places []Place `json:"places,omitempty"`
	// Circumstances are changes of the provisional line, one after the other.
	Circumstances []Circumstance `json:"circumstances"`

	sha string // of what the case was read from
}

// SHA256 returns the digest of the text that the case was read from, in hexadecimal; empty
// of a case that was made by hand.
func (c *Case) SHA256() string { return c.sha }

// MaxCircumstances is the most circumstances of a case: each is divided twice.
const MaxCircumstances = 100

// Rule is a regime, which JSON may name by the id of a shipped one.
type Rule regime.Regime

// UnmarshalJSON reads an id or a whole regime.
func (r *Rule) UnmarshalJSON(text []byte) error {
	var id string
	if json.Unmarshal(text, &id) != nil {
		return json.Unmarshal(text, (*regime.Regime)(r))
	}
	shipped, err := regime.ByID(id)
	if err != nil {
		return errors.New(strings.TrimPrefix(err.Error(), "regime: "))
	}
	*r = Rule(shipped)
	return nil
}

// Place is a place with a name.
type Place struct {
	Name string `json:"name,omitempty"`
	// Field is any name of a shipped offshore field (geodata.Fields), in the place of all
	// else.
	Field string     `json:"field,omitempty"`
	At    *orb.Point `json:"at,omitempty"`
	// Source is where the position was read.
	Source string `json:"source,omitempty"`
}

// Circumstance is one change of a line, with why somebody asks for it.
type Circumstance struct {
	Name   string `json:"name"`
	Reason string `json:"reason"`
	Source string `json:"source"`
	Change
}

// Change is what a circumstance changes: exactly one of its members.
type Change struct {
	// Island is the effect of one island, by its name or number (see
	// regime.IslandEffects), or with "*" of all that no circumstance before it names.
	Island regime.IslandEffects `json:"island,omitempty"`
	// Weight is the weight of one state, by its code.
	Weight map[string]float64 `json:"weight,omitempty"`
	// Cut is a line in the place of that between two states. A later one between the
	// same two takes its place.
	Cut *regime.Cut `json:"cut,omitempty"`
	// End moves the end of a land border along the shore.
	End *End `json:"end,omitempty"`
	// Close is the name of a closing line, and Baseline that of a straight baseline, which
	// becomes baseline: the water inside leaves the sea.
	Close    string `json:"close,omitempty"`
	Baseline string `json:"baseline,omitempty"`
}

// End is the end of a land border on the shore, and where it goes: By metres along the
// shore into the coast of the state Into, or to the place on the shore of the two that is
// nearest to To, within coast.MaxOff of it.
type End struct {
	Between [2]string `json:"between"`
	// Number tells the ends of the border of two states from each other, from 1 on along
	// the shore, where they have several.
	Number int        `json:"number,omitempty"`
	By     float64    `json:"by_m,omitempty"`
	Into   string     `json:"into,omitempty"`
	To     *orb.Point `json:"to,omitempty"`
}

// members names the members of a change that are there.
func (c *Change) members() (out []string) {
	for _, m := range []struct {
		name  string
		there bool
	}{
		{"island", c.Island != nil}, {"weight", c.Weight != nil}, {"cut", c.Cut != nil}, {"end", c.End != nil}, {"close", c.Close != ""}, {"baseline", c.Baseline != ""},
	} {
		if m.there {
			out = append(out, m.name)
		}
	}
	return out
}

// String says the change in words.
func (c *Change) String() string {
	switch {
	case len(c.Island) > 0:
		name := slices.Sorted(maps.Keys(c.Island))[0]
		who := "the island " + name
		if name == "" {
			who = "all islands not named"
		}
		switch v := c.Island[name]; v {
		case 0:
			return who + " without effect"
		case 0.5:
			return who + " at half effect"
		case 1:
			return who + " at full effect"
		default:
			return who + " at the effect " + strconv.FormatFloat(v, 'g', -1, 64)
		}
	case len(c.Weight) > 0:
		code := slices.Sorted(maps.Keys(c.Weight))[0]
		return fmt.Sprintf("the weight of %s is %g", code, c.Weight[code])
	case c.Cut != nil:
		return c.Cut.Terms()
	case c.End != nil:
		return c.End.String()
	case c.Close != "":
		return "the water behind the closing line " + c.Close + " leaves the sea"
	case c.Baseline != "":
		return "the water inside the straight baseline " + c.Baseline + " leaves the sea"
	}
	return ""
}

// border names the border, and of several ends which.
func (e *End) border() string {
	out := e.Between[0] + "–" + e.Between[1]
	if e.Number > 0 {
		out += fmt.Sprintf(" (%d)", e.Number)
	}
	return out
}

// String says in words where the end goes.
func (e *End) String() string {
	if e.To != nil {
		return fmt.Sprintf("the end of the border %s is the place on the shore nearest to %.6f %.6f", e.border(), e.To[0], e.To[1])
	}
	return fmt.Sprintf("the end of the border %s is %s along the shore into %s", e.border(), metres(e.By), e.Into)
}

// metres prints a length.
func metres(v float64) string {
	if v >= 1000 {
		return strconv.FormatFloat(math.Round(v)/1000, 'f', -1, 64) + " km"
	}
	return strconv.FormatFloat(v, 'g', 4, 64) + " m"
}
