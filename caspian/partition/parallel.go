package partition

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// parallel runs do(0) … do(n−1) on all processors and returns the error of the
// lowest k that failed, or the context's. It tells report how many are done.
func parallel(ctx context.Context, n int, report func(done, n int), do func(k int) error) error {
	errs := make([]error, n)
	var next, done atomic.Int64
	var wait sync.WaitGroup
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

// progress tells the caller how far a division is.
type progress struct {
	mu   sync.Mutex
	call func(done float64) // nil if nobody asks, or nobody does any more
	done float64            // told last
	// from and length are the part of the whole that is at work.
	from, length float64
}

// part says that what comes is the part of the whole work from one fraction to
// another.
func (p *progress) part(from, to float64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.from, p.length = from, to-from
}

// over returns a function that tells of the work from one fraction of the
// present part to another, done in n steps.
func (p *progress) over(from, to float64) func(done, n int) {
	return func(done, n int) {
		if done%(n/100+1) != 0 && done < n {
			return
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		if v := p.from + p.length*(from+(to-from)*float64(done)/float64(n)); p.call != nil && v > p.done {
			p.done = v
			p.call(v)
		}
	}
}

// end lets nobody be told any more.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.call = nil
}
