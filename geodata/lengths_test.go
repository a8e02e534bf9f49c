package geodata

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCoastLengths(t *testing.T) {
	lengths, err := CoastLengths()
	require.NoError(t, err)
	require.Len(t, lengths, 9)
	for k, l := range lengths {
		if k < 5 {
			assert.Equal(t, []string{"AZ", "IR", "KZ", "RU", "TM"}[k], l.State)
		}
		assert.NotEmpty(t, l.Source)
		u, err := url.Parse(l.URL)
		require.NoError(t, err)
		assert.NotEmpty(t, u.Host)
		km, err := strconv.ParseFloat(strings.TrimPrefix(l.Wording, "about "), 64)
		require.NoError(t, err)
		assert.Equal(t, 1000*km, l.Metres)
	}
}
