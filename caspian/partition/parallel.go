package partition

import (
	"context"
	"runtime"
	"sync/atomic"

	work "caspian.example/division/caspian/internal/parallel"
)

// parallel runs do(0) … do(n−1) on all processors and returns the error of the
// lowest k that failed, or the context's. It tells report how many are done.
func parallel(ctx context.Context, n int, report func(done, n int), do func(k int) error) error {
	errs := make([]error, n)
	var next, done atomic.Int64
	var wait work.Group
	for range min(n, runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			for ctx.Err() == nil {
				k := int(next.Add(1)) - 1
				if k >= n {
					return
				}
				errs[k] = do(k)
				report(int(done.Add(1)), n)
			}
		})
	}
	wait.Wait()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// longLine is the number of points of a line that are worth a goroutine of their own.
// Chosen: they take some 10 ms.
const longLine = 512

// silent is for work that is a part of what is reported.
func silent(int, int) {}

// causeOf returns the error of work that failed: the cause of ctx if that has ended.
func causeOf(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}
