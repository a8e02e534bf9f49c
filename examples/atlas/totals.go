package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
)

// totals prints what tables of the atlas add up to, and of two of them how the times
// compare.
func totals(w io.Writer, files []string) error {
	tables := make([][]row, len(files))
	for k, file := range files {
		var err error
		if tables[k], err = readTable(file); err != nil {
			return err
		}
	}
	for k, rows := range tables {
		fmt.Fprintf(w, "%s: %d lakes\n", files[k], len(rows))
		summary(w, rows)
	}
	if len(tables) == 2 {
		before, after, both := times(tables[0], tables[1])
		fmt.Fprintf(w, "equal shares that both solve: %d, in %.1f and %.1f s: %.1f times\n", both, before, after, before/after)
	}
	return nil
}

// summary prints what a table adds up to, the slowest lakes and what was not done.
func summary(w io.Writer, rows []row) {
	fmt.Fprintf(w, "  median      %4d divided%s\n", count(rows, func(r row) bool { return len(r.median) > 0 }), seconds(rows, medianTime))
	fmt.Fprintf(w, "  equal       %4d solved%s\n", count(rows, func(r row) bool { return r.equal == solved }), seconds(rows, equalTime))
	for _, o := range []outcome{refused, unresolved, late, failed} {
		fmt.Fprintf(w, "              %4d %s\n", count(rows, func(r row) bool { return r.equal == o }), o)
	}
	slow := slices.DeleteFunc(slices.Clone(rows), func(r row) bool { return math.IsNaN(r.equalCPU) })
	slices.SortStableFunc(slow, func(a, b row) int { return cmp.Compare(b.equalCPU, a.equalCPU) })
	for k, r := range slow[:min(10, len(slow))] {
		fmt.Fprintf(w, "  slowest %2d  lake %d, %v: equal %.2f s, median %.2f s\n", k+1, r.number, r.states, r.equalCPU, r.medianCPU)
	}
	for _, r := range rows {
		if r.why != "" {
			fmt.Fprintf(w, "  lake %d, %v: %s\n", r.number, r.states, r.why)
		}
	}
}

func medianTime(r row) float64 { return r.medianCPU }
func equalTime(r row) float64  { return r.equalCPU }

// count returns how many rows something holds for.
func count(rows []row, holds func(row) bool) (n int) {
	for _, r := range rows {
		if holds(r) {
			n++
		}
	}
	return n
}

// seconds adds up times, as far as they were measured.
func seconds(rows []row, of func(row) float64) string {
	sum, measured := 0.0, 0
	for _, r := range rows {
		if v := of(r); !math.IsNaN(v) {
			sum, measured = sum+v, measured+1
		}
	}
	if measured == 0 {
		return ""
	}
	return fmt.Sprintf(", %d in %.1f s", measured, sum)
}

// times adds up the times that equal shares took in two tables, of the lakes for which
// both have weights.
func times(before, after []row) (a, b float64, both int) {
	for _, r := range before {
		k := slices.IndexFunc(after, func(other row) bool { return r.middle == other.middle && r.vertices == other.vertices })
		if k >= 0 && r.equal == solved && after[k].equal == solved {
			a, b, both = a+r.equalCPU, b+after[k].equalCPU, both+1
		}
	}
	return a, b, both
}
