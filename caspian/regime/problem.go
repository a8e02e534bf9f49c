package regime

import (
	"errors"
	"fmt"
	"strings"
)

// ErrRegime is wrapped by all that is wrong with a regime.
var ErrRegime = errors.New("regime: there is no such regime")

// Problem is one thing that is wrong with a regime, and where.
type Problem struct {
	Path string // such as cuts[0].line[3]; empty for the whole
	// Line and Column are those of the text, from 1 on; 0 if it comes from none.
	Line, Column int
	What         string
	Advice       string // what to do, may be empty
}

// Error returns place, problem and advice in one line.
func (p *Problem) Error() string {
	var b strings.Builder
	if p.Line > 0 {
		fmt.Fprintf(&b, "line %d, column %d: ", p.Line, p.Column)
	}
	if p.Path != "" {
		b.WriteString(p.Path + ": ")
	}
	b.WriteString(p.What)
	if p.Advice != "" {
		b.WriteString("; " + p.Advice)
	}
	return b.String()
}

// Unwrap returns ErrRegime.
func (*Problem) Unwrap() error { return ErrRegime }
