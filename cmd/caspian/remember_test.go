package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/casefile"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/locate"
	"caspian.example/division/caspian/regime"
)

// memory remembers answers by what was asked, for as long as the tests run.
type memory[T any] struct {
	busy    sync.Mutex
	answers map[string]func() (T, error)
}

// ask returns the answer to a question, which compute finds the first time.
func (m *memory[T]) ask(question string, compute func() (T, error)) (T, error) {
	m.busy.Lock()
	if m.answers == nil {
		m.answers = map[string]func() (T, error){}
	}
	answer, ok := m.answers[question]
	if !ok {
		answer = sync.OnceValues(compute)
		m.answers[question] = answer
	}
	m.busy.Unlock()
	return answer()
}

// The memories of the engine remembering.
var (
	coasts        memory[*coast.Coast]
	divisions     memory[*caspian.Division]
	sensitivities memory[*ensemble.Sensitivity]
	firmnesses    memory[*locate.Firmness]
	audits        memory[*course.Audited]
	cases         memory[*casefile.Result]
)

// remembering is the library with a memory: what tests ask again takes no time. What
// it is asked with a context that can end goes by it.
var remembering = engine{
	divide: func(ctx context.Context, sea *caspian.Sea, r regime.Regime, o caspian.Options) (*caspian.Division, error) {
		compute := func() (*caspian.Division, error) { return library.divide(ctx, sea, r, o) }
		if ctx.Done() != nil {
			return compute()
		}
		return divisions.ask(asked(sea, r, o), compute)
	},
	analyse: func(ctx context.Context, d *caspian.Division, e ensemble.Options) (*ensemble.Sensitivity, error) {
		compute := func() (*ensemble.Sensitivity, error) { return library.analyse(ctx, d, e) }
		if ctx.Done() != nil {
			return compute()
		}
		rest := e
		rest.Alternatives, rest.Progress = nil, nil
		return sensitivities.ask(fmt.Sprintf("%s %s %#v %s", d.Question.SHA256(), shape(d.Sea), rest, others(e.Alternatives)), compute)
	},
	firmness: func(ctx context.Context, l *locate.Locator, alternatives []ensemble.Alternative, progress func(float64)) (*locate.Firmness, error) {
		compute := func() (*locate.Firmness, error) { return library.firmness(ctx, l, alternatives, progress) }
		if ctx.Done() != nil {
			return compute()
		}
		d := l.Division()
		return firmnesses.ask(d.Question.SHA256()+shape(d.Sea)+others(alternatives), compute)
	},
	audit: func(ctx context.Context, sea *caspian.Sea, cut regime.Cut, o course.AuditOptions) (*course.Audited, error) {
		compute := func() (*course.Audited, error) { return library.audit(ctx, sea, cut, o) }
		if ctx.Done() != nil {
			return compute()
		}
		rest := o
		rest.Progress = nil
		return audits.ask(fmt.Sprintf("%s %s %v %#v", shape(sea), cut.Terms(), cut.Line, rest), compute)
	},
	argue: func(c casefile.Case, ctx context.Context, sea *caspian.Sea, o caspian.Options) (*casefile.Result, error) {
		compute := func() (*casefile.Result, error) { return library.argue(c, ctx, sea, o) }
		if ctx.Done() != nil {
			return compute()
		}
		rest := o
		rest.Progress = nil
		return cases.ask(fmt.Sprintf("%s %s %#v", c.SHA256(), shape(sea), rest), compute)
	},
	read: func(ctx context.Context, r io.Reader, o coast.Options) (*coast.Coast, error) {
		text, err := io.ReadAll(r)
		if err != nil || ctx.Done() != nil {
			return library.read(ctx, io.MultiReader(bytes.NewReader(text), r), o)
		}
		c, err := coasts.ask(fmt.Sprintf("%x %#v", sha256.Sum256(text), o), func() (*coast.Coast, error) { return library.read(ctx, bytes.NewReader(text), o) })
		if err != nil {
			return nil, err
		}
		own := *c // the command names it after its file
		return &own, nil
	},
}

// asked says a question, and in how much detail it is asked.
func asked(sea *caspian.Sea, r regime.Regime, o caspian.Options) string {
	o.Progress = nil
	return fmt.Sprintf("%s %#v %#v", shape(sea), r, o)
}

// others names other coasts, with their shapes.
func others(list []ensemble.Alternative) string {
	var b strings.Builder
	for _, a := range list {
		fmt.Fprintf(&b, " %s %s", a.Name, shape(a.Sea))
	}
	return b.String()
}

// shape is a digest of all that a sea is divided by.
func shape(sea *caspian.Sea) string {
	c := sea.Coast()
	sum := sha256.New()
	fmt.Fprintf(sum, "%q %q %g %v %v %v %v %v", c.Name, c.SHA256, c.Snap, c.Stretches, sea.States(), c.Closings, sea.Closed(), c.Islands)
	for _, p := range c.Shore {
		if err := binary.Write(sum, binary.LittleEndian, p); err != nil {
			panic(err)
		}
	}
	return string(sum.Sum(nil))
}

// recalling is run with the memory.
func recalling(args []string, in io.Reader, out, errs io.Writer) int {
	return (&streams{ctx: context.Background(), in: in, out: out, errors: errs, engine: remembering}).run(args)
}

// square is a lake of two states.
const square = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[0.01,0],[0.01,0.01],[0,0.01],[0,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,0],[0.01,0]]}}]}`

// TestRemembering finds that the memory keeps apart what differs.
func TestRemembering(t *testing.T) {
	sea, err := caspian.ReadSea(strings.NewReader(square))
	require.NoError(t, err)
	larger, err := caspian.ReadSea(strings.NewReader(strings.ReplaceAll(square, "0.01", "0.02")))
	require.NoError(t, err)
	noisy, err := sea.Perturbed(caspian.Noise{Metres: 5, Seed: 1, Run: 1})
	require.NoError(t, err)
	median := regime.Median()
	other := median.Clone()
	other.ID = "other"
	seen := map[string]bool{}
	for _, q := range []string{
		asked(sea, median, caspian.Options{}), asked(larger, median, caspian.Options{}), asked(noisy, median, caspian.Options{}), asked(sea, other, caspian.Options{}),
		asked(sea, median, caspian.Options{SharesOnly: true}), asked(sea, median, caspian.Options{Tolerance: 2}),
	} {
		assert.False(t, seen[q])
		seen[q] = true
	}
	first, err := remembering.divide(context.Background(), sea, median, caspian.Options{})
	require.NoError(t, err)
	again, err := remembering.divide(context.Background(), sea, median, caspian.Options{Progress: func(float64) {}})
	require.NoError(t, err)
	assert.Same(t, first, again)
}
