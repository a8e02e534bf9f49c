package main

import (
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/report"
)

// regimesCommand lists the regimes or describes one.
type regimesCommand struct {
	Name string `arg:"" optional:"" help:"The regime to describe."`
	resultFlags
}

func (c *regimesCommand) Run(s *streams) error {
	if c.Name == "" {
		list, err := report.NewRegimeList()
		if err != nil {
			return err
		}
		list.Hint = "More about one of them: caspian regimes NAME"
		return c.write(s, list, nil)
	}
	r, err := regimeByID(c.Name)
	if err != nil {
		return err
	}
	if r.Base == regime.BaseTarget && r.Shares != nil && len(r.Shares) == 0 {
		s.note("%s needs shares: --share IR=50%%, or in a file for --regime-file \"shares\": {\"IR\": 0.5}", r.ID)
	}
	all, err := report.NewRegimeText(r)
	if err != nil {
		return err
	}
	return c.write(s, all, nil)
}
