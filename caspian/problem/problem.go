// Package problem holds the error of an input in which several things are wrong,
// all of which its reader tells at once.
//
// Readers Add what they find to a List and return its Err; whoever gets that error
// finds the list with errors.As, and single problems, whatever type they have, in
// its field All. A List may be huge in number and is small in memory: it keeps the
// first Max problems and counts the others. Meant guesses what a misspelt name stands for.
package problem

import "fmt"

// Max is the number of problems that a List keeps.
const Max = 1000

// List is all problems of an input. Its zero value is empty and ready to use.
type List struct {
	All []error // in the order in which they were found, up to Max
	// Total counts also those beyond Max.
	Total int
}

// Error returns the first problem and the number of the others, or that there are
// none.
func (l *List) Error() string {
	switch more := l.Total - 1; {
	case len(l.All) == 0:
		return "no problems"
	case more <= 0:
		return l.All[0].Error()
	case more == 1:
		return l.All[0].Error() + " (and 1 more problem)"
	default:
		return fmt.Sprintf("%s (and %d more problems)", l.All[0].Error(), more)
	}
}

// Unwrap returns the single problems, which stay the list's own.
func (l *List) Unwrap() []error { return l.All }

// Add adds a problem.
func (l *List) Add(err error) {
	l.Total++
	if len(l.All) < Max {
		l.All = append(l.All, err)
	}
}

// Err returns the list as an error, nil if there are no problems.
func (l *List) Err() error {
	if l.Total == 0 {
		return nil
	}
	return l
}
