package caspian_test

import (
	"math"
	"reflect"
	"slices"

	"caspian.example/division/caspian"
)

// same says whether two divisions are equal in all that they hold. Shares that are no
// numbers are equal.
func same(a, b *caspian.Division) bool {
	return reflect.DeepEqual(numbered(a), numbered(b))
}

// numbered returns a division with −1 for shares that are no numbers, which are equal
// to nothing.
func numbered(d *caspian.Division) *caspian.Division {
	out := *d
	out.States = slices.Clone(d.States)
	for k := range out.States {
		if math.IsNaN(out.States[k].Share) {
			out.States[k].Share = -1
		}
	}
	return &out
}
