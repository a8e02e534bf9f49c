package geodata

import (
	"net/url"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTreatyPoints holds the points to the text of the protocol, and the first to
// the last point of the catalogue of another treaty.
func TestTreatyPoints(t *testing.T) {
	points, err := TreatyPoints()
	require.NoError(t, err)
	require.Len(t, points, 2)
	lines, err := AgreedLines()
	require.NoError(t, err)
	assert.Equal(t, lines[0].Points[38], points[0].At)
	assert.Equal(t, []string{"AZ", "KZ", "RU"}, points[0].Joins)
	assert.False(t, points[0].Conditional)
	assert.InDelta(t, 41+32.4/60, points[1].At[1], 1e-12)
	assert.InDelta(t, 50+56.6/60, points[1].At[0], 1e-12)
	assert.Equal(t, []string{"AZ", "KZ", "TM"}, points[1].Joins)
	assert.Equal(t, []string{"AZ", "KZ"}, points[1].States, "Turkmenistan has not agreed")
	assert.True(t, points[1].Conditional)
	for _, p := range points {
		assert.True(t, slices.IsSorted(p.States) && slices.IsSorted(p.Joins))
		assert.NotEmpty(t, p.Name)
		assert.NotEmpty(t, p.Note)
		assert.Contains(t, p.Source, "27 February 2003")
		u, err := url.Parse(p.URL)
		require.NoError(t, err)
		assert.Equal(t, "https", u.Scheme)
	}
}

func TestTreatyPointsErrors(t *testing.T) {
	const head = "name,states,joins,latitude,longitude,status,note,source,url\n"
	for _, row := range []string{
		"p,A-B,A-B,46°13.3'S,49°26.4'E,agreed,n,s,u", "p,A-B,A-B,46°13.3'N,49.4,agreed,n,s,u", "p,A-B,A-B,46°13.3'N,49°26.4'E,secondary,n,s,u", "\"",
	} {
		_, err := parseTreaty(head + row + "\n")
		assert.Error(t, err, row)
	}
}
