// Package words has the wording that all maps and reports of divisions share.
package words

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/report"
	"caspian.example/division/geodata"
)

// not is what a map is not.
const not = "This map shows what a rule would give on this coast. It is no record of boundaries: no line is in force because it is drawn here, and shares move with the coast, the islands and the ends of the land borders."

// Not says what a map is not.
func (l *Language) Not() string { return l.Say(not) }

// Made names the program that made a map.
func (l *Language) Made() string { return l.Say("Made with %s.", caspian.Module) }

// Note says what readers of a division's figures and lines must know; empty for
// nothing.
func (l *Language) Note(d *caspian.Division) string {
	switch r := &d.Question.Regime; {
	case r.Notional:
		return l.Say("Notional: the regime leaves undivided what the dashed line parts, and nobody has claimed that line.")
	case !r.Shared():
		return l.Say("The rule gives no shares of the sea: the percentages are zone shares, the parts of the sea that zones are.")
	}
	return ""
}

// Division returns a division with the names of states, and of those who hold zones
// together, in the language.
func (l *Language) Division(d *caspian.Division) *caspian.Division {
	if d == nil || l.said == nil {
		return d
	}
	out := *d
	out.States, out.Zones = slices.Clone(d.States), slices.Clone(d.Zones)
	for k := range out.States {
		out.States[k].Name = l.Name(d.States[k].Name)
	}
	for k := range out.Zones {
		switch h := &out.Zones[k].Holder; {
		case h.Manner == caspian.Together && d.Question.Regime.TogetherName == "":
			h.Name = l.all(out.States, h.States)
		default:
			h.Name = l.Name(h.Name)
		}
	}
	return &out
}

// all names several states.
func (l *Language) all(states []caspian.StateShare, which []int) string {
	out := ""
	for k, s := range which {
		switch name := states[s].Name; {
		case k == 0:
			out = name
		case k == len(which)-1:
			out = l.Say("%s and %s", out, name)
		default:
			out = l.Say("%s, %s", out, name)
		}
	}
	return out
}

// Surroundings returns what lies around a sea with its names in the language; nil for nil.
func (l *Language) Surroundings(s *geodata.Surroundings) *geodata.Surroundings {
	if s == nil || l.said == nil {
		return s
	}
	out := *s
	out.Countries, out.Cities, out.Islands, out.Fields = slices.Clone(s.Countries), slices.Clone(s.Cities), slices.Clone(s.Islands), slices.Clone(s.Fields)
	for k := range out.Countries {
		out.Countries[k].Name = l.Name(s.Countries[k].Name)
	}
	for k := range out.Cities {
		out.Cities[k].Name = l.Name(s.Cities[k].Name)
	}
	for k := range out.Islands {
		out.Islands[k].Name = l.Name(s.Islands[k].Name)
	}
	for k := range out.Fields {
		out.Fields[k].Name = l.Name(s.Fields[k].Name)
	}
	out.Credit, out.SpotsCredit = l.Name(s.Credit), l.Name(s.SpotsCredit)
	return &out
}

// Title is the title of a division, with the sea's name where it is known.
func (l *Language) Title(d *caspian.Division) string {
	return l.Say("%s: %s", l.seaName(d), l.Name(d.Question.Regime.Title))
}

// seaName is what the sea of a division is called: by its coast's name, without the ending
// of a file.
func (l *Language) seaName(d *caspian.Division) string {
	if d.Sea.IsCaspian() {
		return l.Say("The Caspian Sea")
	}
	name := d.Question.Coast.Name
	for _, ending := range [...]string{".geojson", ".json"} {
		if base, is := strings.CutSuffix(name, ending); is && base != "" {
			return base
		}
	}
	return cmp.Or(name, l.Say("A sea"))
}

// SeveralTitle is the title of several divisions of the sea of one of them.
func (l *Language) SeveralTitle(d *caspian.Division) string {
	return l.Say("%s under several rules", l.seaName(d))
}

// Layers says for which layers a division holds, and what becomes of the others.
func (l *Language) Layers(d *caspian.Division) string {
	r := &d.Question.Regime
	if r.Layer == regime.LayerAll {
		return l.Say("seabed, water and surface alike")
	}
	rule := ""
	for _, of := range r.Layers {
		if of.Layer == r.Layer {
			rule = of.Rule
		}
	}
	same, others := "", ""
	for _, of := range r.Layers {
		switch layer := l.Name(string(of.Layer)); {
		case of.Rule != rule:
			others += " · " + layer + ": " + l.Name(of.Rule)
		case same != "":
			same = l.Say("%s and %s", same, layer)
		default:
			same = layer
		}
	}
	return same + others
}

// Coast says whose the data of a division's coast are, what they hold for, and how
// large the sea is.
func (l *Language) Coast(d *caspian.Division) string {
	c := &d.Question.Coast
	return l.Say("%s Epoch %s, water level %s. Sea %s km².", l.Credit(&d.Question), l.Name(c.Epoch), l.Name(c.WaterLevel), l.Area(d.Area))
}

// Credit says whose the data of a question's coast are, as its Credit does.
func (l *Language) Credit(q *caspian.Question) string {
	c := &q.Coast
	switch {
	case c.Source == "":
		return l.Say("Coast data: %s, whose source is not stated.", c.Name)
	case c.Licence != "":
		return l.Say("Coast data: %s; licence %s.", c.Source, c.Licence)
	}
	return l.Say("Coast data: %s.", c.Source)
}

// Questions says what divisions of one sea answer: the rule of each with the digest of
// its question, and once what the questions have in common besides.
func Questions(divisions []*caspian.Division) (rules []string, common string) {
	for k, d := range divisions {
		q := &d.Question
		digest := "; question " + q.Digest()
		words := strings.TrimSuffix(q.Words(), digest)
		besides := strings.TrimPrefix(words, q.Rule()+"; ")
		if k == 0 {
			common = besides
		}
		if besides == common {
			words = q.Rule()
		}
		rules = append(rules, words+digest)
	}
	return rules, common
}

// kinds are the zones that are more than their holder's.
var kinds = map[caspian.ZoneKind]string{
	caspian.ZoneTerritorial: "territorial waters", caspian.ZoneFishery: "fishery zone", caspian.ZoneInternalWaters: "internal waters",
}

// Coded is a name with the codes that stand for it on maps and in questions.
func (l *Language) Coded(name string, codes []string) string {
	if all := strings.Join(codes, ", "); all != name {
		return l.Say("%s (%s)", name, all)
	}
	return name
}

// Kind says what a zone is besides its holder's: of a belt and of internal waters.
func (l *Language) Kind(z *caspian.Zone) string { return l.Name(kinds[z.Kind]) }

// Whose says whose a zone is, and what.
func (l *Language) Whose(z *caspian.Zone) string {
	switch kind := l.Kind(z); {
	case kind != "":
		return l.Say("%s, %s", z.Holder.Name, kind)
	case z.Holder.Manner == caspian.Each:
		return l.Say("%s in common", z.Holder.Name)
	}
	return z.Holder.Name
}

// Label is what is written into a zone on a map; empty for those that the legend
// names.
func (l *Language) Label(z *caspian.Zone) string {
	switch {
	case kinds[z.Kind] != "":
		return ""
	case z.Holder.Manner == caspian.Each:
		return l.Say("in common")
	}
	return z.Holder.Name
}

// Extent says how many points a line has, and how long it is, in metres.
func (l *Language) Extent(points int, length float64) string {
	return l.Say("%s points, %s km (%s M)", l.Number("%d", points), l.Number("%.2f", length/1e3), l.Number("%.2f", length/regime.NauticalMile))
}

// Area prints an area in m² as km², as tables do.
func (l *Language) Area(m2 float64) string { return l.digits(report.Area(m2 / 1e6)) }

// Sector prints the area of a state's sector in m² as km², in the digits that the coast
// carries.
func (l *Language) Sector(d *caspian.Division, m2 float64) string {
	return l.digits(report.Sector(m2/1e6, d.Sea.AreaDigit()))
}

// Allowed has a blank for a character that HTML and XML forbid: controls that break no
// line, and codes that are no characters.
func Allowed(r rune) rune {
	control := unicode.IsControl(r) && !strings.ContainsRune("\t\n\r", r)
	if noncharacter := r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF; control || noncharacter {
		return ' '
	}
	return r
}
