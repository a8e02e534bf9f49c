package report

import (
	"bytes"
	"context"
	"errors"
	"io"
	"runtime"
	"sync"

	"caspian.example/division/caspian/internal/parallel"
)

// made is what was made of a piece of input.
type made struct {
	out  *bytes.Buffer
	err  error
	fell *parallel.Fall
}

// inOrder reads pieces of input until io.EOF, lets all processors make output of
// them, and writes that in the order of the input, with few pieces in memory at a
// time. It ends with the first error of any of the three, or when ctx does.
func inOrder[T any](ctx context.Context, w io.Writer, next func() (T, error), produce func(T, *bytes.Buffer) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	workers := runtime.GOMAXPROCS(0)
	free := make(chan struct{}, workers)
	queue := make(chan chan made, 2*workers) // in order
	buffers := sync.Pool{New: func() any { return new(bytes.Buffer) }}
	go func() {
		defer close(queue)
		for ctx.Err() == nil {
			var in T
			var err error
			fell := parallel.Caught(func() { in, err = next() })
			if errors.Is(err, io.EOF) {
				return
			}
			done := make(chan made, 1)
			select {
			case queue <- done:
			case <-ctx.Done():
				return
			}
			if err != nil || fell != nil {
				done <- made{err: err, fell: fell}
				return
			}
			free <- struct{}{}
			go func() {
				out, ok := buffers.Get().(*bytes.Buffer)
				if !ok {
					out = new(bytes.Buffer)
				}
				out.Reset()
				var err error
				fell := parallel.Caught(func() { err = produce(in, out) })
				<-free
				done <- made{out, err, fell}
			}()
		}
	}()
	for {
		var m made
		select {
		case done, more := <-queue:
			if !more {
				return context.Cause(ctx) // nil at the end of the input
			}
			select {
			case m = <-done:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		if m.fell != nil {
			panic(m.fell) // where the caller can recover
		}
		if m.err != nil {
			return m.err
		}
		if _, err := w.Write(m.out.Bytes()); err != nil {
			return err
		}
		buffers.Put(m.out)
	}
}
