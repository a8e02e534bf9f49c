package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// failing is a writer that fails.
type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// TestLocateFailsLate finds that a mistake in a row behind the first rows that are
// located together leaves nothing on standard output.
func TestLocateFailsLate(t *testing.T) {
	const rows = 24_576 // read in several parts
	var in strings.Builder
	in.WriteString("lon,lat\n")
	for range rows {
		in.WriteString("51.2,38.5\n")
	}
	in.WriteString("51.2,x\n")
	var out, errs strings.Builder
	code := run(t.Context(), append([]string{"locate", "--points", "-", "--regime", "median", "--format", "csv"}, coarsely...), strings.NewReader(in.String()), &out, &errs)
	assert.Equal(t, exitFailed, code)
	assert.Empty(t, out.String())
	assert.Contains(t, errs.String(), fmt.Sprintf("row %d, column lat", rows+2))
	// A table is for fewer places.
	errs.Reset()
	code = run(t.Context(), append([]string{"locate", "--points", "-", "--regime", "median"}, coarsely...), strings.NewReader(in.String()), &out, &errs)
	assert.Equal(t, exitUsage, code)
	assert.Contains(t, errs.String(), "a table shows up to 1000 places")
}

// TestHolding finds that output is held back until it grows large.
func TestHolding(t *testing.T) {
	var out bytes.Buffer
	h := holding{w: &out}
	_, err := h.Write([]byte("some"))
	require.NoError(t, err)
	assert.Zero(t, out.Len())
	_, err = h.Write(make([]byte, heldBack))
	require.NoError(t, err)
	assert.Equal(t, heldBack+4, out.Len())
	_, err = h.Write([]byte("more"))
	require.NoError(t, err)
	require.NoError(t, h.release())
	assert.Equal(t, heldBack+8, out.Len())
	assert.Error(t, (&holding{w: failing{io.ErrClosedPipe}}).release())
}
