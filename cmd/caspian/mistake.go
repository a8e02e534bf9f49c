package main

import (
	"fmt"
	"runtime"
	"strings"
)

// mistake is a panic: whatever an input was, the program or a library that it is made of
// should have told what is wrong with it.
type mistake struct {
	value  any
	place  string   // where it happened, empty if that is not known
	inputs []string // what had been opened
}

func (m *mistake) Error() string {
	names := ""
	if len(m.inputs) > 0 {
		names = printable(strings.Join(m.inputs, ", ")) + ": "
	}
	return fmt.Sprintf("%sthe program made a mistake here%s, and wrote nothing more: %s", names, m.place, printable(fmt.Sprint(m.value)))
}

// newMistake returns the mistake that somebody has just recovered from.
func newMistake(value any) error {
	m := &mistake{value: value}
	var callers [32]uintptr
	frames := runtime.CallersFrames(callers[:runtime.Callers(3, callers[:])])
	for {
		f, more := frames.Next()
		if f.Function != "" && !strings.HasPrefix(f.Function, "runtime.") {
			m.place = fmt.Sprintf(" (%s, line %d)", f.Function, f.Line)
			break
		}
		if !more {
			break
		}
	}
	return hinted{m, "please report it with the input and with what caspian --version prints"}
}

// guard calls do, and makes an error of a panic, so that what waits for it ends in order.
func guard(do func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = newMistake(r)
		}
	}()
	return do()
}
