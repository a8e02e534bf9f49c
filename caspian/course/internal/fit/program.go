package fit

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// row is an inequality: the sum of Factor[k] times the variable Of[k], less the largest
// departure if it Counts, is at most Most. An Of below 0 is no variable.
type row struct {
	of     [4]int
	factor [4]float64
	counts bool
	most   float64
}

// The interior point method ends when the gap between the bounds of the optimum is
// this part of it, or after so many rounds.
const (
	gapLeft = 1e-4
	rounds  = 40
)

// least returns the variables, n of them, for which the largest departure is least under
// all rows and gradient·variables = sum (a nil gradient: without that), and this
// departure; ok is false if none was found. Departures are about 1 in size; from is one
// that is large enough for all variables 0.
func least(rows []row, n int, gradient []float64, sum, from float64) (x []float64, departure float64, ok bool) {
	size := n + 1 // the last variable is the largest departure
	x = make([]float64, size)
	x[n] = from
	times := func(r *row, v []float64) (out float64) {
		for k, i := range r.of {
			if i >= 0 {
				out += r.factor[k] * v[i]
			}
		}
		if r.counts {
			out -= v[n]
		}
		return out
	}
	slack, dual := make([]float64, len(rows)), make([]float64, len(rows))
	for k := range rows {
		slack[k] = max(rows[k].most-times(&rows[k], x), 0.01)
		dual[k] = 1 / (slack[k] * float64(len(rows)))
	}
	lagrange := 0.0
	normal := mat.NewSymDense(size, nil)
	right, border := mat.NewVecDense(size, nil), mat.NewVecDense(size, nil)
	var step, across mat.VecDense
	var factors mat.Cholesky
	dSlack, dDual := make([]float64, len(rows)), make([]float64, len(rows))
	for range rounds {
		gap, missed := 0.0, 0.0
		for k := range rows {
			gap += slack[k] * dual[k]
			missed = max(missed, math.Abs(times(&rows[k], x)+slack[k]-rows[k].most))
		}
		off := -sum
		for k, g := range gradient {
			off += g * x[k]
		}
		if gap <= gapLeft*x[n] && missed <= 1e-6 && math.Abs(off) <= 1e-6 {
			return x[:n], x[n], true
		}
		target := 0.1 * gap / float64(len(rows))
		normal.Zero()
		right.Zero()
		matrix, vector := normal.RawSymmetric().Data, right.RawVector().Data
		vector[n]--
		for k := range gradient {
			vector[k] -= lagrange * gradient[k]
		}
		for k := range rows {
			r := &rows[k]
			of, factor := [5]int{r.of[0], r.of[1], r.of[2], r.of[3], -1}, [5]float64{r.factor[0], r.factor[1], r.factor[2], r.factor[3], -1}
			if r.counts {
				of[4] = n
			}
			weight := dual[k] / slack[k]
			// What the row asks of its dual when the step is nothing.
			asks := (target + dual[k]*(times(r, x)-r.most)) / slack[k]
			for i, a := range of {
				if a < 0 {
					continue
				}
				vector[a] -= factor[i] * (dual[k] + asks)
				for j, b := range of {
					if b >= a {
						matrix[a*size+b] += weight * factor[i] * factor[j]
					}
				}
			}
		}
		for k := range size {
			matrix[k*size+k] += 1e-12 * (1 + matrix[k*size+k])
		}
		if !factors.Factorize(normal) || factors.SolveVecTo(&step, right) != nil {
			return nil, 0, false
		}
		if gradient != nil {
			for k := range size {
				border.SetVec(k, 0)
			}
			for k, g := range gradient {
				border.SetVec(k, g)
			}
			if factors.SolveVecTo(&across, border) != nil {
				return nil, 0, false
			}
			more := (mat.Dot(border, &step) + off) / mat.Dot(border, &across)
			step.AddScaledVec(&step, -more, &across)
			lagrange += more
		}
		d := step.RawVector().Data
		length := 1.0
		for k := range rows {
			r := &rows[k]
			moved := times(r, d)
			dSlack[k] = r.most - times(r, x) - slack[k] - moved
			dDual[k] = (target - dual[k]*(slack[k]+dSlack[k])) / slack[k]
			if dSlack[k] < 0 {
				length = min(length, -0.99*slack[k]/dSlack[k])
			}
			if dDual[k] < 0 {
				length = min(length, -0.99*dual[k]/dDual[k])
			}
		}
		for k := range x {
			x[k] += length * d[k]
		}
		for k := range rows {
			slack[k] += length * dSlack[k]
			dual[k] += length * dDual[k]
		}
		if math.IsNaN(x[n]) {
			return nil, 0, false
		}
	}
	return x[:n], x[n], x[n] < from
}
