package partition

import (
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/internal/long"
)

// lake returns a square lake of A (north) and B (south) with further shapes.
func lake(t *testing.T, more ...shape) (c []shape) {
	t.Helper()
	return append([]shape{
		{"A", []orb.Point{{1, 0.5}, {1, 1}, {0, 1}, {0, 0.5}}, false},
		{"B", []orb.Point{{0, 0.5}, {0, 0}, {1, 0}, {1, 0.5}}, false},
	}, more...)
}

// TestTouching divides lakes in which rings share a vertex: the lines run
// through it, and both of its sides have their own bisector.
func TestTouching(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	p := orb.Point{0.5, 0.52}
	north := []orb.Point{p, {0.6, 0.6}, {0.4, 0.6}, p}
	south := []orb.Point{p, {0.4, 0.44}, {0.6, 0.44}, p}
	west := []orb.Point{p, {0.4, 0.56}, {0.4, 0.47}, p}
	through := func(n *Network, at orb.Point) (ends int) {
		for _, b := range n.Boundaries {
			for _, q := range [2]orb.Point{b.Line[0], b.Line[len(b.Line)-1]} {
				if q == at {
					ends++
				}
			}
		}
		return ends
	}
	for name, k := range map[string]struct {
		shapes []shape
		at     orb.Point
		ends   int
	}{
		"islands of two states":        {lake(t, shape{"A", north, true}, shape{"B", south, true}), p, 2},
		"the other way round":          {lake(t, shape{"B", north, true}, shape{"A", south, true}), p, 2},
		"islands of one state":         {lake(t, shape{"A", north, true}, shape{"A", south, true}), p, 0},
		"islands of a third state":     {lake(t, shape{"C", north, true}, shape{"C", south, true}), p, 0},
		"islands of two more states":   {lake(t, shape{"C", north, true}, shape{"D", south, true}), p, 2},
		"islands of three states":      {lake(t, shape{"C", north, true}, shape{"D", south, true}, shape{"E", west, true}), p, 3},
		"an island on its own shore":   {lake(t, shape{"A", []orb.Point{{0, 0.8}, {0.2, 0.75}, {0.2, 0.85}, {0, 0.8}}, true}), orb.Point{0, 0.8}, 0},
		"an island on the other shore": {lake(t, shape{"B", []orb.Point{{1, 1}, {0.8, 0.95}, {0.9, 0.8}, {1, 1}}, true}), orb.Point{1, 1}, 2},
		"an island on the terminus":    {lake(t, shape{"C", []orb.Point{{0, 0.5}, {0.2, 0.45}, {0.2, 0.55}, {0, 0.5}}, true}), orb.Point{0, 0.5}, 2},
		"an island of A there":         {lake(t, shape{"A", []orb.Point{{0, 0.5}, {0.2, 0.45}, {0.2, 0.55}, {0, 0.5}}, true}), orb.Point{0, 0.5}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			if !long.Form() && !slices.Contains([]string{"islands of three states", "an island on its own shore"}, name) {
				t.Skip("one of several alike; the long form has it")
			}
			shapes := k.shapes
			if name == "an island on its own shore" {
				shapes[0].points = []orb.Point{{1, 0.5}, {1, 1}, {0, 1}, {0, 0.8}, {0, 0.5}}
			}
			c := sea(t, shapes...)
			require.Equal(t, []orb.Point{k.at}, c.Touching)
			n := divide(t, c, Options{})
			checkNetwork(t, c, n)
			assert.Equal(t, k.ends, through(n, k.at), "lines that end at the common vertex")
		})
	}
}
