package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"sync"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/cmd/internal/builtin"
)

// Asked is what an ensemble is made from, as it travels to workers.
type Asked struct {
	Coast     string   // the name of one that is built in, or the path of a file
	Close     []string // closing lines
	Baseline  []string // straight baselines
	Regime    string   // its id
	Islands   *float64 // their effect; nil for the regime's own
	Tolerance float64  // m
	Settings  ensemble.Settings
}

// build reads the coasts and divides the sea, which takes as long as some runs.
func (a *Asked) build(ctx context.Context) (*ensemble.Ensemble, error) {
	r, err := regime.ByID(a.Regime)
	if err != nil {
		return nil, err
	}
	if a.Islands != nil {
		if r, err = r.WithIslands(regime.IslandEffects{"": *a.Islands}); err != nil {
			return nil, err
		}
	}
	c, err := readCoast(ctx, a.Coast)
	if err != nil {
		return nil, err
	}
	sea, err := caspian.NewSea(c)
	if err != nil {
		return nil, err
	}
	if len(a.Close) > 0 {
		if sea, err = sea.Close(a.Close...); err != nil {
			return nil, err
		}
	}
	if len(a.Baseline) > 0 {
		if sea, err = sea.WithBaselines(a.Baseline...); err != nil {
			return nil, err
		}
	}
	if err := sea.Suits(r); err != nil {
		return nil, err
	}
	d, err := caspian.Divide(ctx, sea, r, caspian.Options{Tolerance: a.Tolerance})
	if err != nil {
		return nil, err
	}
	others, err := builtin.Alternatives(sea, a.Coast, func(name string) (*coast.Coast, error) { return readCoast(ctx, name) })
	if err != nil {
		return nil, err
	}
	return ensemble.New(d, others, a.Settings)
}

// readCoast reads a coast.
func readCoast(ctx context.Context, name string) (*coast.Coast, error) {
	from := builtin.Coast(name)
	if from == nil {
		text, err := read(ctx, name)
		if err != nil {
			return nil, err
		}
		from = bytes.NewReader(text)
	}
	c, err := coast.ReadContext(ctx, from, coast.Options{})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if c.Name == "" {
		c.Name = filepath.Base(name)
	}
	return c, nil
}

// built are the ensembles of this process by their digests: a worker has many DoFns, and
// one ensemble does for all.
var built sync.Map

// once returns the ensemble of a digest. It returns an error if what is asked has another
// one here: then the worker has another file, or is another program.
func (a *Asked) once(ctx context.Context, digest string) (*ensemble.Ensemble, error) {
	build, _ := built.LoadOrStore(digest, sync.OnceValues(func() (*ensemble.Ensemble, error) { return a.build(ctx) }))
	e, err := build.(func() (*ensemble.Ensemble, error))()
	if err != nil {
		return nil, err
	}
	if own := e.Asked().SHA256(); own != digest {
		return nil, fmt.Errorf("the ensemble of this worker is another one, %.12s, not %.12s: it has another coast %s, or is another version of the program", own, digest, a.Coast)
	}
	return e, nil
}
