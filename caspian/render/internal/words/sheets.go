package words

import (
	"fmt"
	"slices"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/report"
)

const (
	// NotBriefly is what a map is not, on a small sheet.
	NotBriefly = "What a rule would give on this coast, and no record of boundaries."
	// Provisional is said of lines that no treaty has.
	Provisional = "Provisional: lines that are not given are what the rule gives on this coast, and nobody's."
	// NauticalMiles is the unit of a scale bar.
	NauticalMiles = "M (nautical miles)"
	// Rule stands beside the numbers of rules.
	Rule = "rule"
	// SeveralDatum is what several maps on a sheet are drawn in.
	SeveralDatum = "Datum WGS84; Lambert azimuthal equal-area projection, all maps at one scale. Areas are geodesic. " + mile
	// Bars says how a chart of several rules is read.
	Bars = "Bars are the shares under each rule in percent, hatched where the sea stays undivided; of a rule that draws zones only the zone shares of territorial waters and fishery zones. " +
		"A diamond is the first published claim for the same rule and layer, with its range, cut short where it is open. Claims are not law, and no line is in force because it is drawn here."

	mile = "M is the nautical mile, 1,852 m."
)

// Datum says what a map is drawn in, around a place.
func Datum(centre string) string {
	return "Datum WGS84; Lambert azimuthal equal-area projection, centred on " + centre + ". Areas and distances are geodesic. " + mile
}

// Subtitle says by which regime a map is drawn, for which layer it holds, and what becomes
// of the others.
func Subtitle(d *caspian.Division) string {
	return "regime " + d.Question.Regime.ID + " · " + Layers(d)
}

// Only says whose water a map is about.
func Only(name string) string { return " · the water of " + name }

// Range says how far a share goes over all choices.
func Range(r report.Range) string {
	return fmt.Sprintf("%.2f–%.2f %% over all choices", 100*r.Low, 100*r.High)
}

// TornadoSubtitle says what a sheet with the causes of changes of shares shows.
func TornadoSubtitle(d *caspian.Division) string {
	return "regime " + d.Question.Regime.ID + " · what the shares depend on, in points of percent"
}

// LinesHead stands above the kinds of lines on a map.
func LinesHead(d *caspian.Division) string {
	if Computed(d) && !slices.ContainsFunc(d.Boundaries, given) {
		return "Lines, all provisional"
	}
	return "Lines"
}

// Computed says whether a division has lines that are not given.
func Computed(d *caspian.Division) bool {
	return len(d.Limits) > 0 || slices.ContainsFunc(d.Boundaries, func(b partition.Boundary) bool { return !given(b) })
}

func given(b partition.Boundary) bool { return b.Origin == partition.Given }

// Lagoons says which bays count as sea where belts run along every shore; empty if there
// are none, or no belts.
func Lagoons(d *caspian.Division) string {
	belts := slices.ContainsFunc(d.Zones, func(z caspian.Zone) bool {
		return z.Kind == caspian.ZoneTerritorial || z.Kind == caspian.ZoneFishery
	})
	if !belts {
		return ""
	}
	var names []string
	for _, c := range d.Sea.Coast().Closings {
		if !c.Baseline && !slices.Contains(names, c.Name) && !slices.Contains(d.Question.Closed, c.Name) {
			names = append(names, c.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "Counted as sea, with belts along its shores, since no closing line is drawn across its mouth: " + strings.Join(names, ", ") + "."
}
