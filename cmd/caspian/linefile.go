package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/paulmach/orb"

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
}

// builtInLine returns an agreed line by its states' codes, such as ru-kz; nil if
// there is none.
func builtInLine(name string) (*linePoints, error) {
	lines, err := geodata.AgreedLines()
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		a, b := strings.ToLower(l.States[0]), strings.ToLower(l.States[1])
		if name != a+"-"+b && name != b+"-"+a {
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
	return hinted{fmt.Errorf("the line %q is neither built in nor a file", name), suggest(name, []string{"ru-kz", treatyPoints}, "built in are ")}
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
			out = &linePoints{line: line, digits: make([]float64, len(line))}
		}
	} else {
		out, err = lineCSV(data)
	}
	if err != nil {
		return nil, nameless(err, shown)
	}
	out.merge()
	return out, nil
}

// merge makes one of equal points that follow each other, as the rows of our own CSV
// have one for each of its base points.
func (l *linePoints) merge() {
	kept := 0
	for k := range l.line {
		if k == 0 || l.line[k] != l.line[kept-1] {
			l.line[kept], l.digits[kept] = l.line[k], l.digits[k]
			kept++
		}
	}
	l.line, l.digits = l.line[:kept], l.digits[:kept]
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
		l.line, l.digits = append(l.line, p), append(l.digits, digit)
	}
	if len(l.line) == 0 {
		return nil, errors.New("it has a header and no points")
	}
	return l, nil
}
