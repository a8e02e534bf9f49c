package main

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRun(t *testing.T) {
	var b strings.Builder
	require.NoError(t, run(&b, "coast.geojson"))
	for _, line := range []string{"South Bay, a closing line: ", "Skerries, a straight baseline: ", "West Cove, a straight baseline: "} {
		assert.Contains(t, b.String(), line)
	}
	rows := regexp.MustCompile(`(?m)^(\w+) +([\d.]+) % +([\d.]+) %$`).FindAllStringSubmatch(b.String(), -1)
	require.Len(t, rows, 2)
	var shares [2][2]float64
	for state, row := range rows {
		for k := range 2 {
			v, err := strconv.ParseFloat(row[2+k], 64)
			require.NoError(t, err)
			shares[k][state] = v
		}
	}
	for _, s := range shares {
		assert.InDelta(t, 100, s[0]+s[1], 0.02)
	}
	assert.Less(t, shares[1][0], shares[0][0], "Northland's internal waters leave the sea")
	assert.Error(t, run(&b, "missing.geojson"))
	assert.ErrorContains(t, run(&b, "main.go"), "main.go")
}
