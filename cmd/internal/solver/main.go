// Command solver makes what live map pages run, in the folder that it is given: the solver for
// js/wasm, compressed, and Go's wasm_exec.js, which begins it. It is what go generate calls.
package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const (
	module = "caspian.example/division/caspian"
	solver = module + "/render/page/internal/live/solver"
)

// inlined are the packages in which time is spent: functions are inlined in them, and called
// in all others, which makes the program smaller by a twentieth.
var inlined = []string{"math", "slices", "cmp", "runtime", module + "/partition", module + "/geodesic", module + "/coast"}

func main() {
	if err := build(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "solver:", err)
		os.Exit(1)
	}
}

func build(dir string) error {
	version, err := ask("GOVERSION")
	if err != nil {
		return err
	}
	if err := known(version); err != nil {
		return err
	}
	root, err := ask("GOROOT")
	if err != nil {
		return err
	}
	runtime, err := os.ReadFile(filepath.Join(root, "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "solver")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	file := filepath.Join(work, "solver.wasm")
	args := []string{"build", "-tags", "solver", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w", "-o", file, "-gcflags=all=-l"}
	for _, name := range inlined {
		args = append(args, "-gcflags="+name+"=")
	}
	compile := exec.Command("go", append(args, solver)...)
	compile.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0", "GOFLAGS=")
	compile.Stderr = os.Stderr
	if err := compile.Run(); err != nil {
		return err
	}
	linked, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	program, err := strip(linked)
	if err != nil {
		return err
	}
	compressed, err := compress(program)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "solver.wasm.gz"), compressed, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "wasm_exec.js"), runtime, 0o644)
}

// ask returns what go env says.
func ask(name string) (string, error) {
	out, err := exec.Command("go", "env", name).Output()
	return strings.TrimSpace(string(out)), err
}

func compress(program []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(program); err != nil {
		return nil, err
	}
	err = w.Close()
	return b.Bytes(), err
}
