// Package await ends long work for the caller as soon as its context ends.
package await

import "context"

// Do returns what do returns, or the cause of ctx as soon as ctx ends. Then do
// still runs to its end in the background, and what it returns is lost: it
// must not touch anything that the caller may change, and should end soon.
func Do[T any](ctx context.Context, do func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	if ctx.Done() == nil {
		return do()
	}
	done := make(chan result, 1)
	go func() {
		value, err := do()
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, context.Cause(ctx)
	}
}
