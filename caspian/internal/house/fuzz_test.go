package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// readers are the functions that read what users and other programs have
// written, by the folders where their fuzz targets are.
var readers = map[string][]string{
	"caspian/casefile":      {"Read"},
	"caspian/coast":         {"Read", "ReadLine", "ReadAreas", "ReadPoints", "Text"},
	"caspian/coast/build":   {"Coast"},
	"caspian/export":        {"ReadQuestion"},
	"caspian/geodesic":      {"ParsePosition"},
	"caspian/internal":      {"Format"},
	"caspian/report":        {"ReadRuns"},
	"caspian/regime":        {"Read"},
	"caspian/tabular":       {"ReadLine", "ReadPlaces"},
	"cmd/internal/ruleword": {"Parse"},
	"geodata/source":        {"ParseTopology", "ParseDump", "ParseOutlines"},
}

// wrappers are readers that only hand on to another.
var wrappers = []string{"ReadContext", "ReadSea"}

// fuzzTarget is a fuzz target: the seeds that it adds, and the functions that it
// calls.
type fuzzTarget struct {
	seeds int
	calls map[string]bool
}

// fuzzTargets returns all fuzz targets by their folders and names.
func fuzzTargets(t *testing.T) map[string]map[string]fuzzTarget {
	out := map[string]map[string]fuzzTarget{}
	require.NoError(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		dir, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		dir = filepath.ToSlash(dir)
		for _, decl := range f.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Recv != nil || !strings.HasPrefix(fn.Name.Name, "Fuzz") {
				continue
			}
			target := fuzzTarget{calls: map[string]bool{}}
			// Seeds in loops count once for every element that stands there.
			var look func(n ast.Node, times int)
			look = func(n ast.Node, times int) {
				ast.Inspect(n, func(n ast.Node) bool {
					switch n := n.(type) {
					case *ast.RangeStmt:
						inner := 0
						if list, ok := n.X.(*ast.CompositeLit); ok {
							inner = len(list.Elts)
						}
						look(n.Body, times*inner)
						return false
					case *ast.CallExpr:
						switch called := n.Fun.(type) {
						case *ast.SelectorExpr:
							target.calls[called.Sel.Name] = true
							if x, ok := called.X.(*ast.Ident); ok && x.Name == "f" && called.Sel.Name == "Add" {
								target.seeds += times
							}
						case *ast.Ident:
							target.calls[called.Name] = true
						}
					}
					return true
				})
			}
			look(fn.Body, 1)
			if out[dir] == nil {
				out[dir] = map[string]fuzzTarget{}
			}
			out[dir][fn.Name.Name] = target
		}
		return nil
	}))
	return out
}

// TestReadersAreFuzzed holds that every reader has a fuzz target with seeds, and
// that every exported function that reads is known as a reader.
func TestReadersAreFuzzed(t *testing.T) {
	targets := fuzzTargets(t)
	for dir, names := range readers {
		for _, name := range names {
			found := false
			for _, target := range targets[dir] {
				found = found || target.calls[name]
			}
			assert.True(t, found, "%s: no fuzz target calls %s", dir, name)
		}
	}
	count := 0
	for dir, byName := range targets {
		for name, target := range byName {
			count++
			assert.GreaterOrEqual(t, target.seeds, 3, "%s: %s has few seeds", dir, name)
			assert.True(t, target.calls["Fuzz"], "%s: %s does not fuzz", dir, name)
		}
	}
	assert.GreaterOrEqual(t, count, 10)

	known := wrappers
	for _, names := range readers {
		known = append(known, names...)
	}
	for dir, files := range packages(t) {
		if strings.HasPrefix(dir, "examples/") {
			continue
		}
		for _, file := range files {
			f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			require.NoError(t, err)
			for _, decl := range f.Decls {
				if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.IsExported() && (strings.HasPrefix(fn.Name.Name, "Read") || strings.HasPrefix(fn.Name.Name, "Parse")) {
					assert.Contains(t, known, fn.Name.Name, "%s: a reader without a fuzz target", dir)
				}
			}
		}
	}
}

// TestCorpora holds that every stored input of a fuzz target belongs to one and
// can be read.
func TestCorpora(t *testing.T) {
	targets := fuzzTargets(t)
	files := 0
	require.NoError(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.Contains(filepath.ToSlash(path), "/testdata/fuzz/") {
			return err
		}
		files++
		name := filepath.Base(filepath.Dir(path))
		dir, err := filepath.Rel(root, filepath.Join(filepath.Dir(path), "../../.."))
		require.NoError(t, err)
		_, known := targets[filepath.ToSlash(dir)][name]
		assert.True(t, known, "%s belongs to no fuzz target", path)
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.True(t, strings.HasPrefix(string(text), "go test fuzz v1\n") && strings.Count(string(text), "\n") >= 2, "%s is no input", path)
		return nil
	}))
	assert.Positive(t, files)
}
