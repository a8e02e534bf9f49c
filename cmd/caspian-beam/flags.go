package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/cmd/internal/builtin"
	"caspian.example/division/cmd/internal/quantity"
)

// options are what the flags ask for.
type options struct {
	asked    Asked
	runs     ensemble.Runs
	together int
	lakes    string
	patience time.Duration
	output   string
}

// newOptions adds the flags beside those of Beam.
func newOptions(f *flag.FlagSet) *options {
	o := new(options)
	f.Func("runs", "the runs to make: `N|A-B`, as many or those with these numbers", func(text string) error { return o.runs.UnmarshalText([]byte(text)) })
	f.StringVar(&o.asked.Regime, "regime", "median", "the regime")
	f.StringVar(&o.asked.Coast, "coast", builtin.Coasts[0], "the coast: "+strings.Join(builtin.Coasts, ", ")+", or a GeoJSON file that every worker can read")
	f.Func("baseline", "take this straight baseline of the coast; may be repeated", func(name string) error {
		o.asked.Baseline = append(o.asked.Baseline, name)
		return nil
	})
	f.Func("close", "close this line: the water behind it leaves the sea; may be repeated", func(name string) error {
		o.asked.Close = append(o.asked.Close, name)
		return nil
	})
	f.Func("islands", "the `EFFECT` of islands on lines: full, half, none, or a fraction (default full)", func(text string) error {
		v, err := quantity.EffectOf(text)
		o.asked.Islands = &v
		return err
	})
	length(f, &o.asked.Tolerance, "tolerance", "1m", "how far written lines of the division that is varied may be from the true ones, a `LENGTH` from 0.01m to 10km")
	s := &o.asked.Settings
	f.Func("vary", "what runs differ by, with commas: "+strings.Join(ensemble.Varied, ", ")+" (default all that the sea has a choice of)", func(text string) error {
		s.Vary = append(s.Vary, strings.Split(text, ",")...)
		return nil
	})
	f.Func("odds", "a `FILE` with weights of choices in JSON, such as {\"coast\": {\"gshhg\": 2, \"ne10m\": 1}} (default all are as likely)", func(name string) error {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return json.Unmarshal(text, &s.Odds)
	})
	length(f, &s.Shift, "shift", "2km", "how far ends of land borders go along the shore, evenly both ways")
	length(f, &s.Noise, "noise", "250m", "how far noise moves the coast, as a root mean square")
	length(f, &s.Wavelength, "wavelength", "", "the shortest waves of the noise (default from about 50 times the noise on)")
	f.Uint64Var(&s.Seed, "seed", 1, "the seed")
	f.IntVar(&o.together, "together", 256, "how many runs a worker makes before it hands them on; the rows do not depend on it")
	f.StringVar(&o.lakes, "lakes", "", "instead divide the lakes of this `FOLDER`, which the atlas writes with -inputs, and every worker can read")
	f.DurationVar(&o.patience, "patience", 2*time.Minute, "how long one lake may take")
	f.StringVar(&o.output, "o", "", "write the rows to this `FILE`, which the workers can write")
	return o
}

// length adds a flag for a length above 0 in metres.
func length(f *flag.FlagSet, to *float64, name, standard, usage string) {
	set := func(text string) error {
		var l quantity.PositiveLength
		err := l.UnmarshalText([]byte(text))
		*to = float64(l)
		return err
	}
	if standard != "" {
		usage += " (default " + standard + ")"
		if err := set(standard); err != nil {
			panic(err)
		}
	}
	f.Func(name, usage, set)
}

// check returns an error for flags that do not go together.
func (o *options) check(args []string) error {
	switch {
	case len(args) > 0:
		return fmt.Errorf("%q is no flag", args[0])
	case o.output == "":
		return errors.New("-o FILE says where to write the rows")
	case (o.runs.To == 0) == (o.lakes == ""):
		return errors.New("give one of --runs N and --lakes FOLDER")
	case o.together < 1:
		return errors.New("--together must lie above 0")
	}
	return nil
}
