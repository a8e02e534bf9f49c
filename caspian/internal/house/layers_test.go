package house

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// nothing imports no package: what a file uses of its own package can be told
// without.
type nothing struct{}

func (nothing) Import(string) (*types.Package, error) { return nil, errors.New("not needed") }

// TestReadingOrder holds that a package whose comment lists its files in reading
// order lists all of them, and that each uses only what stands in those before it:
// no two files need each other.
func TestReadingOrder(t *testing.T) {
	entry := regexp.MustCompile(`(?m)^\s+- (\w+\.go):`)
	ordered := 0
	for dir, names := range packages(t) {
		set := token.NewFileSet()
		var files []*ast.File
		text := ""
		for _, name := range names {
			f, err := parser.ParseFile(set, name, nil, parser.ParseComments|parser.SkipObjectResolution)
			require.NoError(t, err)
			files = append(files, f)
			text += f.Doc.Text()
		}
		_, list, found := strings.Cut(text, "files in reading order:\n")
		if !found {
			continue
		}
		ordered++
		var order, present []string
		for _, m := range entry.FindAllStringSubmatch(list, -1) {
			order = append(order, m[1])
		}
		for _, name := range names {
			present = append(present, filepath.Base(name))
		}
		require.ElementsMatch(t, present, order, dir)

		info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
		config := types.Config{Importer: nothing{}, Error: func(error) {}}
		own, _ := config.Check(dir, set, files, info) // errors are those of what is not imported
		place := func(pos token.Pos) int { return slices.Index(order, filepath.Base(set.Position(pos).Filename)) }
		uses := 0
		for id, object := range info.Uses {
			if object.Pkg() == own && object.Pos().IsValid() {
				uses++
				assert.LessOrEqual(t, place(object.Pos()), place(id.Pos()), "%s uses %s, which stands further down", set.Position(id.Pos()), id.Name)
			}
		}
		assert.Greater(t, uses, 50, dir)
	}
	assert.GreaterOrEqual(t, ordered, 2)
}
