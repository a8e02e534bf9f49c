// Package sorting sorts as package slices does, by one code for elements of all kinds: each
// kind of element that slices sorts brings a copy of its algorithm into programs, of twenty
// kilobytes for js/wasm. It takes about twice as long, so what is sorted in the innermost
// loops, or by the ten thousand, stays with slices.
package sorting

import (
	"cmp"
	"sort"
)

// Func sorts elements as slices.SortFunc does: those that compare as equal come in any order,
// the same every time.
func Func[E any](all []E, compare func(a, b E) int) {
	sort.Slice(all, func(i, j int) bool { return compare(all[i], all[j]) < 0 })
}

// Ordered sorts numbers in ascending order.
func Ordered[E cmp.Ordered](all []E) { Func(all, cmp.Compare[E]) }

// Stable sorts elements and keeps the order of those that compare as equal.
func Stable[E any](all []E, compare func(a, b E) int) {
	sort.SliceStable(all, func(i, j int) bool { return compare(all[i], all[j]) < 0 })
}
