// Package divided keeps seas and divisions for tests, so that a run of tests reads
// each coast and makes each division once. Nobody may change what it returns.
package divided

import (
	"context"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	samples "caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata/gshhg"
	"caspian.example/division/geodata/ne10m"
)

// Lagoon is the name of the closing line of both Caspian coasts.
const Lagoon = "Garabogazköl"

// asked is a division of a sea: the sea itself and the question, which is the same
// for equal regimes.
type asked struct {
	sea       *caspian.Sea
	question  string
	tolerance float64
}

var (
	mu    sync.Mutex
	seas  = map[string]func() (*caspian.Sea, error){}
	known = map[asked]func() (*caspian.Division, error){}
)

// once returns what makes a value at the first call, whoever makes that.
func once[K comparable, V any](all map[K]func() (V, error), key K, do func() (V, error)) (V, error) {
	mu.Lock()
	if all[key] == nil {
		all[key] = sync.OnceValues(do)
	}
	get := all[key]
	mu.Unlock()
	return get()
}

// Sea returns one of the coasts gshhg and ne10m, or else the sea of a text, without
// the water behind the closing lines with some names.
func Sea(t testing.TB, of string, closed ...string) *caspian.Sea {
	t.Helper()
	open := map[string]func() io.Reader{"gshhg": gshhg.Coast, "ne10m": ne10m.Coast}[of]
	if open == nil {
		open = func() io.Reader { return strings.NewReader(of) }
	}
	sea, err := once(seas, strings.Join(append([]string{of}, closed...), "\x00"), func() (*caspian.Sea, error) {
		s, err := caspian.ReadSea(open())
		if err != nil || len(closed) == 0 {
			return s, err
		}
		return s.Close(closed...)
	})
	require.NoError(t, err)
	return sea
}

// By returns the sea divided under a regime, in the detail of tests (see seas.Detail).
func By(t testing.TB, sea *caspian.Sea, r regime.Regime) *caspian.Division {
	t.Helper()
	return with(t, sea, r, Options(sea))
}

// Exactly is By with the library's default options in every form of tests.
func Exactly(t testing.TB, sea *caspian.Sea, r regime.Regime) *caspian.Division {
	t.Helper()
	return with(t, sea, r, caspian.Options{})
}

// Options are those of By.
func Options(sea *caspian.Sea) caspian.Options {
	tolerance, resolution := samples.Detail(sea.Coast())
	return caspian.Options{Tolerance: tolerance, Resolution: resolution}
}

func with(t testing.TB, sea *caspian.Sea, r regime.Regime, o caspian.Options) *caspian.Division {
	t.Helper()
	q := caspian.Question{Regime: r}
	d, err := once(known, asked{sea, q.SHA256(), o.Tolerance}, func() (*caspian.Division, error) {
		return caspian.Divide(context.Background(), sea, r, o)
	})
	require.NoError(t, err, r.ID)
	return d
}
