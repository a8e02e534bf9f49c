package internal_test

import (
	"encoding"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/regime"
	"caspian.example/division/cmd/internal/quantity"
)

// TestQuantityLength reads lengths, and again what they write.
func TestQuantityLength(t *testing.T) {
	const spaced = " 12 nmi "
	for text, want := range map[string]quantity.Length{"250m": 250, "0.5km": 500, spaced: 22_224, "0m": 0} {
		var got, again quantity.Length
		require.NoError(t, got.UnmarshalText([]byte(text)), text)
		assert.Equal(t, want, got)
		written, err := got.MarshalText()
		require.NoError(t, err)
		require.NoError(t, again.UnmarshalText(written))
		assert.Equal(t, want, again)
	}
}

// TestQuantityRefused says what is wrong.
func TestQuantityRefused(t *testing.T) {
	for _, c := range []struct {
		to        encoding.TextUnmarshaler
		text, why string
	}{
		{new(quantity.Length), "250", "needs a unit"},
		{new(quantity.Length), quantity.Minus + "3m", "is not a length"},
		{new(quantity.Length), "NaNm", "is not a length"},
		{new(quantity.Length), "Infkm", "is not a length"},
		{new(quantity.PositiveLength), "0m", "above 0m"},
		{new(quantity.Effect), "1.5", "is not full, half, none"},
		{new(quantity.Count), "0", "not a whole number from 1 on"},
		{new(quantity.Natural), "-1", "not a whole number from 0 on"},
		{new(quantity.Seed), "0x10", "not a whole number from 0 up to"},
		{new(quantity.Density), "+Inf", "not a number above 0"},
		{new(quantity.Scale), "0km", "not sinuous, fronts or a length"},
		{new(quantity.Scale), "100000km", "dividers open up to"},
		{new(quantity.Rounding), "2°", "at most a degree"},
		{new(quantity.Rounding), "3", "neither a digit's worth"},
		{new(quantity.Assignments), "TM-07", "is not NAME=VALUE"},
		{new(quantity.Assignments), "A=1,B", "commas part several"},
		{new(quantity.Effect), "nought", "is not full, half, none"},
	} {
		assert.ErrorContains(t, c.to.UnmarshalText([]byte(c.text)), c.why, c.text)
	}
	_, err := quantity.Fraction("50")
	assert.ErrorContains(t, err, "50% is a fraction of 0.5")
	v, err := quantity.EffectOf("25%")
	require.NoError(t, err)
	assert.InDelta(t, 0.25, v, 0)
}

// TestQuantityRead reads what is well written.
func TestQuantityRead(t *testing.T) {
	var seed quantity.Seed
	require.NoError(t, seed.UnmarshalText([]byte("010")))
	assert.Equal(t, quantity.Seed(10), seed, "digits are decimal")
	for text, want := range map[string]quantity.Scale{"sinuous": {}, "fronts": {Fronts: true}, "10km": {Step: 10_000}} {
		var got quantity.Scale
		require.NoError(t, got.UnmarshalText([]byte(text)), text)
		assert.Equal(t, want, got)
	}
	// Half of a minute of latitude is half a nautical mile.
	for text, want := range map[string]float64{"1'": 926, "0.1′": 92.6, "60\"": 926, "1°": 55_560, "93m": 93} {
		var got quantity.Rounding
		require.NoError(t, got.UnmarshalText([]byte(text)), text)
		assert.InDelta(t, want, float64(got), 1e-9, text)
	}
	var all quantity.Assignments
	require.NoError(t, all.UnmarshalText([]byte("Ogurja, of old=half,a=b=0.5,c="+quantity.Minus+"3km")))
	assert.Equal(t, quantity.Assignments{{Name: "Ogurja, of old", Value: "half"}, {Name: "a=b", Value: "0.5"}, {Name: "c", Value: "-3km"}}, all)
	w, err := quantity.Weight("3", "")
	require.NoError(t, err)
	assert.InDelta(t, 3, w, 0)
	w, err = quantity.Weight("-50km", regime.Additive)
	require.NoError(t, err)
	assert.InDelta(t, -50_000, w, 0)
	for text, rule := range map[string]regime.Weighting{"0": "", "50km": "", "3": regime.Additive} {
		_, err := quantity.Weight(text, rule)
		assert.Error(t, err, text)
	}
}
