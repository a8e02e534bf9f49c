package caspian

import (
	"encoding/json"
	"fmt"
	"runtime/debug"
	"strings"

	"caspian.example/division/caspian/internal/digest"
	"caspian.example/division/caspian/regime"
)

// Question is what a division answers: with the coast beside it, it is enough to
// divide again. Its JSON form stands in every structured output.
type Question struct {
	// Regime is the regime as it was divided, with all that was changed in it and all
	// that it leaves out filled in.
	Regime  regime.Regime `json:"regime"`
	Options Asked         `json:"options"`
	Coast   CoastFacts    `json:"coast"`
	// Closed are the names of the closing lines that cut water off, each once.
	Closed []string `json:"closed,omitempty"`
	// Baselines are the names of the straight baselines that have been drawn, each once.
	Baselines []string `json:"baselines,omitempty"`
	// Ends are the ends of land borders that have been moved along the shore, in the order in
	// which they were.
	Ends []EndMove `json:"ends,omitempty"`
	// Noise is what has moved the coast after that, nil if nothing has.
	Noise *Noise `json:"noise,omitempty"`
	// Version is that of the program that answered; it is not part of the question.
	Version string `json:"version"`
}

// Asked are the options of a question.
type Asked struct {
	Tolerance  float64 `json:"tolerance_m"`            // of lines
	Resolution float64 `json:"resolution_m,omitempty"` // 0 for that which follows from the sea
	Rough      bool    `json:"rough,omitempty"`        // lines just well enough for their shares
	// Simplify is set where lines of few positions stand for the exact ones.
	Simplify Simplify `json:"simplify,omitzero"`
}

// Simplify is how lines of few positions were asked for (see course.SimplifyOptions).
type Simplify struct {
	Within   float64 `json:"within_m,omitempty"`  // the largest departure from the exact lines
	Points   int     `json:"points,omitempty"`    // positions, both ends counted
	FreeArea bool    `json:"free_area,omitempty"` // the areas exchanged need not be equal
	Rounding string  `json:"rounding,omitempty"`  // what the last printed digit stands for, if not 0.1"
}

// words says what is asked for, nothing of the zero value.
func (s Simplify) words() string {
	if s == (Simplify{}) {
		return ""
	}
	out := fmt.Sprintf("lines of %d positions", s.Points)
	if s.Points == 0 {
		out = fmt.Sprintf("lines of few positions within %g m", s.Within)
	}
	if s.FreeArea {
		out += ", areas free"
	}
	if s.Rounding != "" {
		out += ", printed to " + s.Rounding
	}
	return out
}

// CoastFacts say which coast a question is about.
type CoastFacts struct {
	Name       string `json:"name"`
	Source     string `json:"source,omitempty"`
	Licence    string `json:"licence,omitempty"`
	Epoch      string `json:"epoch"`
	WaterLevel string `json:"water_level"`
	// SHA256 is the digest of the file that the coast was read from, in hexadecimal;
	// empty of a coast that comes from none.
	SHA256 string  `json:"sha256,omitempty"`
	Snap   float64 `json:"snap_m,omitempty"` // how far apart ends of the shore could be
}

// Mark names the coast with the first digits of its digest, if it has one.
func (c CoastFacts) Mark() string {
	if c.SHA256 == "" {
		return c.Name
	}
	return c.Name + " (" + first(c.SHA256) + ")"
}

// question is what is asked about the sea under a checked regime.
func (s *Sea) question(r regime.Regime, asked Asked) Question {
	c, name := s.coast, s.coast.Name
	if s.noise != nil {
		name = strings.TrimSuffix(name, s.noise.suffix())
	}
	return Question{
		Regime: r, Options: asked,
		Coast:  CoastFacts{name, c.Source, c.Licence, c.Epoch, c.WaterLevel, s.sha, c.Snap},
		Closed: s.Closed(), Baselines: s.StraightBaselines(), Ends: s.ends, Noise: s.noise, Version: Version(),
	}
}

// SHA256 returns the digest of the question in hexadecimal: that of its JSON form
// without white space and with an empty version.
func (q Question) SHA256() string {
	q.Version = ""
	text, err := json.Marshal(q)
	if err != nil {
		return "" // numbers that JSON has none for: no question of Divide's
	}
	return digest.Of(text)
}

// digits is how many digits of a digest texts show: 48 bits.
const digits = 12

// Digest returns the first digits of SHA256.
func (q Question) Digest() string { return first(q.SHA256()) }

func first(sha string) string { return sha[:min(digits, len(sha))] }

// Words says the question in one line: the rule, the coast, the tolerance of lines, and
// the digest.
func (q Question) Words() string {
	parts := []string{q.Rule(), "coast " + q.Coast.Mark()}
	parts = append(parts, q.Lines()...)
	if q.Noise != nil {
		parts = append(parts, q.Noise.String())
	}
	parts = append(parts, fmt.Sprintf("lines to %g m", q.Options.Tolerance))
	if few := q.Options.Simplify.words(); few != "" {
		parts = append(parts, few)
	}
	return strings.Join(append(parts, "question "+q.Digest()), "; ")
}

// Lines says in words which lines take water from the sea, by their kinds, and which ends
// of land borders have been moved; nil if none.
func (q Question) Lines() (out []string) {
	if len(q.Closed) > 0 {
		out = append(out, "without "+strings.Join(q.Closed, ", "))
	}
	if len(q.Baselines) > 0 {
		out = append(out, "from the baselines "+strings.Join(q.Baselines, ", "))
	}
	for _, m := range q.Ends {
		out = append(out, m.String())
	}
	return out
}

// Rule says the regime in one line: its title, and what it goes by.
func (q Question) Rule() string {
	out := q.Regime.Title
	if q.Regime.Layer != regime.LayerAll {
		out += " (" + string(q.Regime.Layer) + ")"
	}
	if terms := q.Regime.Terms(); terms != "" {
		out += ": " + terms
	}
	return out
}

// Credit says whose the data of the coast are, as every output shows it.
func (q Question) Credit() string {
	source := q.Coast.Source
	if source == "" {
		source = q.Coast.Name + ", whose source is not stated"
	}
	out := "Coast data: " + source
	if q.Coast.Licence != "" {
		out += "; licence " + q.Coast.Licence
	}
	return out + "."
}

// Module is the path of the module, which names the program in outputs.
const Module = "caspian.example/division"

// Version returns the module's path, version and revision, as far as they are known.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return Module
	}
	version := ""
	for _, m := range append(info.Deps, &info.Main) {
		if m.Path == Module {
			version = " " + m.Version
		}
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && version == " (devel)" {
			version += " " + s.Value
		}
	}
	return Module + version
}
