package geodata

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// An AgreedLine is a line on the Caspian that two states have agreed on, with
// all of its points at hand. The sources give latitude and longitude to a tenth
// of a minute, which is ±93 m, and do not state the datum.
type AgreedLine struct {
	// States are the ISO 3166-1 alpha-2 codes of the two, sorted.
	States [2]string
	// Points are longitude and latitude in degrees, in the order and numbers of
	// the source from 1 on.
	Points orb.LineString
	// Source is where the points were read, URL its whole address.
	Source, URL string
}

// AgreedDigit is what the last printed digit of the points of agreed lines and of
// treaties stands for in degrees: a tenth of a minute.
const AgreedDigit = 1.0 / 600

//go:embed agreed_lines.csv
var agreedCSV string

var loadedAgreed once[[]AgreedLine]

// AgreedLines returns the agreed lines whose points are at hand: that between
// Kazakhstan and Russia. The slice is the caller's own, its points are not.
func AgreedLines() ([]AgreedLine, error) {
	lines, err := loadedAgreed.get(parseAgreed, agreedCSV)
	return slices.Clone(lines), err
}

// parseAgreed reads lines from CSV text with one row per point.
func parseAgreed(text string) ([]AgreedLine, error) {
	var out []AgreedLine
	err := readTable("agreed lines", text, func(r []string) error {
		first, second, _ := strings.Cut(r[0], "-")
		states := [2]string{first, second}
		if n := len(out); n == 0 || out[n-1].States != states {
			out = append(out, AgreedLine{States: states, Source: r[4], URL: r[5]})
		}
		line := &out[len(out)-1]
		if r[1] != strconv.Itoa(len(line.Points)+1) {
			return fmt.Errorf("point %s is not in order", r[1])
		}
		at, err := position(r[2], r[3], degrees)
		line.Points = append(line.Points, at)
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// position reads a latitude and a longitude.
func position(lat, lon string, read func(text, hemisphere string) (float64, error)) (p orb.Point, err error) {
	if p[1], err = read(lat, "N"); err != nil {
		return p, err
	}
	p[0], err = read(lon, "E")
	return p, err
}

// degrees reads degrees and minutes such as 46°13.3'N.
func degrees(text, hemisphere string) (float64, error) {
	whole, rest, ok := strings.Cut(text, "°")
	minutes, found := strings.CutSuffix(rest, "'"+hemisphere)
	d, err := strconv.Atoi(whole)
	m, err2 := strconv.ParseFloat(minutes, 64)
	if !ok || !found || err != nil || err2 != nil || !(m >= 0 && m < 60) || d < 0 || d > 180 {
		return 0, fmt.Errorf("%q is not degrees and minutes %s", text, hemisphere)
	}
	return float64(d) + m/60, nil
}
