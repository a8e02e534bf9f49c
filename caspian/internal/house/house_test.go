// Package house holds the tests that guard the repository as a whole.
package house

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	root   = "../../.."
	module = "caspian.example/division/"
)

// packages returns all folders with Go files, by their path in the module,
// without tests' files.
func packages(t *testing.T) map[string][]string {
	out := map[string][]string{}
	require.NoError(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() != ".." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") && path != root {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			dir, err := filepath.Rel(root, filepath.Dir(path))
			if err != nil {
				return err
			}
			dir = filepath.ToSlash(dir)
			out[dir] = append(out[dir], path)
		}
		return nil
	}))
	require.Greater(t, len(out), 8)
	return out
}

// layers is the order in which packages may import each other: a package only
// those of lower numbers. Geodata is a leaf.
var layers = map[string]int{
	"caspian/problem": 0, "caspian/regime": 1, "caspian/geodesic": 1, "caspian/coast": 2, "caspian/coast/build": 3, "caspian/partition": 3, "caspian/tabular": 3, "caspian": 4,
	"caspian/course": 5, "caspian/ensemble": 5, "caspian/locate": 6, "caspian/casefile": 7, // locate asks ensemble for the choices, casefile locate for places
	"caspian/export": 8, "caspian/export/gpkg": 9, "caspian/report": 9, "caspian/render": 10, "caspian/render/page": 11, "cmd/caspian": 12, "cmd/caspian-beam": 12,
}

// law are all of our packages that the law may know: it knows no geometry.
var law = []string{"caspian/problem", "caspian/internal/valid", "caspian/internal/jsonform", "caspian/internal/code", "geodata"}

// forTests are the internal packages that only tests may import.
var forTests = []string{"caspian/internal/seas", "caspian/internal/divided", "caspian/internal/cancelling", "caspian/internal/long"}

// imports returns the packages of this module that a file imports.
func imports(t *testing.T, file string) (out []string) {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	require.NoError(t, err)
	for _, spec := range f.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		require.NoError(t, err)
		if target, ours := strings.CutPrefix(path, module); ours {
			out = append(out, target)
		}
	}
	return out
}

// TestLeaves holds that package problem and the internal packages that it is not for
// tests alone to use import nothing of ours, that the law knows no
// geometry, and that programs carry nothing that is for tests.
func TestLeaves(t *testing.T) {
	leaves := 0
	for dir, files := range packages(t) {
		internal := strings.HasPrefix(dir, "caspian/internal/")
		for _, file := range files {
			for _, target := range imports(t, file) {
				if !slices.Contains(forTests, dir) {
					assert.NotContains(t, forTests, target, "%s is for tests", target)
				}
				switch {
				case dir == "caspian/regime":
					assert.Contains(t, law, target, file)
				case dir == "caspian/problem":
					t.Errorf("%s imports %s: it is a leaf", file, target)
				case dir == "caspian/internal/jsonwalk" && target == "caspian/internal/foreign": // it knows what is not UTF-8
				case dir == "caspian/internal/jsonform" && slices.Contains([]string{"caspian/internal/jsonwalk", "caspian/internal/foreign", "caspian/problem"}, target): // it walks and tells
				case internal && !slices.Contains(forTests, dir):
					t.Errorf("%s imports %s: it is a leaf", file, target)
				}
			}
		}
		if internal || dir == "caspian/problem" {
			leaves++
		}
	}
	assert.Greater(t, leaves, 5)
}

func TestImportDirection(t *testing.T) {
	seen := 0
	for dir, files := range packages(t) {
		if strings.Contains(dir, "/internal/") {
			continue
		}
		if dir == "caspian/regime" {
			continue // TestLeaves
		}
		own, known := layers[dir]
		leaf := strings.HasPrefix(dir, "geodata")
		if strings.HasPrefix(dir, "examples/") {
			own, known = 12, true
		}
		require.True(t, known || leaf, "%s has no place in the import direction", dir)
		for _, file := range files {
			for _, target := range imports(t, file) {
				seen++
				switch {
				case leaf:
					t.Errorf("%s imports %s: geodata is a leaf", file, target)
				case strings.HasPrefix(target, "geodata"):
					assert.GreaterOrEqual(t, own, layers["caspian"], "%s imports %s: geometry knows no data", file, target)
				default:
					assert.Less(t, layers[target], own, "%s imports %s", file, target)
				}
			}
		}
	}
	assert.Greater(t, seen, 10)
}

func TestEverythingIsDocumented(t *testing.T) {
	names := 0
	for dir, files := range packages(t) {
		set := token.NewFileSet()
		var parsed []*ast.File
		for _, file := range files {
			f, err := parser.ParseFile(set, file, nil, parser.ParseComments)
			require.NoError(t, err)
			parsed = append(parsed, f)
		}
		p, err := doc.NewFromFiles(set, parsed, module+dir)
		require.NoError(t, err)
		assert.NotEmpty(t, p.Doc, "%s has no package comment", dir)
		check := func(name, text string) {
			names++
			if ast.IsExported(name) {
				assert.NotEmpty(t, text, "%s: %s has no comment", dir, name)
			}
		}
		funcs := p.Funcs
		values := slices.Concat(p.Consts, p.Vars)
		for _, typ := range p.Types {
			check(typ.Name, typ.Doc)
			funcs = slices.Concat(funcs, typ.Funcs)
			values = slices.Concat(values, typ.Consts, typ.Vars)
			if ast.IsExported(typ.Name) {
				for _, m := range typ.Methods {
					check(m.Name, m.Doc)
				}
			}
		}
		for _, f := range funcs {
			check(f.Name, f.Doc)
		}
		for _, v := range values {
			for k, name := range v.Names {
				spec, ok := v.Decl.Specs[min(k, len(v.Decl.Specs)-1)].(*ast.ValueSpec)
				require.True(t, ok)
				check(name, v.Doc+spec.Doc.Text()+spec.Comment.Text())
			}
		}
	}
	assert.Greater(t, names, 100)
}

// TestLibraryIsQuiet holds that library code works on readers, writers and
// values: it has no way to files, the environment, processes, networks or logs.
func TestLibraryIsQuiet(t *testing.T) {
	forbidden := []string{"os", "os/exec", "os/signal", "log", "log/slog", "net", "net/http", "syscall"}
	libraries := 0
	for dir, files := range packages(t) {
		if strings.HasPrefix(dir, "cmd/") || strings.HasPrefix(dir, "examples/") || strings.Contains(dir+"/", "/internal/gen/") || dir == "caspian/internal/long" {
			continue // the last asks the environment, for tests
		}
		libraries++
		for _, file := range files {
			f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
			require.NoError(t, err)
			for _, spec := range f.Imports {
				path, err := strconv.Unquote(spec.Path.Value)
				require.NoError(t, err)
				assert.NotContains(t, forbidden, path, "%s imports %s", file, path)
			}
		}
	}
	assert.Greater(t, libraries, 7)
}

func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir(root)
	require.NoError(t, err)
	for _, e := range entries {
		name := e.Name()
		allowed := []string{"caspian", "geodata", "examples", "cmd", "findings", "go.mod", "go.sum", "README.md", "LICENSE", "NOTICE", "CHANGELOG.md"}
		assert.True(t, strings.HasPrefix(name, ".") || slices.Contains(allowed, name), "%s does not belong at the top", name)
	}
}
