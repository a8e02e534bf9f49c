package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local" // paths without a scheme
)

// open opens a file of any file system that Beam knows here.
func open(ctx context.Context, path string) (io.ReadCloser, error) {
	fs, err := filesystem.New(ctx, path)
	if err != nil {
		return nil, err
	}
	defer fs.Close()
	return fs.OpenRead(ctx, path)
}

// read returns the bytes of a file.
func read(ctx context.Context, path string) ([]byte, error) {
	file, err := open(ctx, path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file)
}

// write writes texts beside a file, and renames them to it when all are there. A worker
// that does it again, after a failure, writes the same.
func write(ctx context.Context, path string, texts []string) error {
	fs, err := filesystem.New(ctx, path)
	if err != nil {
		return err
	}
	defer fs.Close()
	renamer, ok := fs.(filesystem.Renamer)
	if !ok {
		return fmt.Errorf("the file system of %s renames no files", path)
	}
	part := path + ".part"
	file, err := fs.OpenWrite(ctx, part)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(file)
	for _, text := range texts {
		b.WriteString(text)
	}
	if err := cmp.Or(b.Flush(), file.Close()); err != nil {
		return err
	}
	return renamer.Rename(ctx, part, path)
}
