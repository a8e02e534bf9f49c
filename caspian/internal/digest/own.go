package digest

import (
	"encoding/binary"
	"encoding/hex"
	"math"
	"math/bits"
	"slices"
)

// own is SHA-256 as FIPS 180-4 has it, in sections 4.1.2, 5.1.1 and 6.2.2.
func own(text []byte) string {
	// The constants are the first 32 bits of fractions: of the square roots of the first 8
	// primes, and of the cube roots of the first 64.
	var state [8]uint32
	var constants [64]uint32
	first := func(root float64) uint32 { return uint32(uint64(math.Floor(root * (1 << 32)))) }
	primes := make([]int, 0, len(constants))
	for n := 2; len(primes) < len(constants); n++ {
		if !slices.ContainsFunc(primes, func(p int) bool { return n%p == 0 }) {
			constants[len(primes)] = first(math.Cbrt(float64(n)))
			if len(primes) < len(state) {
				state[len(primes)] = first(math.Sqrt(float64(n)))
			}
			primes = append(primes, n)
		}
	}
	padded := append(slices.Clone(text), 1<<7)
	padded = append(padded, make([]byte, (64+56-len(padded)%64)%64)...)
	padded = binary.BigEndian.AppendUint64(padded, uint64(8*len(text)))
	right := func(x uint32, n int) uint32 { return bits.RotateLeft32(x, -n) }
	var w [64]uint32
	for block := range slices.Chunk(padded, 64) {
		for t := range w {
			if t < 16 {
				w[t] = binary.BigEndian.Uint32(block[4*t:])
				continue
			}
			x, y := w[t-15], w[t-2]
			w[t] = (right(y, 17) ^ right(y, 19) ^ y>>10) + w[t-7] + (right(x, 7) ^ right(x, 18) ^ x>>3) + w[t-16]
		}
		v := state
		for t := range w {
			a, e := v[0], v[4]
			t1 := v[7] + (right(e, 6) ^ right(e, 11) ^ right(e, 25)) + (e&v[5] ^ ^e&v[6]) + constants[t] + w[t]
			t2 := (right(a, 2) ^ right(a, 13) ^ right(a, 22)) + (a&v[1] ^ a&v[2] ^ v[1]&v[2])
			copy(v[1:], v[:7])
			v[4] += t1
			v[0] = t1 + t2
		}
		for k := range state {
			state[k] += v[k]
		}
	}
	var out []byte
	for _, word := range state {
		out = binary.BigEndian.AppendUint32(out, word)
	}
	return hex.EncodeToString(out)
}
