package page

import (
	_ "embed"
	"encoding/ascii85"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"strings"

	"caspian.example/division/caspian"
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
	Coast      string   `json:"coast"` // of live.Pack, in base 64
	Name       string   `json:"name"`  // of the coast for commands
	Version    string   `json:"version"`
	Tolerance  float64  `json:"tolerance"`
	Resolution float64  `json:"resolution"`
	Islands    []string `json:"islands"` // names, empty where questions have none
	Closings   []string `json:"closings"`
	Commands   []string `json:"commands"` // of every division
	// Looks are zones of the kinds that questions may bring, without lines.
	Looks []zone `json:"looks"`
}

var (
	// ErrSolver is returned for a page that computes where its solver is not built in: go
	// generate ./caspian/render/page makes it, and the build tag live takes it in.
	ErrSolver = errors.New("page: the solver is not built in")
	// ErrQuestion is returned for a page that computes of divisions that none of its questions
	// comes back to: by regimes that are not shipped, or are changed in other ways than those.
	ErrQuestion = errors.New("page: what computes answers for shipped regimes, changed in islands, weights, shares and breadths alone")
)

// Computes says whether pages can have a solver: whether it is built in.
func Computes() bool { return len(program) > 0 }

// computingOf returns what a page of divisions computes with.
func computingOf(coastName string, divisions []*caspian.Division) (*computing, error) {
	if !Computes() {
		return nil, ErrSolver
	}
	first := divisions[0]
	whole := first.Sea.Whole().Coast()
	packed, err := live.Pack(whole)
	if err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	options := first.Question.Options
	out := terms{
		Coast: base64.StdEncoding.EncodeToString(packed), Name: coastName, Version: first.Question.Version, Tolerance: options.Tolerance, Resolution: options.Resolution,
		Islands: live.Names(whole), Closings: []string{}, Commands: []string{}, Looks: []zone{},
	}
	for _, l := range whole.Closings {
		if !l.Baseline {
			out.Closings = append(out.Closings, l.Name)
		}
	}
	for _, d := range divisions {
		command, err := live.Command(d, coastName)
		if err != nil {
			return nil, fmt.Errorf("%w: %s", ErrQuestion, d.Question.Regime.ID)
		}
		out.Commands = append(out.Commands, command)
	}
	english, scheme := words.In(words.English), palette.Light(len(first.States))
	for k, s := range first.States {
		for _, kind := range []caspian.ZoneKind{caspian.ZoneSector, caspian.ZoneTerritorial, caspian.ZoneFishery, caspian.ZoneInternalWaters} {
			z := &caspian.Zone{Kind: kind, Holder: caspian.Holder{States: []int{k}, Manner: caspian.Alone, Name: s.Name}}
			out.Looks = append(out.Looks, zone{Kind: string(kind), Whose: english.Whose(z), Label: english.Label(z), States: z.Holder.States, Colour: hex(look.Colour(&scheme, z)), Hatch: look.HatchOf(z)})
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
