package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRun(t *testing.T) {
	var b strings.Builder
	require.NoError(t, run(&b))
	// The lost coast of Kazakhstan was measured by a prototype of another make:
	// 272 km.
	assert.Regexp(t, `(?s)^equiratio\n.*additive\n.*Kazakhstan +20\.00 %  weight +-\d+\.\d{6}  lost coast 27[12]\.\d km\n`, b.String())
	assert.Equal(t, 10, strings.Count(b.String(), " 20.00 %"))
}
