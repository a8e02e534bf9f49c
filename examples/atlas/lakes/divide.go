package lakes

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/regime"
)

// errPatience ends a lake that takes too long.
var errPatience = errors.New("no answer in time")

// A Judge divides lakes.
type Judge struct {
	Patience time.Duration // for one lake
	Times    bool          // measure the processor time, which is right for one lake at a time only
}

// Divide builds the coast of a lake and divides it by the median line and in equal
// shares. The row says what could not be done; the division is that by the median line,
// nil if there is none.
func (j Judge) Divide(ctx context.Context, number int, l *Lake) (Row, *caspian.Division) {
	r := NewRow(number, l)
	ctx, end := j.patient(ctx)
	defer end()
	sea, err := j.sea(ctx, l, &r)
	if err != nil {
		r.fail("coast", err)
		return r, nil
	}
	var median, equal *caspian.Division
	if median, r.MedianCPU, err = j.under(ctx, sea, regime.Median()); err != nil {
		r.fail("median", err)
	} else {
		for _, s := range median.States {
			r.Median = append(r.Median, s.Share)
		}
	}
	if equal, r.EqualCPU, err = j.under(ctx, sea, regime.Equal()); err != nil {
		r.fail("equal", err)
		return r, median
	}
	r.Equal = Solved
	for _, s := range equal.States {
		r.Weights = append(r.Weights, equal.Weights[s.Code])
	}
	return r, median
}

// patient returns a context that ends when patience does, and what ends it before. Where
// processor time is measured, patience is of that too, whatever else runs on the machine.
func (j Judge) patient(ctx context.Context) (context.Context, func()) {
	if !j.Times {
		return context.WithTimeoutCause(ctx, j.Patience, errPatience)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	from, tick := clock(), time.NewTicker(20*time.Millisecond)
	look := func() {
		if clock()-from >= j.Patience {
			cancel(errPatience)
		}
	}
	look()
	go func() {
		for ctx.Err() == nil {
			select {
			case <-tick.C:
				look()
			case <-ctx.Done():
			}
		}
	}()
	return ctx, func() {
		tick.Stop()
		cancel(nil)
	}
}

// fail notes in the row why a part of the work was not done.
func (r *Row) fail(part string, err error) {
	r.Why = strings.TrimPrefix(r.Why+"; "+part+": "+strings.Join(strings.Fields(err.Error()), " "), "; ")
	for _, c := range []struct {
		kind error
		Outcome
	}{{errPatience, Late}, {partition.ErrUnreachable, Refused}, {partition.ErrUnresolved, Unresolved}} {
		if errors.Is(err, c.kind) {
			r.Equal = c.Outcome
			return
		}
	}
	r.Equal = Failed
}

// sea builds the coast of a lake, and says in the row whose it is.
func (j Judge) sea(ctx context.Context, l *Lake, r *Row) (*caspian.Sea, error) {
	built, err := l.coast(ctx)
	if err != nil {
		return nil, err
	}
	built.Coast.Name = fmt.Sprintf("lake %d", r.Number)
	for _, s := range built.States {
		r.States = append(r.States, s.Code)
	}
	for _, t := range built.Termini {
		r.Borders = append(r.Borders, Border{[2]string{built.States[t.Before].Code, built.States[t.After].Code}, t.At, t.Doubt})
	}
	return caspian.NewSea(built.Coast)
}

// under divides a sea under a regime, and returns the processor seconds that it took,
// NaN if they are not measured.
func (j Judge) under(ctx context.Context, sea *caspian.Sea, r regime.Regime) (*caspian.Division, float64, error) {
	from := clock()
	d, err := caspian.Divide(ctx, sea, r, caspian.Options{})
	if !j.Times {
		return d, math.NaN(), err
	}
	return d, (clock() - from).Seconds(), err
}
