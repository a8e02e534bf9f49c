package problem

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Meant returns the known name that was likely meant by another one: the nearest in any
// case of letters, by letters that must be put in, taken out, changed or swapped with the
// next; "" if none is within a third of the name's letters.
func Meant(name string, known []string) string {
	best, least := "", utf8.RuneCountInString(name)/3
	for _, k := range known {
		if d := edits(strings.ToLower(name), strings.ToLower(k)); d <= least && (best == "" || d < least) {
			best, least = k, d
		}
	}
	return best
}

// edits returns how many letters must be put in, taken out, changed or swapped with
// the next to make one text of the other (the restricted distance of Damerau 1964,
// doi:10.1145/363958.363994).
func edits(from, to string) int {
	a, b := []rune(from), []rune(to)
	var before, last []int
	row := make([]int, len(b)+1)
	for k := range row {
		row[k] = k
	}
	for i := range a {
		before, last = last, slices.Clone(row)
		row[0] = i + 1
		for k := range b {
			change := last[k]
			if a[i] != b[k] {
				change++
			}
			row[k+1] = min(change, last[k+1]+1, row[k]+1)
			if i > 0 && k > 0 && a[i] == b[k-1] && a[i-1] == b[k] {
				row[k+1] = min(row[k+1], before[k-1]+1)
			}
		}
	}
	return row[len(b)]
}
