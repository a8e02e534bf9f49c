package coast

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/problem"
)

// deep returns a copy of a coast that shares nothing with it.
func deep(c *Coast) *Coast {
	out := *c
	out.States, out.Features, out.Shore, out.Stretches = slices.Clone(c.States), slices.Clone(c.Features), slices.Clone(c.Shore), slices.Clone(c.Stretches)
	out.Islands, out.Closings, out.Enclosed, out.Touching = slices.Clone(c.Islands), slices.Clone(c.Closings), slices.Clone(c.Enclosed), slices.Clone(c.Touching)
	for k := range out.Islands {
		out.Islands[k].Ring = slices.Clone(out.Islands[k].Ring)
	}
	for k := range out.Closings {
		out.Closings[k].Line = slices.Clone(out.Closings[k].Line)
	}
	for k := range out.Enclosed {
		out.Enclosed[k].Water = slices.Clone(out.Enclosed[k].Water)
		for r := range out.Enclosed[k].Water {
			out.Enclosed[k].Water[r] = slices.Clone(out.Enclosed[k].Water[r])
		}
	}
	return &out
}

// TestCheck spoils a sound coast in one way after the other.
func TestCheck(t *testing.T) {
	open, err := Read(strings.NewReader(bay), Options{})
	require.NoError(t, err)
	require.NoError(t, open.Check())
	sound, err := open.Close("mouth")
	require.NoError(t, err)
	sound.Touching = []orb.Point{{0.5, 0.5}}
	require.NoError(t, sound.Check())

	type mutation struct {
		says  string
		spoil func(c *Coast)
	}
	cases := []mutation{
		{"0 states", func(c *Coast) { *c = Coast{} }},
		{"1 states", func(c *Coast) { c.States = c.States[:1] }},
		{"65 states", func(c *Coast) {
			for k := len(c.States); k < 65; k++ {
				c.States = append(c.States, State{Code: fmt.Sprintf("C%03d", k)})
			}
		}},
		{"no code", func(c *Coast) { c.States[0].Code = "" }},
		{"not sorted", func(c *Coast) { slices.Reverse(c.States) }},
		{"not sorted", func(c *Coast) { c.States[1] = c.States[0] }},
		{"does not ascend", func(c *Coast) { c.Features[2].Index = 0 }},
		{"does not ascend", func(c *Coast) { c.Features[0].Index = -1 }},
		{"the shore has 0 positions", func(c *Coast) { c.Shore = nil }},
		{"the shore has 3 positions", func(c *Coast) { c.Shore = append(c.Shore[:2], c.Shore[0]) }},
		{"the shore is not closed", func(c *Coast) { c.Shore = c.Shore[:len(c.Shore)-1] }},
		{"the shore is not closed", func(c *Coast) { c.Shore[0][0] += 360 }},
		{"repeats", func(c *Coast) { c.Shore[2] = c.Shore[1] }},
		{"repeats", func(c *Coast) { c.Shore[2] = orb.Point{c.Shore[1][0] - 360, c.Shore[1][1]} }},
		{"the stretches end at vertex 0", func(c *Coast) { c.Stretches = nil }},
		{"the stretches end", func(c *Coast) { c.Stretches = c.Stretches[:len(c.Stretches)-1] }},
		{"it must begin", func(c *Coast) { c.Stretches = c.Stretches[1:] }},
		{"it must begin", func(c *Coast) { c.Stretches[0].Start++ }},
		{"it must begin", func(c *Coast) { c.Stretches[0].Start-- }},
		{"it must begin", func(c *Coast) { c.Stretches[0].End = 0 }},
		{"it must begin", func(c *Coast) { c.Stretches[0].End, c.Stretches[1].Start = -4, -4 }},
		{"it must begin", func(c *Coast) { slices.Reverse(c.Stretches) }},
		{"end at", func(c *Coast) { c.Stretches[len(c.Stretches)-1].End++ }},
		{"end at", func(c *Coast) { c.Stretches[len(c.Stretches)-1].End = math.MaxInt }},
		{"island 0 is not closed", func(c *Coast) { c.Islands[0].Ring = c.Islands[0].Ring[:3] }},
		{"island 0 has 0 positions", func(c *Coast) { c.Islands[0].Ring = nil }},
		{"closing line 0 has 1 positions", func(c *Coast) { c.Closings[0].Line = c.Closings[0].Line[:1] }},
		{"closing line 0 has 0 positions", func(c *Coast) { c.Closings[0].Line = nil }},
		{"repeats", func(c *Coast) { c.Closings[0].Line[1] = c.Closings[0].Line[0] }},
		{"enclosed water 0 has no ring", func(c *Coast) { c.Enclosed[0].Water = nil }},
		{"ring 1 of enclosed water 0 has 3 positions", func(c *Coast) { c.Enclosed[0].Water[1] = c.Enclosed[0].Water[1][:3] }},
		{"snapping", func(c *Coast) { c.Snap = -1 }},
		{"snapping", func(c *Coast) { c.Snap = math.NaN() }},
		{"snapping", func(c *Coast) { c.Snap = math.Inf(1) }},
	}
	// Every index and every position in turn.
	for _, bad := range []int{-1, 100, math.MinInt, math.MaxInt} {
		for says, at := range map[string]func(c *Coast) *int{
			"feature 1 has the state":          func(c *Coast) *int { return &c.Features[1].State },
			"stretch 1 has the state":          func(c *Coast) *int { return &c.Stretches[1].State },
			"stretch 1 has the feature":        func(c *Coast) *int { return &c.Stretches[1].Feature },
			"island 0 has the state":           func(c *Coast) *int { return &c.Islands[0].State },
			"island 0 has the feature":         func(c *Coast) *int { return &c.Islands[0].Feature },
			"closing line 3 has the state":     func(c *Coast) *int { return &c.Closings[3].State },
			"closing line 3 has the feature":   func(c *Coast) *int { return &c.Closings[3].Feature },
			"enclosed water 0 has the state":   func(c *Coast) *int { return &c.Enclosed[0].State },
			"enclosed water 0 has the feature": func(c *Coast) *int { return &c.Enclosed[0].Feature },
		} {
			cases = append(cases, mutation{says, func(c *Coast) { *at(c) = bad }})
		}
	}
	for _, bad := range []orb.Point{{math.NaN(), 0}, {0, math.NaN()}, {math.Inf(1), 0}, {0, math.Inf(-1)}, {361, 0}, {0, -90.1}} {
		for says, at := range map[string]func(c *Coast) *orb.Point{
			"vertex 3 of the shore is no":                       func(c *Coast) *orb.Point { return &c.Shore[3] },
			"vertex 1 of island 0 is no":                        func(c *Coast) *orb.Point { return &c.Islands[0].Ring[1] },
			"vertex 1 of closing line 2 is no":                  func(c *Coast) *orb.Point { return &c.Closings[2].Line[1] },
			"vertex 1 of ring 0 of enclosed water 0 is no":      func(c *Coast) *orb.Point { return &c.Enclosed[0].Water[0][1] },
			"vertex 2 of ring 1 of enclosed water 0 is no":      func(c *Coast) *orb.Point { return &c.Enclosed[0].Water[1][2] },
			"touching place 0 is no longitude and latitude at ": func(c *Coast) *orb.Point { return &c.Touching[0] },
		} {
			cases = append(cases, mutation{says, func(c *Coast) { *at(c) = bad }})
		}
	}
	for _, m := range cases {
		c := deep(sound)
		m.spoil(c)
		err := c.Check()
		require.ErrorIs(t, err, ErrUnsound, m.says)
		var all *problem.List
		require.ErrorAs(t, err, &all)
		text := ""
		for _, p := range all.All {
			text += p.Error() + "\n"
		}
		assert.Contains(t, text, m.says)
	}
	assert.NoError(t, sound.Check(), "the coast itself stays")
	assert.ErrorIs(t, (*Coast)(nil).Check(), ErrUnsound)
}

func BenchmarkCheck(b *testing.B) {
	c, err := Read(strings.NewReader(bay), Options{})
	require.NoError(b, err)
	for range 6 {
		long := orb.Ring{c.Shore[0]}
		var stretches []Stretch
		for _, s := range c.Stretches {
			start := len(long) - 1
			for k := s.Start; k < s.End; k++ {
				p, q := c.Shore[k], c.Shore[k+1]
				for i := 1; i <= 6; i++ {
					long = append(long, orb.Point{p[0] + (q[0]-p[0])*float64(i)/6, p[1] + (q[1]-p[1])*float64(i)/6})
				}
			}
			stretches = append(stretches, Stretch{s.Feature, s.State, start, len(long) - 1})
		}
		c.Shore, c.Stretches = long, stretches
	}
	require.NoError(b, c.Check())
	b.ReportAllocs()
	for b.Loop() {
		if err := c.Check(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(c.Shore)), "vertices")
}
