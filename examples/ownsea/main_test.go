package main

import (
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
	var b strings.Builder
	to := filepath.Join(t.TempDir(), "lake.svg")
	require.NoError(t, run(&b, "lake.geojson", to))
	rows := regexp.MustCompile(`(?m)^(\w+) +([\d.]+) % +([\d.]+) %$`).FindAllStringSubmatch(b.String(), -1)
	require.Len(t, rows, 3)
	share := map[string][2]float64{}
	var sums [2]float64
	for _, row := range rows {
		for k := range 2 {
			v, err := strconv.ParseFloat(row[k+2], 64)
			require.NoError(t, err)
			pair := share[row[1]]
			pair[k] = v
			share[row[1]] = pair
			sums[k] += v
		}
	}
	assert.InDelta(t, 100, sums[0], 0.02)
	assert.InDelta(t, 100, sums[1], 0.02)
	assert.Greater(t, share["Southland"][0], share["Southland"][1]+1, "Heron Island is Southland's, in the middle of the lake")
	svg, err := os.ReadFile(to)
	require.NoError(t, err)
	assert.Contains(t, string(svg), ">Northland<")
	assert.ErrorContains(t, run(&b, "main.go", to), "main.go")
	assert.Error(t, run(&b, "missing.geojson", to))
}
