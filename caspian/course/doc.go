// Package course describes the lines of a division point by point and leg by leg, as
// an agreement would (Between), measures how far another line, agreed or
// proposed, is from equidistance (Audit), tells what water changes hands between two
// lines (Exchanged), compares lines in the place of one (NewAlternatives, Against), and finds lines
// of few positions that stand for one (Simplify).
//
// Lengths are metres, azimuths degrees clockwise from north, positions longitude and
// latitude in degrees on WGS84.
//
// # Files
//
// In reading order: leg.go, course.go, junction.go, overlay.go (lines laid over
// each other), exchange.go, drawn.go (lines that a rule draws), audit.go,
// alternatives.go; departure.go, barrier.go, simplifyoptions.go, annex.go, printing.go,
// simplify.go and network.go for simplified lines.
package course
