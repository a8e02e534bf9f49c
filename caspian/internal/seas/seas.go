// Package seas makes seas for tests, and measures them without the packages
// that are tested. Begin with Random, or with Of for a coast that is at hand.
package seas

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
)

// Part is a stretch of shore (open) or an island (closed).
type Part struct {
	State, Name string
	Line        []orb.Point
	Island      bool
}

// Sea is the coast of a sea, as a user has it.
type Sea []Part

// Of returns the stretches and islands of a coast. Closing lines are left out.
func Of(c *coast.Coast) Sea {
	var out Sea
	for _, s := range c.Stretches {
		out = append(out, Part{c.States[s.State].Code, c.Features[s.Feature].Name, c.Shore[s.Start : s.End+1], false})
	}
	for _, i := range c.Islands {
		out = append(out, Part{c.States[i.State].Code, c.Features[i.Feature].Name, i.Ring, true})
	}
	return out
}

// GeoJSON returns the sea in the form that coast.Read reads, one feature a line,
// after the given members of the collection. It fails for numbers that JSON does
// not have.
func (s Sea) GeoJSON(members ...string) (string, error) {
	var b strings.Builder
	b.WriteString("{\"type\":\"FeatureCollection\",\n")
	for _, m := range members {
		b.WriteString(m + ",\n")
	}
	b.WriteString("\"features\":[\n")
	for k, p := range s {
		kind, shape := "LineString", any(p.Line)
		if p.Island {
			kind, shape = "Polygon", [][]orb.Point{p.Line}
		}
		coordinates, err := json.Marshal(shape)
		if err != nil {
			return "", err
		}
		name := ""
		if p.Name != "" {
			name = fmt.Sprintf(`,"name":%q`, p.Name)
		}
		if k > 0 {
			b.WriteString(",\n")
		}
		fmt.Fprintf(&b, `{"type":"Feature","properties":{"state":%q%s},"geometry":{"type":%q,"coordinates":%s}}`, p.State, name, kind, coordinates)
	}
	b.WriteString("\n]}\n")
	return b.String(), nil
}

// Read reads the sea as a user's file.
func (s Sea) Read() (*coast.Coast, error) {
	text, err := s.GeoJSON()
	if err != nil {
		return nil, err
	}
	return coast.Read(strings.NewReader(text), coast.Options{})
}
