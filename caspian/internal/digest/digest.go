// Package digest gives SHA-256 of texts in hexadecimal. The program of live pages has a short
// one of its own: that of the standard library brings all of its cryptography along, with
// checks of itself, which is a thirtieth of that program.
//
// # Files
//
// In reading order: own.go (the short one), standard.go (the other, which the build tag solver
// leaves out), digest.go.
package digest

// Of returns the digest of a text.
func Of(text []byte) string { return sum(text) }
