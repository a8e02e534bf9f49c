package page

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"math"

	"github.com/paulmach/orb"
)

// packed is numbers as signed integers of variable length; in JSON they are in base 64.
type packed []byte

func (p *packed) put(numbers ...int64) {
	for _, v := range numbers {
		*p = binary.AppendVarint(*p, v)
	}
}

func (p packed) String() string { return base64.RawStdEncoding.EncodeToString(p) }

// MarshalJSON writes the numbers as a text.
func (p packed) MarshalJSON() ([]byte, error) { return json.Marshal(p.String()) }

func flag(v bool) int64 {
	if v {
		return 1
	}
	return 0
}

// grid returns a position in hundred-millionths of a degree: a millimetre.
func grid(p orb.Point) [2]int64 { return units(p, 1e8) }

func units(p orb.Point, perDegree float64) [2]int64 {
	return [2]int64{int64(math.Round(p[0] * perDegree)), int64(math.Round(p[1] * perDegree))}
}
