package ensemble

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/regime"
)

// ErrEnsemble is returned for what cannot be analysed, and by the choice of an
// alternative without a sea.
var ErrEnsemble = errors.New("ensemble: there is no such analysis")

// Alternative is another coast of a sea.
type Alternative struct {
	Cause string
	Sea   *caspian.Sea
}

// Choice is one choice made otherwise.
type Choice struct {
	Cause  string // what is chosen, in words
	regime regime.Regime
	sea    func() (*caspian.Sea, error)
}

// Divide divides the sea as the choice has it. It returns an error if the choice cannot
// be made, or those of caspian.Divide. A nil context panics.
func (c *Choice) Divide(ctx context.Context, o caspian.Options) (*caspian.Division, error) {
	if c == nil || c.sea == nil {
		return nil, fmt.Errorf("%w: there is no choice", ErrEnsemble)
	}
	sea, err := c.sea()
	if err != nil {
		return nil, err
	}
	return caspian.Divide(ctx, sea, c.regime, o)
}

// Doctrines returns the choices that somebody could make otherwise for a sea under a
// regime: another coast, another effect of islands where the regime asks for one, and
// water behind closing lines out or in.
func Doctrines(sea *caspian.Sea, r regime.Regime, alternatives []Alternative) (out []Choice) {
	same := func() (*caspian.Sea, error) { return sea, nil }
	for _, a := range alternatives {
		out = append(out, Choice{a.Cause, r, func() (*caspian.Sea, error) {
			if a.Sea == nil {
				return nil, fmt.Errorf("%w: the alternative %q has no sea", ErrEnsemble, a.Cause)
			}
			return a.Sea, nil
		}})
	}
	c := sea.Coast()
	if c == nil {
		return out
	}
	for _, e := range []struct {
		value float64
		name  string
	}{{1, "islands at full effect"}, {0.5, "islands at half effect"}, {0, "islands without effect"}} {
		with, err := r.WithIslands(regime.IslandEffects{"": e.value})
		if len(c.Islands) > 0 && err == nil && !uniform(sea, r.Islands, e.value) {
			out = append(out, Choice{e.name, with, same})
		}
	}
	closed := sea.Closed()
	var named []string
	for _, l := range c.Closings {
		if !slices.Contains(closed, l.Name) && !slices.Contains(named, l.Name) {
			named = append(named, l.Name)
			out = append(out, Choice{"without " + l.Name, r, func() (*caspian.Sea, error) { return sea.Close(l.Name) }})
		}
	}
	for k, name := range closed {
		others := slices.Delete(slices.Clone(closed), k, k+1)
		out = append(out, Choice{"with " + name, r, func() (*caspian.Sea, error) { return sea.Whole().Close(others...) }})
	}
	return out
}

// uniform says whether all islands of a sea have one effect.
func uniform(sea *caspian.Sea, effects regime.IslandEffects, effect float64) bool {
	c := sea.Coast()
	return !slices.ContainsFunc(c.Islands, func(i coast.Island) bool { return effects.Of(c.Features[i.Feature].Name) != effect })
}

// shifts returns the moves of every end of a land border along the shore, by so many
// metres both ways.
func shifts(sea *caspian.Sea, r regime.Regime, shift float64) (out []Choice) {
	c := sea.Coast()
	for _, t := range c.Termini() {
		for _, by := range [2]float64{shift, -shift} {
			into := t.After
			if by < 0 {
				into = t.Before
			}
			first, second := c.States[min(t.Before, t.After)], c.States[max(t.Before, t.After)]
			cause := fmt.Sprintf("end of the %s–%s border %g km into %s", first.Code, second.Code, shift/1000, c.States[into].Code)
			out = append(out, Choice{cause, r, func() (*caspian.Sea, error) {
				moved, err := c.MoveTerminus(t, by)
				if err != nil {
					return nil, err
				}
				return caspian.NewSea(moved)
			}})
		}
	}
	return out
}
