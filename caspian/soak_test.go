package caspian_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
)

var (
	soak     = flag.Duration("soak", 0, "how long TestSoak divides random seas; 0 divides a few")
	soakSeed = flag.Int("soak.seed", 1, "the seed of the first random sea of TestSoak; without -soak it is the only one")
	soakFile = flag.String("soak.file", "", "a sea that TestSoak has written, to be divided again")
)

const (
	// someSeas and fewSeas are how many seas an ordinary run divides, in its long form
	// and by default.
	someSeas, fewSeas = 6, 1
	// spare is left of the time of all tests when a run ends.
	spare = 30 * time.Second
	// shrinking is how long a failure is made simpler.
	shrinking = time.Minute
)

// subject is a sea and how it is divided.
type subject struct {
	sea   seas.Sea
	trial trial
}

// trial is how a sea is divided: a regime and the options that a run chooses.
type trial struct {
	Seed       int
	Regime     regime.Regime
	Tolerance  float64 `json:",omitempty"`
	Resolution float64 `json:",omitempty"`
}

// options returns the options of a trial.
func (t *trial) options() caspian.Options {
	return caspian.Options{Tolerance: t.Tolerance, Resolution: t.Resolution}
}

// write writes a subject as a coast with the trial in a member of its own.
func (s *subject) write(file string) error {
	about, err := json.Marshal(s.trial)
	if err != nil {
		return err
	}
	text, err := s.sea.GeoJSON(`"soak":` + string(about))
	if err != nil {
		return err
	}
	return os.WriteFile(file, []byte(text), 0o600)
}

// readSubject reads what write has written, whether it is a sea or not.
func readSubject(text []byte) (*subject, error) {
	var file struct {
		Soak     trial
		Features []struct {
			Properties struct{ State, Name string }
			Geometry   struct {
				Type        string
				Coordinates json.RawMessage
			}
		}
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, err
	}
	out := &subject{trial: file.Soak}
	for _, f := range file.Features {
		p := seas.Part{State: f.Properties.State, Name: f.Properties.Name, Island: f.Geometry.Type == "Polygon"}
		into, ring := any(&p.Line), [][]orb.Point{}
		if p.Island {
			into = &ring
		}
		if err := json.Unmarshal(f.Geometry.Coordinates, into); err != nil {
			return nil, err
		}
		if p.Island {
			p.Line = ring[0]
		}
		out.sea = append(out.sea, p)
	}
	return out, nil
}

// TestSoak divides random seas in random ways and checks all that holds for a
// division (see check). A sea that fails is made simpler and written to a file.
// Errors that say that no division was found are counted, and must be rare.
func TestSoak(t *testing.T) {
	if *soakFile != "" {
		text, err := os.ReadFile(*soakFile)
		require.NoError(t, err)
		s, err := readSubject(text)
		require.NoError(t, err)
		require.NoError(t, s.check(&findings{}))
		return
	}
	until := time.Now().Add(*soak)
	if deadline, ok := t.Deadline(); ok && deadline.Add(-spare).Before(until) {
		until = deadline.Add(-spare)
	}
	asked := false
	flag.Visit(func(f *flag.Flag) { asked = asked || f.Name == "soak.seed" })
	many := long.Or(someSeas, fewSeas)
	if asked || testing.Short() {
		many = 1
	}
	// A crash or a hang leaves the sea here that it came from.
	last := ""
	if *soak > 0 {
		folder, err := os.MkdirTemp("", "caspian-soak-")
		require.NoError(t, err)
		last = filepath.Join(folder, "last.geojson")
	}
	var before, after runtime.MemStats
	f := &findings{refusals: map[string]int{}, regimes: map[string]int{}}
	began := time.Now()
	for k := 0; *soak > 0 && time.Now().Before(until) || *soak == 0 && k < many; k++ {
		seed := *soakSeed + k
		s, err := draw(seed)
		require.NoError(t, err, "seed %d", seed)
		if last != "" {
			require.NoError(t, s.write(last))
		}
		f.seas++
		f.regimes[s.trial.Regime.ID]++
		if err := s.check(f); err != nil {
			f.failures++
			small := s.shrink(err, time.Now().Add(shrinking))
			folder, e := os.MkdirTemp("", "caspian-soak-")
			require.NoError(t, e)
			file := filepath.Join(folder, fmt.Sprintf("seed-%d.geojson", seed))
			require.NoError(t, small.write(file))
			t.Errorf("seed %d, %s: %v\nagain: go test ./caspian -run TestSoak -soak.seed %d\nmade simpler (%d positions, then: %v): go test ./caspian -run TestSoak -soak.file %s",
				seed, s.trial.Regime.ID, err, seed, small.positions(), small.check(&findings{}), file)
		}
		if f.seas == 20 {
			runtime.GC()
			runtime.ReadMemStats(&before)
		}
	}
	if last != "" {
		require.NoError(t, os.RemoveAll(filepath.Dir(last)))
	}
	require.Positive(t, f.seas)
	t.Logf("%d seas in %v, seeds %d to %d: %d failures", f.seas, time.Since(began).Round(time.Second), *soakSeed, *soakSeed+f.seas-1, f.failures)
	t.Logf("%s", f)
	if f.seas > 20 {
		runtime.GC()
		runtime.ReadMemStats(&after)
		t.Logf("live memory %.1f MB after 20 seas, %.1f MB at the end", float64(before.HeapAlloc)/1e6, float64(after.HeapAlloc)/1e6)
		require.Less(t, after.HeapAlloc, before.HeapAlloc+64<<20, "memory is kept from one division to the next")
	}
	// 3 of 1,800 was measured for median lines alone.
	require.LessOrEqual(t, f.refusals["unresolved"], 1+f.seas/50, "lines that cannot be resolved are rare")
}

// findings are what a run has found.
type findings struct {
	seas, divisions, failures, places, vertices int
	regimes, refusals                           map[string]int
	gap                                         float64       // largest of a vertex, in metres
	late                                        time.Duration // longest after a cancellation
}

// String tells the findings in one line.
func (f *findings) String() string {
	list := func(m map[string]int) string {
		var out []string
		for _, k := range slices.Sorted(maps.Keys(m)) {
			out = append(out, fmt.Sprintf("%s %d", k, m[k]))
		}
		return strings.Join(out, ", ")
	}
	return fmt.Sprintf("%d divisions (seas by regime: %s); without a division: %s; %d places looked up, %d vertices measured, equal to %.2g m; at most %v after a cancellation",
		f.divisions, list(f.regimes), list(f.refusals), f.places, f.vertices, f.gap, f.late.Round(time.Millisecond))
}

// refuse counts an error that says that no division was found.
func (f *findings) refuse(what string) {
	if f.refusals != nil {
		f.refusals[what]++
	}
}

// fault is a check that has failed.
type fault struct {
	what string
	err  error
}

func (f *fault) Error() string { return f.what + ": " + f.err.Error() }
func (f *fault) Unwrap() error { return f.err }

func wrong(what, format string, args ...any) error { return &fault{what, fmt.Errorf(format, args...)} }

// kind returns which check has failed.
func kind(err error) string {
	var f *fault
	if errors.As(err, &f) {
		return f.what
	}
	return ""
}

// positions returns the number of positions of a subject.
func (s *subject) positions() (n int) {
	for _, p := range s.sea {
		n += len(p.Line)
	}
	return n
}

// shrink makes a sea and its options simpler as long as the same check fails, and
// until a time.
func (s *subject) shrink(err error, until time.Time) *subject {
	what, best := kind(err), s
	try := func(c *subject) bool {
		if !time.Now().Before(until) || kind(c.check(&findings{})) != what {
			return false
		}
		best = c
		return true
	}
	for again := true; again && time.Now().Before(until); {
		again = false
		for _, simpler := range simplerTrials(best) {
			again = try(simpler) || again
		}
		for k := len(best.sea) - 1; k >= 0; k-- {
			if best.sea[k].Island {
				again = try(&subject{slices.Delete(slices.Clone(best.sea), k, k+1), best.trial}) || again
			}
		}
		for _, p := range slices.Clone(best.sea) {
			// Its neighbour on the shore takes a state's stretch over.
			c := &subject{slices.Clone(best.sea), best.trial}
			for k := range c.sea {
				if c.sea[k].State == p.State {
					c.sea[k].State = best.sea[0].State
				}
			}
			if p.State != best.sea[0].State {
				again = try(c) || again
			}
		}
		for k := range best.sea {
			least := 2
			if best.sea[k].Island {
				least = 4
			}
			for n := (len(best.sea[k].Line) - 2) / 2; n >= 1; n /= 2 {
				for at := 1; at+n < len(best.sea[k].Line); {
					if len(best.sea[k].Line)-n < least {
						break
					}
					c := &subject{slices.Clone(best.sea), best.trial}
					c.sea[k].Line = slices.Delete(slices.Clone(c.sea[k].Line), at, at+n)
					if try(c) {
						again = true
					} else {
						at += n
					}
				}
			}
		}
	}
	return best
}

// simplerTrials returns a subject with one option less in each.
func simplerTrials(s *subject) (out []*subject) {
	for _, change := range []func(*trial){
		func(t *trial) { t.Tolerance = 0 }, func(t *trial) { t.Resolution = 0 }, func(t *trial) { t.Regime.Islands = nil },
		func(t *trial) { t.Regime.Weights = nil }, func(t *trial) { t.Regime.Weighting = "" }, func(t *trial) { t.Regime.Cuts = nil },
		func(t *trial) { t.Regime.Rest, t.Regime.Measure = "", regime.Measure{} }, func(t *trial) { t.Regime.Together = nil },
		func(t *trial) {
			if t.Regime.Base != regime.BaseTarget {
				t.Regime = regime.Median()
			}
		},
	} {
		c := &subject{s.sea, s.trial}
		change(&c.trial)
		before, _ := json.Marshal(s.trial)
		after, _ := json.Marshal(c.trial)
		if string(before) != string(after) {
			out = append(out, c)
		}
	}
	return out
}

// TestSoakCatches holds that the checks of a soak run find what they are for, and
// that what fails is made simpler and can be read back.
func TestSoakCatches(t *testing.T) {
	s, err := draw(1)
	require.NoError(t, err)
	c, err := s.sea.Read()
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "sea.geojson")
	require.NoError(t, s.write(file))
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	again, err := readSubject(text)
	require.NoError(t, err)
	require.Equal(t, s, again)
	_, err = coast.Read(strings.NewReader(string(text)), coast.Options{})
	require.NoError(t, err)

	median := func() *caspian.Division {
		sea, err := caspian.NewSea(c)
		require.NoError(t, err)
		d, err := caspian.Divide(t.Context(), sea, regime.Median(), caspian.Options{})
		require.NoError(t, err)
		require.NoError(t, checkAll(d, 1, &findings{}))
		return d
	}
	for what, spoil := range map[string]func(d *caspian.Division){
		"areas":  func(d *caspian.Division) { d.Zones[0].Area *= 1 + 1e-5 },
		"tiling": func(d *caspian.Division) { d.Zones[0].Polygons[0][0][1][1] += 1e-12 },
		"shares": func(d *caspian.Division) { d.States[0].Share += 1e-6 },
		"equidistant": func(d *caspian.Division) {
			for _, b := range d.Boundaries {
				for k := range b.Line {
					b.Line[k][1] += 1e-7
				}
			}
		},
		"owner": func(d *caspian.Division) { d.Zones[0].Holder, d.Zones[1].Holder = d.Zones[1].Holder, d.Zones[0].Holder },
	} {
		d := median()
		spoil(d)
		require.Equal(t, what, kind(checkAll(d, 1, &findings{})))
	}

	// An open shore is no sea, however few vertices and options it has.
	open := &subject{slices.Clone(s.sea), s.trial}
	open.sea[0].Line = open.sea[0].Line[:len(open.sea[0].Line)-1]
	err = open.check(&findings{})
	require.Equal(t, "coast", kind(err))
	small := open.shrink(err, time.Now().Add(shrinking))
	require.Equal(t, "coast", kind(small.check(&findings{})))
	require.Less(t, small.positions(), open.positions())
}
