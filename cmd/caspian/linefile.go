package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/geodata"
)

// linePoints is a line with what is known of its points.
type linePoints struct {
	line orb.LineString
	// digits are what the last printed digit of every point stands for in degrees,
	// 0 where that is not known.
	digits []float64
	// source says where the line comes from, if it is built in.
	source string
	// between are the states that it parts, if it is built in.
	between [2]string
	// states are those that the file says of every point, nil where it says none.
	states [][]string
}

// builtInLine returns an agreed line by its states' codes in any case, such as ru-kz; nil if
// there is none.
func builtInLine(name string) (*linePoints, error) {
	lines, err := geodata.AgreedLines()
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		if a, b := l.States[0], l.States[1]; !strings.EqualFold(name, a+"-"+b) && !strings.EqualFold(name, b+"-"+a) {
			continue
		}
		out := &linePoints{line: l.Points, source: l.Source + ", " + l.URL, between: [2]string{l.States[1], l.States[0]}}
		for range l.Points {
			out.digits = append(out.digits, geodata.AgreedDigit)
		}
		return out, nil
	}
	return nil, nil
}

// noLine is the error for the name of a line that there is not.
func noLine(name string) error {
	return usage(suggest(name, []string{"ru-kz", treatyPoints}, "built in are ")+"; caspian boundary A B computes one", "the line %q is neither built in nor a file", name)
}

// readLine reads a line from a file, or from the standard input for the name "-":
// GeoJSON, or CSV with a header.
func readLine(s *streams, name string) (*linePoints, error) {
	file, err := input(s, name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	shown := sourceName(name)
	data, err := io.ReadAll(file)
	if err != nil {
		return nil, inputError{err, shown}
	}
	var out *linePoints
	if isJSON(data) {
		var line orb.LineString
		if line, err = coast.ReadLine(s.ctx, bytes.NewReader(data)); err == nil {
			out = &linePoints{line: line, digits: make([]float64, len(line)), states: statesOfLine(data, len(line))}
		}
	} else {
		out, err = lineCSV(data)
	}
	if err != nil {
		return nil, s.unread(err, name, aLine)
	}
	out.merge()
	return out, nil
}

// merge makes one of equal points that follow each other, as the rows of our own CSV
// have one for each of its base points.
func (l *linePoints) merge() {
	kept := 0
	for k := range l.line {
		if k > 0 && l.line[k] == l.line[kept-1] {
			l.states[kept-1] = append(l.states[kept-1], l.states[k]...)
			continue
		}
		l.line[kept], l.digits[kept], l.states[kept] = l.line[k], l.digits[k], l.states[k]
		kept++
	}
	l.line, l.digits, l.states = l.line[:kept], l.digits[:kept], l.states[:kept]
}

// statesOfLine returns what GeoJSON says of the states that its only line is between, for
// each of so many points.
func statesOfLine(data []byte, points int) [][]string {
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

// agrees returns the two states that a line is said to part, those that its file names at
// all its points, or an error if they are not the two that were asked for (none, if empty).
// A file that does not name two at a point says nothing.
func (l *linePoints) agrees(sea *caspian.Sea, name string, between [2]string) ([2]string, error) {
	said := false
	common := sea.States()
	for _, states := range l.states {
		absent := func(st caspian.State) bool { return !slices.Contains(states, st.Code) }
		said = said || len(slices.DeleteFunc(sea.States(), absent)) > 1
		common = slices.DeleteFunc(common, absent)
	}
	switch {
	case !said:
		return between, nil
	case len(common) != 2:
		return between, usage("caspian boundary A B -o FILE writes the line of two states", "the points of %s are not of two states' line", printable(name))
	}
	own := [2]string{common[0].Code, common[1].Code}
	if between != own && between != [2]string{own[1], own[0]} && between != [2]string{} {
		return between, usage("--between "+own[0]+","+own[1], "%s is a line of %s and %s, not of %s and %s", printable(name), own[0], own[1], between[0], between[1])
	}
	if between == [2]string{} {
		between = own
	}
	return between, nil
}

// maxLine is the length in bytes up to which lines of CSV are read.
const maxLine = 1 << 16

// lineCSV reads a line from CSV. Of several columns that give the same those count that
// tell most.
func lineCSV(data []byte) (*linePoints, error) {
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
		return nil, errors.New("it is empty")
	}
	if err != nil {
		return nil, err
	}
	l := &linePoints{}
	state := slices.IndexFunc(t.header, func(name string) bool { return strings.EqualFold(name, "state") })
	for {
		cells, row, err := t.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		p, digit, err := t.at(cells, row)
		var wrong *pointError
		switch {
		case errors.As(err, &wrong) && wrong.swapped != nil:
			return nil, hinted{err, "are longitude and latitude exchanged?"}
		case err != nil:
			return nil, err
		}
		var states []string
		if state >= 0 {
			states = []string{cells[state]}
		}
		l.line, l.digits, l.states = append(l.line, p), append(l.digits, digit), append(l.states, states)
	}
	if len(l.line) == 0 {
		return nil, errors.New("it has a header and no points")
	}
	return l, nil
}
