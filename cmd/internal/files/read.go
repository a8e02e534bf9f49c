package files

import (
	"context"
	"io"
	"os"
)

// Open opens a file to read. Reading ends with the context also where the file is a pipe or
// a device.
func Open(ctx context.Context, name string) (io.ReadCloser, error) {
	file, err := Await(ctx, func() (*os.File, error) { return os.Open(name) })
	if err != nil {
		return nil, err
	}
	if info, err := file.Stat(); err == nil && !info.Mode().IsRegular() {
		return struct {
			io.Reader
			io.Closer
		}{Until(ctx, file), file}, nil
	}
	return file, nil
}

// Until returns a reader of r that fails when the context ends, also while r waits for
// somebody to type.
func Until(ctx context.Context, r io.Reader) io.Reader {
	out, in := io.Pipe()
	go func() {
		in.CloseWithError(guard(func() error {
			_, err := io.Copy(in, r)
			return err
		}))
	}()
	context.AfterFunc(ctx, func() { in.CloseWithError(context.Cause(ctx)) })
	return out
}
