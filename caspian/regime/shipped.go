package regime

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"caspian.example/division/geodata"
)

// The breadths in metres that the Convention of 2018 and the treaties of 1935
// and 1940 give.
const (
	TerritorialBreadth = 15 * NauticalMile
	FisheryBreadth     = 10 * NauticalMile
)

// paper is the article that the three rules are taken from.
const paper = "Forouzan & Alishahi 2020, Asya Studies 13, 75–82, doi:10.31455/asya.497624"

// Median divides the sea by the median line: every place belongs to the state with
// the nearest shore, islands at full effect.
func Median() Regime {
	return Regime{
		ID: "median", Title: "Median line", Base: BaseMedian,
		Source:      "Azerbaijan's position: bed, surface and water column, with their resources, divided into national sectors under full sovereignty by the middle line (Khosravi 2007, p. 6, in " + paper + ").",
		Silence:     "No treaty among the five states draws this line. The northern treaty lines are modified median lines, so that a strict one must differ from them. The published shares are rounded; a computed one depends on the coast, the water level, the islands and the lagoon Garabogazköl.",
		Assumptions: []string{"islands have full effect", "the sea reaches to the given shore, the lagoon Garabogazköl included"},
		Layers:      alike(LayerSectors, "sectors"),
	}
}

// Equal gives every state the same share, in sectors that weighted lines part: on
// the Caspian of the water, as it is demanded there, on other seas of all layers.
func Equal() Regime {
	divided := func(seabed, water, surface LayerRule) []LayerRule {
		seabed.Layer, water.Layer, surface.Layer = LayerSeabed, LayerWater, LayerSurface
		return []LayerRule{seabed, water, surface}
	}
	shares, common, open := LayerRule{Kind: LayerSectors, Rule: "equal shares"}, LayerRule{Kind: LayerCommon, Rule: "in common"}, LayerRule{Kind: LayerOpen, Rule: notSaid}
	return Regime{
		ID: "equal", Title: "Equal division", Base: BaseTarget,
		Source:  "Tehran's demand, as the others insist on dividing: an equal division, at least 20 % \"at the level of water resources\", with the seabed in common (Koulaei & Hafeznia 2010, p. 401, in " + paper + ").",
		Silence: "It is a negotiating position, not law, and Iranian officials have also denied it (2017, 2018). Which layer it holds for differs: another report has the reverse, the seabed shared equally and the surface in common.",
		Assumptions: []string{
			"the shares are equal parts of the sea's area",
			"nobody has said where the sectors lie: here each place belongs to the state whose coast is nearest after distances are divided by one weight per state, such that the areas are equal",
		},
		Layer: LayerWater, Layers: divided(common, shares, open),
		Readings: []Reading{
			{LayerSeabed, divided(shares, open, common)}, {LayerSurface, divided(open, open, shares)}, {LayerAll, divided(shares, shares, shares)},
		},
		Elsewhere: LayerAll, Rest: PartsEqual,
	}
}

// Condominium leaves the sea undivided: one half is Iran's, the other that of the
// successors of the Soviet Union, who are one in it. See Regime.Apart and
// Regime.Drawing for what else it could be.
func Condominium() Regime {
	return Regime{
		ID: "condominium", Title: "Condominium of 1921/1940", Base: BaseUndivided, Caspian: true,
		Source:  "Until 1991 the agreements of 1921 and 1940 made the sea jointly exploited by Iran and the Soviet Union (Ataei 2012, p. 127); \"Iran's portion is 50%\" (Koulaei & Hafeznia 2010, p. 401; both in " + paper + ").",
		Silence: "50 % stands in no treaty text. The treaties of 1921 and 1940 give equal navigation and a ten-mile national fishing zone; Iran's foreign ministry (2018) and two of its foreign ministers (2008, 2018) say that no division was stipulated. It is one reading: an undivided sea of two states in equal parts.",
		Assumptions: []string{
			"the successors of the Soviet Union share its half in equal parts, one eighth of the sea each, unless another rule is chosen",
			"the fishing belts of ten nautical miles, reserved to the coastal state's flag by the treaties of 1935 and 1940, take nothing from the halves",
		},
		Layers: alike(LayerCommon, "in common, undivided"),
		Shares: map[string]float64{"IR": 0.5}, Rest: PartsEqual,
		Zones: []Belt{{Fishery, FisheryBreadth}}, Together: []string{"AZ", "KZ", "RU", "TM"}, TogetherName: "Soviet Union",
	}
}

// Agreed divides the seabed by the lines that neighbours have agreed on, as far as
// their points are at hand: that between Kazakhstan and Russia. All other lines are
// median ones.
func Agreed() Regime {
	r := Regime{
		ID: "agreed", Title: "Agreed lines, as far as they are at hand", Base: BaseMedian, Caspian: true,
		Source:  "The modified median line between Russia and Kazakhstan, 39 points to a tenth of a minute (±93 m), datum not stated (docs.cntd.ru, document 420236864). Modified median lines are reported for the seabed only (Bahman Aghai Diba 2015).",
		Silence: "Only this line's points are at hand. Those of Kazakhstan and Azerbaijan, Russia and Azerbaijan, and Kazakhstan and Turkmenistan are agreed too, but their points are not at hand; Iran has no agreed line with anybody, nor have Azerbaijan and Turkmenistan. The line's point 1 lies 10.9 nautical miles off the shore. Its point 39 is the agreed tripoint with Azerbaijan (protocol of 27 February 2003), which is not where the median lines meet.",
		Assumptions: []string{
			"the points are taken as WGS84 and joined by geodesics",
			"from point 1 the line goes on by the geodesic to the end of the land border, and from point 39 by that of its last leg to Azerbaijan's median line",
			"all other lines are median ones",
		},
		Layer: LayerSeabed,
		Layers: []LayerRule{
			{LayerSeabed, LayerSectors, "sectors"}, {LayerWater, LayerOpen, notSaid}, {LayerSurface, LayerOpen, notSaid},
		},
	}
	lines, err := geodata.AgreedLines()
	if err != nil {
		panic(err) // the data are part of the program, and a test reads them
	}
	for _, l := range lines {
		r.Cuts = append(r.Cuts, Cut{Between: l.States, Line: slices.Clone(l.Points)})
	}
	return r
}

// AstaraHasanQuli gives Iran the water south of the geodesic between the ends of its
// land borders on the shore. North of it the others are parted by median lines, for
// which Iran's coast does not count.
func AstaraHasanQuli() Regime {
	return Regime{
		ID: "astara-hasanquli", Title: "Astara–Hasan-Quli line", Base: BaseMedian, Caspian: true,
		Source:  "A straight line between the ends of Iran's land borders, called the Astara–Husseinqoli line (Abbas Maleki 2001), \"from the mouth of the Astara to the mouth of the Atrek\" (E. B. Chernyavsky, Priroda 2007), or a line drawn under Stalin (iranian.com 2018); all give Iran about 11 %.",
		Silence: "No treaty draws the line, and none gives coordinates for it. None of the sources says which layer it parts, or how the others divide what lies north of it.",
		Assumptions: []string{
			"the line is the geodesic between the vertices of the shore at which Iran's stretch ends",
			"north of it the other four are parted by median lines among themselves, as if Iran had no coast",
		},
		Layers: alike(LayerSectors, "sectors; the sources do not say for which layer"),
		Cuts:   []Cut{{Between: [2]string{"IR", Others}, Termini: true}},
	}
}

// CoastLength gives states shares in proportion to the lengths of their coasts, in
// sectors that weighted lines part.
func CoastLength() Regime {
	return Regime{
		ID: "coast-length", Title: "In proportion to coasts", Base: BaseTarget,
		Source:  "\"Median line / coast length methods\" and \"coast proportion\" are named together as rules for shares of the Caspian (Bahman Aghai Diba, payvand.com 13/feb/1186; CACI Analyst, 14 May 2003).",
		Silence: "No treaty divides the sea so. A coast has no length without a measuring rule: published lengths of one coast differ by up to a factor of two, and their sources do not state the rule. Courts compare the lengths of coasts with areas as a test of a line, they do not divide by them.",
		Assumptions: []string{
			"lengths are measured along every edge of the data, islands included, unless another rule is chosen",
			"nobody has said where the sectors lie: they are parted by equiratio lines",
		},
		Layers: alike(LayerSectors, "sectors"), Rest: PartsCoast,
	}
}

// Convention2018 draws the zones of the Aktau Convention: territorial waters, a
// fishery zone beyond them, and the common maritime space. It gives no shares of the
// sea, and leaves the seabed open.
func Convention2018() Regime {
	return Regime{
		ID: "convention2018", Title: "Convention of Aktau, 2018", Base: BaseZones,
		Source:  "Convention on the Legal Status of the Caspian Sea, Aktau, 12 August 2018: territorial waters up to 15 nautical miles, whose outer limit is the state border, a fishery zone of 10 nautical miles beyond them, then the common maritime space.",
		Silence: "It fixes no seabed shares: the seabed is divided by agreement between neighbours, and a \"2018 seabed share\" does not exist. The baselines that the zones are measured from are to be agreed; here they are the given shore, and closing lines where they are asked for.",
		Assumptions: []string{
			"baselines are the shore of the coast file",
			"where neighbours' zones would overlap they are cut by the line of equal distance",
			"all islands have zones of their own",
		},
		Layer: LayerWater,
		Layers: []LayerRule{
			{LayerSeabed, LayerOpen, "by agreement between neighbours"},
			{LayerWater, LayerZones, "zones, and a common space"}, {LayerSurface, LayerZones, "zones, and a common space"},
		},
		Zones: []Belt{{Territorial, TerritorialBreadth}, {Fishery, FisheryBreadth}},
	}
}

// Target divides the sea in the given shares, fractions of it by the states' codes;
// the other states share the rest. It is a what-if and rests on nothing. Without
// shares it is still to be given some (see Regime.WithShares).
func Target(shares map[string]float64, rest Parts) Regime {
	if shares = maps.Clone(shares); shares == nil {
		shares = map[string]float64{}
	}
	return Regime{
		ID: "target", Title: "Given shares", Base: BaseTarget,
		Source:      "None: the shares are the user's.",
		Silence:     "No treaty and no claim stands behind the sectors. They show what a share would look like if equiratio lines parted it: each place belongs to the state whose coast is nearest after distances are divided by one weight per state.",
		Assumptions: []string{"states that are not named share the rest in equal parts, or in proportion to their median shares or coasts"},
		Layers:      alike(LayerSectors, "sectors"), Shares: shares, Rest: rest,
	}
}

// Shipped returns the regimes that come with the project, in the order in which they
// are shown; Target without shares is the last.
func Shipped() []Regime {
	return []Regime{Condominium(), Equal(), Median(), Agreed(), AstaraHasanQuli(), CoastLength(), Convention2018(), Target(nil, "")}
}

// Comparable returns those of Shipped that give shares without any further choice.
func Comparable() []Regime {
	return slices.DeleteFunc(Shipped(), func(r Regime) bool { return !r.Shared() || r.asks() })
}

// ByID returns the shipped regime with an id, or an error that wraps ErrRegime and
// names those that there are.
func ByID(id string) (Regime, error) {
	var known []string
	for _, r := range Shipped() {
		if r.ID == id {
			return r, nil
		}
		known = append(known, r.ID)
	}
	return Regime{}, fmt.Errorf("%w called %q; there are %s", ErrRegime, id, strings.Join(known, ", "))
}
