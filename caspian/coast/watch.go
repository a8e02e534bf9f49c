package coast

import (
	"bytes"
	"context"
	"io"
	"io/fs"
)

// watch looks after the end of a context in long loops. Its zero value has none
// and never ends.
type watch struct{ ctx context.Context }

// every is the number of positions after which loops look: some milliseconds.
const every = 1 << 15

// ended says whether the context has ended.
func (w watch) ended() bool { return w.ctx != nil && w.ctx.Err() != nil }

// cause returns why the context has ended, nil if it has not.
func (w watch) cause() error {
	if !w.ended() {
		return nil
	}
	return context.Cause(w.ctx)
}

// reader is a reader that fails when its context has ended.
type reader struct {
	watch
	io.Reader
}

func (r reader) Read(p []byte) (int, error) {
	if err := r.cause(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p[:min(len(p), 1<<20)])
}

// all reads to the end: into one piece of memory from the beginning, where the reader is a
// file.
func (r reader) all() ([]byte, error) {
	var data bytes.Buffer
	if file, ok := r.Reader.(fs.File); ok {
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
			data.Grow(int(min(info.Size(), wholeFile)) + bytes.MinRead)
		}
	}
	_, err := data.ReadFrom(r)
	return data.Bytes(), err
}

// wholeFile is the size up to which memory for a file is taken at once: what is larger may
// be no coast, or not be there at all.
const wholeFile = 1 << 30
