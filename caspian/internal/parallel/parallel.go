// Package parallel does pieces of work side by side, in an order that nothing depends
// on: results go to their own places.
package parallel

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// most is the number of goroutines at work: more would want memory for more pieces.
const most = 8

// Each calls do for 0 … n−1 on a few goroutines until the context ends, and returns
// when none is left. A nil context panics.
func Each(ctx context.Context, n int, do func(k int)) {
	ended := ctx.Err // here, where the caller can recover, and not on a goroutine
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n, most) {
		wait.Go(func() {
			for k := int(next.Add(1)) - 1; k < n && ended() == nil; k = int(next.Add(1)) - 1 {
				do(k)
			}
		})
	}
	wait.Wait()
}

// Counting returns a function that tells progress, if that is not nil, how many
// of n pieces of work are done: one more at every call.
func Counting(progress func(done float64), n int) func() {
	var mutex sync.Mutex
	done := 0
	return func() {
		mutex.Lock()
		defer mutex.Unlock()
		if done++; progress != nil {
			progress(float64(done) / float64(n))
		}
	}
}
