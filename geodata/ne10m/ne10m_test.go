package ne10m_test

import (
	"crypto/sha256"
	"fmt"
	"io"
	"testing"

	"caspian.example/division/geodata/ne10m"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestProvenance(t *testing.T) {
	data, err := io.ReadAll(ne10m.Coast())
	require.NoError(t, err)
	assert.Contains(t, ne10m.Provenance(), fmt.Sprintf("sha256 `%x`", sha256.Sum256(data)), "the file is the one that PROVENANCE.md describes")
	assert.Contains(t, ne10m.Notice(), "public domain")
	assert.Contains(t, ne10m.Notice(), "Copyright 2013-2019 Michael Bostock")
}
