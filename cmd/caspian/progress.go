package main

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// patience is how long a run goes on before it shows its progress.
const patience = time.Second

// progress returns a function that shows how far some work is, from 0 to 1, on
// the standard error if that is a terminal, and one that ends the show.
func (s *streams) progress(title string) (report func(done float64), end func()) {
	if s.quiet || !isTerminal(s.errors) {
		return nil, func() {}
	}
	start := time.Now()
	var bar *progressbar.ProgressBar
	report = func(done float64) {
		if bar == nil {
			if time.Since(start) < patience {
				return
			}
			bar = progressbar.NewOptions(1000, progressbar.OptionSetWriter(s.errors), progressbar.OptionSetDescription(title),
				progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30), progressbar.OptionThrottle(100*time.Millisecond))
		}
		// A bar that cannot be drawn is no reason to fail.
		_ = bar.Set(int(1000 * done))
	}
	return report, func() {
		if bar != nil {
			_ = bar.Finish()
		}
	}
}
