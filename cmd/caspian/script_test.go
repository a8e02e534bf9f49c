package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/testscript"
)

// long runs what takes many seconds for what it finds, as in the library (see package
// caspian/internal/long): CASPIAN_LONG=1 go test ./cmd/caspian.
var long = os.Getenv("CASPIAN_LONG") == "1"

// allOr returns how much of something a test takes: all in the long form, few by
// default.
func allOr[T any](all, few T) T {
	if long {
		return all
	}
	return few
}

// TestMain puts the command on the path as a program of its own: the test binary by
// the name caspian. Scripts run it by exec, and where a process is not the point they
// have the command inProcess, which divides nothing twice.
func TestMain(m *testing.M) {
	if strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe") == "caspian" {
		main()
	}
	os.Exit(withProgram(m.Run))
}

// withProgram does something while the path leads to the program.
func withProgram(do func() int) int {
	folder, err := os.MkdirTemp("", "caspian-test")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	itself, err := os.Executable()
	if err != nil {
		panic(err)
	}
	if err := os.Chmod(folder, 0o755); err != nil { // for tests as another user
		panic(err)
	}
	name := filepath.Join(folder, "caspian")
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	if err := os.Symlink(itself, name); err != nil {
		panic(err)
	}
	if err := os.Setenv("PATH", folder+string(filepath.ListSeparator)+os.Getenv("PATH")); err != nil {
		panic(err)
	}
	return do()
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error { // the coast of scripts that divide coarsely
			text, err := os.ReadFile(filepath.Join("testdata", "coarse.geojson"))
			if err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(e.WorkDir, "coarse.geojson"), text, 0o600)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"caspian": inProcess, "exit": exitedWith},
		Condition: func(name string) (bool, error) {
			if name != "long" {
				return false, fmt.Errorf("no condition %q", name)
			}
			return long, nil
		},
	})
}

// lastExit is the variable of a script that has the exit code of the last command in
// this process.
const lastExit = "EXIT"

// inProcess runs the command in this process, in the script's folder. A last argument
// <FILE gives it a file as its standard input.
func inProcess(ts *testscript.TestScript, neg bool, args []string) {
	var in strings.Reader
	if n := len(args) - 1; n >= 0 && strings.HasPrefix(args[n], "<") {
		in.Reset(ts.ReadFile(args[n][1:]))
		args = args[:n]
	}
	folder := ts.MkAbs(".")
	var errs strings.Builder
	s := &streams{ctx: context.Background(), in: &in, out: ts.Stdout(), errors: &errs, dir: folder, engine: remembering}
	code := s.run(args)
	// The user's name of a file is that within the folder.
	said := strings.ReplaceAll(errs.String(), folder+string(filepath.Separator), "")
	if wide := tooWide(said); wide != "" {
		ts.Fatalf("a message has more than 80 columns: %s", wide)
	}
	_, _ = fmt.Fprint(ts.Stderr(), unwrapped(said))
	ts.Setenv(lastExit, strconv.Itoa(code))
	switch {
	case neg && code == exitDone:
		ts.Fatalf("it was done, and should have failed")
	case !neg && code != exitDone:
		ts.Fatalf("it failed with exit code %d", code)
	}
}

// unwrapped returns messages with every one in a line, as they are searched.
func unwrapped(messages string) string {
	return wrapped.ReplaceAllString(messages, " ")
}

// wrapped is where messages go on in the next line, below the text behind their labels.
var wrapped = regexp.MustCompile(`\n {15,18}`)

// tooWide returns the first line with more than 80 columns, but for words that alone have
// as many; "" if there is none.
func tooWide(text string) string {
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if utf8.RuneCountInString(line) > 80 && strings.Contains(strings.TrimSpace(line), " ") {
			return line
		}
	}
	return ""
}

// exitedWith checks the exit code of the last command in this process.
func exitedWith(ts *testscript.TestScript, _ bool, args []string) {
	if got := ts.Getenv(lastExit); len(args) != 1 || got != args[0] {
		ts.Fatalf("the exit code is %s, not %v", got, args)
	}
}
