// Package casefile goes through a delimitation in stages, as delegations argue one: a
// provisional line, the circumstances that somebody wants it changed for, one after the
// other, and how the areas stand to the lengths of the coasts at the end.
//
// A Case is what a file says: Read reads one in JSON. Its method Run divides a sea for every
// stage and returns a Result: divisions, what each circumstance moves by itself and with
// those before it, and in whose water places lie. It holds no verdict: reasons and sources
// are the file's own, the figures are what they come to on a coast.
//
// Areas are square metres, lengths metres, shares fractions of the sea, positions longitude
// and latitude in degrees, states their codes. Results do not depend on the number of
// processors.
//
// # Files
//
// In reading order:
//
//   - case.go: what a case is
//   - read.go: a case from JSON
//   - basis.go: circumstances as a sea and a regime
//   - coasts.go: areas against coasts
//   - result.go: stages, and what they move
//   - run.go: the stages divided
package casefile
