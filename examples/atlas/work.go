package main

import (
	"context"
	"os"
	"runtime"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// A crew does pieces of work side by side and shows how far it is.
type crew struct {
	hands int
	quiet bool // no bar
}

// newCrew returns a crew for all cores, with a bar if the standard error is a terminal.
func newCrew() crew {
	return crew{runtime.GOMAXPROCS(0), !term.IsTerminal(int(os.Stderr.Fd()))}
}

// each calls do for 0 … n−1, several at a time, until the context ends; it returns when
// none is left, with the context's cause. Results go to places of their own, so that
// nothing depends on who is done first.
func (c crew) each(ctx context.Context, title string, n int, do func(k int)) error {
	bar := progressbar.NewOptions(n, progressbar.OptionSetDescription(title), progressbar.OptionSetWriter(os.Stderr),
		progressbar.OptionSetVisibility(!c.quiet), progressbar.OptionClearOnFinish(), progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond))
	next := make(chan int)
	var wait sync.WaitGroup
	for range min(c.hands, n) {
		wait.Go(func() {
			for k := range next {
				do(k)
				_ = bar.Add(1) // a bar that cannot be drawn is no reason to fail
			}
		})
	}
	for k := 0; k < n && ctx.Err() == nil; k++ {
		select {
		case next <- k:
		case <-ctx.Done():
		}
	}
	close(next)
	wait.Wait()
	_ = bar.Finish()
	return context.Cause(ctx)
}
