package geodata

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestAgreedLines checks the catalogue against two of its points as other
// documents give them, and its form.
func TestAgreedLines(t *testing.T) {
	lines, err := AgreedLines()
	require.NoError(t, err)
	require.Len(t, lines, 1)
	l := lines[0]
	assert.Equal(t, [2]string{"KZ", "RU"}, l.States)
	require.Len(t, l.Points, 39)
	// Point 39 is the tripoint of the protocol of 27 February 2003, 42°33.6′N
	// 49°53.3′E.
	assert.InDelta(t, 42.56, l.Points[38][1], 1e-9)
	assert.InDelta(t, 49+53.3/60, l.Points[38][0], 1e-9)
	assert.NotEmpty(t, l.Source)
	u, err := url.Parse(l.URL)
	require.NoError(t, err)
	assert.Equal(t, "https", u.Scheme)
	for k, p := range l.Points {
		assert.True(t, p[0] > 48 && p[0] < 51 && p[1] > 42 && p[1] < 47, "point %d", k+1)
	}
}

func TestAgreedLinesErrors(t *testing.T) {
	const head = "states,number,latitude,longitude,source,url\n"
	for _, row := range []string{
		"KZ-RU,2,46°13.3'N,49°26.4'E,s,u", "KZ-RU,1,46°13.3'S,49°26.4'E,s,u", "KZ-RU,1,46°13.3'N,49°66.4'E,s,u", "KZ-RU,1,46.2,49.4,s,u", "\"",
	} {
		_, err := parseAgreed(head + row + "\n")
		assert.Error(t, err, row)
	}
}
