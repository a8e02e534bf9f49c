//go:build solver

package digest

func sum(text []byte) string { return own(text) }
