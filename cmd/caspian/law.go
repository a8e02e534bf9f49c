package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/cmd/internal/quantity"
)

// change is what a flag changes in a regime.
type change struct {
	flag string
	hint string
	to   func(regime.Regime) (regime.Regime, error)
}

// changes are what the flags that are given change, in the order in which one makes
// room for another.
func (f *seaFlags) changes(s *streams, sea *caspian.Sea) (out []change, err error) {
	add := func(given bool, flag, hint string, to func(regime.Regime) (regime.Regime, error)) {
		if given {
			out = append(out, change{flag, hint, to})
		}
	}
	code := func(name string) (string, error) { return state(sea, name) }
	weights, err := assigned("weight", f.Weight, code, func(text string) (float64, error) { return quantity.Weight(text, regime.Weighting(f.Weighting)) })
	if err != nil {
		return nil, err
	}
	shares, err := assigned("share", f.Share, code, quantity.Fraction)
	if err != nil {
		return nil, err
	}
	effects, err := f.effects(sea)
	if err != nil {
		return nil, err
	}
	lines, err := f.lines(s, sea)
	if err != nil {
		return nil, err
	}
	add(len(f.Share) > 0, "--share", "--share is for --regime target", func(r regime.Regime) (regime.Regime, error) { return r.WithShares(shares) })
	add(f.Rest != "", "--rest", "--rest is for --regime target", func(r regime.Regime) (regime.Regime, error) { return r.WithRest(regime.Parts(f.Rest)) })
	add(f.Notional, "--notional", "--notional is for --regime condominium", regime.Regime.Drawing)
	add(f.Successors != "", "--successors", "--successors is for --regime condominium", func(r regime.Regime) (regime.Regime, error) { return r.Apart(regime.Parts(f.Successors)) })
	add(f.CoastScale != nil, "--coast-scale", "--coast-scale is for --regime coast-length, --rest coast or --successors coast", func(r regime.Regime) (regime.Regime, error) {
		return r.WithMeasure(regime.Measure(*f.CoastScale))
	})
	add(weights != nil, "--weight", "--weight CODE=WEIGHT is for --regime median", func(r regime.Regime) (regime.Regime, error) { return r.WithWeights(weights) })
	add(f.Weighting != "", "--weighting", "--weighting goes with --weight, or with a regime that solves for weights, such as equal", func(r regime.Regime) (regime.Regime, error) {
		return r.WithWeighting(regime.Weighting(f.Weighting))
	})
	for _, l := range lines {
		add(true, "--line", "--line FILE --between A,B is for --regime median, agreed or astara-hasanquli", func(r regime.Regime) (regime.Regime, error) {
			return r.WithCut(l)
		})
	}
	for _, belt := range []struct {
		kind    regime.BeltKind
		flag    string
		breadth positiveLength
	}{{regime.Territorial, "--territorial", f.Territorial}, {regime.Fishery, "--fishery", f.Fishery}} {
		if b := float64(belt.breadth); b > 0 && (b < regime.MinBreadth || b > regime.MaxBreadth) {
			return nil, usage("", "%s must lie between 1m and 200nmi", belt.flag)
		}
		add(belt.breadth > 0, belt.flag, "--territorial is for --regime convention2018, --fishery for that and condominium", func(r regime.Regime) (regime.Regime, error) {
			return r.WithBreadth(belt.kind, float64(belt.breadth))
		})
	}
	add(effects != nil, "--islands and --island", "they are for lines of equal or weighted distance, such as those of --regime median", func(r regime.Regime) (regime.Regime, error) {
		return r.WithIslands(effects)
	})
	return out, nil
}

// change changes regimes as the flags say: every flag those that have a place for it,
// of which there must be one.
func (f *seaFlags) change(s *streams, sea *caspian.Sea, regimes []regime.Regime) error {
	changes, err := f.changes(s, sea)
	if err != nil {
		return err
	}
	for _, c := range changes {
		var nowhere *regime.NoPlaceError
		var ids []string
		placed := false
		for k := range regimes {
			ids = append(ids, regimes[k].ID)
			r, err := c.to(regimes[k])
			switch {
			case errors.As(err, &nowhere):
			case err != nil:
				return usage("", "%s: %w", c.flag, err)
			default:
				regimes[k], placed = r, true
			}
		}
		if !placed {
			return usage(c.hint, "%s would change nothing under %s: %s are for %s", c.flag, strings.Join(ids, ", "), nowhere.What, nowhere.Where)
		}
	}
	return nil
}

// asked reads the sea and returns it with the regimes that are asked for, which are
// checked first.
func (f *seaFlags) asked(s *streams, ids []string) (*caspian.Sea, []regime.Regime, error) {
	if err := checkRegimes(ids); err != nil {
		return nil, nil, err
	}
	sea, err := f.read(s)
	if err != nil {
		return nil, nil, err
	}
	regimes, err := f.regimesFor(s, sea, ids)
	return sea, regimes, err
}

// regimesFor returns the regimes with the given ids and those in files, each once, as
// the flags change them, or without any of them all that can be compared, have a
// meaning on the sea and divide the layer; the others it names on the standard error.
func (f *seaFlags) regimesFor(s *streams, sea *caspian.Sea, ids []string) ([]regime.Regime, error) {
	var out []regime.Regime
	if err := eachOnce("regime", ids); err != nil {
		return nil, err
	}
	for _, id := range ids {
		r, err := regimeByID(id)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	for _, name := range f.RegimeFile {
		r, err := readRegime(s, name)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(out, func(o regime.Regime) bool { return o.ID == r.ID }) {
			return nil, usage("give every regime an id of its own", "two regimes have the id %q", r.ID)
		}
		out = append(out, r)
	}
	all := len(out) == 0
	if all {
		out = regime.Comparable()
	}
	kept := out[:0]
	for _, r := range out {
		r, err := f.forSea(r, sea)
		switch {
		case err == nil:
			kept = append(kept, r)
		case all:
			s.note("%s left out: %s", r.ID, plain(err))
		default:
			return nil, f.unsuited(err)
		}
	}
	if err := f.change(s, sea, kept); err != nil {
		return nil, err
	}
	for _, r := range kept {
		if err := sea.Suits(r); err != nil {
			return nil, f.unsuited(err)
		}
	}
	return kept, nil
}

// forSea returns a regime for the layer that was chosen, or an error if it has no
// meaning on the sea.
func (f *lawFlags) forSea(r regime.Regime, sea *caspian.Sea) (regime.Regime, error) {
	if r.Caspian && !sea.IsCaspian() {
		return r, fmt.Errorf("%w: %s", caspian.ErrNotCaspian, r.ID)
	}
	if f.Layer == "" {
		return r, nil
	}
	return r.WithLayer(regime.Layer(f.Layer))
}

// unsuited makes a mistake on the command line of a regime that the sea has no place
// for.
func (f *lawFlags) unsuited(err error) error {
	hint := ""
	switch {
	case errors.Is(err, caspian.ErrShares), errors.Is(err, regime.ErrRegime) && len(f.Share) == 0 && strings.Contains(err.Error(), "shares: none is given"):
		hint = "caspian divide --regime target --share IR=0.5 -o half.geojson"
	case errors.Is(err, caspian.ErrLine):
		hint = "--line RULE@LON,LAT begins a line at a place, and azimuth:DEG names its direction"
	case errors.Is(err, regime.ErrLayer):
		hint = fmt.Sprintf("leave --layer out, or divide the %s by another regime, such as median", f.Layer)
	}
	return usage(hint, "%w", err)
}

// readRegime reads a regime of the user's own.
func readRegime(s *streams, name string) (regime.Regime, error) {
	file, err := input(s, name)
	if err != nil {
		return regime.Regime{}, err
	}
	defer file.Close()
	r, err := regime.Read(file)
	if err != nil {
		return r, s.unread(err, name, aRegime)
	}
	return r, nil
}

// checkRegimes checks regimes that are named by flags, and brings them to the form of
// ids.
func checkRegimes(ids []string) error {
	for k, id := range ids {
		ids[k] = strings.ToLower(strings.TrimSpace(id))
		if _, err := regimeByID(ids[k]); err != nil {
			return err
		}
	}
	return nil
}

// regimeIDs are the ids of the shipped regimes.
func regimeIDs() (out []string) {
	for _, r := range regime.Shipped() {
		out = append(out, r.ID)
	}
	return out
}

func regimeByID(id string) (regime.Regime, error) {
	r, err := regime.ByID(strings.ToLower(id))
	switch {
	case err != nil && filepath.Ext(id) != "":
		return r, usage("--regime-file FILE takes a regime of your own", "unknown regime %q", id)
	case err != nil:
		return r, usage(suggest(id, regimeIDs(), "the regimes are "), "unknown regime %q", id)
	}
	return r, nil
}
