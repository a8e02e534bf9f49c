package partition

import (
	"math"
	"slices"
)

// slopes are the derivatives of areas by levels: a symmetric matrix whose rows
// add up to nothing.
type slopes [][]float64

func newSlopes(n int) slopes {
	out := make(slopes, n)
	for k := range out {
		out[k] = make([]float64, n)
	}
	return out
}

// add adds a line between i and j along which one level moves v of area.
func (m slopes) add(i, j int, v float64) {
	if i == j {
		return
	}
	m[i][i] += v
	m[j][j] += v
	m[i][j] -= v
	m[j][i] -= v
}

// solve returns the change of levels that makes good what areas lack; the first
// level stays. It fails if some sectors have no lines to the others. It is Cholesky's
// method, in an order that is the same on every machine.
func (m slopes) solve(lack []float64) ([]float64, bool) {
	n := len(lack)
	out, lower := slices.Clone(lack), newSlopes(n)
	out[0] = 0
	for i := 1; i < n; i++ {
		for j := 1; j <= i; j++ {
			rest := m[i][j]
			for k := 1; k < j; k++ {
				rest -= float64(lower[i][k] * lower[j][k])
			}
			switch {
			case j < i:
				lower[i][j] = rest / lower[j][j]
			case rest > 0:
				lower[i][i] = math.Sqrt(rest)
			default:
				return nil, false
			}
		}
		for k := 1; k < i; k++ {
			out[i] -= float64(lower[i][k] * out[k])
		}
		out[i] /= lower[i][i]
	}
	for i := n - 1; i > 0; i-- {
		for k := i + 1; k < n; k++ {
			out[i] -= float64(lower[k][i] * out[k])
		}
		out[i] /= lower[i][i]
	}
	return out, !slices.ContainsFunc(out, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
}
