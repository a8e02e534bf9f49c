// Package locate says whose water a place is under a division, how far from every coast
// and from the nearest line, and how firm that is: whether another choice of coast,
// islands or closing lines would give it to somebody else.
//
// A place within a metre of a line or a shore, or what Options.Within says, is on it: then
// those on both sides have it, and it is as much of the sea as of the land.
//
// Begin with New, and ask the Locator with At, or with All for many places; NewFirmness
// divides the sea again under the other choices. Positions are longitude and latitude
// in degrees, distances metres.
//
// # Files
//
// In reading order: place.go (the answer), regions.go and hints.go (finding it fast),
// locate.go (the Locator), many.go (lists of places), firmness.go.
package locate
