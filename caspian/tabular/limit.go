package tabular

import (
	"bytes"
	"fmt"
	"io"
)

// lineLimit is a reader that fails where a line is too long, or where there are too
// many: a line of separators alone would take many times its size.
type lineLimit struct {
	io.Reader
	longest, lines int
	line, length   int
}

func (l *lineLimit) Read(p []byte) (int, error) {
	n, err := l.Reader.Read(p)
	for rest := p[:n]; len(rest) > 0; {
		k := bytes.IndexByte(rest, '\n') + 1
		if k == 0 {
			k = len(rest)
		}
		if l.length += k; l.length > l.longest {
			return 0, fmt.Errorf("line %d is longer than %d bytes", l.line+1, l.longest)
		}
		if rest[k-1] == '\n' {
			l.length = 0
			if l.line++; l.line > l.lines {
				return 0, fmt.Errorf("there are more than %d lines", l.lines)
			}
		}
		rest = rest[k:]
	}
	return n, err
}
