package caspian

import (
	"context"
	"slices"

	"github.com/paulmach/orb"
)

// Firmness says how firm a Locator's answers are: it holds the division again
// under other choices that somebody could make.
type Firmness struct {
	base   *Locator
	causes []string
	others []*Locator // nil where the sea cannot be divided so
	errs   []error
}

// Outcome is what one other choice makes of a place.
type Outcome struct {
	Cause string // what was chosen, in words
	// Division is the sea as it was divided then, on which the indices of Place
	// rest. Both are missing if Err says that there is none.
	Division *Division
	Place    Place
	// Flips are the layers that somebody else has then, or that several others
	// share, or that end on land: none if all remains.
	Flips []Layer
	Err   error
}

// NewFirmness divides the sea of a locator's division, which the regime and the
// options have given, under every other choice that Analyse tries too but for the
// ends of land borders: other coasts, islands at full, half and no effect, and
// the water behind every closing line left out or let in. Divisions run side by
// side. It returns the cause of the context when that ends; a choice that cannot
// be made carries its error to the outcomes.
//
// Where no layer is divided, nothing can flip and nothing is tried.
func NewFirmness(ctx context.Context, base *Locator, regime Regime, opts Options, alternatives []Alternative) (*Firmness, error) {
	f := &Firmness{base: base}
	if !slices.ContainsFunc(base.d.Rules(), func(r LayerRule) bool { return r.Kind == LayerSectors || r.Kind == LayerZones }) {
		return f, nil
	}
	progress := opts.Progress
	opts.SharesOnly, opts.Progress = false, nil
	opts.Islands = opts.islandsUnder(regime)
	trials := doctrines(base.d.Sea, &opts, alternatives)
	f.others, f.errs = make([]*Locator, len(trials)), make([]error, len(trials))
	tell := counting(progress, len(trials))
	each(ctx, len(trials), func(k int) {
		defer tell()
		sea, err := trials[k].sea()
		var d *Division
		if err == nil {
			d, err = Divide(ctx, sea, regime, trials[k].opts)
		}
		if err == nil {
			f.others[k], err = NewLocator(d)
		}
		f.errs[k] = err
	})
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	for _, t := range trials {
		f.causes = append(f.causes, t.cause)
	}
	return f, nil
}

// Of returns what every other choice makes of p, in a fixed order. It fails with
// ErrPlace for numbers that are no position.
func (f *Firmness) Of(p orb.Point) ([]Outcome, error) {
	place, err := f.base.At(p)
	if err != nil {
		return nil, err
	}
	out := make([]Outcome, len(f.causes))
	for k, other := range f.others {
		out[k] = Outcome{Cause: f.causes[k], Err: f.errs[k]}
		if other == nil {
			continue
		}
		o := &out[k]
		o.Division = other.d
		if o.Place, err = other.At(p); err != nil {
			return nil, err
		}
		for i, h := range place.Holdings[:min(len(place.Holdings), len(o.Place.Holdings))] {
			if !slices.Equal(f.base.d.codesOf(h.States), other.d.codesOf(o.Place.Holdings[i].States)) {
				o.Flips = append(o.Flips, h.Layer)
			}
		}
	}
	return out, nil
}

// codesOf returns the codes of states.
func (d *Division) codesOf(states []int) []string {
	out := make([]string, len(states))
	for k, s := range states {
		out[k] = d.States[s].Code
	}
	return out
}
