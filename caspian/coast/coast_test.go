package coast

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/geodesic"
)

// TestProvenance holds that a coast knows the bytes and the snapping distance that
// it was read with, for as long as they are what it consists of.
func TestProvenance(t *testing.T) {
	for _, text := range []string{bay, "\ufeff" + bay + "\n"} {
		want := fmt.Sprintf("%x", sha256.Sum256([]byte(text)))
		c, err := Read(strings.NewReader(text), Options{Snap: 2.5})
		require.NoError(t, err)
		assert.Equal(t, want, c.SHA256)
		assert.Equal(t, 2.5, c.Snap)
		closed, err := c.Close("mouth")
		require.NoError(t, err)
		assert.Equal(t, want, closed.SHA256)
		assert.Equal(t, 2.5, closed.Snap)
		moved, err := c.MoveTerminus(c.Termini()[0], 1000)
		require.NoError(t, err)
		assert.Empty(t, moved.SHA256)
		displaced, err := c.Displace(func(v geodesic.Vec) geodesic.Vec { return v })
		require.NoError(t, err)
		assert.Empty(t, displaced.SHA256)
		assert.Equal(t, want, c.SHA256)
	}
	c, err := Read(strings.NewReader(bay), Options{})
	require.NoError(t, err)
	assert.Equal(t, 1.0, c.Snap)
}
