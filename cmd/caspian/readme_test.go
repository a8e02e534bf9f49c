package main

import (
	"os"
	"regexp"
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

// TestReadmeFigures holds that every figure in what the README says of its numbers is in what
// the command beside it prints: the first that follows, or that of the sentence before.
func TestReadmeFigures(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	_, rest, ok := strings.Cut(string(readme), "\n## What these numbers mean\n")
	require.True(t, ok)
	section, _, _ := strings.Cut(rest, "\n## ")
	figures, commands := 0, 0
	for _, bullet := range strings.Split(section, "\n- ") {
		text := strings.Join(strings.Fields(bullet), " ")
		printed := map[string]string{}
		last := ""
		for _, sentence := range strings.SplitAfter(text, ". ") {
			if m := readmeCommand.FindStringSubmatch(sentence); m != nil {
				last = m[1]
			}
			found := readmeFigure.FindAllString(readmeCommand.ReplaceAllString(sentence, ""), -1)
			if len(found) == 0 {
				continue
			}
			require.NotEmpty(t, last, "no command prints the figures of: %s", sentence)
			figures += len(found)
			if strings.HasPrefix(last, "ensemble") && !long {
				continue // many runs
			}
			var roughly []string
			if strings.Contains(last, "--close") && !long {
				roughly = []string{"--no-sensitivity"} // many divisions
			}
			if printed[last] == "" {
				var out, errs strings.Builder
				require.Equal(t, exitDone, recalling(append(strings.Fields(last), roughly...), nil, &out, &errs), "%s: %s", last, errs.String())
				printed[last] = out.String()
				commands++
			}
			for _, figure := range found {
				assert.Contains(t, printed[last], figure, "caspian %s, for: %s", last, sentence)
			}
		}
	}
	assert.Greater(t, figures, 9)
	assert.Greater(t, commands, 2)
}

// readmeCommand matches a command in parentheses, readmeFigure a number with decimals that
// is no version.
var (
	readmeCommand = regexp.MustCompile("\\(`caspian ([^`]*)`\\)")
	readmeFigure  = regexp.MustCompile(`\b\d+\.\d\d\b`)
)
