// Package live answers questions that the map page asks while it is read: what becomes of
// a division when islands count less, a lagoon is closed or states weigh more. It is linked
// into the program that the page runs (see package solver), so it imports little. Begin with
// New and Solver.Answer.
//
// # Files
//
// In reading order: coast.go (a coast in few bytes), question.go (what is asked, and the
// command that asks the same), solver.go (answers).
package live
