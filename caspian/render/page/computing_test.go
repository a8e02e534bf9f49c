package page

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
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
	assert.ErrorIs(t, Page{Rules: divisions(t, ne10m.Coast(), caspian.Options{Tolerance: 500}, own), Live: "ne10m"}.Write(io.Discard), ErrQuestion)
	// Ends that have moved are for the page to move.
	sea, err := median[0].Sea.MoveEnds(caspian.EndMove{End: median[0].Sea.Ends()[0], By: 500})
	require.NoError(t, err)
	moved, err := caspian.Divide(context.Background(), sea, regime.Median(), caspian.Options{Tolerance: 500})
	require.NoError(t, err)
	assert.ErrorIs(t, Page{Rules: []*caspian.Division{moved}, Live: "ne10m"}.Write(io.Discard), ErrQuestion)
	// A coast that there is no room for is named.
	other, err := caspian.ReadSea(ne10m.Coast())
	require.NoError(t, err)
	other.Coast().Source = strings.Repeat("x", 1_600_000)
	var b bytes.Buffer
	require.NoError(t, Page{Rules: median, Live: "ne10m", Coasts: []ensemble.Alternative{{Name: "twice", Sea: other}}}.Write(&b))
	assert.Contains(t, b.String(), `"left":["twice"]`)
	assert.ErrorIs(t, Page{Rules: median, Others: median, Live: "ne10m"}.Write(io.Discard), ErrDivisions)
}
