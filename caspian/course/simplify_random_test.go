package course_test

import (
	"context"
	"errors"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
)

// TestSimplifyRandom simplifies the lines of random seas, across the antimeridian and around
// poles too, within a hundredth of their width: every line keeps the areas and lies between
// its sectors, or is refused with a reason. All seas are the same in every run.
func TestSimplifyRandom(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	type drawn struct {
		sea   seas.Sea
		width float64
	}
	generator := rapid.Custom(func(t *rapid.T) drawn {
		sea, width := seas.Random(t)
		return drawn{sea, width}
	})
	lines, refused := 0, 0
	for seed := range long.Or(60, 2) {
		r := generator.Example(seed)
		c, err := r.sea.Read()
		require.NoError(t, err)
		s, err := caspian.NewSea(c)
		require.NoError(t, err)
		rule := regime.Median()
		if seed%4 == 3 {
			rule = regime.Equal()
		}
		d, err := caspian.Divide(context.Background(), s, rule, caspian.Options{Tolerance: max(r.width/20_000, 0.01)})
		if err != nil || len(d.Boundaries) == 0 {
			continue // shares that no lines give, or a single state
		}
		few, err := course.SimplifyAll(context.Background(), d, max(r.width/100, 10))
		if errors.Is(err, course.ErrSimplify) {
			t.Log(seed, err)
			refused++
			continue
		}
		require.NoError(t, err)
		lines += len(few.Boundaries)
		simplified(t, d, few, "sea "+strconv.Itoa(seed))
	}
	assert.Greater(t, lines, 5*refused)
}
