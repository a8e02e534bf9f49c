package page

import (
	_ "embed"
	"encoding/ascii85"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/internal/palette"
	"caspian.example/division/caspian/render/internal/look"
	"caspian.example/division/caspian/render/internal/words"
	"caspian.example/division/caspian/render/page/internal/live"
)

//go:embed worker.js
var worker string

// computing is what a live page has besides.
type computing struct {
	Terms                    template.JS
	Program, Runtime, Worker template.HTML
}

// terms are what the solver and the questions begin with.
type terms struct {
	Coasts     []liveCoast `json:"coasts"` // the first is that of the divisions
	Left       []string    `json:"left"`   // names of coasts that there is no room for
	Version    string      `json:"version"`
	Tolerance  float64     `json:"tolerance"`
	Resolution float64     `json:"resolution"`
	Commands   []string    `json:"commands"` // of every division
	Lines      []live.Line `json:"lines"`    // that the divisions have been given
	// Looks are zones of the kinds that questions may bring, without lines.
	Looks []zone `json:"looks"`
}

// liveCoast is a coast that questions can be about.
type liveCoast struct {
	Name     string   `json:"name"`    // for commands
	Data     string   `json:"data"`    // of live.Pack, in base 64
	Islands  []string `json:"islands"` // names, empty where questions have none
	Closings []string `json:"closings"`
	Ends     []end    `json:"ends"` // of land borders, along the shore
	Credit   string   `json:"credit"`
}

// end is the end of a land border: what flags call it, going into the second state.
type end struct {
	Name string `json:"name"`
	caspian.End
}

var (
	// ErrSolver is returned for a page that computes where its solver is not built in: go
	// generate ./caspian/render/page makes it, and the build tag live takes it in.
	ErrSolver = errors.New("page: the solver is not built in")
	// ErrQuestion is returned for a page that computes of divisions that none of its questions
	// comes back to: by regimes that are not shipped, or are changed in other ways than those.
	ErrQuestion = errors.New("page: what computes answers for shipped regimes, changed in islands, weights, shares, given lines and breadths alone")
)

// Computes says whether pages can have a solver: whether it is built in.
func Computes() bool { return len(program) > 0 }

// liveCoastOf returns a coast for questions.
func liveCoastOf(l *words.Language, name string, whole *caspian.Sea) (liveCoast, error) {
	c := whole.Coast()
	packed, err := live.Pack(c)
	if err != nil {
		return liveCoast{}, fmt.Errorf("page: %w", err)
	}
	about := caspian.Question{Coast: caspian.CoastFacts{Name: c.Name, Source: c.Source, Licence: c.Licence}}
	out := liveCoast{Name: name, Data: base64.StdEncoding.EncodeToString(packed), Islands: live.Names(c), Closings: []string{}, Ends: []end{}, Credit: l.Credit(&about)}
	for _, l := range c.Closings {
		if !l.Baseline {
			out.Closings = append(out.Closings, l.Name)
		}
	}
	for _, e := range whole.Ends() {
		out.Ends = append(out.Ends, end{live.EndName(e, false), e})
	}
	return out, nil
}

// computingOf returns what a page of divisions computes with: their coast, which commands
// call by a name, and others, or that there is no room for these.
func computingOf(l *words.Language, coastName string, divisions []*caspian.Division, others []ensemble.Alternative, room bool) (*computing, error) {
	if !Computes() {
		return nil, ErrSolver
	}
	first := divisions[0]
	options := first.Question.Options
	out := terms{Left: []string{}, Version: first.Question.Version, Tolerance: options.Tolerance, Resolution: options.Resolution, Commands: []string{}, Lines: []live.Line{}, Looks: []zone{}}
	for k, a := range append([]ensemble.Alternative{{Name: coastName, Sea: first.Sea.Whole()}}, others...) {
		if k > 0 && !room {
			out.Left = append(out.Left, a.Name)
			continue
		}
		c, err := liveCoastOf(l, a.Name, a.Sea)
		if err != nil {
			return nil, err
		}
		out.Coasts = append(out.Coasts, c)
	}
	for _, d := range divisions {
		command, err := live.Command(d, coastName)
		if err == nil && len(d.Question.Ends) > 0 {
			err = live.ErrRegime
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %s", ErrQuestion, d.Question.Regime.ID)
		}
		out.Commands = append(out.Commands, command)
		for _, line := range live.Given(d) {
			if !slices.ContainsFunc(out.Lines, func(l live.Line) bool { return l.Between == line.Between }) {
				out.Lines = append(out.Lines, line)
			}
		}
	}
	scheme := palette.Light(len(first.States))
	for k, s := range first.States {
		for _, kind := range []caspian.ZoneKind{caspian.ZoneSector, caspian.ZoneTerritorial, caspian.ZoneFishery, caspian.ZoneInternalWaters} {
			z := &caspian.Zone{Kind: kind, Holder: caspian.Holder{States: []int{k}, Manner: caspian.Alone, Name: l.Name(s.Name)}}
			out.Looks = append(out.Looks, zone{Kind: string(kind), Whose: l.Whose(z), Label: l.Label(z), States: z.Holder.States, Colour: hex(look.Colour(&scheme, z)), Hatch: look.HatchOf(z)})
		}
	}
	text, err := json.Marshal(out)
	if err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	return &computing{template.JS(text), template.HTML(packed85(program)), template.HTML(runtime), template.HTML(worker)}, nil
}

// packed85 writes bytes in five letters for every four, which is a sixteenth shorter than base
// 64: as Ascii85 does, with v and w for < and &. The page reads them by bytesOf of live.js.
func packed85(data []byte) string {
	out := make([]byte, ascii85.MaxEncodedLen(len(data)))
	return strings.NewReplacer("<", "v", "&", "w").Replace(string(out[:ascii85.Encode(out, data)]))
}
