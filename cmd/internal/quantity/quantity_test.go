package quantity_test

import (
	"encoding"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/cmd/internal/quantity"
)

// TestLength reads lengths, and again what they write.
func TestLength(t *testing.T) {
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

// TestRefused says what is wrong.
func TestRefused(t *testing.T) {
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
