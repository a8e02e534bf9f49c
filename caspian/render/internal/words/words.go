// Package words has the wording that all maps and reports of divisions share.
package words

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/report"
)

// Not is what a map is not.
const Not = "This map shows what a rule would give on this coast. It is no record of boundaries: no line is in force because it is drawn here, and shares move with the coast, the islands and the ends of the land borders."

// Made names the program that made a map.
const Made = "Made with " + caspian.Module + "."

// Note says what readers of a division's figures and lines must know; empty for
// nothing.
func Note(d *caspian.Division) string {
	switch r := &d.Question.Regime; {
	case r.Notional:
		return "Notional: the regime leaves undivided what the dashed line parts, and nobody has claimed that line."
	case !r.Shared():
		return "The rule gives no shares of the sea: the percentages are zone shares, the parts of the sea that zones are."
	}
	return ""
}

// Title is the title of a division, with the sea's name where it is known.
func Title(d *caspian.Division) string {
	return seaName(d) + ": " + d.Question.Regime.Title
}

// seaName is what the sea of a division is called: by its coast's name, without the ending
// of a file.
func seaName(d *caspian.Division) string {
	if d.Sea.IsCaspian() {
		return "The Caspian Sea"
	}
	name := d.Question.Coast.Name
	for _, ending := range [...]string{".geojson", ".json"} {
		if base, is := strings.CutSuffix(name, ending); is && base != "" {
			return base
		}
	}
	return cmp.Or(name, "A sea")
}

// SeveralTitle is the title of several divisions of the sea of one of them.
func SeveralTitle(d *caspian.Division) string {
	return seaName(d) + " under several rules"
}

// Layers says for which layers a division holds, and what becomes of the others.
func Layers(d *caspian.Division) string {
	r := &d.Question.Regime
	if r.Layer == regime.LayerAll {
		return "seabed, water and surface alike"
	}
	rule := ""
	for _, l := range r.Layers {
		if l.Layer == r.Layer {
			rule = l.Rule
		}
	}
	same, others := "", ""
	for _, l := range r.Layers {
		switch {
		case l.Rule != rule:
			others += fmt.Sprintf(" · %s: %s", l.Layer, l.Rule)
		case same != "":
			same += " and " + string(l.Layer)
		default:
			same = string(l.Layer)
		}
	}
	return same + others
}

// Coast says whose the data of a division's coast are, what they hold for, and how
// large the sea is.
func Coast(d *caspian.Division) string {
	c := &d.Question.Coast
	return fmt.Sprintf("%s Epoch %s, water level %s. Sea %s km².", d.Question.Credit(), c.Epoch, c.WaterLevel, Area(d.Area))
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
func Coded(name string, codes []string) string {
	if all := strings.Join(codes, ", "); all != name {
		return fmt.Sprintf("%s (%s)", name, all)
	}
	return name
}

// Kind says what a zone is besides its holder's: of a belt and of internal waters.
func Kind(z *caspian.Zone) string { return kinds[z.Kind] }

// Whose says whose a zone is, and what.
func Whose(z *caspian.Zone) string {
	switch kind := Kind(z); {
	case kind != "":
		return z.Holder.Name + ", " + kind
	case z.Holder.Manner == caspian.Each:
		return z.Holder.Name + " " + inCommon
	}
	return z.Holder.Name
}

const inCommon = "in common"

// Label is what is written into a zone on a map; empty for those that the legend
// names.
func Label(z *caspian.Zone) string {
	switch {
	case Kind(z) != "":
		return ""
	case z.Holder.Manner == caspian.Each:
		return inCommon
	}
	return z.Holder.Name
}

// Area prints an area in m² as km², as tables do.
func Area(m2 float64) string { return report.Area(m2 / 1e6) }

// Sector prints the area of a state's sector in m² as km², in the digits that the coast
// carries.
func Sector(d *caspian.Division, m2 float64) string { return report.Sector(m2/1e6, d.Sea.AreaDigit()) }

// Allowed has a blank for a character that HTML and XML forbid: controls that break no
// line, and codes that are no characters.
func Allowed(r rune) rune {
	control := unicode.IsControl(r) && !strings.ContainsRune("\t\n\r", r)
	if noncharacter := r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF; control || noncharacter {
		return ' '
	}
	return r
}
