package dcw_test

import (
	"crypto/sha256"
	"fmt"
	"io"
	"testing"

	"caspian.example/division/geodata/dcw"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestProvenance(t *testing.T) {
	data, err := io.ReadAll(dcw.Coast())
	require.NoError(t, err)
	assert.Contains(t, dcw.Provenance(), fmt.Sprintf("sha256 `%x`", sha256.Sum256(data)), "the file is the one that PROVENANCE.md describes")
	assert.Contains(t, dcw.Provenance(), dcw.Licence)
	assert.Contains(t, dcw.Provenance(), "DCW-GMT")
	assert.Contains(t, dcw.Notice(), "GNU Lesser General Public License")
	assert.Contains(t, dcw.Notice(), "modified version")
}
