package partition

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

// TestExponential compares with the functions of the library, whose errors are below 1 in
// the last digit.
func TestExponential(t *testing.T) {
	assert.Equal(t, 1.0, exponential(0))
	assert.Equal(t, 0.0, logarithm(1))
	assert.Equal(t, math.Ln2, logarithm(2))
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(-50, 50).Draw(t, "x")
		e := math.Exp(x)
		assert.InEpsilon(t, e, exponential(x), 4.5e-16, "exp %v", x)
		l := math.Log(e)
		assert.InDelta(t, l, logarithm(e), 4.5e-16*max(1, math.Abs(l)), "log %v", e)
	})
}
