package main

import (
	"errors"
	"io"
	"slices"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/render"
	"caspian.example/division/caspian/report"
	"caspian.example/division/cmd/internal/builtin"
)

// sharesCommand prints the shares of all regimes.
type sharesCommand struct {
	Regime          []string `placeholder:"REGIME" aliases:"regimes" help:"Only these regimes; may be repeated (see caspian regimes)."`
	State           []string `sep:"none" placeholder:"CODE,..." help:"Only this state, for instance IR; may be repeated."`
	Proportionality bool     `help:"Compare the ratios of areas with those of coast lengths, between all pairs of states."`
	Sensitivity     bool     `help:"Show how far the shares depend on the coast, the islands, closing lines, the ends of land borders and noise, under median and the regimes given."`
	NoSensitivity   bool     `help:"Leave out the line about that at the end."`
	Runs            natural  `placeholder:"NUMBER" default:"200" help:"The number of runs of noise with --sensitivity (default 200)."`
	resultFlags
	pictureFlags
	seaFlags
}

// noiseFlags choose a noisy coast.
type noiseFlags struct {
	Noise    length `placeholder:"LENGTH" default:"250m" help:"How far noise moves the coast, as a root mean square (default 250m)."`
	Seed     seed   `placeholder:"NUMBER" default:"1" help:"The seed of the noise (default 1)."`
	NoiseRun count  `name:"run" placeholder:"NUMBER" help:"Divide the coast of this run of the noise, from 1 on."`
}

// Validate checks the flags against each other.
func (c *sharesCommand) Validate() error {
	if c.Sensitivity && c.NoSensitivity {
		return errors.New("--sensitivity and --no-sensitivity exclude each other")
	}
	return c.seaFlags.Validate()
}

func (c *sharesCommand) Run(s *streams) error {
	ids := c.Regime
	draw := pictures[c.Format]
	if c.Sensitivity && len(ids) == 0 && (draw == nil || len(c.RegimeFile) == 0) {
		ids = []string{"median"}
	}
	switch {
	case draw != nil && !c.Sensitivity:
		return usage("add --sensitivity; caspian compare draws shares side by side", "what caspian shares draws is what they depend on")
	case draw != nil && c.Proportionality:
		return usage("leave it out", "--proportionality would change nothing in the format %s", c.Format)
	case draw != nil && len(ids)+len(c.RegimeFile) > 1:
		return usage("leave one out", "a sheet shows what the shares of one regime depend on")
	}
	sea, regimes, err := c.asked(s, ids)
	if err != nil {
		return err
	}
	c.State, err = resolved("state", c.State, func(name string) (string, error) { return state(sea, name) })
	if err != nil {
		return err
	}
	if draw != nil {
		return c.tornado(s, sea, regimes[0], draw)
	}
	result, err := c.shares(s, sea, regimes)
	if err != nil {
		return err
	}
	return c.write(s, result, nil)
}

// tornado draws what the shares under a regime depend on.
func (c *sharesCommand) tornado(s *streams, sea *caspian.Sea, r regime.Regime, draw func(io.Writer, render.Picture, render.Options) error) error {
	if err := variable(r); err != nil {
		return err
	}
	d, err := c.divide(s, sea, r, true)
	if err != nil {
		return err
	}
	result, err := c.sensitivity(s, d, int(c.Runs))
	if err != nil {
		return err
	}
	sheet := render.Tornado(result, c.State...)
	lettered(s, c.Format, sheet)
	return pictureError(s.output(c.Output, func(w io.Writer) error { return draw(w, sheet, c.picture()) }))
}

// shares divides the sea under all chosen regimes.
func (c *sharesCommand) shares(s *streams, sea *caspian.Sea, regimes []regime.Regime) (*report.Shares, error) {
	out := &report.Shares{Hints: []string{"caspian regimes NAME gives the sources, and what the treaties do not say."}}
	options := report.SharesOptions{States: c.State, Coasts: len(c.Regime)+len(c.RegimeFile) > 0, Proportionality: c.Proportionality}
	if k := slices.IndexFunc(regimes, func(r regime.Regime) bool { return !r.Shared() }); c.Sensitivity && k >= 0 { // before the others take long
		return nil, usage("", "%w: %s gives no shares of the sea", ensemble.ErrEnsemble, regimes[k].ID)
	}
	var divisions []*caspian.Division
	for _, r := range regimes {
		divide := c.divide
		if len(r.Cuts) > 0 && len(c.Line) == 0 {
			divide = c.divideQuietly // a regime's own lines are known, and caspian divide tells of them
		}
		d, err := divide(s, sea, r, true)
		if err != nil {
			return nil, err
		}
		if err := out.Add(d, options); err != nil {
			return nil, err
		}
		divisions = append(divisions, d)
	}
	return out, c.sensitivities(s, sea, divisions, out)
}

// sensitivities adds the sensitivity of the divisions, or without being asked that
// of the median, to a result.
func (c *sharesCommand) sensitivities(s *streams, sea *caspian.Sea, divisions []*caspian.Division, out *report.Shares) error {
	hint := func(text string) { out.Hints = append([]string{text}, out.Hints...) }
	runs := 0
	median := medianOf(divisions)
	if out.InFull = c.Sensitivity; out.InFull {
		if runs = int(c.Runs); runs > 0 {
			hint("--run N divides the coast of one run of the noise.")
		}
		if median == nil {
			d, err := c.byMedian(s, sea)
			if err != nil {
				return err
			}
			divisions = append([]*caspian.Division{d}, divisions...)
		}
	} else {
		if c.NoSensitivity || c.Format == csvForm || c.NoiseRun != 0 || median == nil {
			return nil
		}
		if len(sea.Coast().Shore) > manyPositions {
			hint("The coast is large: how far the shares depend on choices is computed with --sensitivity only.")
			return nil
		}
		hint("--sensitivity shows all that the shares depend on.")
		divisions = []*caspian.Division{median}
	}
	for _, d := range divisions {
		result, err := c.analyse(s, d, runs, c.State...)
		if err != nil {
			return err
		}
		out.Sensitivity = append(out.Sensitivity, result)
	}
	return nil
}

// isMedian says whether a regime draws lines of equal distance, and none that is given:
// those whose figures choices move most.
func isMedian(r regime.Regime) bool { return r.Base == regime.BaseMedian && len(r.Cuts) == 0 }

// medianOf returns the first of some divisions whose regime isMedian, nil if there is none.
func medianOf(divisions []*caspian.Division) *caspian.Division {
	k := slices.IndexFunc(divisions, func(d *caspian.Division) bool { return isMedian(d.Question.Regime) })
	if k < 0 {
		return nil
	}
	return divisions[k]
}

// manyPositions is the size of a coast from which on the sensitivity is only
// computed on request.
const manyPositions = 100_000

// alternatives are the built-in coasts that a sea of the Caspian's states can be
// compared with.
func (f *coastFlags) alternatives(s *streams, sea *caspian.Sea) ([]ensemble.Alternative, error) {
	out, err := builtin.Alternatives(sea, f.Coast, func(name string) (*coast.Coast, error) { return s.readCoast(name, f.Snap) })
	for k := range out {
		if out[k].Sea, err = f.moved(out[k].Sea); err != nil {
			break
		}
	}
	return out, err
}

// analyse puts the sensitivity of a division into the form of a result.
func (f *seaFlags) analyse(s *streams, d *caspian.Division, runs int, states ...string) (*report.Sensitivity, error) {
	result, err := f.sensitivity(s, d, runs)
	if err != nil {
		return nil, err
	}
	return report.NewSensitivity(result, states...)
}

// sensitivity computes the sensitivity of a division, with runs of noise or without.
func (f *seaFlags) sensitivity(s *streams, d *caspian.Division, runs int) (*ensemble.Sensitivity, error) {
	alternatives, err := f.alternatives(s, d.Sea)
	if err != nil {
		return nil, err
	}
	o := ensemble.Options{Alternatives: alternatives, Runs: runs, Noise: float64(f.Noise), Seed: uint64(f.Seed)}
	var end func()
	o.Progress, end = s.progress("sensitivity of " + d.Question.Regime.ID)
	result, err := s.engine.analyse(s.ctx, d, o)
	end()
	if errors.Is(err, ensemble.ErrEnsemble) || errors.Is(err, caspian.ErrNoise) {
		return nil, usage("", "%w", err)
	}
	return result, err
}

// byMedian divides the sea by the median lines that the flags ask for, for its shares.
func (f *coastFlags) byMedian(s *streams, sea *caspian.Sea) (*caspian.Division, error) {
	median, err := f.median(sea)
	if err != nil {
		return nil, err
	}
	return f.divideQuietly(s, sea, median, true)
}
