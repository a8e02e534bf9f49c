package main

import (
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
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

// TestTables strips tables of two functions, laid out by hand: what is kept of them, what is
// taken out, and what is left to worker.js.
func TestTables(t *testing.T) {
	const (
		head, names, values, functions, data, find, list, text, size = 64, 256, 512, 768, 1280, 1536, 2048, 2500, 2600

		mine, gone, files, theirs = 16, 24, 32, 8 // places of values
		objects, inlined          = 4, 40         // places of data
	)
	m := make(memory, size)
	at := func(place int, numbers ...uint32) {
		for k, n := range numbers {
			m.put(place+4*k, n)
		}
	}
	long := func(place, n int) { m.put(place, uint32(n)) }
	copy(m[head:], "\xf1\xff\xff\xff\x00\x00\x01\x08")
	long(head+headFunctions, 2)
	for k, begin := range map[int]int{0: names, 3: values, 4: functions} {
		long(head+headNames+8*k, begin-head)
	}
	long(list, head)
	long(list+8, names)
	long(list+listFind, find)
	long(list+listData, data)
	copy(m[names:], "\x00main.go\x00runtime.wait\x00")
	for _, place := range []int{theirs, mine, gone, files} {
		copy(m[values+place:], "\x02\x81\x01\x00")
	}
	copy(m[data+objects:], "objects")
	copy(m[data+inlined:], "inlined")
	copy(m[text:], "a text of the program")
	// Numbers, names, the stack, files, lines, values and data of the two.
	at(functions, 7, 32, 8, 128)
	at(functions+32, 7, 1, 0, 0, theirs, files, gone, 2, 3, 5, 4<<24, files, mine, objects, none, none, inlined)
	at(functions+128, 8, 9, 0, 0, 0, files, gone, 0, 3, 5, 0)
	at(find+inParts*perOne, 1)

	program := append([]byte("\x00asm\x01\x00\x00\x00"), appendSection(nil, 11, m.pieces())...)
	stripped, err := strip(program)
	require.NoError(t, err)
	lacks := left{functions, 2, 7, find, perOne}
	section := appendSection(nil, 0, lacks.section())
	require.Equal(t, section, stripped[8:8+len(section)])
	rest := stripped[8+len(section):]
	require.Equal(t, byte(11), rest[0])
	_, n := binary.Uvarint(rest[1:])
	got, err := memoryOf(rest[1+n:])
	require.NoError(t, err)

	want := slices.Clone(m)
	clear(want[names:values])
	copy(want[names:], "\x00runtime.")
	clear(want[values+gone:][:4])
	clear(want[values+files:][:4])
	clear(want[data+inlined : find])
	copy(want[functions:], make([]byte, 4))
	for place, numbers := range map[int][]uint32{
		functions:       {0, 32, 0, 128},
		functions + 32:  {0, 0, 0, 0, theirs, 0, 0, 2, 0, 0, 4 << 24, 0, mine, objects, none, none, none},
		functions + 128: {0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0},
	} {
		for k, n := range numbers {
			want.put(place+4*k, n)
		}
	}
	assert.Equal(t, want[:text+21], got[:text+21])

	m.put(functions+128, 9) // a number that is not the next one's
	_, err = m.strip()
	assert.ErrorIs(t, err, errTables)
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
