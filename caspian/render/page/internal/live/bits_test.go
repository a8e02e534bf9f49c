package live

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/export"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata/gshhg"
	"caspian.example/division/geodata/ne10m"
)

const mark = "digest "

// digests returns a line for every regime on two coasts: its name, and the digest of all
// that GeoJSON says of its division, to the last bit of every number.
func digests(t *testing.T) (out []string) {
	for name, open := range map[string]func() io.Reader{"gshhg": gshhg.Coast, "ne10m": ne10m.Coast} {
		sea, err := caspian.ReadSea(open())
		require.NoError(t, err)
		add := func(key string, r regime.Regime, err error) {
			require.NoError(t, err)
			d, err := caspian.Divide(context.Background(), sea, r, caspian.Options{Tolerance: 20})
			require.NoError(t, err)
			d.Question.Version = ""
			sum := sha256.New()
			require.NoError(t, export.GeoJSON(sum, d))
			out = append(out, mark+name+" "+key+" "+hex.EncodeToString(sum.Sum(nil)))
		}
		for _, r := range append(regime.Comparable(), regime.Convention2018()) {
			add(r.ID, r, nil)
		}
		r, err := regime.Condominium().Drawing()
		add("notional", r, err)
		r, err = regime.Median().WithIslands(regime.IslandEffects{"": 0.5})
		add("half effect", r, err)
		r, err = regime.Equal().WithWeighting(regime.Additive)
		add("additive", r, err)
		r, err = regime.Median().WithWeights(map[string]float64{"IR": 1.5})
		add("weights", r, err)
	}
	return out
}

// TestSameBits divides under node, where it prints what it gets, and here.
func TestSameBits(t *testing.T) {
	long.Only(t)
	if runtime.GOOS == "js" {
		for _, line := range digests(t) {
			t.Log(line)
		}
		return
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("no node (Debian's nodejs) is installed")
	}
	if runtime.GOARCH != "amd64" && runtime.GOARCH != "386" {
		t.Skip("compilers for this kind of machine fuse products and sums, and js/wasm does not")
	}
	file := filepath.Join(t.TempDir(), "live.wasm")
	build := exec.Command("go", "test", "-c", "-o", file, ".")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	text, err := build.CombinedOutput()
	require.NoError(t, err, string(text))
	root, err := exec.Command("go", "env", "GOROOT").Output()
	require.NoError(t, err)
	run := exec.Command(node, "--stack-size=8192", filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec_node.js"), file, "-test.v", "-test.run=^TestSameBits$")
	run.Env = []string{"CASPIAN_LONG=1", "PATH=" + os.Getenv("PATH"), "TMPDIR=" + t.TempDir()}
	text, err = run.CombinedOutput()
	require.NoError(t, err, string(text))
	var there []string
	for line := range strings.Lines(string(text)) {
		if _, digest, ok := strings.Cut(line, mark); ok {
			there = append(there, mark+strings.TrimSpace(digest))
		}
	}
	here := digests(t)
	assert.Greater(t, len(here), 20)
	assert.ElementsMatch(t, here, there)
}
