package coast

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/geodata/gshhg"
)

// countdown is a context that ends when it has been asked so many times.
type countdown struct {
	context.Context
	left atomic.Int64
}

func (c *countdown) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// TestEnds ends the context of every reader at every place where it looks: it then
// returns the cause, without anything that goes on.
func TestEnds(t *testing.T) {
	text, err := io.ReadAll(gshhg.Coast())
	require.NoError(t, err)
	gshhg := string(text)
	var islands []string
	for k := range 300 {
		x, y := 0.05+0.05*float64(k%18), 0.05+0.05*float64(k/18)
		islands = append(islands, island("A", "", fmt.Sprintf("[[%g,%g],[%g,%g],[%g,%g],[%g,%g]]", x, y, x+0.02, y, x, y+0.02, x, y)))
	}
	archipelago := collection(append(islands, north, south)...)
	before := runtime.NumGoroutine()
	for name, read := range map[string]func(ctx context.Context) error{
		"gshhg": func(ctx context.Context) error {
			_, err := ReadContext(ctx, strings.NewReader(gshhg), Options{})
			return err
		},
		"islands": func(ctx context.Context) error {
			_, err := ReadContext(ctx, strings.NewReader(archipelago), Options{})
			return err
		},
		"bay": func(ctx context.Context) error {
			_, err := ReadContext(ctx, strings.NewReader(bay), Options{})
			return err
		},
		"areas": func(ctx context.Context) error {
			_, _, err := ReadAreas(ctx, strings.NewReader(collection(islands...)))
			return err
		},
		"line": func(ctx context.Context) error {
			_, err := ReadLine(ctx, strings.NewReader(`{"type":"LineString","coordinates":[`+strings.Repeat("[1,2],[3,4],", 3000)+`[1,2]]}`))
			return err
		},
	} {
		ends := 0
		for n := int64(0); ; n += 1 + n/10 {
			ctx := &countdown{Context: context.Background()}
			ctx.left.Store(n)
			err := read(ctx)
			if err == nil {
				break
			}
			ends++
			require.ErrorIs(t, err, context.Canceled, "%s, %d", name, n)
		}
		assert.Greater(t, ends, 5, name)
	}
	// What meets works with may take a moment to be gone.
	for until := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before && time.Now().Before(until); time.Sleep(time.Millisecond) {
	}
	assert.LessOrEqual(t, runtime.NumGoroutine(), before)
}

// TestEndsSoon ends the context of a long reading from outside.
func TestEndsSoon(t *testing.T) {
	if testing.Short() {
		t.Skip("a second")
	}
	// A saw of half a million teeth.
	var b strings.Builder
	const n = 500_000
	for k := range n {
		fmt.Fprintf(&b, "[%.6f,%.3f],", 1-float64(k)/n, 1+0.001*float64(k%2))
	}
	text := collection(stretch("A", "[[1,0],"+b.String()+"[0,0]]"), south)
	before := runtime.NumGoroutine()
	stop := fmt.Errorf("enough")
	for _, after := range []time.Duration{0, 20 * time.Millisecond, 100 * time.Millisecond, 300 * time.Millisecond} {
		ctx, cancel := context.WithCancelCause(context.Background())
		var at atomic.Int64
		timer := time.AfterFunc(after, func() {
			at.Store(time.Now().UnixNano())
			cancel(stop)
		})
		_, err := ReadContext(ctx, strings.NewReader(text), Options{})
		if !timer.Stop() && err != nil {
			require.ErrorIs(t, err, stop)
			assert.Less(t, time.Since(time.Unix(0, at.Load())), 2*time.Second)
		}
		cancel(nil)
	}
	for until := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before && time.Now().Before(until); time.Sleep(time.Millisecond) {
	}
	assert.LessOrEqual(t, runtime.NumGoroutine(), before)
}
