package main

import (
	"crypto/sha256"
	"fmt"
	"math"
	"os"
	"strconv"

	"golang.org/x/text/language"

	"caspian.example/division/geodata/source"
)

// The digests of the sources that the table in data was made from.
const (
	gshhgSHA256     = "f544b39124275a913ce36d15d7cff46265284707e953bea9d644f4879cee5e5f"
	countriesSHA256 = "3bc6f1d367a9bcec479841bae0e76092f512838411d0cef124e92eec4db45f79"
)

// A world is what the two sources have.
type world struct {
	lakes, islands []source.Ring // counter-clockwise, in one piece also across ±180
	countries      []source.Country
	notes          []string
}

// readWorld reads the dump of GSHHG and the topology of world-atlas.
func readWorld(gshhg, countries string) (*world, error) {
	w := new(world)
	text, err := w.read(gshhg, gshhgSHA256)
	if err != nil {
		return nil, err
	}
	pieces, err := source.ParseDump(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", gshhg, err)
	}
	for level, rings := range map[int]*[]source.Ring{2: &w.lakes, 3: &w.islands} {
		if *rings, err = joined(pieces[level]); err != nil {
			return nil, fmt.Errorf("%s: level %d: %w", gshhg, level, err)
		}
	}
	if text, err = w.read(countries, countriesSHA256); err != nil {
		return nil, err
	}
	t, err := source.ParseTopology(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", countries, err)
	}
	w.countries = t.Countries()
	return w, nil
}

// read reads a file, and notes if it is another than that of the table.
func (w *world) read(file, digest string) ([]byte, error) {
	text, err := os.ReadFile(file)
	if err == nil && fmt.Sprintf("%x", sha256.Sum256(text)) != digest {
		w.notes = append(w.notes, file+" is not the file that data/atlas.csv was made from: rows may differ")
	}
	return text, err
}

// joined joins pieces of shore, also where the dump is cut at the antimeridian.
func joined(pieces [][]source.Pos) ([]source.Ring, error) {
	const turn = 360 * source.Unit
	for _, p := range pieces {
		for k := range p {
			if p[k][0] == turn/2 {
				p[k][0] = -turn / 2
			}
		}
	}
	rings, err := source.Stitch(pieces)
	if err != nil {
		return nil, err
	}
	for i, r := range rings {
		for k := 1; k < len(r); k++ {
			r[k][0] += turn * int64(math.Round(float64(r[k-1][0]-r[k][0])/turn))
		}
		if rings[i], err = r.CounterClockwise(nil); err != nil {
			return nil, err
		}
	}
	return rings, nil
}

// code returns the ISO 3166-1 alpha-2 code of a country; empty if it has none.
func code(c source.Country) string {
	number, err := strconv.Atoi(c.ID)
	if err != nil {
		return ""
	}
	region, err := language.EncodeM49(number)
	if err != nil {
		return ""
	}
	return region.String()
}
