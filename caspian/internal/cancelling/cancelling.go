// Package cancelling holds for tests what is promised of a cancelled call: that it
// returns the cause, and leaves nothing running.
package cancelling

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// counting is a context that ends when it has been asked so many times whether it has.
type counting struct {
	context.Context
	left   atomic.Int64
	cancel context.CancelCauseFunc
}

var errStop = errors.New("stopped by a test")

func (c *counting) Err() error {
	if c.left.Add(-1) == 0 {
		c.cancel(errStop)
	}
	return c.Context.Err()
}

// Check calls do with contexts that end ever later, until one outlasts it: do must
// return their cause, and no goroutine of this module may be at work when it has. It is
// not for tests that run beside others.
func Check(t *testing.T, do func(context.Context) error) {
	t.Helper()
	require.Empty(t, Working(), "another test is running")
	stopped := 0
	for n := int64(1); ; n *= 2 {
		ctx, cancel := context.WithCancelCause(context.Background())
		c := &counting{Context: ctx, cancel: cancel}
		c.left.Store(n)
		err := do(c)
		left := Working()
		ended := ctx.Err() != nil
		cancel(nil)
		if len(left) > 0 {
			require.FailNow(t, "work is left behind", "after the call has returned %v (asked %d times), %d goroutines are at work, one of them\n%s", err, n, len(left), left[0])
		}
		switch {
		case err != nil:
			require.True(t, ended)
			require.ErrorIs(t, err, errStop)
			stopped++
		case !ended:
			assert.Positive(t, stopped, "the call never asks its context")
			return
		}
	}
}

// Working returns the stacks of other goroutines that run functions of this module.
func Working() (out []string) {
	buffer := make([]byte, 1<<20)
	stacks := strings.Split(string(buffer[:runtime.Stack(buffer, true)]), "\n\n")
	for _, stack := range stacks[1:] { // the first is the caller's
		if strings.Contains(stack, "testing.(*T).Run(") || strings.Contains(stack, "testing.(*T).Parallel(") {
			continue // it waits for its subtests, or for its turn
		}
		for line := range strings.Lines(stack) {
			if strings.HasPrefix(line, "caspian.example/division/") {
				out = append(out, stack)
				break
			}
		}
	}
	return out
}
