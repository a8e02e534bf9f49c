package coast

import (
	"bufio"
	"encoding/json"
	"io"
	"strconv"

	"github.com/paulmach/orb"
)

// Write writes a coast in the form that Read reads: the stretches along the
// shore, the islands, and the closing lines and straight baselines, one feature a line,
// in that order.
// Positions have as many decimals as they need to be read as the same numbers.
// Water that lines have cut off is not written. The same coast gives the same
// bytes; errors are those of w.
func Write(w io.Writer, c *Coast) error {
	b := bufio.NewWriter(w)
	// Errors stay in b until it is flushed.
	text := func(parts ...string) {
		for _, s := range parts {
			b.WriteString(s)
		}
	}
	text("{\"type\":\"FeatureCollection\",\n\"coast\":{")
	separator := ""
	for _, m := range [][2]string{{"name", c.Name}, {"source", c.Source}, {"licence", c.Licence}, {"epoch", c.Epoch}, {"water_level", c.WaterLevel}} {
		if m[1] != "" {
			text(separator, quote(m[0]), ":", quote(m[1]))
			separator = ","
		}
	}
	if c.Rounding > 0 {
		text(separator, `"rounding_m":`, strconv.FormatFloat(c.Rounding, 'f', -1, 64))
	}
	text("},\n\"features\":[\n")
	separator = ""
	feature := func(kind string, state int, name, geometry string, line []orb.Point, end string) {
		text(separator, `{"type":"Feature","properties":{"kind":`, quote(kind), `,"state":`, quote(c.States[state].Code))
		if name != "" {
			text(`,"name":`, quote(name))
		}
		text(`},"geometry":{"type":`, quote(geometry), `,"coordinates":`)
		open := "["
		if geometry == "Polygon" {
			open = "[["
		}
		for _, p := range line {
			text(open, "[", strconv.FormatFloat(p[0], 'f', -1, 64), ",", strconv.FormatFloat(p[1], 'f', -1, 64), "]")
			open = ","
		}
		text(end, "}}")
		separator = ",\n"
	}
	for _, s := range c.Stretches {
		feature("coast", s.State, c.Features[s.Feature].Name, "LineString", c.Shore[s.Start:s.End+1], "]")
	}
	for _, i := range c.Islands {
		feature("island", i.State, c.Features[i.Feature].Name, "Polygon", i.Ring, "]]")
	}
	for _, l := range c.Closings {
		feature(l.kind(), l.State, l.Name, "LineString", l.Line, "]")
	}
	text("\n]}\n")
	return b.Flush()
}

// quote returns a text as JSON.
func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		return `""` // a string can always be encoded
	}
	return string(b)
}
