package house

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/regime"
)

// comparisons returns what the files of a package compare of regimes.
func (tr *tree) comparisons(dir string, files []*ast.File) ([]string, error) {
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}}
	conf := types.Config{Importer: tr.importer}
	if _, err := conf.Check(module+dir, tr.files, files, info); err != nil {
		return nil, err
	}
	f := &comparisons{tree: tr, info: info, names: strings.HasPrefix(dir, "cmd/") || dir == "caspian/report"}
	for _, file := range files {
		for _, decl := range file.Decls {
			if d, ok := decl.(*ast.GenDecl); ok && d.Tok == token.IMPORT {
				continue
			}
			ast.Inspect(decl, f.look)
		}
	}
	return f.found, nil
}

// comparisons finds code that asks which regime it has: comparisons of ids and of
// regimes, and names of shipped ones.
type comparisons struct {
	*tree
	info  *types.Info
	names bool // ids may stand in texts, though not in comparisons
	found []string
}

func (f *comparisons) add(n ast.Node, format string, args ...any) {
	at := f.files.Position(n.Pos())
	f.found = append(f.found, fmt.Sprintf("%s:%d: %s", filepath.ToSlash(at.Filename), at.Line, fmt.Sprintf(format, args...)))
}

// isRegime says whether an expression is a regime, or a pointer to one.
func (f *comparisons) isRegime(e ast.Expr) bool {
	t := f.info.TypeOf(e)
	if t == nil {
		return false
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Name() == "Regime" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == module+"caspian/regime"
}

// isID says whether an expression is the id of a regime.
func (f *comparisons) isID(e ast.Expr) bool {
	s, ok := ast.Unparen(e).(*ast.SelectorExpr)
	return ok && s.Sel.Name == "ID" && f.isRegime(s.X)
}

// shippedIDs are the ids that nobody else names.
var shippedIDs = func() (out []string) {
	for _, r := range regime.Shipped() {
		out = append(out, r.ID)
	}
	return out
}()

// isName says whether an expression is, in so many letters, the id of a shipped regime.
func (f *comparisons) isName(e ast.Expr) bool {
	v, ok := f.info.Types[e]
	if !ok || v.Value == nil {
		return false
	}
	text, err := strconv.Unquote(v.Value.ExactString())
	return err == nil && slices.Contains(shippedIDs, text) && types.Identical(types.Default(v.Type), types.Typ[types.String])
}

// isNone says whether an expression is nil or the empty string: whether there is a
// regime may be asked.
func (f *comparisons) isNone(e ast.Expr) bool {
	v := f.info.Types[e]
	return v.IsNil() || v.Value != nil && v.Value.ExactString() == `""`
}

// comparing are packages whose functions compare what they are given.
var comparing = []string{"bytes", "cmp", "maps", "reflect", "slices", "strings"}

func (f *comparisons) look(n ast.Node) bool {
	suspect := func(e ast.Expr) bool { return f.isID(e) || f.isRegime(e) || f.isName(e) }
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if (n.Op == token.EQL || n.Op == token.NEQ) && !f.isNone(n.X) && !f.isNone(n.Y) && (suspect(n.X) || suspect(n.Y)) {
			f.add(n, "a comparison of regimes")
		}
	case *ast.SwitchStmt:
		if n.Tag != nil && suspect(n.Tag) {
			f.add(n, "a switch by regimes")
		}
	case *ast.CaseClause:
		for _, e := range n.List {
			if f.isName(e) || f.isID(e) {
				f.add(e, "a case for a regime")
			}
		}
	case *ast.IndexExpr:
		if f.isID(n.Index) || f.isName(n.Index) {
			f.add(n, "a choice by a regime's id")
		}
	case *ast.CallExpr:
		s, ok := n.Fun.(*ast.SelectorExpr)
		if !ok {
			break
		}
		if fn, ok := f.info.Uses[s.Sel].(*types.Func); ok && fn.Pkg() != nil && slices.Contains(comparing, fn.Pkg().Path()) && compares(fn) && slices.ContainsFunc(n.Args, suspect) {
			f.add(n, "%s.%s of regimes", fn.Pkg().Name(), fn.Name())
		}
	case *ast.Field:
		return n.Tag == nil // a tag is no value
	case *ast.BasicLit:
		if !f.names && f.isName(n) {
			f.add(n, "the name %s of a regime", n.Value)
		}
	}
	return true
}

// compares says whether a function returns a truth or an order.
func compares(fn *types.Func) bool {
	results := fn.Signature().Results()
	for k := range results.Len() {
		if b, ok := results.At(k).Type().Underlying().(*types.Basic); ok && b.Info()&(types.IsBoolean|types.IsInteger) != 0 {
			return true
		}
	}
	return false
}

// alike are the files that compare ids with each other, and why that asks nothing of
// any one of them.
var alike = map[string]string{
	"cmd/caspian/law.go": "an id is given to one regime only",
}

// TestNobodyAsksWhichRegime holds that code outside package regime asks what a regime
// contains, and never which one it is: no ids are compared and none is named, but in
// the data and in the command's texts.
func TestNobodyAsksWhichRegime(t *testing.T) {
	tr := ours(t)
	checked, met := 0, map[string]bool{}
	for dir, names := range packages(t) {
		if dir == "caspian/regime" || strings.HasPrefix(dir, "geodata") || strings.Contains(dir, "internal/gen") || strings.HasPrefix(dir, "examples/") || dir == "cmd/caspian-beam" { // the last is a module of its own
			continue
		}
		var files []*ast.File
		for _, name := range names {
			if match, err := build.Default.MatchFile(filepath.Split(name)); err != nil || !match {
				continue
			}
			file, err := parser.ParseFile(tr.files, name, nil, parser.SkipObjectResolution)
			require.NoError(t, err)
			files = append(files, file)
		}
		if len(files) == 0 {
			continue
		}
		found, err := tr.comparisons(dir, files)
		require.NoError(t, err)
		checked++
		for _, what := range found {
			file, _, _ := strings.Cut(strings.TrimPrefix(what, root+"/"), ":")
			if alike[file] == "" {
				t.Error(what)
			}
			met[file] = true
		}
	}
	assert.Greater(t, checked, 20)
	for file := range alike {
		assert.True(t, met[file], "%s compares nothing", file)
	}
}

// TestComparisonsAreFound holds that the test above finds what it is for, and nothing
// else.
func TestComparisonsAreFound(t *testing.T) {
	const source = `package sample

import (
	"reflect"
	"slices"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/regime"
)

type tagged struct {
	Median string ` + "`json:\"median\"`" + `
}

func fine(r *regime.Regime, d *caspian.Division) string {
	if r == nil || r.ID == "" || r.Base == regime.BaseMedian || r.Title == "" {
		return strings.ToUpper(r.ID)
	}
	known := map[string]bool{d.Question.Coast.Name: true}
	_ = known["x"]
	return "under " + r.ID
}

func wrong(r regime.Regime, d *caspian.Division, other *regime.Regime, id string) {
	_ = r.ID == id                                        // one
	_ = (d.Question.Regime.ID) != other.ID                // two
	_ = other == &r                                       // three
	switch r.ID {                                         // four
	case id:
	}
	switch id {
	case "agreed":                                        // five, and its name
	}
	_ = map[string]int{}[r.ID]                            // six
	_ = slices.Contains([]string{id}, r.ID)               // seven
	_ = reflect.DeepEqual(r, d.Question.Regime)           // eight
	_ = strings.HasPrefix(other.ID, id)                   // nine
	_ = id == "condominium"                               // ten, and its name
	_ = "median"                                          // a name
}
`
	tr := ours(t)
	file, err := parser.ParseFile(tr.files, "sample.go", source, 0)
	require.NoError(t, err)
	for dir, want := range map[string]int{"caspian/sample": 13, "cmd/sample": 10} {
		found, err := tr.comparisons(dir, []*ast.File{file})
		require.NoError(t, err)
		assert.Len(t, found, want, "%s", strings.Join(found, "\n"))
		for _, what := range found {
			at := strings.Split(what, ":")
			line, err := strconv.Atoi(at[1])
			require.NoError(t, err)
			assert.GreaterOrEqual(t, line, 26, "%s", what)
		}
	}
}
