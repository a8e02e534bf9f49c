package jsonwalk

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// FuzzWalk holds the walker against encoding/json: it accepts the same texts, up
// to the depth that it allows, and reads the same strings and numbers.
func FuzzWalk(f *testing.F) {
	for _, s := range []string{`{"a":[1,2.5e3,-0,null,true],"b":"\u00e9\ud83d\ude00\n"}`, `[]`, `"x`, `01`, `1.e2`, "\"\x01\"", "\"\xff\"", `"\ud800"`, `123456789012345678901`,
		`0.1234567890123456789`, `9007199254740993`, `1e-400`, `[1,]`, `{"a" 1}`, `-`, `4.35`, `48.88444343`, "[1]x"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		w := New(data)
		err := w.Skip()
		if err == nil && !w.AtEnd() {
			err = w.Fail("more")
		}
		if bytes.Count(data, []byte("["))+bytes.Count(data, []byte("{")) >= defaultDepth {
			return
		}
		var tree any
		want := json.Unmarshal(data, &tree)
		assert.Equal(t, want == nil, err == nil, "%q: encoding/json says %v, the walker %v", data, want, err)
		switch v := tree.(type) {
		case string:
			got, err := New(data).Text()
			assert.NoError(t, err)
			assert.Equal(t, v, got)
		case float64:
			w := New(data)
			w.Peek()
			got, err := w.Number()
			assert.NoError(t, err)
			assert.Equal(t, math.Float64bits(v), math.Float64bits(got), "%q", data)
		}
	})
}

// visit walks over all values and hands on where each of them begins.
func visit(w *Walker, at func(path string, line, offset int)) error {
	var value func() error
	value = func() error {
		c := w.Peek()
		at(w.Path(), w.Line(), w.Offset())
		switch c {
		case '{':
			return w.Object(func(string) error { return value() })
		case '[':
			return w.Array(value)
		}
		return w.Skip()
	}
	return value()
}

func TestPaths(t *testing.T) {
	const text = `
{
  "id": "x",
  "cuts": [
    {"between": ["A", "B"],
     "line":
       [[1, 2],
        [3,
         4]]}, {}
  ], "": {"a.b": null}
}`
	var got []string
	w := New([]byte(text))
	require.NoError(t, visit(w, func(path string, line, offset int) {
		got = append(got, fmt.Sprintf("%s:%d %c", path, line, text[offset]))
	}))
	assert.True(t, w.AtEnd())
	assert.Empty(t, w.Path())
	assert.Equal(t, []string{":2 {", "id:3 \"", "cuts:4 [", "cuts[0]:5 {", "cuts[0].between:5 [", "cuts[0].between[0]:5 \"", "cuts[0].between[1]:5 \"",
		"cuts[0].line:7 [", "cuts[0].line[0]:7 [", "cuts[0].line[0][0]:7 1", "cuts[0].line[0][1]:7 2", "cuts[0].line[1]:8 [", "cuts[0].line[1][0]:8 3", "cuts[0].line[1][1]:9 4",
		"cuts[1]:9 {", ":10 {", "a.b:10 n"}, got)
}

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		text, says   string
		line, offset int
	}{
		{"{\"a\":1,\n\"a\":2}", "the member a is there twice", 2, 11},
		{`{"b":[{},{"c":1,"\u0063":2}]}`, "the member b[1].c is there twice", 1, 24},
		{"{\"a\":\n[1,2", "the input ends early", 2, 10},
		{"[[[[1]]]]", "values are nested too deeply", 1, 4},
		{"{\n\n1:2}", "a member's name must stand here", 3, 3},
		{"[1 2]", `'2' where ']' must stand`, 1, 3},
		{"[1e999]", "a number out of range", 1, 1},
		{"[nul]", "a value must stand here", 1, 1},
		{`["\x"]`, "an invalid escape", 1, 2},
	} {
		w := New([]byte(c.text))
		w.Depth, w.Unique = 3, true
		err := w.Skip()
		var syntax *SyntaxError
		require.ErrorAs(t, err, &syntax, c.text)
		assert.Equal(t, SyntaxError{c.offset, c.line, c.says}, *syntax, c.text)
		assert.EqualError(t, err, fmt.Sprintf("%s at byte %d", c.says, c.offset))
	}
	w := New([]byte(`{"a":1,"a":2}`))
	assert.NoError(t, w.Skip(), "members may be there twice")
	assert.NoError(t, New([]byte(strings.Repeat("[", defaultDepth)+strings.Repeat("]", defaultDepth))).Skip())
	assert.Error(t, New([]byte(strings.Repeat("[", defaultDepth+1)+strings.Repeat("]", defaultDepth+1))).Skip())
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		text string
		want []float64
		n    int
	}{{"[1]", []float64{1, -7}, 1}, {" [ 1.5 , -2e3 ] ", []float64{1.5, -2000}, 2}, {"[1,2,3,4]", []float64{1, 2}, 4}} {
		to := []float64{-7, -7}
		w := New([]byte(c.text))
		n, err := w.Numbers(to)
		require.NoError(t, err, c.text)
		assert.Equal(t, c.n, n, c.text)
		assert.Equal(t, c.want, to, c.text)
		assert.True(t, w.AtEnd(), c.text)
	}
	for _, text := range []string{"[]", "[1,]", "[1", "1", "[1 2]", "[\"1\"]", ""} {
		_, err := New([]byte(text)).Numbers(make([]float64, 2))
		assert.Error(t, err, text)
	}
}

func TestRaw(t *testing.T) {
	w := New([]byte(`[ 1.50 , {"a" : [ ] } ]`))
	var got []string
	require.NoError(t, w.Array(func() error {
		raw, err := w.Raw()
		got = append(got, string(raw))
		return err
	}))
	assert.Equal(t, []string{"1.50", `{"a" : [ ] }`}, got)
	for text, want := range map[string]byte{"[": 0, "": 0, "[]": ']', " { \n\"a\":1}": '"', "[ [1]]": '['} {
		w := New([]byte(text))
		assert.Equal(t, want, w.PeekInside(), text)
		assert.Equal(t, want, w.PeekInside(), text)
	}
}

func TestInterrupt(t *testing.T) {
	stop := errors.New("stop")
	for _, text := range []string{"[" + strings.Repeat("1,", 5000) + "1]", "{" + strings.Repeat(`"a":1,`, 5000) + `"a":1}`, "[" + strings.Repeat("[],{},", 5000) + "1]"} {
		calls := 0
		w := New([]byte(text))
		w.Interrupt = func() error {
			if calls++; calls == 3 {
				return stop
			}
			return nil
		}
		assert.ErrorIs(t, w.Skip(), stop)
		assert.Equal(t, 3, calls)
		assert.Less(t, w.Offset(), len(text))
	}
}

func BenchmarkSkip(b *testing.B) {
	text := []byte("[" + strings.Repeat(`{"at":[51.234567,38.987654321],"name":"x"},`, 1e4) + "0]")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if err := New(text).Skip(); err != nil {
			b.Fatal(err)
		}
	}
}
