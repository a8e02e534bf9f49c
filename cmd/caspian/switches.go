package main

import (
	"slices"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/regime"
)

// switchFlags put other choices on a page.
type switchFlags struct {
	WithIslands bool `help:"Let readers switch islands to full, half and no effect."`
	WithClose   bool `help:"Let readers switch the water behind every closing line of the coast in and out."`
}

// mostSwitched is the number of divisions that a page with switches may ask for.
const mostSwitched = 120

// way is a regime and a sea to divide by it.
type way struct {
	sea    *caspian.Sea
	regime regime.Regime
}

// ways are all combinations of what readers may switch, but for those that are asked for.
func (c *divideCommand) ways(sea *caspian.Sea, regimes []regime.Regime) (out []way, err error) {
	if c.WithIslands && len(sea.Whole().Coast().Islands) == 0 {
		return nil, usage("leave it out", "--with-islands would change nothing: the coast %s has no islands", c.source())
	}
	seas := []*caspian.Sea{sea}
	if c.WithClose {
		if seas, err = c.switchedSeas(sea); err != nil {
			return nil, err
		}
	}
	var wrong error
	some := false
	for _, asked := range regimes {
		levels := []regime.Regime{asked}
		for _, effect := range [...]float64{1, 0.5, 0} {
			effects := regime.IslandEffects{"": effect}
			if !c.WithIslands || effects.String() == asked.Islands.String() {
				continue
			}
			r, err := asked.WithIslands(effects)
			if err != nil {
				wrong = err
				continue
			}
			levels, some = append(levels, r), true
		}
		for i, water := range seas {
			for k, r := range levels {
				if i > 0 || k > 0 {
					out = append(out, way{water, r})
				}
			}
		}
	}
	if c.WithIslands && !some {
		return nil, usage("leave out --with-islands, or add a regime that islands mean something to", "%w", wrong)
	}
	if n := len(regimes) + len(out); n > mostSwitched {
		return nil, usage("leave out a regime or a switch", "the page would have %d divisions, and %d are the most", n, mostSwitched)
	}
	return out, nil
}

// divideWays divides the sea in several ways.
func (c *divideCommand) divideWays(s *streams, ways []way) (out []*caspian.Division, err error) {
	for _, w := range ways {
		d, err := c.divideQuietly(s, w.sea, w.regime, false)
		if err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, c.simplify(s, out)
}

// switchedSeas are the seas with all closing lines open or closed, as asked first.
func (c *divideCommand) switchedSeas(sea *caspian.Sea) ([]*caspian.Sea, error) {
	out := []*caspian.Sea{sea}
	lines := linesFor(sea.Whole().Coast(), "close")
	slices.Sort(lines)
	lines = slices.Compact(lines)
	switch n := len(lines); {
	case n == 0:
		return nil, usage("leave it out", "--with-close would change nothing: the coast %s has no closing line", c.source())
	case 1<<min(n, 30) > mostSwitched:
		return nil, usage("leave out --with-close; --close chooses those that are closed", "the coast %s has %d closing lines, too many to switch every one", c.source(), n)
	}
	asked := slices.Sorted(slices.Values(sea.Closed()))
	for set := range 1 << len(lines) {
		var closed []string
		for k, name := range lines {
			if set>>k&1 == 1 {
				closed = append(closed, name)
			}
		}
		if slices.Equal(closed, asked) {
			continue
		}
		water, err := sea.Whole().Close(closed...)
		if err == nil {
			water, err = water.WithBaselines(sea.StraightBaselines()...)
		}
		if err != nil {
			return nil, inputError{err, c.source()}
		}
		out = append(out, water)
	}
	return out, nil
}
