package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/locate"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/cmd/internal/files"
)

// TestMistakes holds that a panic of a library is an error with the input's name and exit
// code 1, wherever it happens, and leaves no part of a file.
func TestMistakes(t *testing.T) {
	folder := t.TempDir()
	coarse, err := filepath.Abs(filepath.Join("testdata", "coarse.geojson"))
	require.NoError(t, err)
	stumble := func() { panic("stumbled over a pebble") }
	stumbling := engine{
		read: library.read,
		divide: func(context.Context, *caspian.Sea, regime.Regime, caspian.Options) (*caspian.Division, error) {
			stumble()
			return nil, nil
		},
		firmness: func(context.Context, *locate.Locator, []ensemble.Alternative, func(float64)) (*locate.Firmness, error) {
			stumble()
			return nil, nil
		},
	}
	for _, c := range []struct {
		name   string
		engine engine
		in     reading
		args   []string
		input  string
	}{
		{"of the engine", stumbling, nil, []string{"shares", "--coast", coarse, "--regime", "median"}, coarse},
		{"of a built-in coast", stumbling, nil, []string{"divide", "--regime", "median", "-o", "a.svg"}, ""},
		{"while an input is read", library, func([]byte) (int, error) { stumble(); return 0, nil }, []string{"coast", "check", "-"}, "standard input"},
		{"while points are read", library, func([]byte) (int, error) { stumble(); return 0, nil }, []string{"locate", "--points", "-", "-o", "a.csv"}, "standard input"},
	} {
		var out, errs bytes.Buffer
		s := &streams{ctx: t.Context(), in: strings.NewReader(""), out: &out, errors: &errs, dir: folder, engine: c.engine}
		if c.in != nil {
			s.in = c.in
		}
		assert.Equal(t, exitFailed, s.run(c.args), c.name)
		assert.Contains(t, unwrapped(errs.String()), "caspian: error: ", c.name)
		assert.Contains(t, unwrapped(errs.String()), c.input, c.name)
		assert.Contains(t, unwrapped(errs.String()), "the program made a mistake here (caspian.example/division/cmd/caspian.", c.name)
		assert.Contains(t, unwrapped(errs.String()), "stumbled over a pebble\ncaspian: hint: please report it", c.name)
		assert.Empty(t, out.String(), c.name)
		left, err := os.ReadDir(folder)
		require.NoError(t, err)
		assert.Empty(t, left, c.name)
	}
}

// TestMistakeOfAWriter holds that a panic while a file is written leaves the old one.
func TestMistakeOfAWriter(t *testing.T) {
	s := &streams{ctx: t.Context(), dir: t.TempDir()}
	name := filepath.Join(s.dir, "a.txt")
	require.NoError(t, os.WriteFile(name, []byte("old"), 0o600))
	err := s.output("a.txt", func(w io.Writer) error {
		_, err := w.Write([]byte("new"))
		require.NoError(t, err)
		panic("stumbled")
	})
	var m *files.Panic
	require.ErrorAs(t, err, &m)
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	assert.Equal(t, "old", string(text))
	left, err := os.ReadDir(s.dir)
	require.NoError(t, err)
	assert.Len(t, left, 1)
}

// reading is a reader that is a function.
type reading func([]byte) (int, error)

func (r reading) Read(p []byte) (int, error) { return r(p) }
