package caspian

import (
	"context"
	"fmt"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/partition"
)

// AstaraHasanQuli gives Iran the water south of the geodesic between the ends of
// its land borders on the shore. North of it the others are parted by median
// lines, for which Iran's coast does not count.
var AstaraHasanQuli Regime = astara{}

type astara struct{}

func (astara) ID() string { return "astara-hasanquli" }

func (a astara) Applies(sea *Sea) error {
	if !sea.IsCaspian() {
		return fmt.Errorf("%w: %s", ErrNotCaspian, a.ID())
	}
	_, err := a.line(sea)
	return err
}

func (astara) About() About {
	return About{
		Title:   "Astara–Hasan-Quli line",
		Basis:   "A straight line between the ends of Iran's land borders, called the Astara–Husseinqoli line (Abbas Maleki 2001), \"from the mouth of the Astara to the mouth of the Atrek\" (E. B. Chernyavsky, Priroda 2007), or a line drawn under Stalin (iranian.com 2018); all give Iran about 11 %.",
		Silence: "No treaty draws the line, and none gives coordinates for it. None of the sources says which layer it parts, or how the others divide what lies north of it.",
		Layers:  alike(LayerSectors, "sectors; the sources do not say for which layer"),
		Assumptions: []string{
			"the line is the geodesic between the vertices of the shore at which Iran's stretch ends",
			"north of it the other four are parted by median lines among themselves, as if Iran had no coast",
		},
		Caspian: true,
	}
}

// line returns the geodesic from one end of Iran's land borders to the other.
func (astara) line(sea *Sea) (orb.LineString, error) {
	var line orb.LineString
	for _, neighbour := range []string{"AZ", "TM"} {
		ends := sea.termini(sea.state(iran), sea.state(neighbour))
		if len(ends) != 1 {
			return nil, fmt.Errorf("%w: the coasts of %s and %s meet at %d places, not at one, so that there is no such line", ErrLine, iran, neighbour, len(ends))
		}
		line = append(line, ends[0])
	}
	return line, nil
}

func (r astara) divide(ctx context.Context, sea *Sea, by *choices) (*Division, error) {
	line, err := r.line(sea)
	if err != nil {
		return nil, err
	}
	d := newDivision(r, sea, by, LayerAll)
	by.Cuts = append([]partition.Cut{{Line: line, States: [2]int{sea.state(iran), partition.Others}}}, by.Cuts...)
	return d, d.drawMedian(ctx, by)
}
