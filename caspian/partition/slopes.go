package partition

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// slopes are the derivatives of areas by levels: a symmetric matrix whose rows
// add up to nothing.
type slopes struct{ *mat.SymDense }

func newSlopes(n int) *slopes { return &slopes{mat.NewSymDense(n, nil)} }

// add adds a line between i and j along which one level moves v of area.
func (m *slopes) add(i, j int, v float64) {
	if i == j {
		return
	}
	m.SetSym(i, i, m.At(i, i)+v)
	m.SetSym(j, j, m.At(j, j)+v)
	m.SetSym(i, j, m.At(i, j)-v)
}

// solve returns the change of levels that makes good what areas lack; the first
// level stays. It fails if some sectors have no lines to the others.
func (m *slopes) solve(lack []float64) ([]float64, bool) {
	n := len(lack)
	out := make([]float64, n)
	var factors mat.Cholesky
	if n > 1 && !factors.Factorize(m.SliceSym(1, n)) {
		return nil, false
	}
	if n > 1 {
		if err := factors.SolveVecTo(mat.NewVecDense(n-1, out[1:]), mat.NewVecDense(n-1, lack[1:])); err != nil {
			return nil, false
		}
	}
	return out, !slices.ContainsFunc(out, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
}
