package internal

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"caspian.example/division/caspian/internal/valid"
)

func TestPosition(t *testing.T) {
	for _, p := range [][2]float64{{0, 0}, {-360, 90}, {360, -90}, {math.Copysign(0, -1), 5e-324}} {
		assert.True(t, valid.Position(p), p)
	}
	nan, inf := math.NaN(), math.Inf(1)
	for _, p := range [][2]float64{{math.Nextafter(360, 400), 0}, {0, math.Nextafter(-90, -100)}, {nan, 0}, {0, nan}, {inf, 0}, {0, -inf}, {nan, nan}} {
		assert.False(t, valid.Position(p), p)
	}
}

func TestFinite(t *testing.T) {
	for _, v := range []float64{0, -1, math.MaxFloat64, -math.MaxFloat64, 5e-324} {
		assert.True(t, valid.Finite(v), v)
	}
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		assert.False(t, valid.Finite(v), v)
	}
}
