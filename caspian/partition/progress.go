package partition

import (
	"sync"
)

// progress tells the caller how far a division is.
type progress struct {
	mu   sync.Mutex
	call func(done float64) // nil if nobody asks
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
