// Package long says whether tests run in their long form. By default tests draw
// few random seas and check few places, so that all of them take about two minutes;
// with the environment variable CASPIAN_LONG set to 1 they run in full, as the
// continuous checks in .ci/run do. It is for tests only.
//
// A long form repeats what the default does, with more seeds, seas or places. It
// has no checks of its own kind and no other tolerances. Independently of it,
// -short leaves out tests that are slow.
package long

import "os"

// Form says whether tests run in their long form.
func Form() bool { return os.Getenv("CASPIAN_LONG") == "1" }

// Or returns how much of something a test takes: all in the long form, few by
// default.
func Or[T any](all, few T) T {
	if Form() {
		return all
	}
	return few
}
