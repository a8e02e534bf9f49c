package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// arguments splits an example as a shell does, as far as examples need it: at spaces
// that stand in no quotes; a backslash keeps the letter after it.
func arguments(line string) (out []string) {
	word, quote, open := "", rune(0), false
	escaped := false
	for _, r := range line {
		switch {
		case escaped:
			word, escaped = word+string(r), false
		case r == '\\' && quote != '\'':
			escaped, open = true, true
		case r == quote:
			quote = 0
		case quote != 0:
			word += string(r)
		case r == '"' || r == '\'':
			quote, open = r, true
		case r == ' ':
			if word != "" || open {
				out = append(out, word)
			}
			word, open = "", false
		default:
			word += string(r)
		}
	}
	if word != "" || open {
		out = append(out, word)
	}
	return out
}

// commands returns all commands that can be run.
func commands(t *testing.T) []*kong.Node {
	l, err := newLine()
	require.NoError(t, err)
	return l.parser.Model.Leaves(true)
}

// slowExample matches examples of the help that many lines are drawn for.
var slowExample = regexp.MustCompile(`^caspian (case|compare|ensemble|locate (\d|--dms|--field))`)

// TestExamplesWork runs every example of the help as it is printed; by default one of each
// command that is not slow.
func TestExamplesWork(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	files, err := filepath.Glob("testdata/examples/*")
	require.NoError(t, err)
	folder := t.TempDir()
	for _, f := range files {
		text, err := os.ReadFile(f)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(folder, filepath.Base(f)), text, 0o600))
	}
	t.Chdir(folder)
	for _, node := range commands(t) {
		n, done := 0, false
		for line := range strings.Lines(node.Detail) {
			if line = strings.TrimSpace(line); !strings.HasPrefix(line, "caspian ") {
				continue
			}
			n++
			if !long && (done || slowExample.MatchString(line)) {
				continue
			}
			done = true
			var out, errs strings.Builder
			code := recalling(arguments(line)[1:], strings.NewReader(""), &out, &errs)
			assert.Equal(t, exitDone, code, "%s\n%s", line, errs.String())
			// One line of the help: its margin is four columns.
			assert.LessOrEqual(t, utf8.RuneCountInString(line), 76, line)
			fits(t, line+", on standard error,", errs.String())
			if !strings.Contains(line, " -o ") {
				fits(t, line, out.String())
			}
		}
		assert.Positive(t, n, "%s has no examples", node.Path())
	}
}

// fits checks that a text fits in a terminal of 80 columns, but for addresses, JSON
// and other forms for programs.
func fits(t *testing.T, command, text string) {
	for _, form := range []string{"json", "csv", "geojson", "markdown", "completion"} {
		if strings.Contains(command, form) {
			return
		}
	}
	if line := tooWide(text); line != "" {
		t.Errorf("%s prints a line of more than 80 columns: %s", command, line)
	}
}

// TestTextsFit prints the help of every command, all about every regime, and the widest
// tables. Refusals and other messages are measured where scripts bring them about.
func TestTextsFit(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	lines := []string{
		"caspian", "caspian help coast", "caspian coast check gshhg", "caspian coast info", "caspian shares --proportionality", "caspian shares --regime coast-length --regime convention2018 " + strings.Join(coarsely, " "),
	}
	if long {
		lines = append(lines, "caspian locate 51 40 --regime median "+strings.Join(coarsely, " "), "caspian boundary RU KZ --regime agreed "+strings.Join(coarsely, " "),
			"caspian locate 51 40 --regime equal "+strings.Join(coarsely, " "), "caspian shares --sensitivity --runs 2 "+strings.Join(coarsely, " "))
	}
	for _, id := range regimeIDs() {
		lines = append(lines, "caspian regimes "+id)
	}
	for _, node := range commands(t) {
		lines = append(lines, "caspian help "+commandName(node))
	}
	for _, line := range lines {
		var out, errs strings.Builder
		require.Equal(t, exitDone, recalling(strings.Fields(line)[1:], nil, &out, &errs), errs.String())
		require.NotEmpty(t, out.String())
		fits(t, line, out.String())
		fits(t, line+", on standard error,", errs.String())
	}
}

func TestSuggestions(t *testing.T) {
	known := []string{"condominium", "equal", "median"}
	for name, want := range map[string]string{"medain": "median", "Median": "median", "equl": "equal", "condominum": "condominium", "xyz": "", "": ""} {
		hint := suggest(name, known, "the regimes are ")
		if want == "" {
			assert.Equal(t, "the regimes are condominium, equal, median", hint)
		} else {
			assert.Equal(t, "did you mean "+want+"? the regimes are condominium, equal, median", hint)
		}
	}
}
