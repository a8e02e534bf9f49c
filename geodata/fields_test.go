package geodata

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestFields checks the positions against decimal ones that were published
// elsewhere or computed from the print by hand, and the form of the list.
func TestFields(t *testing.T) {
	fields, err := Fields()
	require.NoError(t, err)
	want := map[string][2]float64{
		"Sardar-e Jangal": {51.271667, 38.575}, "Shah Deniz": {50.377, 39.937},
		"Kashagan": {51.583333, 46.166667}, "Neft Daşları": {50.860004, 40.237736},
	}
	require.Len(t, fields, len(want))
	var names []string
	for _, f := range fields {
		require.Contains(t, want, f.Name)
		assert.InDelta(t, want[f.Name][0], f.At[0], 1e-6, f.Name)
		assert.InDelta(t, want[f.Name][1], f.At[1], 1e-6, f.Name)
		assert.Equal(t, f.Name == "Sardar-e Jangal", f.Disputed != "", f.Name)
		assert.Contains(t, f.Quality, "published")
		assert.NotEmpty(t, f.Description)
		assert.NotEmpty(t, f.Printed)
		for _, name := range append([]string{f.Name}, f.Also...) {
			assert.False(t, slices.Contains(names, strings.ToLower(name)), "%s stands for two fields", name)
			names = append(names, strings.ToLower(name))
		}
		u, err := url.Parse(f.URL)
		require.NoError(t, err)
		assert.Contains(t, u.Scheme, "http")
		assert.NotEmpty(t, u.Host)
		for _, text := range []string{f.Source, f.URL} {
			assert.NotContains(t, text, "...")
			assert.NotContains(t, text, "…")
			assert.NotRegexp(t, `(?i)osm|openstreetmap|odbl|country-coder`, text)
		}
	}
	fields[0].Name = "changed"
	again, err := Fields()
	require.NoError(t, err)
	assert.NotEqual(t, "changed", again[0].Name)
}

func TestFieldsErrors(t *testing.T) {
	const head = "name,also,latitude,longitude,quality,description,disputed,source,url\n"
	for _, row := range []string{
		"F,,46,E51,q,d,,s,u", "F,,-46,51,q,d,,s,u", "F,,46°10'S,51°35'E,q,d,,s,u", "F,,\"46°10'61\"\"N\",51,q,d,,s,u", "F,,\"46°60'1\"\"N\",51,q,d,,s,u", "F,,46,181,q,d,,s,u", "\"", "F,46",
	} {
		_, err := parseFields(head + row + "\n")
		assert.Error(t, err, row)
	}
}
