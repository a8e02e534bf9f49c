package geodata_test

import (
	"crypto/sha256"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"caspian.example/division/geodata/dcw"
	"caspian.example/division/geodata/gshhg"
	"caspian.example/division/geodata/ne10m"
)

// TestProvenance holds that the coasts are the files that their PROVENANCE.md describe,
// and that licences are told.
func TestProvenance(t *testing.T) {
	for _, c := range []struct {
		data               []byte
		provenance, notice string
		says               []string
	}{
		{read(t, gshhg.Coast()), gshhg.Provenance(), gshhg.Notice(), []string{"GNU Lesser General Public License", "modified version"}},
		{read(t, dcw.Coast()), dcw.Provenance(), dcw.Notice(), []string{"GNU Lesser General Public License", "modified version"}},
		{read(t, ne10m.Coast()), ne10m.Provenance(), ne10m.Notice(), []string{"public domain", "Copyright 2013-2019 Michael Bostock"}},
	} {
		assert.Contains(t, c.provenance, fmt.Sprintf("sha256 `%x`", sha256.Sum256(c.data)))
		for _, words := range c.says {
			assert.Contains(t, c.notice, words)
		}
	}
	assert.Contains(t, gshhg.Provenance(), gshhg.Licence)
	assert.Contains(t, gshhg.Provenance(), "GSHHG")
	assert.Contains(t, dcw.Provenance(), dcw.Licence)
	assert.Contains(t, dcw.Provenance(), "DCW-GMT")
}
