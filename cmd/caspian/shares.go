package main

import (
	"errors"
	"slices"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/report"
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
	if c.Sensitivity && len(ids) == 0 {
		ids = []string{"median"}
	}
	sea, regimes, err := c.asked(s, ids)
	if err != nil {
		return err
	}
	c.State, err = resolved("state", c.State, func(name string) (string, error) { return state(sea, name) })
	if err != nil {
		return err
	}
	result, err := c.shares(s, sea, regimes)
	if err != nil {
		return err
	}
	return c.write(s, result, nil)
}

// shares divides the sea under all chosen regimes.
func (c *sharesCommand) shares(s *streams, sea *caspian.Sea, regimes []regime.Regime) (*report.Shares, error) {
	out := &report.Shares{Hints: []string{"caspian regimes NAME gives the sources, and what the treaties do not say."}}
	options := report.SharesOptions{States: c.State, Coasts: len(c.Regime)+len(c.RegimeFile) > 0, Proportionality: c.Proportionality}
	if k := slices.IndexFunc(regimes, func(r regime.Regime) bool { return !r.Shared() }); c.Sensitivity && k >= 0 { // before the others take long
		return nil, usage("", "%w: %s gives no shares of the sea", ensemble.ErrEnsemble, regimes[k].ID)
	}
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
	}
	return out, c.sensitivities(s, sea, regimes, out)
}

// sensitivities adds the sensitivity of the regimes, or without being asked that
// of the median, to a result.
func (c *sharesCommand) sensitivities(s *streams, sea *caspian.Sea, regimes []regime.Regime, out *report.Shares) error {
	hint := func(text string) { out.Hints = append([]string{text}, out.Hints...) }
	runs := 0
	if out.InFull = c.Sensitivity; out.InFull {
		if runs = int(c.Runs); runs > 0 {
			hint("--run N divides the coast of one run of the noise.")
		}
		if !slices.ContainsFunc(regimes, isMedian) {
			median, err := c.median(sea)
			if err != nil {
				return err
			}
			regimes = append([]regime.Regime{median}, regimes...)
		}
	} else {
		k := slices.IndexFunc(regimes, isMedian)
		if c.NoSensitivity || c.Format == csvForm || c.NoiseRun != 0 || k < 0 {
			return nil
		}
		if len(sea.Coast().Shore) > manyPositions {
			hint("The coast is large: how far the shares depend on choices is computed with --sensitivity only.")
			return nil
		}
		hint("--sensitivity shows all that the shares depend on.")
		regimes = regimes[k : k+1]
	}
	for _, r := range regimes {
		result, err := c.analyse(s, sea, r, runs)
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

// manyPositions is the size of a coast from which on the sensitivity is only
// computed on request.
const manyPositions = 50_000

// alternatives are the built-in coasts that a sea of the Caspian's states can be
// compared with: one that lacks a lagoon of the sea would be two choices at once.
func (f *seaFlags) alternatives(sea *caspian.Sea) (out []ensemble.Alternative, err error) {
	if !sea.IsCaspian() {
		return nil, nil
	}
	var lagoons []string
	for _, l := range sea.Whole().Coast().Closings {
		lagoons = append(lagoons, l.Name)
	}
	for _, name := range builtInCoasts {
		if name == f.Coast {
			continue
		}
		r, err := openCoast(nil, name)
		if err != nil {
			return nil, err
		}
		other, err := caspian.ReadSea(r)
		if err != nil {
			return nil, err
		}
		if _, err := other.Close(lagoons...); err != nil {
			continue // it has no such line
		}
		if other, err = other.Close(f.Close...); err != nil {
			return nil, err
		}
		out = append(out, ensemble.Alternative{Cause: "coast " + name, Sea: other})
	}
	return out, nil
}

// analyse computes the sensitivity under one regime, with runs of noise or
// without.
func (c *sharesCommand) analyse(s *streams, sea *caspian.Sea, r regime.Regime, runs int) (*report.Sensitivity, error) {
	alternatives, err := c.alternatives(sea)
	if err != nil {
		return nil, err
	}
	options := c.options()
	var end func()
	options.Progress, end = s.progress("sensitivity of " + r.ID)
	result, err := s.engine.analyse(s.ctx, sea, r, options, ensemble.Options{
		Alternatives: alternatives, Runs: runs, Noise: float64(c.Noise), Seed: uint64(c.Seed),
	})
	end()
	if errors.Is(err, ensemble.ErrEnsemble) || errors.Is(err, caspian.ErrNoise) {
		return nil, usage("", "%w", err)
	}
	if err != nil {
		return nil, err
	}
	return report.NewSensitivity(result, c.State...)
}
