// Package parallel does pieces of work side by side, in an order that nothing depends
// on: results go to their own places.
package parallel

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// Group is a sync.WaitGroup whose Wait panics with what one of its goroutines has panicked
// with, so that whoever waits can recover.
type Group struct {
	wait  sync.WaitGroup
	first sync.Once
	fell  *Fall
}

// Go calls do on a goroutine.
func (g *Group) Go(do func()) {
	g.wait.Go(func() {
		if fell := Caught(do); fell != nil {
			g.first.Do(func() { g.fell = fell })
		}
	})
}

// Wait waits for all goroutines.
func (g *Group) Wait() {
	g.wait.Wait()
	if g.fell != nil {
		panic(g.fell)
	}
}

// Fall is a panic of a goroutine that is passed on to another.
type Fall struct {
	Value any
	Stack []byte // where it happened
}

// Error returns what the goroutine panicked with.
func (f *Fall) Error() string { return fmt.Sprint(f.Value) }

// Caught calls do, and returns what it panics with; nil if it does not.
func Caught(do func()) (fell *Fall) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *Fall:
			fell = r
		default:
			fell = &Fall{r, debug.Stack()}
		}
	}()
	do()
	return nil
}

// most is the number of goroutines at work: more would want memory for more pieces.
const most = 8

// Each calls do for 0 … n−1 on a few goroutines until the context ends, and returns
// when none is left. A nil context panics.
func Each(ctx context.Context, n int, do func(k int)) {
	ended := ctx.Err // here, where the caller can recover, and not on a goroutine
	var next atomic.Int64
	var wait Group
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
