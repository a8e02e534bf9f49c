package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/geodata/source"
)

// A sharedLake is a lake of GSHHG beside which an example puts the countries of
// world-atlas.
type sharedLake struct {
	title  string     // none: the countries only
	within source.Pos // a place in it
	window [4]int     // west, east, south and north of the dump of shorelines
	// bound is the box that countries are clipped to: the window and more.
	bound orb.Bound
	// cut is where it is cut from another lake that GSHHG has in one with it.
	cut *strait
}

// sharedLakes are the lakes that can be made, by name.
var sharedLakes = map[string]sharedLake{
	"victoria": {title: "Lake Victoria", within: source.Degrees(33, -1), window: [4]int{31, 36, -4, 2}, bound: box(30, 37, -5, 3)},
	"titicaca": {title: "Lake Titicaca", within: source.Degrees(-69.4, -15.8), window: [4]int{-71, -68, -18, -14}, bound: box(-72, -67, -19, -13)},
	"superior": {title: "Lake Superior", within: source.Degrees(-87, 47.7), window: [4]int{-93, -79, 41, 50}, bound: box(-94, -83, 45, 51),
		cut: &strait{source.Degrees(-84.8, 46.4), source.Degrees(-84.2, 46.6), source.Degrees(-87, 47.7), source.Degrees(-83, 45)}},
	// The Caspian itself is in another file.
	"caspian": {bound: box(44, 57, 34, 50)},
}

func box(west, east, south, north float64) orb.Bound {
	return orb.Bound{Min: orb.Point{west, south}, Max: orb.Point{east, north}}
}

// isoCodes are the ISO 3166-1 alpha-2 codes of the countries around them, by the
// names that world-atlas has.
var isoCodes = map[string]string{
	"Kenya": "KE", "Tanzania": "TZ", "Uganda": "UG",
	"Canada": "CA", "United States of America": "US",
	"Bolivia": "BO", "Peru": "PE",
	"Azerbaijan": "AZ", "Iran": "IR", "Kazakhstan": "KZ", "Russia": "RU", "Turkmenistan": "TM",
}

// lakeDecimals is how many decimals of a degree the lakes have: about a metre,
// where the source has steps of 1.7 m.
const lakeDecimals = 5

// makeLake writes NAME-countries.geojson, and NAME.geojson if it has a lake, to a
// directory.
func makeLake(name, atlas, dir string, log io.Writer) error {
	l, ok := sharedLakes[name]
	if !ok {
		return fmt.Errorf("unknown lake %q: use victoria, superior, titicaca or caspian", name)
	}
	countries, err := l.countries(atlas)
	if err != nil {
		return err
	}
	files := map[string][]byte{name + "-countries.geojson": countries}
	if l.title != "" {
		shore, islands, err := l.shores(log)
		if err != nil {
			return err
		}
		n := len(shore)
		for _, r := range islands {
			n += len(r)
		}
		fmt.Fprintf(log, "%s: %d vertices and %d islands, %d vertices in all\n", l.title, len(shore), len(islands), n)
		files[name+".geojson"] = l.polygon(append([]source.Ring{shore}, islands...))
	}
	for file, text := range files {
		if err := os.WriteFile(filepath.Join(dir, file), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// shores returns the lake's shore and its islands, from GSHHG.
func (l sharedLake) shores(log io.Writer) (shore source.Ring, islands []source.Ring, err error) {
	if _, err := checksum(filepath.Join(gshhgDir, gshhgFile), gshhgSHA256); err != nil {
		return nil, nil, err
	}
	text, err := gmtCoast(gshhgDir, fmt.Sprintf("-R%d/%d/%d/%d", l.window[0], l.window[1], l.window[2], l.window[3]))
	if err != nil {
		return nil, nil, err
	}
	pieces, err := source.ParseDump(text)
	if err != nil {
		return nil, nil, err
	}
	lakes, err := source.Stitch(whole(pieces[2]))
	if err != nil {
		return nil, nil, err
	}
	for _, r := range lakes {
		if r.Contains(l.within) {
			shore = r
		}
	}
	if shore == nil {
		return nil, nil, fmt.Errorf("no lake has %v inside", l.within)
	}
	if l.cut != nil {
		mouth, width, err := l.cut.narrowest(shore)
		if err != nil {
			return nil, nil, err
		}
		fmt.Fprintf(log, "cut from %v to %v, %.1f m\n", mouth[0], mouth[1], width)
		from, to := slices.Index(shore, mouth[0]), slices.Index(shore, mouth[1])
		side := shore[from : to+1]
		if !side.Contains(l.within) {
			side = slices.Concat(shore[to:], shore[:from+1])
		}
		shore = side
	}
	shore = rounded(shore)
	if shore, err = shore.CounterClockwise(nil); err != nil {
		return nil, nil, err
	}
	isles, err := source.Stitch(whole(pieces[3]))
	if err != nil {
		return nil, nil, err
	}
	for _, r := range isles {
		if r = rounded(r); !shore.Contains(r[0]) {
			continue
		}
		if r, err = r.CounterClockwise(nil); err != nil {
			return nil, nil, err
		}
		islands = append(islands, r)
	}
	// The largest first.
	slices.SortStableFunc(islands, func(p, q source.Ring) int { return cmp.Compare(q.SignedArea(), p.SignedArea()) })
	if found := touches(append([]source.Ring{shore}, islands...)); len(found) > 0 {
		return nil, nil, fmt.Errorf("%d places where the shore or islands touch: %s", len(found), found[0])
	}
	return shore, islands, nil
}

// whole leaves out the pieces of rings that leave the window.
func whole(pieces [][]source.Pos) [][]source.Pos {
	for {
		ends := map[source.Pos]int{}
		for _, p := range pieces {
			ends[p[0]]++
			ends[p[len(p)-1]]++
		}
		n := len(pieces)
		pieces = slices.DeleteFunc(pieces, func(p []source.Pos) bool { return ends[p[0]] < 2 || ends[p[len(p)-1]] < 2 })
		if len(pieces) == n {
			return pieces
		}
	}
}

// rounded returns the ring with lakeDecimals decimals.
func rounded(r source.Ring) source.Ring {
	out := make(source.Ring, len(r))
	for k, p := range r {
		out[k] = p.Rounded(lakeDecimals)
	}
	out = slices.Compact(out)
	for len(out) > 1 && out[0] == out[len(out)-1] {
		out = out[:len(out)-1]
	}
	return out
}

// polygon writes the lake as a Feature, a ring on each line.
func (l sharedLake) polygon(rings []source.Ring) []byte {
	b := fmt.Appendf(nil, "{\"type\":\"Feature\",\"properties\":{\"name\":%s,\"source\":\"GSHHG 2.3.7, full resolution, level 2\",\"licence\":\"LGPL-3.0-or-later\"},\n\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[\n", source.Quote(l.title))
	for k, r := range rings {
		b = source.AppendPositions(b, append(slices.Clone(r), r[0]))
		b = append(b, comma(k, len(rings))...)
		b = append(b, '\n')
	}
	return append(b, "]}}\n"...)
}

// countries returns the countries around the lake from countries-10m.json,
// clipped to its box.
func (l sharedLake) countries(file string) ([]byte, error) {
	t, err := readWorldAtlas(file)
	if err != nil {
		return nil, err
	}
	return l.clipped(t), nil
}

// clipped returns the countries of a topology that have a part in the lake's box.
func (l sharedLake) clipped(t *source.Topology) []byte {
	code := func(c source.Country) string { return isoCodes[c.Name] }
	return source.GeoJSON(source.Clip(t.Countries(), l.bound), lakeDecimals, code)
}
