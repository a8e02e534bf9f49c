package geodata

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"
)

// Surroundings are what lies around a sea and on it, by which readers of a map know where
// they are. It divides nothing, and says nothing on the status of any place: land borders
// and names are as the source has them. Positions are longitude and latitude in degrees.
type Surroundings struct {
	// Borders are land borders, each of two countries, and simplified: within 0.01 degree of
	// the source's, which are quantised to 0.0036 degree.
	Borders []Border
	// Countries are roughly where they lie, within 0.1 degree: for places of their names.
	Countries []Country
	// Cities are the more important first.
	Cities []City
	// Land is that of a part of the world around, within 0.3 degree, without the waters in
	// it: for a map of the sea's place.
	Land    orb.MultiPolygon
	Islands []Island
	Fields  []Field
	// Credit says in a sentence whose data these are, and what they are not, and SpotsCredit
	// so of islands and fields.
	Credit, SpotsCredit string
}

// A Border is a part of the land border of two countries, from either end.
type Border struct {
	// States are ISO 3166-1 alpha-2 codes, sorted.
	States [2]string
	Line   orb.LineString
}

// A Country is a country by its ISO 3166-1 alpha-2 code, with its name in English and what of
// it lies in the window 42 to 60 E, 33 to 51 N.
type Country struct {
	State, Name string
	Parts       orb.MultiPolygon
}

// A City is a populated place in a country.
type City struct {
	State, Name string
	At          orb.Point
}

// The credits of the embedded file and of the two tables.
const (
	surroundingsCredit = "Land borders, names of countries and cities: Natural Earth (public domain); no statement on the status of any place."
	spotsCredit        = "Islands and fields: single published positions."
)

//go:embed surroundings/surroundings.geojson
var surroundingsJSON string

var loadedSurroundings once[Surroundings]

// CaspianSurroundings returns what lies around the Caspian Sea: how the file was made is in
// surroundings/PROVENANCE.md beside this one. The slices are the caller's own, the lines
// and polygons in them are not.
func CaspianSurroundings() (*Surroundings, error) {
	s, err := loadedSurroundings.get(parseSurroundings, surroundingsJSON)
	if err != nil {
		return nil, err
	}
	s.Borders, s.Countries, s.Cities, s.Land = slices.Clone(s.Borders), slices.Clone(s.Countries), slices.Clone(s.Cities), slices.Clone(s.Land)
	s.Credit, s.SpotsCredit = surroundingsCredit, spotsCredit
	if s.Islands, err = Islands(); err != nil {
		return nil, err
	}
	if s.Fields, err = Fields(); err != nil {
		return nil, err
	}
	return &s, nil
}

// parseSurroundings reads a FeatureCollection of borders, countries, cities and land.
func parseSurroundings(text string) (s Surroundings, err error) {
	var file struct {
		Features []struct {
			Properties struct{ Kind, States, State, Name string }
			Geometry   struct{ Coordinates json.RawMessage }
		}
	}
	if err := json.Unmarshal([]byte(text), &file); err != nil {
		return s, fmt.Errorf("geodata: surroundings: %w", err)
	}
	for k, f := range file.Features {
		p, into := f.Properties, func(v any) error { return json.Unmarshal(f.Geometry.Coordinates, v) }
		var err error
		switch p.Kind {
		case "border":
			b := Border{}
			one, other, ok := strings.Cut(p.States, " ")
			if err = into(&b.Line); err == nil && (!ok || len(b.Line) < 2) {
				err = fmt.Errorf("%q is no border of two states", p.States)
			}
			b.States = [2]string{one, other}
			s.Borders = append(s.Borders, b)
		case "country":
			c := Country{State: p.State, Name: p.Name}
			err = into(&c.Parts)
			s.Countries = append(s.Countries, c)
		case "city":
			c := City{State: p.State, Name: p.Name}
			err = into(&c.At)
			s.Cities = append(s.Cities, c)
		case "land":
			err = into(&s.Land)
		default:
			err = fmt.Errorf("there is no kind %q", p.Kind)
		}
		if err != nil {
			return s, fmt.Errorf("geodata: surroundings: feature %d: %w", k+1, err)
		}
	}
	return s, nil
}
