package internal_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/cmd/internal/builtin"
)

// TestAlternatives compares the coasts that are built in with each other, and no other sea
// with them.
func TestAlternatives(t *testing.T) {
	read := func(name string) (*coast.Coast, error) { return coast.Read(builtin.Coast(name), coast.Options{}) }
	own, err := read("ne10m")
	require.NoError(t, err)
	sea, err := caspian.NewSea(own)
	require.NoError(t, err)
	others, err := builtin.Alternatives(sea, "ne10m", read)
	require.NoError(t, err)
	require.Len(t, others, len(builtin.Coasts)-1)
	for _, o := range others {
		assert.NotEqual(t, "ne10m", o.Name)
		assert.True(t, o.Sea.IsCaspian())
	}
	unread := errors.New("unread")
	_, err = builtin.Alternatives(sea, "ne10m", func(string) (*coast.Coast, error) { return nil, unread })
	assert.ErrorIs(t, err, unread)
	own.States[0].Code = "AA"
	other, err := caspian.NewSea(own)
	require.NoError(t, err)
	none, err := builtin.Alternatives(other, "", read)
	require.NoError(t, err)
	assert.Empty(t, none)
	assert.Nil(t, builtin.Coast("aral"))
	name, err := builtin.ByHash(own.SHA256)
	require.NoError(t, err)
	assert.Equal(t, "ne10m", name)
	name, err = builtin.ByHash("")
	require.NoError(t, err)
	assert.Empty(t, name)
}
