// Package builtin has the coasts that are built into commands, by their names.
package builtin

import (
	"crypto/sha256"
	"encoding/hex"
	"io"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/geodata/dcw"
	"caspian.example/division/geodata/gshhg"
	"caspian.example/division/geodata/ne10m"
)

// Coasts are their names, of which the first is taken where none is named.
var Coasts = []string{"gshhg", "ne10m", "dcw"}

// Coast returns the file of a coast; nil if none of that name is built in.
func Coast(name string) io.Reader {
	switch name {
	case "gshhg":
		return gshhg.Coast()
	case "ne10m":
		return ne10m.Coast()
	case "dcw":
		return dcw.Coast()
	}
	return nil
}

// ByHash returns the name of the coast whose file has a SHA-256 in hexadecimal digits, empty
// if none has.
func ByHash(sum string) (string, error) {
	for _, name := range Coasts {
		h := sha256.New()
		if _, err := io.Copy(h, Coast(name)); err != nil {
			return "", err
		}
		if hex.EncodeToString(h.Sum(nil)) == sum {
			return name, nil
		}
	}
	return "", nil
}

// Alternatives are the coasts that a sea of the Caspian's states can be compared with: all
// but its own, as read reads them. It returns the errors of read.
func Alternatives(sea *caspian.Sea, own string, read func(name string) (*coast.Coast, error)) (out []ensemble.Alternative, err error) {
	if !sea.IsCaspian() {
		return nil, nil
	}
	for _, name := range Coasts {
		if name == own {
			continue
		}
		c, err := read(name)
		if err != nil {
			return nil, err
		}
		other, err := caspian.NewSea(c)
		if err != nil {
			return nil, err
		}
		out = append(out, ensemble.Alternative{Name: name, Sea: other})
	}
	return out, nil
}
