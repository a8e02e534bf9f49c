package locate

import (
	"context"
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/internal/parallel"
	"caspian.example/division/caspian/regime"
)

// Firmness says how firm a Locator's answers are: it holds the division again
// under other choices that somebody could make.
type Firmness struct {
	base   *Locator
	others []other
}

// other is the sea under another choice.
type other struct {
	cause   string
	locator *Locator // nil where the sea cannot be divided so
	err     error
}

// Outcome is what one other choice makes of a place.
type Outcome struct {
	Cause string // what was chosen, in words
	// Division is the sea as it was divided then, on which the indices of Place
	// rest. Both are missing if Err says that there is none.
	Division *caspian.Division
	Place    Place
	// Flips are the layers that somebody else has then, or that several others
	// share, or that end on land: none if all remains.
	Flips []regime.Layer
	Err   error
}

// NewFirmness divides the sea of a locator's division under every choice that
// ensemble.Space.Single has: other coasts, islands at full, half and no effect, and the
// water behind every closing line left out or let in. The regime and the options are
// those of the division's question. Divisions run side by side; progress, if not nil, is
// told how far they are. It returns the cause of the context when that ends, and a nil
// one panics; a choice that cannot be made carries its error to the outcomes.
//
// Where no layer is divided, nothing can flip and nothing is tried.
func NewFirmness(ctx context.Context, base *Locator, alternatives []ensemble.Alternative, progress func(done float64)) (*Firmness, error) {
	if err := base.check(); err != nil {
		return nil, err
	}
	ended := ctx.Err // a nil context panics, whether it is needed or not
	f := &Firmness{base: base}
	q := &base.d.Question
	if !slices.ContainsFunc(q.Regime.Rules(), func(r regime.LayerRule) bool { return r.Kind == regime.LayerSectors || r.Kind == regime.LayerZones }) {
		return f, nil
	}
	space, err := ensemble.NewSpace(base.d, alternatives)
	if err != nil {
		return nil, err
	}
	choices := space.Single()
	f.others = make([]other, len(choices))
	tell := parallel.Counting(progress, len(choices))
	options := caspian.Options{Tolerance: q.Options.Tolerance, Resolution: q.Options.Resolution}
	parallel.Each(ctx, len(choices), func(k int) {
		defer tell()
		o := other{cause: choices[k].Otherwise()}
		d, err := choices[k].Divide(ctx, options)
		if err == nil {
			o.locator, err = New(d, base.options)
		}
		o.err = err
		f.others[k] = o
	})
	if ended() != nil {
		return nil, context.Cause(ctx)
	}
	return f, nil
}

// Of returns what every other choice makes of p, in a fixed order. It fails with
// ErrPlace for numbers that are no position.
func (f *Firmness) Of(p orb.Point) ([]Outcome, error) {
	if f == nil {
		return nil, fmt.Errorf("locate: there is no firmness: %w", caspian.ErrDivision)
	}
	place, err := f.base.At(p)
	if err != nil {
		return nil, err
	}
	out := make([]Outcome, len(f.others))
	for k, other := range f.others {
		o := &out[k]
		if o.Cause, o.Err = other.cause, other.err; other.locator == nil {
			continue
		}
		o.Division = other.locator.d
		if o.Place, err = other.locator.At(p); err != nil {
			return nil, err
		}
		for i, h := range place.Holdings[:min(len(place.Holdings), len(o.Place.Holdings))] {
			if !slices.Equal(f.base.d.Codes(h.Holder), o.Division.Codes(o.Place.Holdings[i].Holder)) {
				o.Flips = append(o.Flips, h.Layer)
			}
		}
	}
	return out, nil
}
