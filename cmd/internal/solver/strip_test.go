package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// needy needs what strip keeps: the collector finds pointers on stacks that have grown and
// in arguments, panics unwind through deferred calls and name their bounds, and goroutines
// wait for each other.
const needy = `package main

import (
	"fmt"
	"runtime"
)

type tree struct {
	left, right *tree
	number      int
}

func grown(depth int, beside *tree) *tree {
	if depth == 0 {
		runtime.GC()
		return &tree{number: beside.number}
	}
	own := &tree{number: depth}
	var room [100]int
	room[depth%100] = depth
	below := grown(depth-1, own)
	runtime.KeepAlive(room)
	return &tree{below, own, below.number + own.number + beside.number}
}

func failing(k int, list []int) (text string) {
	defer func() { text = fmt.Sprint(text, recover()) }()
	defer func() { text = "after " }()
	return fmt.Sprint(list[k])
}

func main() {
	out := make(chan int)
	for k := range 5 {
		go func() { out <- grown(1000*k, &tree{number: k}).number }()
	}
	sum := 0
	for range 5 {
		sum += <-out
	}
	fmt.Println(sum, failing(3, []int{1, 2}), failing(-1, nil))
	var nothing *tree
	defer func() { fmt.Println(recover()) }()
	fmt.Println(nothing.number)
}
`

// begin runs a program in node, and completes it as the worker of a page does.
const begin = `
const fs = require("fs"), [runtime, worker, program] = process.argv.slice(2);
globalThis.fs = fs;
globalThis.onmessage = null;
require("vm").runInThisContext([runtime, worker].map((file) => fs.readFileSync(file, "utf8")).join("\n"));
const wasm = new WebAssembly.Module(fs.readFileSync(program)), go = new Go(), instance = new WebAssembly.Instance(wasm, go.importObject);
if (WebAssembly.Module.customSections(wasm, "functions").length > 0)
	require("vm").runInThisContext("complete")(wasm, new DataView(instance.exports.mem.buffer));
go.run(instance);
`

// TestStrip runs a program before and after it is stripped.
func TestStrip(t *testing.T) {
	if os.Getenv("CASPIAN_LONG") != "1" {
		t.Skip("a build for js/wasm takes long; CASPIAN_LONG=1 has it")
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("no node (Debian's nodejs) is installed")
	}
	root, err := ask("GOROOT")
	require.NoError(t, err)
	version, err := ask("GOVERSION")
	require.NoError(t, err)
	require.NoError(t, known(version))
	dir := t.TempDir()
	source, file, runner := filepath.Join(dir, "main.go"), filepath.Join(dir, "program.wasm"), filepath.Join(dir, "begin.cjs")
	require.NoError(t, os.WriteFile(source, []byte(needy), 0o644))
	require.NoError(t, os.WriteFile(runner, []byte(begin), 0o644))
	build := exec.Command("go", "build", "-ldflags", "-s -w", "-o", file, source)
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0", "GOFLAGS=")
	text, err := build.CombinedOutput()
	require.NoError(t, err, string(text))
	run := func() string {
		text, err := exec.Command(node, "--stack-size=8192", runner, filepath.Join(root, "lib", "wasm", "wasm_exec.js"), filepath.Join("..", "..", "..", "caspian", "render", "page", "worker.js"), file).CombinedOutput()
		require.NoError(t, err, string(text))
		return string(text)
	}
	before := run()
	assert.Contains(t, before, "after runtime error: index out of range [3] with length 2")
	linked, err := os.ReadFile(file)
	require.NoError(t, err)
	program, err := strip(linked)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, program, 0o644))
	assert.Equal(t, before, run())
	whole, err := compress(linked)
	require.NoError(t, err)
	short, err := compress(program)
	require.NoError(t, err)
	assert.Less(t, len(short), len(whole)*85/100)
}

func TestStripRefuses(t *testing.T) {
	const head = "\x00asm\x01\x00\x00\x00"
	for name, program := range map[string]string{
		"nothing": "", "a text": "package main", "a section that is cut off": head + "\x0b\x05\x01",
		"a piece of another memory": head + "\x0b\x06\x01\x01\x41\x00\x0b\x00", "a piece that is cut off": head + "\x0b\x06\x01\x00\x41\x00\x0b\x09",
		"no tables": head + "\x0b\x08\x01\x00\x41\x08\x0b\x02ab",
	} {
		_, err := strip([]byte(program))
		assert.Error(t, err, name)
	}
	_, err := strip([]byte(head + "\x0b\x08\x01\x00\x41\x08\x0b\x02ab"))
	require.ErrorIs(t, err, errTables)
	require.ErrorIs(t, known("go1.27.1"), errTables)
	require.ErrorIs(t, known("go1.260"), errTables)
	require.NoError(t, known("go1.26.8"))
}
