package regime

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// Measure is a rule for the length of a coast, which has none by itself: the finer
// the measure, the longer it is (Mandelbrot 1967, doi:10.1126/science.156.3775.636).
// The zero value follows every edge of the data, islands included. In JSON it is
// sinuous, fronts, or the opening of dividers in metres.
type Measure struct {
	// Step, if above 0, generalises: the coast is walked with dividers of this
	// opening in metres. Islands that the dividers do not leave count nothing.
	Step float64
	// Fronts measures straight from end to end of every stretch of a state's
	// mainland, without islands: its coastal fronts.
	Fronts bool
}

// The words for measures in JSON.
const (
	sinuous = "sinuous"
	fronts  = "fronts"
)

// String returns the rule in words.
func (m Measure) String() string {
	switch {
	case m.Fronts:
		return "straight coastal fronts, without islands"
	case m.Step != 0:
		return "dividers of " + strconv.FormatFloat(m.Step/1000, 'g', -1, 64) + " km, islands included"
	}
	return "every edge of the data, islands included"
}

// MaxStep is the widest opening of dividers in metres.
const MaxStep = 1e6

// Check returns an error for a measure that cannot be.
func (m Measure) Check() error {
	switch {
	case m.Step != 0 && m.Fronts:
		return fmt.Errorf("%w: a coast is measured with dividers or along fronts, not both", ErrRegime)
	case !(m.Step >= 0 && m.Step <= MaxStep):
		return fmt.Errorf("%w: dividers open up to %g km, not %g m", ErrRegime, MaxStep/1000, m.Step)
	}
	return nil
}

// MarshalJSON writes a measure.
func (m Measure) MarshalJSON() ([]byte, error) {
	switch {
	case m.Fronts:
		return json.Marshal(fronts)
	case m.Step == 0:
		return json.Marshal(sinuous)
	}
	return json.Marshal(m.Step)
}

// UnmarshalJSON reads a measure.
func (m *Measure) UnmarshalJSON(text []byte) error {
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		return err
	}
	switch v := v.(type) {
	case string:
		if v == sinuous || v == fronts {
			*m = Measure{Fronts: v == fronts}
			return nil
		}
	case float64:
		*m = Measure{Step: v}
		return nil
	}
	return fmt.Errorf("%s is not %s, %s or a length in metres", text, sinuous, fronts)
}
