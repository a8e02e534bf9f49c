// Package files reads and writes the files of a command that may be interrupted: opening,
// reading and writing end with a context, also where a pipe waits for somebody at its other
// end, and a result is written whole or not at all. A panic on the way is an error.
//
// # Files
//
// From the bottom up: await.go (what ends with a context), read.go, write.go.
package files

import (
	"context"
	"fmt"
	"runtime"
	"strings"
)

// Panic is a panic on the way: whatever an input was, the program or a library that it is
// made of should have told what is wrong with it.
type Panic struct {
	Value any
	// Place is where it happened, empty if that is not known.
	Place string
}

// Error says that the program is to blame, and where.
func (p *Panic) Error() string {
	return fmt.Sprintf("the program made a mistake here%s, and wrote nothing more: %v", p.Place, p.Value)
}

// Recovered returns the panic that the function that calls it has just recovered from.
func Recovered(value any) *Panic {
	p := &Panic{Value: value}
	var callers [32]uintptr
	frames := runtime.CallersFrames(callers[:runtime.Callers(3, callers[:])])
	for {
		f, more := frames.Next()
		if f.Function != "" && !strings.HasPrefix(f.Function, "runtime.") {
			p.Place = fmt.Sprintf(" (%s, line %d)", f.Function, f.Line)
			break
		}
		if !more {
			break
		}
	}
	return p
}

// guard calls do, and makes an error of a panic, so that what waits for it ends in order.
func guard(do func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = Recovered(r)
		}
	}()
	return do()
}

// Await returns what do returns, or the cause of ctx as soon as it ends: opening a
// pipe, for one, waits for somebody at its other end. Then do is left to itself.
func Await[T any](ctx context.Context, do func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		r.err = guard(func() (err error) {
			r.value, err = do()
			return err
		})
		done <- r
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, context.Cause(ctx)
	}
}
