// Package ensemble says how sure the shares under a regime are: it divides the sea again
// after everything that somebody could choose otherwise, all of it at the same time, and in
// numbered runs that draw such choices and the noise of the coast.
//
// Begin with Analyse for the range over all combinations of choices, or with New for
// runs. Shares are fractions of the sea, lengths metres. Results do not depend on the
// number of processors.
//
// # Files
//
// In reading order:
//
//   - space.go: what could be chosen otherwise
//   - ends.go: ends of land borders, moved along the shore
//   - outline.go: cells of a grid as polygons
//   - water.go: whose a place is in how many runs
//   - poll.go: the same of single places
//   - sample.go: runs in tables, and summed up
//   - ensemble.go: runs by their numbers
//   - sensitivity.go: all combinations, and what each choice does
package ensemble
