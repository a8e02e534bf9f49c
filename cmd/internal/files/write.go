package files

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Beside is the failure to make a file beside the place of another, in whose place it would
// be put when it is complete.
type Beside struct {
	Folder string
	Err    error
}

// Error is the text of Err.
func (b *Beside) Error() string { return b.Err.Error() }

// Unwrap returns Err.
func (b *Beside) Unwrap() error { return b.Err }

// Write writes what write writes to a file. A regular file is written beside its place and
// renamed when it is complete, so that a failure leaves the old one; devices, pipes and
// links are written through.
//
// It ends with the cause of the context as soon as that ends, also while the
// other end of a pipe takes nothing or a picture is being drawn.
func Write(ctx context.Context, name string, write func(io.Writer) error) error {
	info, err := os.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return replace(ctx, name, nil, write)
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("%s is a folder", name)
	case info.Mode().IsRegular():
		return replace(ctx, name, info, write)
	}
	f, err := Await(ctx, func() (*os.File, error) { return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666) })
	if err != nil {
		return err
	}
	return errors.Join(Fill(ctx, f, name, write), f.Close())
}

// Part is one of several files that are written together.
type Part struct {
	Name  string
	Write func(io.Writer) error
}

// Together writes several files, none of which there is at the end if one fails: all must be
// regular files, or not there yet, and are renamed when the last of them is complete.
func Together(ctx context.Context, parts []Part) (err error) {
	var complete []string // the names that they have until then
	defer func() {
		for _, c := range complete {
			if failed := os.Remove(c); !errors.Is(failed, fs.ErrNotExist) {
				err = errors.Join(err, failed)
			}
		}
	}()
	for _, p := range parts {
		info, err := os.Lstat(p.Name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			info = nil
		case err != nil:
			return err
		case !info.Mode().IsRegular():
			return fmt.Errorf("%s is no regular file", p.Name)
		}
		temporary, err := beside(ctx, p.Name, info, p.Write)
		if err != nil {
			return err
		}
		complete = append(complete, temporary)
	}
	for k, p := range parts {
		if err := rename(complete[k], p.Name); err != nil {
			return err
		}
	}
	return nil
}

// replace writes a regular file beside its place and renames it. Old is the file
// that is there, nil if there is none: it keeps its mode, and must be one that may
// be written.
func replace(ctx context.Context, name string, old fs.FileInfo, write func(io.Writer) error) error {
	temporary, err := beside(ctx, name, old, write)
	if err != nil {
		return err
	}
	if err := rename(temporary, name); err != nil {
		return errors.Join(err, os.Remove(temporary))
	}
	return nil
}

// rename renames a file; an error names the one that the user knows.
func rename(temporary, name string) error {
	err := os.Rename(temporary, name)
	var renamed *os.LinkError
	if errors.As(err, &renamed) {
		return &fs.PathError{Op: renamed.Op, Path: name, Err: renamed.Err}
	}
	return err
}

// beside writes a file beside its place, and returns its name there; nothing is left of it
// after a failure.
func beside(ctx context.Context, name string, old fs.FileInfo, write func(io.Writer) error) (written string, err error) {
	if old != nil {
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return "", err
		}
		if err := f.Close(); err != nil {
			return "", err
		}
	}
	// Not a part of the name, which may be as long as names can be.
	temporary := filepath.Join(filepath.Dir(name), fmt.Sprintf(".caspian.%08x.part", rand.Uint32()))
	defer func() {
		// Errors name the file that the user knows.
		var failed *fs.PathError
		if errors.As(err, &failed) && failed.Path == temporary {
			failed.Path = name
		}
	}()
	f, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return "", &Beside{filepath.Dir(name), err}
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(temporary))
		}
	}()
	if err := Fill(ctx, f, name, write); err != nil {
		return "", errors.Join(err, f.Close())
	}
	if old != nil {
		if err := f.Chmod(old.Mode().Perm()); err != nil {
			return "", errors.Join(err, f.Close())
		}
	}
	if err := f.Close(); err != nil {
		return "", err
	}
	if ctx.Err() != nil {
		return "", context.Cause(ctx)
	}
	return temporary, nil
}

// Fill has write write to w until the context ends. Errors call w by the name that
// the user knows, if there is one.
func Fill(ctx context.Context, w io.Writer, name string, write func(io.Writer) error) error {
	g := &guarded{ctx: ctx, w: w, name: name}
	_, err := Await(ctx, func() (struct{}, error) { return struct{}{}, write(g) })
	if ctx.Err() != nil {
		g.settle()
	}
	return err
}

// guarded is a writer that nothing goes through any more when its context has ended.
type guarded struct {
	ctx  context.Context
	busy sync.Mutex // while w is being written to
	w    io.Writer
	name string
}

func (g *guarded) Write(p []byte) (int, error) {
	g.busy.Lock()
	defer g.busy.Unlock()
	if g.ctx.Err() != nil {
		return 0, context.Cause(g.ctx)
	}
	n, err := g.w.Write(p)
	var failed *fs.PathError
	if errors.As(err, &failed) && g.name != "" {
		failed.Path = g.name
	}
	return n, err
}

// settle lets a write that has begun end, if it does so soon.
func (g *guarded) settle() {
	for range 100 {
		if g.busy.TryLock() {
			g.busy.Unlock()
			return
		}
		time.Sleep(time.Millisecond)
	}
}
