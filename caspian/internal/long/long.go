// Package long says whether tests run in their long form. By default tests draw
// few random seas and check few places, so that all of them take a minute or two;
// with the environment variable CASPIAN_LONG set to 1 they run in full, as the
// continuous checks in .ci/run do. It is for tests only.
//
// A long form repeats what the default does, with more seeds, seas or places, draws
// lines in the library's own detail, and has the tests that come to the same by a longer
// way. It holds results to no other tolerances.
// Independently of it, -short leaves out tests that are slow.
package long

import (
	"os"
	"testing"
)

// Form says whether tests run in their long form.
func Form() bool { return os.Getenv("CASPIAN_LONG") == "1" }

// Only skips a test that has nothing to do by default.
func Only(t testing.TB) {
	if !Form() {
		t.Skip("it takes long; CASPIAN_LONG=1 has it")
	}
}

// Or returns how much of something a test takes: all in the long form, few by
// default.
func Or[T any](all, few T) T {
	if Form() {
		return all
	}
	return few
}
