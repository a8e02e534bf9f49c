package setting

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/divided"
	samples "caspian.example/division/caspian/internal/seas"
	"caspian.example/division/geodata"
)

// TestBorders holds that on every coast all five land borders end where the coast says,
// and that nothing else of them is moved.
func TestBorders(t *testing.T) {
	s, err := geodata.CaspianSurroundings()
	require.NoError(t, err)
	for _, name := range []string{"gshhg", "ne10m"} {
		c := divided.Sea(t, name).Coast()
		require.True(t, Near(s, c))
		lines := Borders(s, c)
		require.Len(t, lines, len(s.Borders))
		ends := 0
		for k, line := range lines {
			for i, q := range line {
				if q == s.Borders[k].Line[i] {
					continue
				}
				ends++
				assert.True(t, i == 0 || i == len(line)-1)
				states := []string{}
				for _, terminus := range c.Termini() {
					if terminus.At == q {
						states = []string{c.States[terminus.Before].Code, c.States[terminus.After].Code}
					}
				}
				slices.Sort(states)
				assert.Equal(t, s.Borders[k].States[:], states, name)
			}
		}
		assert.Equal(t, 5, ends, name)
	}
	assert.False(t, Near(nil, divided.Sea(t, "ne10m").Coast()))
	assert.False(t, Near(s, divided.Sea(t, samples.Bays).Coast()), "it is elsewhere")
}

// TestIsland holds that an island of the coast is found near each that is published, and
// none where there is none.
func TestIsland(t *testing.T) {
	s, err := geodata.CaspianSurroundings()
	require.NoError(t, err)
	c := divided.Sea(t, "gshhg").Coast()
	found := 0
	for _, i := range s.Islands {
		at, ok := Island(i, c)
		if !ok {
			continue
		}
		found++
		far, _, _ := geodesic.WGS84.Inverse(at, i.At)
		assert.Less(t, far, offshore, i.Name)
	}
	assert.GreaterOrEqual(t, found, 5)
	far := s.Islands[0]
	far.At[0] += 1
	_, ok := Island(far, c)
	assert.False(t, ok)
}
