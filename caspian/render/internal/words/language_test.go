package words

import (
	"encoding/csv"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata"
)

// TestTable holds that every text stands once in the table, in every language, with all
// that stands in its places and in their order, and in letters of one script in a word.
func TestTable(t *testing.T) {
	r := csv.NewReader(strings.NewReader(table))
	r.Comma = '\t'
	rows, err := r.ReadAll() // all as long as the first
	require.NoError(t, err)
	require.Equal(t, English, rows[0][0])
	verb, scripts := regexp.MustCompile(`%(\[\d\])?[a-z%]`), regexp.MustCompile(`\p{Latin}[\p{Cyrillic}\p{Arabic}]|[\p{Cyrillic}\p{Arabic}]\p{Latin}`)
	// Percent signs may be words.
	verbs := func(text string) string {
		return strings.ReplaceAll(strings.Join(verb.FindAllString(text, -1), ""), "%%", "")
	}
	seen := map[string]bool{}
	for _, row := range rows[1:] {
		assert.False(t, seen[row[0]], row[0])
		seen[row[0]] = true
		for k, text := range row {
			assert.NotEmpty(t, text, "%s: %s", rows[0][k], row[0])
			assert.Equal(t, verbs(row[0]), verbs(text), "%s: %s", rows[0][k], row[0])
			assert.NotRegexp(t, scripts, text)
			assert.Equal(t, strings.TrimSpace(text), text)
		}
	}
}

// TestWords holds that every text that is said anywhere stands in the table, and that every
// text of the table is one of these, or a name.
func TestWords(t *testing.T) {
	known, said := map[string]bool{}, map[string]bool{}
	saying := regexp.MustCompile(`(?:\b[sS]ay\(|L\.Say )("(?:[^"\\]|\\.)*")`)
	for _, dir := range []string{".", "../..", "../../page"} {
		entries, err := os.ReadDir(dir)
		require.NoError(t, err)
		for _, e := range entries {
			name := filepath.Join(dir, e.Name())
			if e.IsDir() || strings.HasSuffix(name, "_test.go") || filepath.Ext(name) == ".tsv" {
				continue
			}
			code, err := os.ReadFile(name)
			require.NoError(t, err)
			for _, found := range saying.FindAllStringSubmatch(string(code), -1) {
				text, err := strconv.Unquote(found[1])
				require.NoError(t, err, found[1])
				said[text], known[text] = true, true
			}
			if filepath.Ext(name) != ".go" {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, code, 0)
			require.NoError(t, err)
			ast.Inspect(file, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					text, err := strconv.Unquote(lit.Value)
					require.NoError(t, err)
					known[text] = true
				}
				return true
			})
		}
	}
	for _, r := range regime.Shipped() {
		for _, text := range []string{r.Title, r.TogetherName} {
			said[text] = text != ""
		}
		for _, l := range r.Layers {
			said[l.Rule], said[string(l.Layer)] = true, true
		}
	}
	for _, effect := range []float64{1, 0.5, 0} {
		said[regime.IslandEffects{"": effect}.String()] = true
	}
	around, err := geodata.CaspianSurroundings()
	require.NoError(t, err)
	names := []string{around.Credit, around.SpotsCredit, "all states", "unknown", "Garabogazköl"} // the last three of coasts
	for _, c := range around.Countries {
		names = append(names, c.Name)
	}
	for _, c := range around.Cities {
		names = append(names, c.Name)
	}
	for _, i := range around.Islands {
		names = append(names, i.Name)
	}
	for _, f := range around.Fields {
		names = append(names, f.Name)
	}
	for _, text := range names {
		said[text] = true
	}
	for text, is := range said {
		assert.True(t, !is || In("ru").said[text] != "", "%q is not in the table", text)
	}
	for text := range In("ru").said {
		assert.True(t, known[text] || said[text], "nobody says %q", text)
	}
}

// TestNumbers holds how languages write numbers, as CLDR has it.
func TestNumbers(t *testing.T) {
	for code, want := range map[string][]string{
		"en": {"13.66", "373,890", "1234.5", "-0.25", "+1.50", "0.000001", "1e+21", "46.5°"},
		"ru": {"13,66", "373\u00A0890", "1234,5", "-0,25", "+1,50", "0,000001", "1e+21", "46,5°"},
		"fa": {"۱۳٫۶۶", "۳۷۳٬۸۹۰", "۱۲۳۴٫۵", "\u200E−۰٫۲۵", "+۱٫۵۰", "۰٫۰۰۰۰۰۱", "1e+21", "\u200E۴۶٫۵°"},
	} {
		l := In(code)
		got := []string{
			l.Number("%.2f", 13.66), l.Number("%s", "373,890"), l.Number("%g", 1234.5), l.Number("%g", -0.25), l.Number("%+.2f", 1.5), l.Number("%.6f", 1e-6),
			l.Number("%g", 1e21), l.Degrees("%g", 46.5),
		}
		assert.Equal(t, want, got, code)
	}
}

// TestSay holds that texts run in the direction of their language, and that what is no
// text of the table stays as it is.
func TestSay(t *testing.T) {
	assert.Equal(t, "Iran gains", In("").Say("%s gains", "Iran"))
	assert.Equal(t, "ایران به دست می\u200cآورد", In("fa").Say("%s gains", In("fa").Name("Iran")))
	assert.Equal(t, "\u200FA به دست می\u200cآورد", In("fa").Say("%s gains", "A"))
	assert.Equal(t, "A приобретает", In("ru").Say("%s gains", "A"))
	assert.Equal(t, "100 % Lake", In("ru").Name("100 % Lake"))
	assert.Nil(t, In("tlh"))
	assert.Equal(t, []string{"en", "fa", "ru"}, Codes())
	assert.True(t, In("fa").RightToLeft)
	assert.False(t, In("ru").RightToLeft)
}
