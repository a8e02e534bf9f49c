package export

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/regime"
)

// TestControlCharacters holds that names may have any character: KML is well-formed,
// and GeoJSON has them as they are.
func TestControlCharacters(t *testing.T) {
	d := *divided.By(t, divided.Sea(t, "ne10m"), regime.Median())
	name := "a\x00b\vc\x1f\u0085\uFFFEd\U0001FFFFe می\u200cخواهم"
	d.Zones = slices.Clone(d.Zones)
	d.Zones[0].Holder.Name = name
	d.Question.Regime.Title = name
	var b bytes.Buffer
	require.NoError(t, KML(&b, &d))
	found := false
	for x := xml.NewDecoder(&b); ; {
		token, err := x.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		text, ok := token.(xml.CharData)
		found = found || ok && strings.HasSuffix(string(text), "e می\u200cخواهم")
	}
	assert.True(t, found, "the name is there to its end")
	b.Reset()
	require.NoError(t, GeoJSON(&b, &d))
	var out struct {
		Features []struct{ Properties struct{ Name string } }
	}
	require.NoError(t, json.Unmarshal(b.Bytes(), &out))
	assert.Equal(t, name, out.Features[0].Properties.Name)
}
