package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"caspian.example/division/cmd/internal/builtin"
	"caspian.example/division/cmd/internal/ruleword"
)

// fileNamed is a file that an argument or a flag names. They have a tag "file": in for
// what is read, coast and line for what is read unless it is built in, rule for what is
// read unless it is a rule that draws a line, and out for what is written.
type fileNamed struct {
	by, name string
	path     string      // the file itself, whatever links lead to it
	info     fs.FileInfo // nil if it is not there yet
}

// checkOverwriting refuses a command line that has a file written which is read as
// well, or two results written to one file, or the standard input read twice.
func (s *streams) checkOverwriting(command *kong.Context) error {
	var read, written []fileNamed
	standard := false // an input is the standard one
	add := func(v *kong.Value, by string) error {
		kind := v.Tag.Get("file")
		for _, name := range texts(v.Target) {
			if name == "" && v.Name == "output" {
				name = "-"
			}
			builtIn, err := isBuiltIn(kind, name)
			if err != nil {
				return err
			}
			if name == "" || builtIn {
				continue
			}
			if name == "-" && kind != "out" {
				if standard {
					return usage("give all but one of them as files", "the standard input (-) is named twice")
				}
				standard = true
			}
			f, regular := s.find(name, kind == "out")
			if f.by = by; !regular {
				continue
			}
			if kind == "out" {
				written = append(written, f)
			} else {
				read = append(read, f)
			}
		}
		return nil
	}
	for _, v := range command.Selected().Positional {
		if v.Tag.Has("file") {
			if err := add(v, strings.ToUpper(v.Name)); err != nil {
				return err
			}
		}
	}
	for _, f := range command.Flags() {
		if f.Tag.Has("file") {
			if err := add(f.Value, "--"+f.Name); err != nil {
				return err
			}
		}
	}
	for k, w := range written {
		if j := slices.IndexFunc(read, w.same); j >= 0 {
			return usage("write to another file", "%s %s would overwrite the file that %s reads", w.by, w.name, read[j].by)
		}
		if j := slices.IndexFunc(written[:k], w.same); j >= 0 {
			return usage("give each of them a file of its own", "%s %s and %s %s are the same file", written[j].by, written[j].name, w.by, w.name)
		}
	}
	return nil
}

// isDevice says whether an output is a device or a pipe, whose name says nothing of a
// format.
func isDevice(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.Mode().IsRegular() && !info.IsDir()
}

// texts are the values of an argument or a flag: one text or several.
func texts(v reflect.Value) []string {
	if list, ok := v.Interface().([]string); ok {
		return list
	}
	return []string{v.String()}
}

// isBuiltIn says whether a name is that of a built-in coast or line, or a rule for a line.
func isBuiltIn(kind, name string) (bool, error) {
	switch kind {
	case "coast":
		return slices.Contains(builtin.Coasts, name), nil
	case "line":
		l, err := builtInLine(name)
		if l != nil || name == treatyPoints || err != nil {
			return true, err
		}
		fallthrough
	case "rule":
		_, ok, _ := ruleword.Parse(name)
		return ok, nil
	}
	return false, nil
}

// find finds out which file a name is, and whether it is a regular one or none yet:
// what goes to a device or a pipe overwrites nothing.
func (s *streams) find(name string, written bool) (f fileNamed, regular bool) {
	f.name = name
	var err error
	if name == "-" {
		var stream any = s.in
		if written {
			stream = s.out
		}
		file, ok := stream.(*os.File)
		if !ok {
			return f, false
		}
		f.info, err = file.Stat()
	} else if f.path, err = target(s.path(name)); err == nil {
		f.info, err = os.Stat(f.path)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return f, true
	}
	return f, err == nil && f.info.Mode().IsRegular()
}

// target returns the absolute path of the file that a name leads to. The file need
// not be there, unlike its folder.
func target(name string) (string, error) {
	const most = 40 // links that lead to each other
	for range most {
		folder, err := filepath.EvalSymlinks(filepath.Dir(name))
		if err == nil {
			folder, err = filepath.Abs(folder)
		}
		if err != nil {
			return "", err
		}
		name = filepath.Join(folder, filepath.Base(name))
		link, err := os.Readlink(name)
		switch {
		case err != nil:
			return name, nil
		case filepath.IsAbs(link):
			name = link
		default:
			name = filepath.Join(folder, link)
		}
	}
	return "", fmt.Errorf("%s: there are too many links", name)
}

// same says whether two names are of one file.
func (f fileNamed) same(g fileNamed) bool {
	if f.info == nil || g.info == nil {
		return f.path != "" && f.path == g.path
	}
	return os.SameFile(f.info, g.info)
}
