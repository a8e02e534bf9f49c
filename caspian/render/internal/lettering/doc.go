// Package lettering sets single lines of text: which font has a letter, which form a
// letter has between its neighbours, in which direction a script runs, and how wide
// that is. All writers of maps share it, so that a text takes the same room everywhere.
//
// Texts are in Liberation Sans, and what that lacks in DejaVu Sans.
//
// # Files
//
// From the bottom up: fonts.go, line.go.
package lettering
