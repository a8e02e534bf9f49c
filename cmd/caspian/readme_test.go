package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestReadme runs the README's first command and compares what the README
// shows with what it prints.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	command, rest, ok := strings.Cut(string(readme), "<!-- shares -->\n```\n")
	require.True(t, ok)
	assert.Contains(t, command, "go run ./cmd/caspian shares\n")
	shown, _, ok := strings.Cut(rest, "```\n")
	require.True(t, ok)
	var out, errs strings.Builder
	require.Equal(t, exitDone, recalling([]string{"shares"}, nil, &out, &errs))
	assert.Equal(t, out.String(), shown)
	assert.Empty(t, errs.String())
}
