package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"

	"caspian.example/division/examples/atlas/lakes"
)

// totals prints what tables of the atlas add up to, and of two of them how the times
// compare.
func totals(w io.Writer, files []string) error {
	tables := make([][]lakes.Row, len(files))
	for k, file := range files {
		var err error
		if tables[k], err = lakes.ReadTable(file); err != nil {
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
func summary(w io.Writer, rows []lakes.Row) {
	fmt.Fprintf(w, "  median      %4d divided%s\n", count(rows, func(r lakes.Row) bool { return len(r.Median) > 0 }), seconds(rows, medianTime))
	fmt.Fprintf(w, "  equal       %4d solved%s\n", count(rows, func(r lakes.Row) bool { return r.Equal == lakes.Solved }), seconds(rows, equalTime))
	for _, o := range []lakes.Outcome{lakes.Refused, lakes.Unresolved, lakes.Late, lakes.Failed} {
		fmt.Fprintf(w, "              %4d %s\n", count(rows, func(r lakes.Row) bool { return r.Equal == o }), o)
	}
	slow := slices.DeleteFunc(slices.Clone(rows), func(r lakes.Row) bool { return math.IsNaN(r.EqualCPU) })
	slices.SortStableFunc(slow, func(a, b lakes.Row) int { return cmp.Compare(b.EqualCPU, a.EqualCPU) })
	for k, r := range slow[:min(10, len(slow))] {
		fmt.Fprintf(w, "  slowest %2d  lake %d, %v: equal %.2f s, median %.2f s\n", k+1, r.Number, r.States, r.EqualCPU, r.MedianCPU)
	}
	for _, r := range rows {
		if r.Why != "" {
			fmt.Fprintf(w, "  lake %d, %v: %s\n", r.Number, r.States, r.Why)
		}
	}
}

func medianTime(r lakes.Row) float64 { return r.MedianCPU }
func equalTime(r lakes.Row) float64  { return r.EqualCPU }

// count returns how many rows something holds for.
func count(rows []lakes.Row, holds func(lakes.Row) bool) (n int) {
	for _, r := range rows {
		if holds(r) {
			n++
		}
	}
	return n
}

// seconds adds up times, as far as they were measured.
func seconds(rows []lakes.Row, of func(lakes.Row) float64) string {
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
func times(before, after []lakes.Row) (a, b float64, both int) {
	for _, r := range before {
		k := slices.IndexFunc(after, func(other lakes.Row) bool { return r.Middle == other.Middle && r.Vertices == other.Vertices })
		if k >= 0 && r.Equal == lakes.Solved && after[k].Equal == lakes.Solved {
			a, b, both = a+r.EqualCPU, b+after[k].EqualCPU, both+1
		}
	}
	return a, b, both
}
