// Package course describes the lines of a division point by point and leg by leg, as
// an agreement would (Between), and measures how far another line, agreed or
// proposed, is from equidistance (Audit).
//
// Lengths are metres, azimuths degrees clockwise from north, positions longitude and
// latitude in degrees on WGS84.
//
// # Files
//
// In reading order: leg.go, course.go, audit.go, junction.go.
package course
