package main

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

// A judge divides lakes.
type judge struct {
	patience time.Duration // for one lake
	times    bool          // measure the processor time, which is right for one lake at a time only
}

// divide builds the coast of a lake and divides it by the median line and in equal
// shares. The row says what could not be done; the division is that by the median line,
// nil if there is none.
func (j judge) divide(ctx context.Context, number int, l *lake) (row, *caspian.Division) {
	r := row{
		number: number, middle: l.polygon.Bound().Center(), area: l.area() / 1e6,
		vertices: len(l.polygon[0]) - 1, islands: len(l.polygon) - 1,
		medianCPU: math.NaN(), equalCPU: math.NaN(),
	}
	ctx, end := j.patient(ctx)
	defer end()
	sea, err := j.sea(ctx, l, &r)
	if err != nil {
		r.fail("coast", err)
		return r, nil
	}
	var median, equal *caspian.Division
	if median, r.medianCPU, err = j.under(ctx, sea, regime.Median()); err != nil {
		r.fail("median", err)
	} else {
		for _, s := range median.States {
			r.median = append(r.median, s.Share)
		}
	}
	if equal, r.equalCPU, err = j.under(ctx, sea, regime.Equal()); err != nil {
		r.fail("equal", err)
		return r, median
	}
	r.equal = solved
	for _, s := range equal.States {
		r.weights = append(r.weights, equal.Weights[s.Code])
	}
	return r, median
}

// patient returns a context that ends when patience does, and what ends it before. Where
// processor time is measured, patience is of that too, whatever else runs on the machine.
func (j judge) patient(ctx context.Context) (context.Context, func()) {
	if !j.times {
		return context.WithTimeoutCause(ctx, j.patience, errPatience)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	from, tick := clock(), time.NewTicker(20*time.Millisecond)
	look := func() {
		if clock()-from >= j.patience {
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
func (r *row) fail(part string, err error) {
	r.why = strings.TrimPrefix(r.why+"; "+part+": "+strings.Join(strings.Fields(err.Error()), " "), "; ")
	for _, c := range []struct {
		kind error
		outcome
	}{{errPatience, late}, {partition.ErrUnreachable, refused}, {partition.ErrUnresolved, unresolved}} {
		if errors.Is(err, c.kind) {
			r.equal = c.outcome
			return
		}
	}
	r.equal = failed
}

// sea builds the coast of a lake, and says in the row whose it is.
func (j judge) sea(ctx context.Context, l *lake, r *row) (*caspian.Sea, error) {
	built, err := l.coast(ctx)
	if err != nil {
		return nil, err
	}
	built.Coast.Name = fmt.Sprintf("lake %d", r.number)
	for _, s := range built.States {
		r.states = append(r.states, s.Code)
	}
	for _, t := range built.Termini {
		r.borders = append(r.borders, border{[2]string{built.States[t.Before].Code, built.States[t.After].Code}, t.At, t.Doubt})
	}
	return caspian.NewSea(built.Coast)
}

// under divides a sea under a regime, and returns the processor seconds that it took,
// NaN if they are not measured.
func (j judge) under(ctx context.Context, sea *caspian.Sea, r regime.Regime) (*caspian.Division, float64, error) {
	from := clock()
	d, err := caspian.Divide(ctx, sea, r, caspian.Options{})
	if !j.times {
		return d, math.NaN(), err
	}
	return d, (clock() - from).Seconds(), err
}
