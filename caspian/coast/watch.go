package coast

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"slices"
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

// all reads all of r, until the context ends. It begins with the room that r is known to
// need: what grows into its place is there twice meanwhile.
func (w watch) all(r io.Reader) ([]byte, error) {
	const most = 1 << 28 // that is taken on trust
	size := int64(0)
	switch r := r.(type) {
	case interface{ Len() int }:
		size = int64(r.Len())
	case interface{ Stat() (fs.FileInfo, error) }:
		if info, err := r.Stat(); err == nil && info.Mode().IsRegular() {
			size = info.Size()
		}
	}
	data, from := make([]byte, 0, min(size, most)+bytes.MinRead), reader{w, r}
	for {
		if len(data) == cap(data) {
			data = slices.Grow(data, bytes.MinRead)
		}
		n, err := from.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if errors.Is(err, io.EOF) {
			return data, nil
		}
		if err != nil {
			return data, err
		}
	}
}
