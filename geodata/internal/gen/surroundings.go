package main

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/simplify"

	"caspian.example/division/geodata/source"
)

// The sources of what lies around the Caspian.
const (
	placesDir    = "/usr/share/magics/10m" // of Debian's libmagics++-data
	placesFile   = "ne_10m_populated_places_simple.dbf"
	placesSHA256 = "2e4ca5a059240f93f548531ad979555a0f716cd9b6ddfc9e0c602239d17fc36a"
	coarseFile   = "countries-110m.json"
	coarseSHA256 = "2516c915867c7baf18ddec727aec46c315541a07cfb3d79a6559b05d5e94eee8"
)

// What is kept of them: how far a simplified line may lie from its source, in degrees, and
// the decimals that are written.
const (
	bordersWithin, bordersDecimals     = 0.01, 3
	countriesWithin, countriesDecimals = 0.1, 2
	landWithin, landDecimals           = 0.3, 1
	leastCountry, leastLand            = 0.05, 0.8 // square degrees
)

var (
	// around is where land borders and countries are taken from, and region what a map of
	// the sea's place in the world shows.
	around = box(42, 60, 33, 51)
	region = box(-20, 120, -5, 80)
)

// neighbours are the ISO 3166-1 alpha-2 codes of the countries around, by the names that
// world-atlas has.
var neighbours = map[string]string{
	"Azerbaijan": "AZ", "Iran": "IR", "Kazakhstan": "KZ", "Russia": "RU", "Turkmenistan": "TM",
	"Armenia": "AM", "Georgia": "GE", "Iraq": "IQ", "Syria": "SY", "Turkey": "TR", "Uzbekistan": "UZ",
}

// shown are the cities, by the names that the source has, with the names in use where it has
// lost a letter.
var shown = map[string]string{
	"Baku": "", "Lankaran": "", "Sumqayt": "Sumqayıt",
	"Gorgan": "", "Rasht": "", "Sari": "",
	"Aqtau": "", "Atyrau": "", "Fort Shevchenko": "",
	"Astrakhan": "", "Derbent": "", "Makhachkala": "",
	"Balkanabat": "", "Turkmenbasy": "Türkmenbaşy",
}

// surroundings makes the file of what lies around the Caspian from the directory of world-atlas
// and that of the populated places.
func surroundings(atlas, places string) ([]byte, error) {
	fine, err := readWorldAtlas(filepath.Join(atlas, "countries-10m.json"))
	if err != nil {
		return nil, err
	}
	data, err := checksum(filepath.Join(atlas, coarseFile), coarseSHA256)
	if err != nil {
		return nil, err
	}
	coarse, err := source.ParseTopology(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", coarseFile, err)
	}
	table, err := checksum(filepath.Join(places, placesFile), placesSHA256)
	if err != nil {
		return nil, err
	}
	countries, err := countriesAround(fine)
	if err != nil {
		return nil, err
	}
	land, err := landOf(coarse)
	if err != nil {
		return nil, err
	}
	cities, err := citiesOf(table)
	if err != nil {
		return nil, err
	}
	features := slices.Concat(bordersAround(fine), countries, cities, land)
	return slices.Concat([]byte("{\"type\":\"FeatureCollection\",\"features\":[\n"), bytes.Join(features, []byte(",\n")), []byte("\n]}\n")), nil
}

// positions writes a line with some decimals, without equal neighbours.
func positions(line []orb.Point, decimals int) []byte {
	out := make([]source.Pos, len(line))
	for k, p := range line {
		out[k] = source.Degrees(p[0], p[1]).Rounded(decimals)
	}
	return source.AppendPositions(nil, slices.Compact(out))
}

// bordersAround returns the lines that two countries share.
func bordersAround(t *source.Topology) (features [][]byte) {
	codes := map[string]string{}
	for _, c := range t.Countries() {
		codes[c.ID] = neighbours[c.Name]
	}
	for k, users := range t.Users() {
		if len(users) != 2 {
			continue
		}
		var line orb.LineString
		for _, cell := range t.Arcs[k] {
			line = append(line, t.Position(cell, 0, 0).Point())
		}
		for _, part := range clip.LineString(around, line) {
			pair := []string{codes[users[0]], codes[users[1]]}
			slices.Sort(pair)
			part = simplify.DouglasPeucker(bordersWithin).LineString(part.Clone())
			features = append(features, slices.Concat(
				fmt.Appendf(nil, `{"type":"Feature","properties":{"kind":"border","states":%s},"geometry":{"type":"LineString","coordinates":`, source.Quote(strings.Join(pair, " "))),
				positions(part, bordersDecimals), []byte("}}")))
		}
	}
	return features
}

// rings writes the outer rings of polygons, simplified, without those that are smaller than
// some square degrees.
func rings(m orb.MultiPolygon, within, least float64, decimals int) []byte {
	var parts [][]byte
	for _, p := range m {
		ring := simplify.DouglasPeucker(within).Ring(p[0].Clone())
		if len(ring) >= 4 && area(ring) >= least {
			parts = append(parts, slices.Concat([]byte("["), positions(ring, decimals), []byte("]")))
		}
	}
	return slices.Concat([]byte(`"geometry":{"type":"MultiPolygon","coordinates":[`), bytes.Join(parts, []byte(",")), []byte("]}}"))
}

// area is that of a closed ring in square degrees.
func area(r orb.Ring) float64 {
	line := make(source.Ring, len(r)-1)
	for k := range line {
		line[k] = source.Degrees(r[k][0], r[k][1])
	}
	return math.Abs(line.SignedArea())
}

// countriesAround returns roughly where the neighbours lie.
func countriesAround(t *source.Topology) (features [][]byte, err error) {
	for _, c := range source.Clip(t.Countries(), around) {
		code := neighbours[c.Name]
		if code == "" {
			return nil, fmt.Errorf("%s has no code here", c.Name)
		}
		features = append(features, slices.Concat(
			fmt.Appendf(nil, `{"type":"Feature","properties":{"kind":"country","state":%s,"name":%s},`, source.Quote(code), source.Quote(c.Name)),
			rings(c.Parts, countriesWithin, leastCountry, countriesDecimals)))
	}
	return features, nil
}

// landOf returns the land of the region around: what the shores, which one country alone has,
// close in, without the waters within it.
func landOf(t *source.Topology) (features [][]byte, err error) {
	var shores [][]source.Pos
	for k, users := range t.Users() {
		if len(users) == 1 {
			var line []source.Pos
			for _, cell := range t.Arcs[k] {
				line = append(line, t.Position(cell, 0, 0))
			}
			shores = append(shores, line)
		}
	}
	stitched, err := source.Stitch(shores)
	if err != nil {
		return nil, err
	}
	var land orb.MultiPolygon
	for _, r := range stitched {
		if slices.ContainsFunc(stitched, func(o source.Ring) bool { return len(o) > len(r) && o.Contains(r[0]) }) {
			continue
		}
		var ring orb.Ring
		for _, p := range r {
			ring = append(ring, p.Point())
		}
		if p := clip.Polygon(region, orb.Polygon{append(ring, ring[0])}); len(p) > 0 {
			land = append(land, p)
		}
	}
	return [][]byte{slices.Concat([]byte(`{"type":"Feature","properties":{"kind":"land"},`), rings(land, landWithin, leastLand, landDecimals))}, nil
}

// A city is a populated place of the source.
type city struct {
	name, state      string
	rank, population float64
	at               orb.Point
}

// citiesOf returns the cities that are shown, the more important first: by the source's
// rank, and among equals by their inhabitants.
func citiesOf(table []byte) (features [][]byte, err error) {
	rows, err := readDBF(table)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", placesFile, err)
	}
	var cities []city
	for _, row := range rows {
		name, ok := shown[row["name"]]
		c := city{name: cmp.Or(name, row["name"]), state: row["iso_a2"]}
		for _, column := range []struct {
			name string
			to   *float64
		}{{"scalerank", &c.rank}, {"pop_max", &c.population}, {"longitude", &c.at[0]}, {"latitude", &c.at[1]}} {
			if *column.to, err = strconv.ParseFloat(row[column.name], 64); err != nil && ok {
				return nil, fmt.Errorf("%s: %s: %w", row["name"], column.name, err)
			}
		}
		if ok && around.Contains(c.at) {
			cities = append(cities, c)
		}
	}
	if len(cities) != len(shown) {
		return nil, fmt.Errorf("%s has %d of the %d cities", placesFile, len(cities), len(shown))
	}
	slices.SortFunc(cities, func(a, b city) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(b.population, a.population))
	})
	for _, c := range cities {
		features = append(features, fmt.Appendf(nil, `{"type":"Feature","properties":{"kind":"city","state":%s,"name":%s},"geometry":{"type":"Point","coordinates":%v}}`,
			source.Quote(c.state), source.Quote(c.name), source.Degrees(c.at[0], c.at[1]).Rounded(bordersDecimals)))
	}
	return features, nil
}

// readDBF reads the rows of a table in the format of dBASE III, by the names of its columns.
func readDBF(b []byte) (rows []map[string]string, err error) {
	short := errors.New("the table is cut off")
	if len(b) < 33 {
		return nil, short
	}
	count, head, size := int(binary.LittleEndian.Uint32(b[4:])), int(binary.LittleEndian.Uint16(b[8:])), int(binary.LittleEndian.Uint16(b[10:]))
	if head+count*size > len(b) {
		return nil, short
	}
	for k := range count {
		row, from := map[string]string{}, head+k*size+1
		for at := 32; at+32 <= head && b[at] != '\r'; at += 32 {
			name, _, _ := strings.Cut(string(b[at:at+11]), "\x00")
			to := from + int(b[at+16])
			if to > head+(k+1)*size {
				return nil, short
			}
			row[name] = strings.Trim(string(b[from:to]), " \x00")
			from = to
		}
		rows = append(rows, row)
	}
	return rows, nil
}
