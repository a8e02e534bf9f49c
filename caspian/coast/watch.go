package coast

import (
	"context"
	"io"
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
