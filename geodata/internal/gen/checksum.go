package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
)

// checksum returns the file's content if its SHA-256 is want.
func checksum(name, want string) ([]byte, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	if got := hex.EncodeToString(sum[:]); got != want {
		return nil, fmt.Errorf("%s: sha256 is %s, but this program was written for %s: another version of the source; check its licence, counts and PROVENANCE.md, then change the constant", name, got, want)
	}
	return data, nil
}
