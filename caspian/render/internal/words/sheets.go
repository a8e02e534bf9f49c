package words

import (
	"slices"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/report"
)

// NotBriefly says what a map is not, on a small sheet.
func (l *Language) NotBriefly() string {
	return l.Say("What a rule would give on this coast, and no record of boundaries.")
}

// Provisional is said of lines that no treaty has.
func (l *Language) Provisional() string {
	return l.Say("Provisional: lines that are not given are what the rule gives on this coast, and nobody's.")
}

// SeveralDatum says what several maps on a sheet are drawn in.
func (l *Language) SeveralDatum() string {
	return l.Say("Datum WGS84; Lambert azimuthal equal-area projection, all maps at one scale. Areas are geodesic.") + " " + l.mile()
}

// mile says what a nautical mile is.
func (l *Language) mile() string {
	return l.Say("M is the nautical mile, %s m.", l.Number("%s", "1,852"))
}

// Datum says what a map is drawn in, around a place by its latitude and longitude.
func (l *Language) Datum(lat, lon string) string {
	return l.Say("Datum WGS84; Lambert azimuthal equal-area projection, centred on %s %s. Areas and distances are geodesic.", lat, lon) + " " + l.mile()
}

// Bars says how a chart of several rules is read.
func (l *Language) Bars() string {
	return l.Say("Bars are the shares under each rule in percent, hatched where the sea stays undivided; of a rule that draws zones only the zone shares of territorial waters and fishery zones. A diamond is the first published claim for the same rule and layer, with its range, cut short where it is open. Claims are not law, and no line is in force because it is drawn here.")
}

// Subtitle says by which regime a map is drawn, for which layer it holds, and what becomes
// of the others.
func (l *Language) Subtitle(d *caspian.Division) string {
	return l.Say("regime %s · %s", d.Question.Regime.ID, l.Layers(d))
}

// Only says whose water a map is about.
func (l *Language) Only(name string) string { return l.Say("the water of %s", name) }

// Range says how far a share goes over all choices.
func (l *Language) Range(r report.Range) string {
	return l.Say("%s–%s %% over all choices", l.Number("%.2f", 100*r.Low), l.Number("%.2f", 100*r.High))
}

// TornadoSubtitle says what a sheet with the causes of changes of shares shows.
func (l *Language) TornadoSubtitle(d *caspian.Division) string {
	return l.Say("regime %s · what the shares depend on, in points of percent", d.Question.Regime.ID)
}

// LinesHead stands above the kinds of lines on a map.
func (l *Language) LinesHead(d *caspian.Division) string {
	if Computed(d) && !slices.ContainsFunc(d.Boundaries, given) {
		return l.Say("Lines, all provisional")
	}
	return l.Say("Lines")
}

// Computed says whether a division has lines that are not given.
func Computed(d *caspian.Division) bool {
	return len(d.Limits) > 0 || slices.ContainsFunc(d.Boundaries, func(b partition.Boundary) bool { return !given(b) })
}

func given(b partition.Boundary) bool { return b.Origin == partition.Given }

// Lagoons says which bays count as sea where belts run along every shore; empty if there
// are none, or no belts.
func (l *Language) Lagoons(d *caspian.Division) string {
	belts := slices.ContainsFunc(d.Zones, func(z caspian.Zone) bool {
		return z.Kind == caspian.ZoneTerritorial || z.Kind == caspian.ZoneFishery
	})
	if !belts {
		return ""
	}
	var names []string
	for _, c := range d.Sea.Coast().Closings {
		if !c.Baseline && !slices.Contains(names, l.Name(c.Name)) && !slices.Contains(d.Question.Closed, c.Name) {
			names = append(names, l.Name(c.Name))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return l.Say("Counted as sea, with belts along its shores, since no closing line is drawn across its mouth: %s.", strings.Join(names, l.Say("%s, %s", "", "")))
}
