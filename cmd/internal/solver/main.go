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
	if err := os.MkdirAll(dir, 0o755); err != nil {
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
	program, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(program); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "solver.wasm.gz"), b.Bytes(), 0o644); err != nil {
		return err
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return err
	}
	runtime, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "wasm_exec.js"), runtime, 0o644)
}
