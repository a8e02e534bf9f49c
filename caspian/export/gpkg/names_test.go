//go:build !js

package gpkg

import (
	"bytes"
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/regime"
)

// TestControlCharacters holds that no reader finds the end of a name before its end:
// control characters are blanks, whatever else a name has is as it was.
func TestControlCharacters(t *testing.T) {
	sea, err := caspian.ReadSea(strings.NewReader(`{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[1,0],[0,0],[0,1]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,1],[1,1],[1,0]]}}]}`))
	require.NoError(t, err)
	d, err := caspian.Divide(context.Background(), sea, regime.Median(), divided.Options(sea))
	require.NoError(t, err)
	for _, c := range []struct{ name, want string }{
		{"a\x00b\vc\x1f\u0085d", "a b c  d"},
		{"می\u200cخواهم 中国 😀\uFFFE'\"; --", "می\u200cخواهم 中国 😀\uFFFE'\"; --"},
	} {
		d.Zones = slices.Clone(d.Zones)
		for k := range d.Zones {
			d.Zones[k].Holder.Name = c.name
		}
		d.Question.Regime.Title = c.name
		var b bytes.Buffer
		require.NoError(t, Write(&b, d))
		file := filepath.Join(t.TempDir(), "names.gpkg")
		require.NoError(t, os.WriteFile(file, b.Bytes(), 0o600))
		db, err := sql.Open("sqlite", file)
		require.NoError(t, err)
		var name string
		require.NoError(t, db.QueryRow("SELECT name FROM sectors").Scan(&name))
		assert.Equal(t, c.want, name)
		var nuls int
		require.NoError(t, db.QueryRow("SELECT count(*) FROM gpkg_metadata WHERE instr(metadata, char(0)) > 0").Scan(&nuls))
		assert.Zero(t, nuls)
		require.NoError(t, db.Close())
	}
}
