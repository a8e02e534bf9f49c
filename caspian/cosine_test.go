package caspian

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestCosine compares with the library's, at the angles that waves have: up to 1e7, which
// are known to 1e-9.
func TestCosine(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 100_000 {
		x := math.Pow(10, 7*r.Float64()) * (2*r.Float64() - 1)
		assert.InDelta(t, math.Cos(x), cosine(x), 4e-16+2e-16*math.Abs(x)/math.Pi, "of %v", x)
	}
}
