//go:build !solver

package digest

import (
	"crypto/sha256"
	"encoding/hex"
)

func sum(text []byte) string {
	out := sha256.Sum256(text)
	return hex.EncodeToString(out[:])
}
