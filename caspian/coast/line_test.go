package coast

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadLine(t *testing.T) {
	const line = `{"type":"LineString","coordinates":[[49.44,46.22],[49.44,46.22],[49.5,46.2,-28]]}`
	const feature = `{"type":"Feature","properties":{"name":"agreed"},"geometry":` + line + `}`
	const point = `{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}`
	want := orb.LineString{{49.44, 46.22}, {49.5, 46.2}}
	const parts = `{"type":"MultiLineString","coordinates":[[[49.44,46.22],[49.45,46.21]],[[49.45,46.21],[49.47,46.205]],[[49.47,46.205],[49.5,46.2]]]}`
	const bare = `{"type":"Point","coordinates":[1,2]}`
	const geometries = `{"type":"GeometryCollection","geometries":[` + bare + `,{"geometries":[` + line + `],"type":"GeometryCollection"}]}`
	const collected = `{"type":"Feature","properties":{},"geometry":` + geometries + `}`
	for _, text := range []string{line, feature, `{"type":"FeatureCollection","features":[` + point + `,` + feature + `]}`,
		geometries, collected, `{"type":"FeatureCollection","features":[` + point + `,` + collected + `]}`,
		`{"type":"MultiLineString","coordinates":[[[49.44,46.22],[49.5,46.2]]]}`,
		`{"type":"MultiLineString","coordinates":[[[49.44,46.22]],[[49.44,46.22],[49.5,46.2]]]}`} {
		got, err := ReadLine(t.Context(), strings.NewReader(text))
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
	got, err := ReadLine(t.Context(), strings.NewReader(parts))
	require.NoError(t, err)
	assert.Equal(t, orb.LineString{{49.44, 46.22}, {49.45, 46.21}, {49.47, 46.205}, {49.5, 46.2}}, got)
	for _, k := range []struct {
		text, want string
		kind       error
	}{
		{`{"type":"FeatureCollection","features":[` + feature + `,` + feature + `]}`, "coast: the input has 2 LineStrings; give one", ErrFeature},
		{`{"type":"FeatureCollection","features":[` + feature + `,` + collected + `,{"type":"Feature","geometry":` + parts + `}]}`, "the input has 2 LineStrings and 1 MultiLineString", ErrFeature},
		{point, "the input has no line, but 1 Point;", ErrFeature},
		{`{"type":"GeometryCollection","geometries":[` + bare + `,` + bare + `]}`, "the input has no line, but 2 Points;", ErrFeature},
		{`{"type":"GeometryCollection","geometries":[]}`, "the input has no line;", ErrFeature},
		{`{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[3,4],[5,6]],[[7,8],[9,9]],[[3,3],[2,2]]]}`,
			"feature 0 at 7.000000 8.000000: it is a MultiLineString in 3 pieces that do not join: the second begins here; let each part begin where the one before ends", ErrFeature},
		{`{"type":"MultiLineString","coordinates":[[1,2],[3,4]]}`, "not those of a MultiLineString", ErrFeature},
		{`{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[]]}`, "an empty list stands in the place of a position (coordinates[1])", ErrFeature},
		{`{"type":"GeometryCollection","geometries":[7]}`, "a geometry in its collection is a number in the place of an object", ErrFeature},
		{`{"type":"LineString","coordinates":[[49.44],[49.5,46.2]]}`, "feature 0, vertex 0: a position needs two numbers, and this one has 1 (coordinates[0])", ErrPosition},
		{`{"type":"LineString","coordinates":[[49.44,146.22],[49.5,46.2]]}`, "the order is longitude, latitude", ErrPosition},
		{`{"type":"LineString","coordinates":[[1,2]]}`, "two different positions", ErrFeature},
		{`{"type":"LineString","coordinates":[1,2]}`, "not those of a LineString", ErrFeature},
		{`{"type":"LineString","coordinates":[]}`, "", ErrFeature},
		{`{"type":"LineString"}`, "", ErrFeature},
		{`{"type":"LineString","coordinates":[[1,2],[3,4]`, "not valid JSON", ErrSyntax},
		{``, "empty", ErrSyntax},
	} {
		got, err := ReadLine(t.Context(), strings.NewReader(k.text))
		require.ErrorIs(t, err, k.kind, k.text)
		assert.ErrorContains(t, err, k.want)
		assert.Nil(t, got)
	}
	ended, end := context.WithCancelCause(t.Context())
	cause := errors.New("enough")
	end(cause)
	_, err = ReadLine(ended, strings.NewReader(line))
	assert.ErrorIs(t, err, cause)
	// A context that ends when all is read ends the decoding.
	ended, end = context.WithCancelCause(t.Context())
	long := `{"type":"LineString","coordinates":[[1,2]` + strings.Repeat(",[3,4],[1,2]", 100_000) + "]}"
	_, err = ReadLine(ended, io.MultiReader(strings.NewReader(long), ending(func() { end(cause) })))
	assert.ErrorIs(t, err, cause)
}

// ending is an empty reader that calls a function.
type ending func()

func (e ending) Read([]byte) (int, error) {
	e()
	return 0, io.EOF
}
