package caspian_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata/gshhg"
	"caspian.example/division/geodata/ne10m"
)

// same says whether two divisions are equal in all that they hold. Shares that are no
// numbers are equal.
func same(a, b *caspian.Division) bool {
	return reflect.DeepEqual(numbered(a), numbered(b))
}

// numbered returns a division with −1 for shares that are no numbers, which are equal
// to nothing.
func numbered(d *caspian.Division) *caspian.Division {
	out := *d
	out.States = slices.Clone(d.States)
	for k := range out.States {
		if math.IsNaN(out.States[k].Share) {
			out.States[k].Share = -1
		}
	}
	return &out
}

// TestQuestion holds that a division says what it answers: the regime as it was
// divided, the options, the coast and what was closed.
func TestQuestion(t *testing.T) {
	sea := divided.Sea(t, "gshhg", divided.Lagoon)
	r := changed(t)(regime.Target(map[string]float64{"IR": 0.3}, "").WithIslands(regime.IslandEffects{"": 0.5}))
	d, err := caspian.Divide(context.Background(), sea, r, caspian.Options{SharesOnly: true, Tolerance: 2.5, Resolution: 3000})
	require.NoError(t, err)
	q := d.Question
	whole, err := r.Checked()
	require.NoError(t, err)
	assert.Equal(t, whole, q.Regime, "what it leaves out is filled in")
	assert.Equal(t, caspian.Asked{Tolerance: 2.5, Resolution: 3000}, q.Options)
	data, err := io.ReadAll(gshhg.Coast())
	require.NoError(t, err)
	sum := sha256.Sum256(data)
	assert.Equal(t, hex.EncodeToString(sum[:]), q.Coast.SHA256)
	assert.Equal(t, sea.Coast().Name, q.Coast.Name)
	assert.Equal(t, []string{divided.Lagoon}, q.Closed)
	assert.Nil(t, q.Noise)
	assert.True(t, strings.HasPrefix(q.Version, caspian.Module))
	assert.Equal(t, caspian.Version(), q.Version)

	assert.Equal(t, q.SHA256()[:12], q.Digest())
	assert.Equal(t, "Given shares: "+whole.Terms(), q.Rule())
	assert.Equal(t, fmt.Sprintf("%s; coast gshhg (%s); without Garabogazköl; lines to 2.5 m; question %s", q.Rule(), q.Coast.SHA256[:12], q.Digest()), q.Words())
	assert.Contains(t, q.Credit(), "Wessel")
	assert.Contains(t, q.Credit(), "; licence ")
	unknown := divided.By(t, divided.Sea(t, seas.Lake), regime.Equal()).Question
	assert.Contains(t, unknown.Credit(), "whose source is not stated")
	seabed := divided.By(t, divided.Sea(t, "ne10m"), regime.Agreed()).Question
	assert.True(t, strings.HasPrefix(seabed.Rule(), "Agreed lines, as far as they are at hand (seabed): equal distance; "), seabed.Rule())
	// On another sea the regime is the one that holds there.
	assert.Equal(t, regime.LayerAll, unknown.Regime.Layer)

	// Whoever changes what was asked with does not change the question.
	r.Shares["IR"], r.Islands[""] = 0.9, 0
	assert.Equal(t, whole, d.Question.Regime)
}

// TestQuestionDigest holds that the digest of a question changes with everything in
// it but the version of the program.
func TestQuestionDigest(t *testing.T) {
	base := caspian.Question{
		Regime:  regime.Convention2018(),
		Options: caspian.Asked{Tolerance: 1},
		Coast:   caspian.CoastFacts{Name: "a", Source: "b", Licence: "c", Epoch: "d", WaterLevel: "e", SHA256: "f", Snap: 1},
		Closed:  []string{"g"}, Noise: &caspian.Noise{Metres: 1, Seed: 1, Run: 1}, Version: "h",
	}
	want := base.SHA256()
	require.Len(t, want, 64)
	version := base
	version.Version = "another"
	assert.Equal(t, want, version.SHA256())
	// Every value in the question, wherever it stands, is changed in a copy.
	changes := 0
	var visit func(path string, v reflect.Value)
	copied := caspian.Question{}
	visit = func(path string, v reflect.Value) {
		if path == ".Version" {
			return
		}
		old := reflect.New(v.Type()).Elem()
		old.Set(v)
		changed := true
		switch v.Kind() {
		case reflect.String:
			v.SetString(v.String() + "x")
		case reflect.Float64:
			v.SetFloat(v.Float() + 0.25)
		case reflect.Int:
			v.SetInt(v.Int() + 1)
		case reflect.Uint64:
			v.SetUint(v.Uint() + 1)
		case reflect.Bool:
			v.SetBool(!v.Bool())
		case reflect.Map:
			m := reflect.MakeMap(v.Type())
			m.SetMapIndex(reflect.ValueOf("A"), reflect.ValueOf(0.125))
			v.Set(m)
		case reflect.Slice:
			v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
		default:
			changed = false
		}
		if changed {
			changes++
			assert.NotEqual(t, want, copied.SHA256(), path)
			v.Set(old)
		}
		switch v.Kind() {
		case reflect.Struct:
			for k := range v.NumField() {
				visit(path+"."+v.Type().Field(k).Name, v.Field(k))
			}
		case reflect.Slice:
			for k := range v.Len() {
				visit(fmt.Sprintf("%s[%d]", path, k), v.Index(k))
			}
		case reflect.Pointer:
			visit(path, v.Elem())
		}
	}
	copied = base
	copied.Regime = base.Regime.Clone()
	copied.Noise = &caspian.Noise{Metres: 1, Seed: 1, Run: 1}
	visit("", reflect.ValueOf(&copied).Elem())
	assert.Equal(t, want, copied.SHA256())
	assert.Greater(t, changes, 35)
	copied.Noise = nil
	assert.NotEqual(t, want, copied.SHA256())
}

// TestQuestionAgain divides again from a question that went through JSON: the same
// coast, made and closed as it says, gives an equal division.
func TestQuestionAgain(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	change := changed(t)
	for k, c := range []struct {
		noise  *caspian.Noise
		closed []string
		regime regime.Regime
		opts   caspian.Options
	}{
		{nil, nil, change(regime.Equal().WithLayer(regime.LayerSeabed)), caspian.Options{}},
		{nil, []string{divided.Lagoon}, change(regime.Median().WithIslands(regime.IslandEffects{"": 0.3})), caspian.Options{Tolerance: 20}},
		{&caspian.Noise{Metres: 100, Seed: 3, Run: 2}, []string{divided.Lagoon}, regime.Agreed(), caspian.Options{Resolution: 2000}},
		{nil, nil, change(regime.Convention2018().WithBreadth(regime.Territorial, 12*1852)), caspian.Options{Tolerance: 100}},
	} {
		if !long.Form() && k != 2 {
			continue
		}
		sea := divided.Sea(t, "ne10m")
		var err error
		if c.noise != nil {
			sea, err = sea.Perturbed(*c.noise)
			require.NoError(t, err)
		}
		sea, err = sea.Close(c.closed...)
		require.NoError(t, err)
		want, err := caspian.Divide(context.Background(), sea, c.regime, c.opts)
		require.NoError(t, err)
		text, err := json.Marshal(want.Question)
		require.NoError(t, err)

		var q caspian.Question
		require.NoError(t, json.Unmarshal(text, &q))
		assert.Equal(t, want.Question, q)
		assert.Equal(t, want.Question.SHA256(), q.SHA256())
		again, err := caspian.ReadSea(ne10m.Coast())
		require.NoError(t, err)
		require.Equal(t, again.Coast().SHA256, q.Coast.SHA256)
		if q.Noise != nil {
			again, err = again.Perturbed(*q.Noise)
			require.NoError(t, err)
		}
		again, err = again.Close(q.Closed...)
		require.NoError(t, err)
		got, err := caspian.Divide(context.Background(), again, q.Regime, caspian.Options{Tolerance: q.Options.Tolerance, Resolution: q.Options.Resolution})
		require.NoError(t, err)
		assert.Equal(t, want.Sea.Coast(), got.Sea.Coast())
		got.Sea = want.Sea
		assert.True(t, same(want, got), "%s: another division", c.regime.ID)
	}
}
