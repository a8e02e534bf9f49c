package report

import (
	"bytes"
	"context"
	"errors"
	"io"
	"runtime"
	"sync"
)

// inOrder reads pieces of input until io.EOF, lets all processors make output of
// them, and writes that in the order of the input, with few pieces in memory at a
// time. It ends with the first error of any of the three, or when ctx does.
func inOrder[T any](ctx context.Context, w io.Writer, next func() (T, error), produce func(T, *bytes.Buffer) error) error {
	type job struct {
		in   T
		out  *bytes.Buffer
		err  error
		done chan struct{}
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	workers := runtime.GOMAXPROCS(0)
	ahead := 2 * workers
	jobs, queue := make(chan *job), make(chan *job, ahead)
	buffers := sync.Pool{New: func() any { return new(bytes.Buffer) }}
	go func() {
		defer close(jobs)
		defer close(queue)
		for ctx.Err() == nil {
			in, err := next()
			if errors.Is(err, io.EOF) {
				return
			}
			j := &job{in: in, err: err, done: make(chan struct{})}
			if err != nil {
				close(j.done)
			}
			select {
			case queue <- j:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
			select {
			case jobs <- j:
			case <-ctx.Done():
				return
			}
		}
	}()
	for range workers {
		go func() {
			for j := range jobs {
				buffer, ok := buffers.Get().(*bytes.Buffer)
				if !ok {
					buffer = new(bytes.Buffer)
				}
				buffer.Reset()
				j.out = buffer
				j.err = produce(j.in, buffer)
				close(j.done)
			}
		}()
	}
	err := func() error {
		for {
			select {
			case j, more := <-queue:
				if !more {
					if ctx.Err() != nil {
						return context.Cause(ctx)
					}
					return nil
				}
				select {
				case <-j.done:
				case <-ctx.Done():
					return context.Cause(ctx)
				}
				if j.err != nil {
					return j.err
				}
				if _, err := w.Write(j.out.Bytes()); err != nil {
					return err
				}
				buffers.Put(j.out)
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
	}()
	cancel(err)
	return err
}
