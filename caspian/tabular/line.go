package tabular

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
)

// Line is a line with what is known of its points.
type Line struct {
	Points orb.LineString // no two that follow each other are equal
	// Digits are what the last printed digit of every point stands for in degrees, 0 where
	// that is not known.
	Digits []float64
	// states are the texts in which the input says between which states every point is.
	states [][]string
}

// ErrPair is returned for a line whose points are not all of one pair of states.
var ErrPair = errors.New("its points are not of two states' line")

// maxLine is the length in bytes up to which lines of CSV are read.
const maxLine = 1 << 16

// ReadLine reads the line of an input: CSV with a row for every point, or GeoJSON, as
// coast.ReadLine does, whichever it is. Of several columns that give the same those count
// that tell most.
func ReadLine(ctx context.Context, r io.Reader) (*Line, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	out := &Line{}
	if isJSON(data) {
		out.Points, err = coast.ReadLine(ctx, bytes.NewReader(data))
		out.Digits, out.states = make([]float64, len(out.Points)), statesOf(data, len(out.Points))
	} else {
		err = out.rows(data)
	}
	if err != nil {
		return nil, err
	}
	out.merge()
	return out, nil
}

// merge makes one of equal points that follow each other, as the rows of our own CSV
// have one for each of its base points.
func (l *Line) merge() {
	kept := 0
	for k := range l.Points {
		if k > 0 && l.Points[k] == l.Points[kept-1] {
			l.states[kept-1] = append(l.states[kept-1], l.states[k]...)
			continue
		}
		l.Points[kept], l.Digits[kept], l.states[kept] = l.Points[k], l.Digits[k], l.states[k]
		kept++
	}
	l.Points, l.Digits, l.states = l.Points[:kept], l.Digits[:kept], l.states[:kept]
}

// statesOf returns what GeoJSON says of the states that its only line is between, for each
// of so many points.
func statesOf(data []byte, points int) [][]string {
	var c struct {
		Features []struct {
			Geometry   struct{ Type string }
			Properties struct{ States json.RawMessage }
		}
	}
	out := make([][]string, points)
	if json.Unmarshal(data, &c) != nil {
		return out
	}
	for _, f := range c.Features {
		if !strings.HasSuffix(f.Geometry.Type, "LineString") {
			continue
		}
		states := strings.FieldsFunc(string(f.Properties.States), func(r rune) bool { return strings.ContainsRune(`[]", `, r) })
		for k := range out {
			out[k] = append(out[k], states...)
		}
	}
	return out
}

// Between returns the two of some states, in their order, between which the input says
// the line is, as our own files do in a column or property; empty codes where it
// names no two of them at any point, and ErrPair where not all points are between the same
// two.
func (l *Line) Between(codes []string) (pair [2]string, err error) {
	said, common := false, slices.Clone(codes)
	for _, states := range l.states {
		absent := func(code string) bool { return !slices.Contains(states, code) }
		said = said || len(slices.DeleteFunc(slices.Clone(codes), absent)) > 1
		common = slices.DeleteFunc(common, absent)
	}
	switch {
	case !said:
		return pair, nil
	case len(common) != 2:
		return pair, ErrPair
	}
	return [2]string(common), nil
}

// rows reads the points of CSV.
func (l *Line) rows(data []byte) error {
	var names columns
	for _, name := range append([]string{"lon_source"}, append(slices.Clone(longitudes), "lon_dms")...) {
		names.lon = append(names.lon, []string{name})
	}
	for _, name := range append([]string{"lat_source"}, append(slices.Clone(latitudes), "lat_dms")...) {
		names.lat = append(names.lat, []string{name})
	}
	for _, name := range positions {
		names.position = append(names.position, []string{name})
	}
	t, err := readTable(&lineLimit{Reader: coast.Text(bytes.NewReader(data)), longest: maxLine, lines: coast.MaxPositions + 1}, names)
	if errors.Is(err, io.EOF) {
		return errors.New("it is empty")
	}
	if err != nil {
		return err
	}
	state := slices.IndexFunc(t.header, func(name string) bool { return strings.EqualFold(name, "state") })
	for {
		cells, row, err := t.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		p, digit, err := t.at(cells, row)
		var wrong *Error
		switch {
		case errors.As(err, &wrong) && wrong.Swapped != nil:
			wrong.Cure = "are longitude and latitude exchanged?"
			return wrong
		case err != nil:
			return err
		}
		var states []string
		if state >= 0 {
			states = []string{cells[state]}
		}
		l.Points, l.Digits, l.states = append(l.Points, p), append(l.Digits, digit), append(l.states, states)
	}
	if len(l.Points) == 0 {
		return errors.New("it has a header and no points")
	}
	return nil
}
