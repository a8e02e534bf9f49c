package main

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"caspian.example/division/geodata/source"
)

// Notes that coasts with the lagoon carry.
const (
	closingNote = "The closing line of Garabogazköl is the shortest line between two shore vertices that runs through the water of the strait and parts the lagoon from the sea."
	terminiNote = "The ends of the land borders decide shares: other sources put the one between Kazakhstan and Turkmenistan up to 2 km away, which moves about 1.5 points of the sea between the two."
)

// A coast is what one output file holds.
type coast struct {
	name, title, source, licence string
	// rounding, in metres, is the width of the grid that the source has rounded positions
	// to, the wider one if there are several; 0 if none is known.
	rounding int
	ring     source.Ring // the shore, counter-clockwise
	termini  []terminus
	shores   []line
	islands  []island
	closing  *line   // nil where the lagoon is land
	width    float64 // of the closing line in metres
	notes    []string
}

// build cuts the shore at the termini and finds the closing line of the lagoon, if it
// is part of the sea.
func (c *coast) build(shore source.Ring, termini []terminus) error {
	var err error
	if c.ring, err = shore.CounterClockwise(&termini[0].at); err != nil {
		return err
	}
	c.termini = termini
	if c.shores, err = split(c.ring, termini); err != nil {
		return err
	}
	if !c.ring.Contains(inLagoon) {
		return nil
	}
	mouth, width, err := garabogazkol.narrowest(c.ring)
	if err != nil {
		return err
	}
	c.closing, c.width = &line{state: "TM", name: "Garabogazköl", line: mouth}, width
	return nil
}

// finish numbers the islands and checks that the rings are simple and apart.
func (c *coast) finish() error {
	number(c.islands)
	rings := []source.Ring{c.ring}
	for _, i := range c.islands {
		rings = append(rings, i.ring)
	}
	if found := touches(rings); len(found) > 0 {
		return fmt.Errorf("%d places where the shore or islands touch:\n%s", len(found), strings.Join(found, "\n"))
	}
	if c.closing == nil {
		return nil
	}
	for _, l := range c.shores {
		if l.state == c.closing.state && slices.Contains(l.line, c.closing.line[0]) && slices.Contains(l.line, c.closing.line[1]) {
			return nil
		}
	}
	return fmt.Errorf("the closing line %v does not end on the shore of %s", c.closing.line, c.closing.state)
}

// write writes the coast as GeoJSON, one feature a line. The order of keys and
// features is fixed.
func (c *coast) write(w io.Writer) error {
	b := []byte("{\"type\":\"FeatureCollection\",\n\"coast\":{\n")
	for _, m := range [][2]string{
		{"name", c.name}, {"title", c.title}, {"source", c.source}, {"licence", c.licence},
		{"epoch", "unknown"}, {"water_level", "unknown"},
	} {
		b = fmt.Appendf(b, " %s:%s,\n", source.Quote(m[0]), source.Quote(m[1]))
	}
	if c.rounding > 0 {
		b = fmt.Appendf(b, " \"rounding_m\":%d,\n", c.rounding)
	}
	b = append(b, " \"termini\":[\n"...)
	for i := range c.termini { // clockwise from the north, each pair in that order
		t := c.termini[len(c.termini)-1-i]
		b = fmt.Appendf(b, "  {\"between\":[%s,%s],\"at\":", source.Quote(t.between[1]), source.Quote(t.between[0]))
		b = fmt.Append(b, t.at)
		b = fmt.Appendf(b, ",\"source\":%s}%s\n", source.Quote(t.source), comma(i, len(c.termini)))
	}
	b = append(b, " ],\n \"notes\":[\n"...)
	for i, n := range c.notes {
		b = fmt.Appendf(b, "  %s%s\n", source.Quote(n), comma(i, len(c.notes)))
	}
	b = append(b, " ]\n},\n\"features\":[\n"...)
	var features [][]byte
	for _, l := range c.shores {
		features = append(features, lineFeature(l, "coast"))
	}
	for _, i := range c.islands {
		f := fmt.Appendf(nil, `{"type":"Feature","properties":{"kind":"island","state":%s,"name":%s},"geometry":{"type":"Polygon","coordinates":[`, source.Quote(i.state), source.Quote(i.name))
		f = source.AppendPositions(f, append(slices.Clone(i.ring), i.ring[0]))
		features = append(features, append(f, "]}}"...))
	}
	if c.closing != nil {
		features = append(features, lineFeature(*c.closing, "closing"))
	}
	b = append(b, bytes.Join(features, []byte(",\n"))...)
	_, err := w.Write(append(b, "\n]}\n"...))
	return err
}

// lineFeature returns a LineString feature.
func lineFeature(l line, kind string) []byte {
	b := fmt.Appendf(nil, `{"type":"Feature","properties":{"kind":%s,"state":%s,"name":%s},"geometry":{"type":"LineString","coordinates":`, source.Quote(kind), source.Quote(l.state), source.Quote(l.name))
	return append(source.AppendPositions(b, l.line), "}}"...)
}

// comma returns the comma after element i of n.
func comma(i, n int) string {
	if i == n-1 {
		return ""
	}
	return ","
}

// summary reports what the coast holds.
func (c *coast) summary(w io.Writer) {
	n, count := 0, map[string]int{}
	for _, i := range c.islands {
		n += len(i.ring)
		count[i.state]++
	}
	fmt.Fprintf(w, "shore: %d vertices; islands: %d with %d vertices, %v\n", len(c.ring), len(c.islands), n, count)
	for _, l := range c.shores {
		fmt.Fprintf(w, "%s: %d vertices from %v to %v\n", l.state, len(l.line), l.line[0], l.line[len(l.line)-1])
	}
	if c.closing != nil {
		fmt.Fprintf(w, "closing line of %s: %v to %v, %.1f m\n", c.closing.name, c.closing.line[0], c.closing.line[1], c.width)
	}
}
