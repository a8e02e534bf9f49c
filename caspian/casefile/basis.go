package casefile

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/regime"
)

// basis is what is divided: a sea and a regime.
type basis struct {
	sea    *caspian.Sea
	regime regime.Regime
	note   string // what the last circumstance came to on the sea, may be empty
}

// bases makes bases of one sea for a case. Changes of the sea that several have in common
// give the same sea, whose shores are then laid out once.
type bases struct {
	of    *Case
	sea   *caspian.Sea
	known map[string]*caspian.Sea
}

// with returns the basis of some circumstances, one after the other.
func (b *bases) with(list ...*Circumstance) (out basis, err error) {
	if out.regime, err = b.law(list); err != nil {
		return out, err
	}
	out.sea, out.note, err = b.water(list)
	if err == nil {
		err = out.sea.Suits(out.regime)
	}
	return out, err
}

// law returns the case's regime as circumstances change it.
func (b *bases) law(list []*Circumstance) (r regime.Regime, err error) {
	r = regime.Regime(b.of.Regime)
	islands, weights := maps.Clone(r.Islands), maps.Clone(r.Weights)
	var cuts []*regime.Cut
	for _, c := range list {
		switch {
		case c.Island != nil:
			if islands == nil {
				islands = regime.IslandEffects{"": 1}
			}
			maps.Copy(islands, c.Island)
		case c.Weight != nil:
			if weights == nil {
				weights = map[string]float64{}
			}
			maps.Copy(weights, c.Weight)
		case c.Cut != nil:
			cuts = append(slices.DeleteFunc(cuts, func(o *regime.Cut) bool {
				return slices.Contains(o.Between[:], c.Cut.Between[0]) && slices.Contains(o.Between[:], c.Cut.Between[1])
			}), c.Cut)
		}
	}
	if !maps.Equal(islands, r.Islands) {
		if r, err = r.WithIslands(islands); err != nil {
			return r, err
		}
	}
	if !maps.Equal(weights, r.Weights) {
		if r, err = r.WithWeights(weights); err != nil {
			return r, err
		}
	}
	for _, cut := range cuts {
		if r, err = r.WithCut(*cut); err != nil {
			return r, err
		}
	}
	return r, nil
}

// water returns the sea as circumstances change it, and what the last of them came to:
// ends are moved first, then lines closed, then straight baselines drawn.
func (b *bases) water(list []*Circumstance) (sea *caspian.Sea, note string, err error) {
	var ends []*End
	closed, drawn := append(b.sea.Closed(), b.of.Close...), append(b.sea.StraightBaselines(), b.of.Baselines...)
	key := ""
	for _, c := range list {
		switch {
		case c.End != nil:
			ends, key = append(ends, c.End), key+fmt.Sprintf("%p ", c.End)
		case c.Close != "":
			closed = append(closed, c.Close)
		case c.Baseline != "":
			drawn = append(drawn, c.Baseline)
		}
	}
	if err := once("closing line", closed); err != nil {
		return nil, "", err
	}
	if err := once("straight baseline", drawn); err != nil {
		return nil, "", err
	}
	key += fmt.Sprintf("%q %q", closed, drawn)
	whole := b.sea.Whole()
	c := whole.Coast()
	for _, e := range ends {
		if c, note, err = e.move(c); err != nil {
			return nil, "", err
		}
	}
	if n := len(list); n == 0 || list[n-1].End == nil {
		note = ""
	}
	if sea = b.known[key]; sea != nil {
		return sea, note, nil
	}
	switch {
	case len(ends) > 0:
		sea, err = caspian.NewSea(c)
	case slices.Equal(closed, b.sea.Closed()) && slices.Equal(drawn, b.sea.StraightBaselines()):
		sea, closed, drawn = b.sea, nil, nil
	default:
		sea = whole
	}
	if err == nil && len(closed) > 0 {
		sea, err = sea.Close(closed...)
	}
	if err == nil && len(drawn) > 0 {
		sea, err = sea.WithBaselines(drawn...)
	}
	if err != nil {
		return nil, "", err
	}
	b.known[key] = sea
	return sea, note, nil
}

// once returns an error for a line of a kind that is taken twice.
func once(kind string, names []string) error {
	for k, name := range names {
		if slices.Contains(names[:k], name) {
			return fmt.Errorf("%w: the %s %q is taken already", ErrCase, kind, name)
		}
	}
	return nil
}

// move returns a coast with the end moved, whose name tells of it, and what that came to.
func (e *End) move(c *coast.Coast) (moved *coast.Coast, note string, err error) {
	at := [2]int{}
	for k, code := range e.Between {
		if at[k] = slices.IndexFunc(c.States, func(s coast.State) bool { return s.Code == code }); at[k] < 0 {
			return nil, "", fmt.Errorf("%w: the sea has no state %q", caspian.ErrState, code)
		}
	}
	ends := slices.DeleteFunc(c.Termini(), func(t coast.Terminus) bool {
		return !slices.Contains(at[:], t.Before) || !slices.Contains(at[:], t.After)
	})
	switch n := len(ends); {
	case n == 0:
		return nil, "", fmt.Errorf("%w: no border of %s and %s ends on the shore", ErrCase, e.Between[0], e.Between[1])
	case e.Number > n:
		return nil, "", fmt.Errorf("%w: the border %s–%s has %d ends on the shore, and no number %d", ErrCase, e.Between[0], e.Between[1], n, e.Number)
	case n > 1 && e.Number == 0:
		return nil, "", fmt.Errorf("%w: the border %s–%s has %d ends on the shore; give the number of one, from 1 on along the shore", ErrCase, e.Between[0], e.Between[1], n)
	}
	t := ends[max(e.Number-1, 0)]
	by := e.By
	if e.To != nil {
		var off float64
		if by, off, err = c.AlongShore(t, *e.To); err != nil {
			return nil, "", err
		}
		into := c.States[t.After].Code
		if by < 0 {
			into = c.States[t.Before].Code
		}
		note = fmt.Sprintf("The place is %s from the shore; the end goes %s along the shore into %s.", metres(off), metres(max(by, -by)), into)
	} else if c.States[t.After].Code != e.Into {
		by = -by
	}
	if moved, err = c.MoveTerminus(t, by); err != nil {
		return nil, "", err
	}
	moved.Name = strings.TrimPrefix(c.Name+", "+e.short(), ", ")
	return moved, note, nil
}

// short says where the end goes as a part of a coast's name.
func (e *End) short() string {
	if e.To != nil {
		return fmt.Sprintf("end of %s at %.6f %.6f", e.border(), e.To[0], e.To[1])
	}
	return fmt.Sprintf("end of %s %s into %s", e.border(), metres(e.By), e.Into)
}
