package geodata

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"
)

// A TreatyPoint is a place on the Caspian at which a treaty lets lines of several
// states meet. The sources give latitude and longitude to a tenth of a minute,
// which is ±93 m, and do not state the datum.
type TreatyPoint struct {
	// Name says what the point is.
	Name string
	// States are the ISO 3166-1 alpha-2 codes of those that have agreed on it, and
	// Joins of those whose waters it is to join, both sorted.
	States, Joins []string
	// At is longitude and latitude in degrees, Latitude and Longitude are in
	// degrees and minutes as in the source.
	At                  orb.Point
	Latitude, Longitude string
	// Conditional says that it depends on the consent of a state that has not
	// agreed on it.
	Conditional bool
	// Note is what must be known of it.
	Note string
	// Source is where the point was read, URL its whole address.
	Source, URL string
}

//go:embed treaty_points.csv
var treatyCSV string

var loadedTreaty once[[]TreatyPoint]

// TreatyPoints returns the places at which lines are to meet by treaty: the
// junction of the lines of Azerbaijan, Kazakhstan and Russia, and the final point
// of that of Azerbaijan and Kazakhstan. The points of whole lines are in
// AgreedLines. The slice is the caller's own, those in it are not.
func TreatyPoints() ([]TreatyPoint, error) {
	points, err := loadedTreaty.get(parseTreaty, treatyCSV)
	return slices.Clone(points), err
}

// parseTreaty reads points from CSV text.
func parseTreaty(text string) ([]TreatyPoint, error) {
	return readAll("treaty points", text, func(r []string) (p TreatyPoint, err error) {
		p = TreatyPoint{
			Name: r[0], States: strings.Split(r[1], "-"), Joins: strings.Split(r[2], "-"), Latitude: r[3], Longitude: r[4],
			Conditional: r[5] == "conditional", Note: r[6], Source: r[7], URL: r[8],
		}
		if !p.Conditional && r[5] != "agreed" {
			return p, fmt.Errorf("the status %q is neither agreed nor conditional", r[5])
		}
		p.At, err = position(r[3], r[4], degrees)
		return p, err
	})
}
