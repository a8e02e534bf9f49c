package ensemble

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// Sample is what tables say of runs, and enough to sum them up.
type Sample struct {
	Question string   // of the ensemble, in words
	Ends     []string // the names of ends that were moved, such as "AZ_IR"
	States   []string // codes
	Runs     []Drawn  // ascending by their numbers
}

// Drawn is a run as a table tells of it.
type Drawn struct {
	Number int
	Levels []string  // names of the levels of the factors; "" where there was no choice
	Shifts []float64 // of Sample.Ends, in metres into the second state
	Shares []float64 // of Sample.States; nil if there are none, and Error says why
	Error  string
}

// FactorNames are the names of the factors that Drawn.Levels are of.
func FactorNames() []string { return slices.Clone(factors[:]) }

// Summary sums runs up.
type Summary struct {
	Runs   int // all of them
	Failed int // of which gave no division
	States []Spread
	// Effects are those of choices: what the mean share is with a level of a factor,
	// less the mean of all runs, for levels that some runs have and others have not.
	Effects []Drift
	// Along are correlations of the shares with how far an end was moved.
	Along []Drift
	// Between are those of the states' shares with each other, by the indices of States.
	Between [][]float64
}

// Spread is where a state's share lies; NaN if no run gave a division.
type Spread struct {
	State                 string
	Low, Median, High     float64 // the 5th, 50th and 95th percentile
	Least, Greatest       float64
	LeastRun, GreatestRun int // the first runs that have them
}

// Drift is how the shares go with what was drawn.
type Drift struct {
	Factor, Level string    // the name of an end as Factor, without a level
	Runs          int       // that have it
	By            []float64 // by the states
}

// Sum sums the runs up.
func (s *Sample) Sum() *Summary {
	out := &Summary{Runs: len(s.Runs)}
	var good []*Drawn
	for k := range s.Runs {
		if s.Runs[k].Shares == nil {
			out.Failed++
		} else {
			good = append(good, &s.Runs[k])
		}
	}
	shares := make([][]float64, len(s.States))
	for k, code := range s.States {
		spread := Spread{State: code, Least: math.Inf(1), Greatest: math.Inf(-1)}
		for _, r := range good {
			v := r.Shares[k]
			shares[k] = append(shares[k], v)
			if v < spread.Least {
				spread.Least, spread.LeastRun = v, r.Number
			}
			if v > spread.Greatest {
				spread.Greatest, spread.GreatestRun = v, r.Number
			}
		}
		ascending := slices.Clone(shares[k])
		slices.Sort(ascending)
		spread.Low, spread.Median, spread.High = quantile(ascending, 0.05), quantile(ascending, 0.5), quantile(ascending, 0.95)
		if len(good) == 0 {
			spread.Least, spread.Greatest = math.NaN(), math.NaN()
		}
		out.States = append(out.States, spread)
	}
	out.Effects = s.effects(good, shares)
	for k, end := range s.Ends {
		along := make([]float64, len(good))
		for i, r := range good {
			along[i] = r.Shifts[k]
		}
		out.Along = append(out.Along, Drift{Factor: end, Runs: len(good), By: correlations(along, shares)})
	}
	for k := range s.States {
		out.Between = append(out.Between, correlations(shares[k], shares))
	}
	return out
}

// quantile is a quantile of ascending values: that value which as large a part of them
// does not exceed, or between two of them in proportion; NaN if there are none.
func quantile(ascending []float64, p float64) float64 {
	if len(ascending) == 0 {
		return math.NaN()
	}
	return stat.Quantile(p, stat.LinInterp, ascending, nil)
}

// correlations are those of values with the shares of every state; NaN where something
// does not vary.
func correlations(values []float64, shares [][]float64) []float64 {
	out := make([]float64, len(shares))
	for k := range shares {
		out[k] = math.NaN()
		if len(values) > 1 {
			out[k] = stat.Correlation(values, shares[k], nil)
		}
	}
	return out
}

// effects are those of levels.
func (s *Sample) effects(good []*Drawn, shares [][]float64) (out []Drift) {
	for f, factor := range factors {
		var levels []string
		for _, r := range good {
			if !slices.Contains(levels, r.Levels[f]) {
				levels = append(levels, r.Levels[f])
			}
		}
		slices.Sort(levels)
		for _, level := range levels {
			if len(levels) == 1 {
				break
			}
			d := Drift{Factor: factor, Level: level, By: make([]float64, len(s.States))}
			for _, r := range good {
				if r.Levels[f] == level {
					d.Runs++
					for k, v := range r.Shares {
						d.By[k] += v
					}
				}
			}
			for k := range d.By {
				d.By[k] = d.By[k]/float64(d.Runs) - stat.Mean(shares[k], nil)
			}
			out = append(out, d)
		}
	}
	return out
}
