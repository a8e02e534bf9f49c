package main

import (
	"errors"
	"fmt"
	"io"

	"caspian.example/division/cmd/internal/files"
)

// output writes what write writes to a file as files.Write does, or to the standard output
// for the name "-" or "". A pipe on the standard output that nobody reads any more ends the
// process by SIGPIPE without a message, as is usual; one that was named is an error.
func (s *streams) output(name string, write func(io.Writer) error) error {
	if name == "" || name == "-" {
		return files.Fill(s.ctx, s.out, "", write)
	}
	return unwritten(files.Write(s.ctx, s.path(name), write))
}

// together writes several files, or none if one fails.
func (s *streams) together(parts []files.Part) error {
	for k := range parts {
		parts[k].Name = s.path(parts[k].Name)
	}
	return unwritten(files.Together(s.ctx, parts))
}

// unwritten says what to look at where a file could not be written.
func unwritten(err error) error {
	if beside := (*files.Beside)(nil); errors.As(err, &beside) {
		return hinted{err, fmt.Sprintf("a file is written beside its place first: can files be made in the folder %s?", beside.Folder)}
	}
	return err
}
