package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRun(t *testing.T) {
	for lake, states := range map[string][]string{
		"superior": {"Canada", "United States of America"}, "titicaca": {"Bolivia", "Peru"}, "victoria": {"Kenya", "Tanzania", "Uganda"},
	} {
		var b strings.Builder
		require.NoError(t, run(&b, ".", lake))
		rows := regexp.MustCompile(`(?m)^  (\w.*\w) +coast +([\d.]+) km, islands +\d+, median +([\d.]+) %$`).FindAllStringSubmatch(b.String(), -1)
		var found []string
		sum := 0.0
		for _, row := range rows {
			found = append(found, row[1])
			v, err := strconv.ParseFloat(row[3], 64)
			require.NoError(t, err)
			assert.Greater(t, v, 1.0)
			sum += v
		}
		assert.Equal(t, states, found)
		assert.InDelta(t, 100, sum, 0.02)
	}
	assert.Error(t, run(new(strings.Builder), ".", "baikal"))
}

// The files are those that PROVENANCE.md describes, and small.
func TestProvenance(t *testing.T) {
	text, err := os.ReadFile("PROVENANCE.md")
	require.NoError(t, err)
	files, err := filepath.Glob("*.geojson")
	require.NoError(t, err)
	assert.Len(t, files, 7)
	for _, name := range files {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		assert.Contains(t, string(text), fmt.Sprintf("| `%s` | %d | `%x` |", name, len(data), sha256.Sum256(data)))
		assert.Less(t, len(data), 200_000)
	}
}
