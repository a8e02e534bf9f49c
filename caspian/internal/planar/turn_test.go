package planar

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestTurn compares with fractions: of places a few roundings beside a line, of equal ones,
// and of coordinates of very different size.
func TestTurn(t *testing.T) {
	exact := func(a, b, c [2]float64) int {
		sub := func(x, y float64) *big.Rat {
			return new(big.Rat).Sub(new(big.Rat).SetFloat64(x), new(big.Rat).SetFloat64(y))
		}
		mul := func(x, y *big.Rat) *big.Rat { return new(big.Rat).Mul(x, y) }
		return mul(sub(a[0], c[0]), sub(b[1], c[1])).Cmp(mul(sub(a[1], c[1]), sub(b[0], c[0])))
	}
	r := rand.New(rand.NewPCG(1, 1))
	near := func(v float64) float64 {
		for range r.IntN(3) {
			v = math.Nextafter(v, math.Inf(r.IntN(2)*2-1))
		}
		return v
	}
	count := map[int]int{}
	for range 5_000 {
		some := func() float64 { return (r.Float64() - 0.5) * math.Pow(10, float64(r.IntN(30)-15)) }
		a, b := [2]float64{some(), some()}, [2]float64{some(), some()}
		part := float64(r.IntN(9)-4) / 4
		c := [2]float64{near(a[0] + part*(b[0]-a[0])), near(a[1] + part*(b[1]-a[1]))}
		want := exact(a, b, c)
		count[want]++
		assert.Equal(t, want, Turn(a, b, c), "%v %v %v", a, b, c)
		assert.Equal(t, want, Turn(b, c, a), "%v %v %v", b, c, a)
		assert.Equal(t, -want, Turn(b, a, c), "%v %v %v", b, a, c)
	}
	for _, sign := range []int{-1, 0, 1} {
		assert.Greater(t, count[sign], 100, sign)
	}
}
