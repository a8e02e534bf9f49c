package house

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// cycle is a set of files of one package that use each other in a circle.
type cycle struct {
	files  string // sorted, joined by blanks; "*" for whatever the package has
	reason string
}

// tolerated are the cycles of files that may be, by package. Everything else is
// layered: a reader can go through the files of a package from the first to the
// last and meets nothing that stands further on.
var tolerated = map[string][]cycle{
	"cmd/caspian": {{"*", "not layered yet"}},
}

// listed is what go list says of a package.
type listed struct {
	ImportPath, Dir, Export string
	GoFiles                 []string
}

// tree is the packages of the repository, each after those that it imports, and a way
// to import all that they use, as the compiler has left it.
type tree struct {
	packages []listed
	importer types.Importer
	files    *token.FileSet
}

// ours returns the tree, which all tests share.
func ours(t *testing.T) *tree {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("the packages' files cannot be listed: ", err)
	}
	out, err := listedOnce()
	require.NoError(t, err)
	return out
}

var listedOnce = sync.OnceValues(func() (*tree, error) {
	cmd := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Dir,Export,GoFiles", "./...")
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	cmd.Stderr = os.Stderr
	text, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	out := &tree{files: token.NewFileSet()}
	compiled := map[string]string{}
	for decoder := json.NewDecoder(bytes.NewReader(text)); ; {
		var p listed
		err := decoder.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		compiled[p.ImportPath] = p.Export
		if strings.HasPrefix(p.ImportPath, module) {
			out.packages = append(out.packages, p)
		}
	}
	out.importer = importer.ForCompiler(out.files, "gc", func(path string) (io.ReadCloser, error) { return os.Open(compiled[path]) })
	return out, nil
})

// uses returns for every file of a package those whose package-level names, methods
// and fields it uses.
func (tr *tree) uses(t *testing.T, p listed) map[string]map[string]bool {
	var parsed []*ast.File
	for _, name := range p.GoFiles {
		f, err := parser.ParseFile(tr.files, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		parsed = append(parsed, f)
	}
	info := types.Info{Uses: map[*ast.Ident]types.Object{}}
	own, err := (&types.Config{Importer: tr.importer}).Check(p.ImportPath, tr.files, parsed, &info)
	require.NoError(t, err)
	file := func(at token.Pos) string { return filepath.Base(tr.files.Position(at).Filename) }
	out := map[string]map[string]bool{}
	for _, name := range p.GoFiles {
		out[name] = map[string]bool{}
	}
	for name, object := range info.Uses {
		if object.Pkg() != own {
			continue
		}
		member := object.Parent() == own.Scope()
		switch object := object.(type) {
		case *types.Var:
			member = member || object.IsField()
		case *types.Func:
			member = member || object.Signature().Recv() != nil
		}
		if member {
			out[file(name.Pos())][file(object.Pos())] = true
		}
	}
	return out
}

// cycles returns the strongly connected components of more than one file: those
// that reach each other.
func cycles(graph map[string]map[string]bool) (out [][]string) {
	reach := map[string]map[string]bool{}
	var walk func(seen map[string]bool, at string)
	walk = func(seen map[string]bool, at string) {
		for next := range graph[at] {
			if !seen[next] {
				seen[next] = true
				walk(seen, next)
			}
		}
	}
	for name := range graph {
		reach[name] = map[string]bool{}
		walk(reach[name], name)
	}
	done := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(graph)) {
		if done[name] {
			continue
		}
		var circle []string
		for _, other := range slices.Sorted(maps.Keys(graph)) {
			if other == name || reach[name][other] && reach[other][name] {
				circle, done[other] = append(circle, other), true
			}
		}
		if len(circle) > 1 {
			out = append(out, circle)
		}
	}
	return out
}

// TestFilesAreLayered holds that no files of a package use each other in a circle,
// but for those that are tolerated.
func TestFilesAreLayered(t *testing.T) {
	tr := ours(t)
	require.Greater(t, len(tr.packages), 8)
	for _, p := range tr.packages {
		name := strings.TrimPrefix(p.ImportPath, module)
		graph := tr.uses(t, p)
		var found []string
		in := 0
		for _, circle := range cycles(graph) {
			found = append(found, strings.Join(circle, " "))
			in += len(circle)
		}
		inOrder(t, p, graph)
		if in > 0 {
			t.Logf("%s: %d of %d files in %d cycles", name, in, len(graph), len(found))
		}
		allowed := tolerated[name]
		if slices.ContainsFunc(allowed, func(c cycle) bool { return c.files == "*" }) {
			if in == 0 {
				t.Logf("%s is layered: it needs no exception any more", name)
			}
			continue
		}
		for _, circle := range found {
			assert.True(t, slices.ContainsFunc(allowed, func(c cycle) bool { return c.files == circle }),
				"%s: these files use each other in a circle: %s%s", name, circle, links(graph, strings.Fields(circle)))
		}
		for _, c := range allowed {
			assert.Contains(t, found, c.files, "%s: a cycle that is tolerated is no more (%s)", name, c.reason)
		}
	}
}

// inOrder holds that a package comment which has a part "Files" names every file once,
// and that none uses a later one.
func inOrder(t *testing.T, p listed, graph map[string]map[string]bool) {
	part := ""
	for name := range graph {
		text, err := os.ReadFile(filepath.Join(p.Dir, name))
		require.NoError(t, err)
		comment, _, _ := strings.Cut(string(text), "\npackage ")
		if _, list, ok := strings.Cut(comment, "\n// # Files\n"); ok {
			part, _, _ = strings.Cut(list, "\n// # ")
		}
	}
	if part == "" {
		return
	}
	order := regexp.MustCompile(`\b\w+\.go\b`).FindAllString(part, -1)
	all := slices.DeleteFunc(slices.Sorted(maps.Keys(graph)), func(name string) bool { return name == "doc.go" })
	assert.ElementsMatch(t, all, order, "%s: the files that the package comment lists", p.ImportPath)
	for k, name := range order {
		for _, later := range order[k+1:] {
			assert.False(t, graph[name][later], "%s: %s uses %s, which is listed after it", p.ImportPath, name, later)
		}
	}
}

// links lists which files of a circle use which others of it.
func links(graph map[string]map[string]bool, circle []string) string {
	var out strings.Builder
	for _, name := range circle {
		var to []string
		for _, other := range circle {
			if other != name && graph[name][other] {
				to = append(to, other)
			}
		}
		out.WriteString("\n\t" + name + " uses " + strings.Join(to, ", "))
	}
	return out.String()
}

// TestCycles tries the search on a graph that has two cycles, a line and a loop of
// one file.
func TestCycles(t *testing.T) {
	graph := map[string]map[string]bool{
		"a": {"b": true}, "b": {"c": true}, "c": {"a": true, "d": true},
		"d": {"e": true}, "e": {"d": true, "f": true}, "f": {"f": true},
	}
	assert.Equal(t, [][]string{{"a", "b", "c"}, {"d", "e"}}, cycles(graph))
}
