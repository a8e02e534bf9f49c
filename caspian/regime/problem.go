package regime

import (
	"errors"

	"caspian.example/division/caspian/internal/jsonform"
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
func (p *Problem) Error() string { return (*jsonform.Problem)(p).Error() }

// Unwrap returns ErrRegime.
func (*Problem) Unwrap() error { return ErrRegime }
