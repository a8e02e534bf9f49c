package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/cmd/internal/builtin"
	"caspian.example/division/cmd/internal/files"
	"caspian.example/division/cmd/internal/quantity"
	"caspian.example/division/cmd/internal/ruleword"
)

// The quantities of flags, of which 0 stands for a flag that is not given where it is none of
// them.
type (
	length         = quantity.Length
	positiveLength = quantity.PositiveLength
	effect         = quantity.Effect
	scale          = quantity.Scale
	count          = quantity.Count
	natural        = quantity.Natural
	seed           = quantity.Seed
	density        = quantity.Density
	rounding       = quantity.Rounding
	assignments    = quantity.Assignments
)

// shoreFlags choose the coast and how finely lines are drawn.
type shoreFlags struct {
	Coast     string `file:"coast" default:"gshhg" placeholder:"COAST" help:"The coast: gshhg, ne10m, dcw, a GeoJSON file, or - for standard input (default gshhg)."`
	Snap      length `default:"1m" placeholder:"LENGTH" help:"Join ends of the shore that are this far apart (default 1m)."`
	Tolerance length `default:"1m" placeholder:"LENGTH" help:"How far written lines may be from the true ones between vertices, 0.01m to 10km (default 1m)."`
	// Resolution is 0 for the library's default.
	Resolution positiveLength `placeholder:"LENGTH" help:"The width from which on no pocket of a sector is missed (default 1/1000 of the sea's)."`

	name string // of a coast that has none
}

// coastFlags choose the sea and how median lines are drawn.
type coastFlags struct {
	shoreFlags
	Islands  *effect     `placeholder:"EFFECT" help:"The effect of islands on lines: full, half, none, or a fraction (default full)."`
	Island   assignments `placeholder:"NAME=EFFECT,..." help:"The effect of one island, by its name or its number (see caspian coast info COAST --islands); may be repeated."`
	Close    []string    `sep:"none" placeholder:"NAME,..." help:"Close this closing line: the water behind it leaves the sea; may be repeated."`
	Baseline []string    `sep:"none" placeholder:"NAME,..." help:"Take this straight baseline of the coast file: the water inside becomes internal waters; may be repeated."`
	Terminus assignments `placeholder:"A-B=LENGTH,..." help:"Move the end of two states' land border along the shore, so far into the second one's coast, such as AZ-IR=2km; A-B:2 is the second of several ends along the shore; may be repeated."`

	moves []caspian.EndMove // that no flag names
}

// seaFlags choose the sea and how its lines are drawn.
type seaFlags struct {
	coastFlags
	Line       []string `file:"rule" sep:"none" placeholder:"FILE|RULE" help:"A line in place of the median line between two states: a file in GeoJSON or CSV, or a rule that draws one from the end of their land border: bisector or perpendicular (:50km is the length over which they take the coasts' directions, :fronts or :fit how), azimuth:DEG, parallel, meridian, or termini (between the two ends of the first one's shore); :loxodrome makes it a rhumb line, @LON,LAT names its start. May be repeated, each with its --between."`
	Between    []string `sep:"none" placeholder:"A,B" help:"The two states that a --line parts."`
	RegimeFile []string `file:"in" sep:"none" placeholder:"FILE" help:"A regime of your own, in the form that caspian regimes NAME --json prints; may be repeated."`
	noiseFlags
	lawFlags
}

// lawFlags change the regimes that are divided by.
type lawFlags struct {
	Layer       string         `placeholder:"LAYER" help:"The layer to divide: seabed, water or surface (default: the regime's)."`
	Weighting   string         `placeholder:"RULE" help:"What weights do: equiratio divides distances by them, additive takes them off, in metres (default equiratio)."`
	Weight      assignments    `placeholder:"CODE=WEIGHT,..." help:"A state's weight: 3, or 50km if additive; may be repeated. States not named have 1, or 0m."`
	Share       assignments    `placeholder:"CODE=SHARE,..." help:"A state's share, such as IR=0.5 or IR=50%; may be repeated."`
	Rest        string         `placeholder:"RULE" help:"How states without --share share the rest: equal parts, or in proportion to median shares or coasts (default equal)."`
	Notional    bool           `help:"Draw the half that Iran would have if the condominium were split."`
	Successors  string         `placeholder:"RULE" help:"Give the successors of the Soviet Union fishing belts of their own in the condominium, and share its half among them by this rule: equal, median or coast."`
	Territorial positiveLength `placeholder:"LENGTH" help:"The breadth of territorial waters (default 15nmi)."`
	CoastScale  *scale         `placeholder:"SCALE" help:"How coasts are measured where shares follow their length: sinuous (along every edge), fronts (straight from end to end), or dividers of a LENGTH (default sinuous)."`
	Fishery     positiveLength `placeholder:"LENGTH" help:"The breadth of fishery zones beyond them, or of a condominium's fishing belts (default 10nmi)."`
}

// Validate checks the ranges of the flags.
func (f *shoreFlags) Validate() error {
	if f.Tolerance < 0.01 || f.Tolerance > 10_000 {
		return fmt.Errorf("--tolerance must lie between 0.01m and 10km")
	}
	return checkSnap(f.Snap)
}

// Validate checks the ranges of the flags.
func (f *seaFlags) Validate() error {
	if len(f.Line) != len(f.Between) {
		return fmt.Errorf("every --line needs one --between A,B: there are %d and %d", len(f.Line), len(f.Between))
	}
	return f.coastFlags.Validate()
}

// checkSnap checks the range of --snap.
func checkSnap(snap length) error {
	if snap <= 0 || snap > 10_000 {
		return fmt.Errorf("--snap must lie above 0m and up to 10km")
	}
	return nil
}

// divide divides the sea as the flags say, tells how far it is, and prints the
// result's warnings.
func (f *coastFlags) divide(s *streams, sea *caspian.Sea, r regime.Regime, sharesOnly bool) (*caspian.Division, error) {
	div, err := f.divideQuietly(s, sea, r, sharesOnly)
	if err != nil {
		return nil, err
	}
	for _, w := range div.Warnings {
		s.warn("%s: %s", r.ID, printable(w))
	}
	return div, nil
}

// divideAll divides by several regimes.
func (f *coastFlags) divideAll(s *streams, sea *caspian.Sea, regimes []regime.Regime) (out []*caspian.Division, err error) {
	for _, r := range regimes {
		d, err := f.divide(s, sea, r, false)
		if err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, nil
}

// divideQuietly is divide without the warnings.
func (f *coastFlags) divideQuietly(s *streams, sea *caspian.Sea, r regime.Regime, sharesOnly bool) (*caspian.Division, error) {
	o := f.options()
	o.SharesOnly = sharesOnly
	var end func()
	o.Progress, end = s.progress(r.ID)
	div, err := s.engine.divide(s.ctx, sea, r, o)
	end()
	switch {
	case errors.Is(err, partition.ErrApart):
		return nil, usage("give it to two states that meet; caspian audit LINE --between A,B compares a line with the equidistance of any two", "%w", err)
	case errors.Is(err, caspian.ErrShares):
		return nil, usage("", "%w", err)
	}
	return div, err
}

// options are the choices of the flags that are not law.
func (f *shoreFlags) options() caspian.Options {
	return caspian.Options{Tolerance: float64(f.Tolerance), Resolution: float64(f.Resolution)}
}

// median is the median regime with the flags' effects of islands.
func (f *coastFlags) median(sea *caspian.Sea) (r regime.Regime, err error) {
	r = regime.Median()
	r.Islands, err = f.effects(sea)
	return r, err
}

// effects are the effects of islands by their names, nil where no flag names any.
func (f *coastFlags) effects(sea *caspian.Sea) (regime.IslandEffects, error) {
	if f.Islands == nil && len(f.Island) == 0 {
		return nil, nil
	}
	out := regime.IslandEffects{"": 1}
	if f.Islands != nil {
		out[""] = float64(*f.Islands)
	}
	named, err := assigned("island", f.Island, func(name string) (string, error) { return island(sea, name, f.Coast) }, quantity.EffectOf)
	maps.Copy(out, named)
	return out, err
}

// read reads the sea, and moves its shore if noise was asked for.
func (f *seaFlags) read(s *streams) (*caspian.Sea, error) {
	sea, err := f.coastFlags.read(s)
	if err != nil || f.NoiseRun == 0 {
		return sea, err
	}
	if sea, err = sea.Perturbed(caspian.Noise{Metres: float64(f.Noise), Seed: uint64(f.Seed), Run: int(f.NoiseRun)}); errors.Is(err, caspian.ErrNoise) {
		return nil, usage("", "%w", err)
	}
	return sea, err
}

// read reads the whole sea, and prints what was repaired in it.
func (f *shoreFlags) read(s *streams) (*caspian.Sea, error) {
	c, err := s.readCoast(f.Coast, f.Snap)
	if err != nil {
		return nil, err
	}
	if len(c.Shore) > manyPositions {
		// The text was most of the memory: collect it now, not when as much again
		// has been used, and from here on sooner than is usual.
		runtime.GC()
		if os.Getenv("GOGC") == "" {
			debug.SetGCPercent(50)
		}
	}
	if c.Name == "" {
		c.Name = cmp.Or(f.name, filepath.Base(f.source())) // folders are nobody's business
	}
	notes(s, c.Notes, func(coast.Note) string { return f.source() })
	return caspian.NewSea(c)
}

// read reads the sea without the water inside the lines that are to be drawn.
func (f *coastFlags) read(s *streams) (*caspian.Sea, error) {
	sea, err := f.shoreFlags.read(s)
	if err == nil {
		sea, err = f.moved(sea)
	}
	if err != nil {
		return nil, err
	}
	for _, kind := range lineKinds {
		names := kind.names(f)
		if *names, err = resolved(kind.flag, *names, func(name string) (string, error) { return f.lineOf(sea.Coast(), kind.flag, name) }); err != nil {
			return nil, err
		}
		if len(*names) > 0 {
			if sea, err = kind.draw(sea, *names...); err != nil {
				return nil, inputError{err, f.source()}
			}
		}
	}
	return sea, nil
}

// readCoast reads the coast of a name. Failures have advice for those who have polygons.
func (s *streams) readCoast(name string, snap length) (*coast.Coast, error) {
	r, err := openCoast(s, name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	c, err := s.engine.read(s.ctx, r, coast.Options{Snap: float64(snap)})
	if err != nil {
		return nil, withCoastHint(s.unread(err, name, aCoast), err)
	}
	return c, nil
}

// withCoastHint returns an error with the hint that is of use for what is wrong
// with a coast.
func withCoastHint(err, wrong error) error {
	switch {
	case errors.As(err, new(*usageError)):
	case errors.Is(wrong, coast.ErrFewStates):
		return hinted{err, buildHint}
	case errors.Is(wrong, coast.ErrOpen):
		return hinted{err, "--snap says how far from each other the ends of stretches may be, such as --snap 10m"}
	}
	return err
}

// buildHint says how polygons become a coast.
const buildHint = "caspian coast build --sea LAKE --countries COUNTRIES -o coast.geojson makes a coast of the polygons of a lake and its countries"

// openCoast opens a coast by its name: one that is built in, standard input, or
// a file.
func openCoast(s *streams, name string) (io.ReadCloser, error) {
	if r := builtin.Coast(name); r != nil {
		return io.NopCloser(r), nil
	}
	r, err := input(s, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usage(suggest(name, builtin.Coasts, "built in are ")+"; caspian coast build makes one of polygons", "the coast %q is neither built in nor a file", name)
	}
	return r, err
}

// lines reads the given lines.
func (f *seaFlags) lines(s *streams, sea *caspian.Sea) (out []regime.Cut, err error) {
	for k, name := range f.Line {
		between, err := pairOf(sea, f.Between[k])
		if err != nil {
			return nil, err
		}
		cut, ok, err := ruled(name)
		if err != nil {
			return nil, err
		}
		if cut.Between = between; ok {
			out = append(out, cut)
			continue
		}
		l, err := readLine(s, name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, usage(suggest(name, ruleword.Words(), "the rules are "), "the line %q is neither a rule nor a file", name)
		}
		if err != nil {
			return nil, err
		}
		if between, err = l.agrees(sea, sourceName(name), between); err != nil {
			return nil, err
		}
		if len(l.Points) < 2 {
			return nil, inputError{errors.New("a line needs two different positions"), sourceName(name)}
		}
		out = append(out, regime.Cut{Between: between, Line: l.Points})
	}
	return out, nil
}

// input opens a file to read, or the standard input for the name "-". Reading ends
// with the context also where the file is a pipe or a device.
func input(s *streams, name string) (io.ReadCloser, error) {
	s.opened = append(s.opened, sourceName(name))
	if name == "-" { // once: see checkOverwriting
		return io.NopCloser(files.Until(s.ctx, s.in)), nil
	}
	return files.Open(s.ctx, s.path(name))
}

// source is the name of the coast in messages.
func (f *shoreFlags) source() string {
	return sourceName(f.Coast)
}

// sourceName is the name of an input in messages.
func sourceName(name string) string {
	if name == "-" {
		return "standard input"
	}
	return name
}

// inputError is a failure to read a coast, and the name that it was given by.
type inputError struct {
	error
	name string
}

func (e inputError) Error() string { return e.name + ": " + plain(e.error) }
func (e inputError) Unwrap() error { return e.error }
