package house

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"caspian.example/division/caspian/internal/long"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// list runs go list at the top of the repository for a platform ("" is this one)
// and returns its lines without repetition, sorted.
func list(t *testing.T, platform string, args ...string) []string {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("the packages that a program links cannot be listed: ", err)
	}
	cmd := exec.Command("go", append([]string{"list"}, args...)...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if system, machine, ok := strings.Cut(platform, "/"); ok {
		cmd.Env = append(cmd.Env, "GOOS="+system, "GOARCH="+machine)
	}
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	require.NoError(t, err)
	lines := strings.Fields(string(out))
	slices.Sort(lines)
	return slices.Compact(lines)
}

// TestLightImport holds that a program which imports only caspian and one coast
// carries the geometry types and nothing of linear algebra, the command,
// of databases, drawing, browsers or networks.
func TestLightImport(t *testing.T) {
	linked := list(t, "", "-deps", module+"caspian", module+"geodata/gshhg")
	require.Contains(t, linked, module+"geodata/gshhg")
	for _, path := range linked {
		host, _, _ := strings.Cut(path, "/")
		switch {
		case strings.HasPrefix(path, module):
			light := []string{"caspian", "caspian/geodesic", "caspian/coast", "caspian/partition", "caspian/problem", "caspian/regime", "geodata", "geodata/gshhg"}
			own := strings.TrimPrefix(path, module)
			assert.True(t, slices.Contains(light, own) || strings.HasPrefix(own, "caspian/internal/"), path)
		case strings.Contains(host, "."):
			assert.True(t, path == "github.com/paulmach/orb" || strings.HasPrefix(path, "golang.org/x/text/"), path)
		default:
			for _, heavy := range []string{"net", "os/exec", "database", "image", "html"} {
				assert.False(t, path == heavy || strings.HasPrefix(path, heavy+"/"), path)
			}
		}
	}
}

// TestOnlyGpkgLinksSQLite holds that the database comes with one package.
func TestOnlyGpkgLinksSQLite(t *testing.T) {
	linking := list(t, "", "-f", `{{range .Deps}}{{if eq . "modernc.org/sqlite"}}{{$.ImportPath}}{{end}}{{end}}`, module+"caspian/...", module+"geodata/...")
	assert.Equal(t, []string{module + "caspian/export/gpkg"}, linking)
}

// TestDirectDependencies holds that the README says what each of them is for.
func TestDirectDependencies(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	require.NoError(t, err)
	_, table, ok := strings.Cut(string(readme), "\n## Dependencies\n")
	require.True(t, ok)
	table, _, _ = strings.Cut(table, "\n## ")
	var named []string
	for _, m := range regexp.MustCompile("`([^`/]+\\.[^`/]+/[^`]+)`").FindAllStringSubmatch(table, -1) {
		named = append(named, m[1])
	}
	slices.Sort(named)
	assert.Equal(t, list(t, "", "-m", "-f", "{{if not (or .Main .Indirect)}}{{.Path}}{{end}}", "all"), named)
}

// notice returns the licences of the modules that a part of NOTICE lists.
func notice(t *testing.T, title string) map[string]string {
	text, err := os.ReadFile(filepath.Join(root, "NOTICE"))
	require.NoError(t, err)
	_, part, ok := strings.Cut(string(text), title)
	require.True(t, ok, "NOTICE has no part %q", title)
	part, _, _ = strings.Cut(part, "\nModules ")
	out := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^- (\S+): ([^;,\n]+)`).FindAllStringSubmatch(part, -1) {
		out[m[1]] = m[2]
	}
	return out
}

// TestNotice holds that NOTICE lists the modules of the command on all platforms
// of a release, and apart from them those of tests, with the licences that their
// own files state.
func TestNotice(t *testing.T) {
	long.Only(t)
	const modules = "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}"
	var linked []string
	for _, platform := range []string{"linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64", "windows/amd64"} {
		linked = append(linked, list(t, platform, "-deps", "-f", modules, "./cmd/...", "./examples/...")...)
	}
	slices.Sort(linked)
	linked = slices.Compact(linked)
	tests := slices.DeleteFunc(list(t, "linux/amd64", "-deps", "-test", "-f", modules, "./..."), func(path string) bool {
		return slices.Contains(linked, path)
	})
	inCommand, inTests := notice(t, "Modules in the command:"), notice(t, "Modules that only tests use, in no program:")
	names := func(m map[string]string) (out []string) {
		for name := range m {
			out = append(out, name)
		}
		slices.Sort(out)
		return out
	}
	assert.Equal(t, linked, names(inCommand))
	assert.Equal(t, tests, names(inTests))
	for name, stated := range inCommand {
		assert.Equal(t, licence(t, name), stated, name)
	}
	for name, stated := range inTests {
		assert.Equal(t, licence(t, name), stated, name)
	}
}

// licence returns the licence that the file of a module states.
func licence(t *testing.T, name string) string {
	dir := list(t, "", "-m", "-f", "{{.Dir}}", name)
	require.Len(t, dir, 1, "%s is not at hand: go mod download", name)
	files, err := filepath.Glob(filepath.Join(dir[0], "LICENSE*"))
	require.NoError(t, err)
	if len(files) == 0 {
		files = []string{filepath.Join(dir[0], "COPYING")}
	}
	b, err := os.ReadFile(files[0])
	require.NoError(t, err)
	text := strings.ToLower(strings.Join(strings.Fields(string(b)), " "))
	var found []string
	has := func(id string, phrases ...string) {
		for _, phrase := range phrases {
			if !strings.Contains(text, phrase) {
				return
			}
		}
		found = append(found, id)
	}
	has("MIT", "permission is hereby granted, free of charge", "the above copyright notice and this permission notice shall be included")
	has("BSD-3-Clause", "redistribution and use in source and binary forms", "neither the name")
	if len(found) == 0 {
		has("BSD-2-Clause", "redistribution and use in source and binary forms", "redistributions in binary form must reproduce")
	}
	has("Apache-2.0", "apache license", "version 2.0")
	has("MPL-2.0", "mozilla public license version 2.0")
	has("CC-BY-4.0", "creative commons attribution 4.0 international public license")
	has("FTL", "the freetype license")
	return strings.Join(found, " and ")
}
