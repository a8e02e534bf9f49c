// Package lakes builds the coast of a lake that states share, and divides it by the median
// line and in equal shares: a row of the atlas.
//
// # Files
//
// In reading order: lake.go (what a coast is built from), row.go (the table),
// clock_unix.go (processor time; its like for other systems is beside it), divide.go.
package lakes
