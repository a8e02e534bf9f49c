package partition_test

import (
	"context"
	"flag"
	"io"
	"math"
	"strconv"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/partition/internal/oracle"
	"caspian.example/division/geodata/gshhg"
	"caspian.example/division/geodata/ne10m"
)

// agree divides a sea in both ways and compares them.
func agree(t require.TestingT, c *coast.Coast, tolerance float64, opts oracle.Options) (worst, farthest float64) {
	n, err := partition.Divide(context.Background(), c, partition.Options{Tolerance: tolerance})
	require.NoError(t, err)
	o, err := oracle.Divide(c, opts)
	require.NoError(t, err)

	length := make([]float64, len(c.States))
	for _, b := range n.Boundaries {
		length[b.States[0]] += b.Length
		length[b.States[1]] += b.Length
	}
	for k, s := range n.Sectors {
		worst = max(worst, math.Abs(s.Area-o.Areas[k])/n.Area)
		// On small seas the lines' tolerance is more than 1e-6 of the sea.
		assert.InDelta(t, o.Areas[k], s.Area, max(1e-6*n.Area, tolerance*length[k]), c.States[k].Code)
	}

	step := math.Sqrt(n.Area) / 500
	ours, theirs := map[[2]int]*seas.Lines{}, map[[2]int]*seas.Lines{}
	of := func(m map[[2]int]*seas.Lines, pair [2]int) *seas.Lines {
		if m[pair] == nil {
			m[pair] = &seas.Lines{}
		}
		return m[pair]
	}
	for _, b := range n.Boundaries {
		of(ours, b.States).Add(b.Line, step)
	}
	for pair, lines := range o.Lines {
		for _, l := range lines {
			of(theirs, pair).Add(l.Points, step)
		}
	}
	compare := func(what string, lines *seas.Lines, pair [2]int, points []orb.Point) {
		for _, p := range points {
			d := lines.Distance(p)
			farthest = max(farthest, d)
			if d > tolerance {
				assert.Fail(t, "the lines differ", "%s of %s and %s: %v lies %.3g m from the other line", what, c.States[pair[0]].Code, c.States[pair[1]].Code, p, d)
				return
			}
		}
	}
	for _, b := range n.Boundaries {
		compare("the boundary", of(theirs, b.States), b.States, b.Line)
	}
	for pair, lines := range o.Lines {
		for _, l := range lines {
			compare("the oracle's line", of(ours, pair), pair, l.Points)
		}
	}
	return worst, farthest
}

func TestOracleCaspian(t *testing.T) {
	long.Only(t)
	t.Parallel()
	for name, data := range map[string]func() io.Reader{"gshhg": gshhg.Coast, "ne10m": ne10m.Coast} {
		t.Run(name, func(t *testing.T) {
			c, err := coast.Read(data(), coast.Options{})
			require.NoError(t, err)
			worst, farthest := agree(t, c, 1, oracle.Options{})
			t.Logf("areas within %.2g of the sea, lines within %.3g m", worst, farthest)
		})
	}
}

var (
	firstSea = flag.Int("oracle.first", long.Or(0, 1), "number of the first random sea")
	many     = flag.Int("oracle.seas", long.Or(4, 1), "how many random seas; 0 lets rapid look for a failure and simplify it")
)

// TestOracleRandomSeas compares random seas. All are the same in every run.
func TestOracleRandomSeas(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	type sea struct {
		coast seas.Sea
		width float64
	}
	generator := rapid.Custom(func(t *rapid.T) sea {
		coast, width := seas.Random(t)
		return sea{coast, width}
	})
	check := func(t require.TestingT, s sea) (worst, farthest float64) {
		c, err := s.coast.Read()
		require.NoError(t, err)
		// The lines' tolerance shrinks with the sea, so that it is about as
		// exact as 1e-6 of its area.
		tolerance := min(max(2e-7*s.width, 0.01), 1)
		worst, farthest = agree(t, c, tolerance, oracle.Options{Fraction: 10, Sag: 2e-5 * s.width, Tolerance: tolerance / 5})
		return worst, farthest / tolerance
	}
	if *many == 0 {
		rapid.Check(t, func(t *rapid.T) { check(t, generator.Draw(t, "sea")) })
		return
	}
	for k := *firstSea; k < *firstSea+*many; k++ {
		t.Run(strconv.Itoa(k), func(t *testing.T) {
			s := generator.Example(k)
			worst, farthest := check(t, s)
			t.Logf("%.3g km wide: areas within %.2g of the sea, lines within %.2g of the tolerance", s.width/1e3, worst, farthest)
		})
	}
}
