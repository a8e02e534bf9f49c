// Package words has the wording that all maps of divisions share.
package words

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"caspian.example/division/caspian"
)

// Generator names the program at the foot of maps.
const Generator = "caspian.example/division"

// Not is what a map is not.
const Not = "This map shows what a rule would give on this coast. It is no record of boundaries: no line is in force because it is drawn here, and shares move with the coast, the islands and the ends of the land borders."

// Notional is what notional lines are.
const Notional = "Notional: the regime leaves undivided what the dashed line parts, and nobody has claimed that line."

// Title is the title of a division, with the sea's name where it is known.
func Title(d *caspian.Division) string {
	if d.Sea.IsCaspian() {
		return "The Caspian Sea: " + d.Title
	}
	return d.Title
}

// SeveralTitle is the title of several divisions of the sea of one of them.
func SeveralTitle(d *caspian.Division) string {
	if d.Sea.IsCaspian() {
		return "The Caspian Sea under several rules"
	}
	return "One sea, several rules"
}

// Layers says for which layers a division holds, and what becomes of the others.
func Layers(d *caspian.Division) string {
	if d.Layer == caspian.LayerAll {
		return "seabed, water and surface alike"
	}
	rule := ""
	for _, l := range d.Layers {
		if l.Layer == d.Layer {
			rule = l.Rule
		}
	}
	same, others := "", ""
	for _, l := range d.Layers {
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

// Coast says what was divided.
func Coast(d *caspian.Division) string {
	c, closed := d.Sea.Coast(), ""
	if len(d.Closed) > 0 {
		closed = " Without " + strings.Join(d.Closed, ", ") + "."
	}
	effect, _, _ := strings.Cut(d.Islands, ",")
	return fmt.Sprintf("Coast: %s, epoch %s, water level %s. Islands at %s effect.%s Sea %s km².",
		c.Name, c.Epoch, c.WaterLevel, strings.Replace(effect, "none", "no", 1), closed, Area(d.Area))
}

// Zone names a zone by whose it is.
func Zone(d *caspian.Division, z *caspian.Zone) string {
	switch {
	case z.Kind == caspian.ZoneCommon && d.Notional:
		return "the successors together"
	case z.Kind == caspian.ZoneCommon:
		return "all states"
	case len(z.States) > 1 && d.Regime == caspian.Condominium.ID():
		return "Soviet Union"
	}
	var names []string
	for _, k := range z.States {
		names = append(names, d.States[k].Name)
	}
	return strings.Join(names, ", ")
}

// Kinds are the kinds of zones besides sectors, in words.
var Kinds = map[caspian.ZoneKind]string{
	caspian.ZoneTerritorial: "Territorial waters", caspian.ZoneFishery: "Fishery zones", caspian.ZoneInternalWaters: "Internal waters, outside the sea",
	caspian.ZoneCommon: "In common",
}

// Area prints an area in m² as km²: whole ones with commas, three digits below 100.
func Area(m2 float64) string {
	v := m2 / 1e6
	if v >= 100 || v == 0 {
		return Thousands(v)
	}
	return strconv.FormatFloat(v, 'f', max(0, 2-int(math.Floor(math.Log10(v)))), 64)
}

// Thousands prints a number without decimals and with commas.
func Thousands(v float64) string {
	s := strconv.FormatFloat(v, 'f', 0, 64)
	for k := len(s) - 3; k > 0; k -= 3 {
		s = s[:k] + "," + s[k:]
	}
	return s
}
