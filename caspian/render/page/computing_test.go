package page

import (
	"io"
	"testing"

	"github.com/stretchr/testify/assert"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata/ne10m"
)

// TestComputing writes no page that computes without the solver, and none of what it could
// not compute again.
func TestComputing(t *testing.T) {
	median := divisions(t, ne10m.Coast(), caspian.Options{Tolerance: 500}, regime.Median())
	if len(program) == 0 {
		assert.ErrorIs(t, Page{Rules: median, Live: "ne10m"}.Write(io.Discard), ErrSolver)
		program = []byte{0}
		defer func() { program = nil }()
	}
	assert.NoError(t, Page{Rules: median, Live: "ne10m"}.Write(io.Discard))
	own := regime.Median()
	own.ID = "mine"
	for _, r := range []regime.Regime{own} {
		assert.ErrorIs(t, Page{Rules: divisions(t, ne10m.Coast(), caspian.Options{Tolerance: 500}, r), Live: "ne10m"}.Write(io.Discard), ErrQuestion)
	}
	assert.ErrorIs(t, Page{Rules: median, Others: median, Live: "ne10m"}.Write(io.Discard), ErrDivisions)
}
