package live

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
)

// ErrCoast is returned for bytes that Pack has not made.
var ErrCoast = errors.New("live: these are not the bytes of a coast")

// lines calls each with all lines of a coast, in one order.
func lines(c *coast.Coast, each func(*[]orb.Point)) {
	each((*[]orb.Point)(&c.Shore))
	for k := range c.Islands {
		each((*[]orb.Point)(&c.Islands[k].Ring))
	}
	for k := range c.Closings {
		each((*[]orb.Point)(&c.Closings[k].Line))
	}
	each(&c.Touching)
}

// scales are what positions are multiplied with to become whole numbers: the least that
// does for all of a coast, or none.
var scales = []float64{1e4, 1e5, 1e6, 1e7, 1e8, 1e9}

// scaleOf returns the number of the scale of a coast, len(scales) if there is none.
func scaleOf(c *coast.Coast) int {
	for k, s := range scales {
		all := true
		lines(c, func(line *[]orb.Point) {
			for _, p := range *line {
				all = all && math.Round(p[0]*s)/s == p[0] && math.Round(p[1]*s)/s == p[1]
			}
		})
		if all {
			return k
		}
	}
	return len(scales)
}

// Pack writes a whole coast, without its notes, in few bytes, to the last bit: its
// description as JSON, and positions as differences of whole numbers where its decimals
// allow that.
func Pack(c *coast.Coast) ([]byte, error) {
	rest := clone(c)
	rest.Notes = nil
	lines(&rest, func(line *[]orb.Point) { *line = nil })
	head, err := json.Marshal(&rest)
	if err != nil {
		return nil, fmt.Errorf("live: %w", err)
	}
	out := binary.AppendUvarint(nil, uint64(len(head)))
	out = append(out, head...)
	scale := scaleOf(c)
	out = append(out, byte(scale))
	lines(c, func(line *[]orb.Point) {
		out = binary.AppendUvarint(out, uint64(len(*line)))
		var last [2]int64
		for _, p := range *line {
			for axis, v := range p {
				if scale == len(scales) {
					out = binary.LittleEndian.AppendUint64(out, math.Float64bits(v))
					continue
				}
				n := int64(math.Round(v * scales[scale]))
				out = binary.AppendVarint(out, n-last[axis])
				last[axis] = n
			}
		}
	})
	return out, nil
}

// clone returns a coast whose lists of lines are its own.
func clone(c *coast.Coast) coast.Coast {
	out := *c
	out.Islands = append([]coast.Island(nil), c.Islands...)
	out.Closings = append([]coast.Closing(nil), c.Closings...)
	return out
}

// Unpack reads what Pack has written, its description by a reader of JSON such as that of
// encoding/json.
func Unpack(b []byte, parse func(text []byte, into any) error) (*coast.Coast, error) {
	size, n := binary.Uvarint(b)
	if n <= 0 || size >= uint64(len(b)-n) {
		return nil, ErrCoast
	}
	out := new(coast.Coast)
	if err := parse(b[n:n+int(size)], out); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCoast, err)
	}
	b = b[n+int(size):]
	scale := int(b[0])
	b = b[1:]
	whole := true
	lines(out, func(line *[]orb.Point) {
		count, n := binary.Uvarint(b)
		if whole = whole && n > 0 && scale <= len(scales) && count <= uint64(len(b)); !whole {
			return
		}
		b = b[n:]
		var last [2]int64
		for range count {
			var p orb.Point
			for axis := range p {
				if scale == len(scales) {
					if whole = whole && len(b) >= 8; !whole {
						return
					}
					p[axis], b = math.Float64frombits(binary.LittleEndian.Uint64(b)), b[8:]
					continue
				}
				by, n := binary.Varint(b)
				if whole = whole && n > 0; !whole {
					return
				}
				last[axis] += by
				p[axis], b = float64(last[axis])/scales[scale], b[n:]
			}
			*line = append(*line, p)
		}
	})
	if !whole || len(b) > 0 {
		return nil, ErrCoast
	}
	return out, nil
}
