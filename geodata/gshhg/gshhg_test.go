package gshhg_test

import (
	"crypto/sha256"
	"fmt"
	"io"
	"testing"

	"caspian.example/division/geodata/gshhg"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestProvenance(t *testing.T) {
	data, err := io.ReadAll(gshhg.Coast())
	require.NoError(t, err)
	assert.Contains(t, gshhg.Provenance(), fmt.Sprintf("sha256 `%x`", sha256.Sum256(data)), "the file is the one that PROVENANCE.md describes")
	assert.Contains(t, gshhg.Provenance(), gshhg.Licence)
	assert.Contains(t, gshhg.Provenance(), "GSHHG")
	assert.Contains(t, gshhg.Notice(), "GNU Lesser General Public License")
	assert.Contains(t, gshhg.Notice(), "modified version")
}
