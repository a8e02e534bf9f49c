package internal

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

	"caspian.example/division/caspian/internal/foreign"
	"caspian.example/division/caspian/internal/jsonwalk"
)

// FuzzWalk holds the walker against encoding/json: it accepts the same texts, up
// to the depth that it allows, and reads the same strings and numbers.
func FuzzWalk(f *testing.F) {
	for _, s := range []string{`{"a":[1,2.5e3,-0,null,true],"b":"\u00e9\ud83d\ude00\n"}`, `[]`, `"x`, `01`, `1.e2`, "\"\x01\"", "\"\xff\"", `"\ud800"`, `123456789012345678901`,
		`0.1234567890123456789`, `9007199254740993`, `1e-400`, `[1,]`, `{"a" 1}`, `-`, `4.35`, `48.88444343`, "[1]x"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		data = bytes.TrimPrefix(data, []byte(foreign.BOM))
		if bytes.HasPrefix(data, []byte(foreign.BOM)) {
			return // only the walker passes over it
		}
		w := jsonwalk.New(data)
		err := w.Skip()
		if err == nil && !w.AtEnd() {
			err = w.Fail("more")
		}
		if bytes.Count(data, []byte("["))+bytes.Count(data, []byte("{")) >= jsonwalk.DefaultDepth {
			return
		}
		var tree any
		want := json.Unmarshal(data, &tree)
		assert.Equal(t, json.Valid(data), err == nil, "%q: encoding/json says %v, the walker %v", data, want, err)
		if want != nil {
			return // a number out of range
		}
		switch v := tree.(type) {
		case string:
			got, err := jsonwalk.New(data).Text()
			assert.NoError(t, err)
			assert.Equal(t, v, got)
		case float64:
			w := jsonwalk.New(data)
			w.Peek()
			got, err := w.Number()
			assert.NoError(t, err)
			assert.Equal(t, math.Float64bits(v), math.Float64bits(got), "%q", data)
		}
	})
}

// visit walks over all values and hands on where each of them begins.
func visit(w *jsonwalk.Walker, at func(path string, line, offset int)) error {
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
	w := jsonwalk.New([]byte(text))
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
	many := strings.Builder{}
	for k := range 40 {
		fmt.Fprintf(&many, "\"%d\":0,", k)
	}
	for _, c := range []struct {
		text, says   string
		fault        jsonwalk.Fault
		line, column int
		offset       int
	}{
		{"{\"a\":1,\n\"a\":2}", "the member a stands twice, first at line 1, column 2 and again", jsonwalk.Twice, 2, 1, 8},
		{`{"b":[{},{"c":1,"\u0063":2}]}`, "the member b[1].c stands twice, first at line 1, column 11 and again", jsonwalk.Twice, 1, 17, 16},
		{"{" + many.String() + "\n\"7\":1}", "the member 7 stands twice, first at line 1, column 44 and again", jsonwalk.Twice, 2, 1, 272},
		{"{\n\"é\":1,\"é\":2}", "the member é stands twice, first at line 2, column 1 and again", jsonwalk.Twice, 2, 7, 9},
		{"[\"\xc4\"]", `the text is not UTF-8 but perhaps Windows-1252 (Latin-1), which has "Ä" here: the byte 0xC4 stands`, jsonwalk.Encoding, 1, 3, 2},
		{`["\ud800"]`, `the escape \ud800 is half a character`, jsonwalk.Encoding, 1, 3, 2},
		{`["\ud83d\ude00\udc00"]`, `the escape \udc00 is half a character`, jsonwalk.Encoding, 1, 15, 14},
		{"{\"a\":\n[1,2", "the input ends early", jsonwalk.Malformed, 2, 5, 10},
		{"[[[[1]]]]", "values are nested too deeply", jsonwalk.Malformed, 1, 5, 4},
		{"{\n\n1:2}", "a member's name must stand here", jsonwalk.Malformed, 3, 1, 3},
		{"[1 2]", `'2' where ']' must stand`, jsonwalk.Malformed, 1, 4, 3},
		{"[nul]", "a value must stand here", jsonwalk.Malformed, 1, 2, 1},
		{"[NaN]", "NaN stands here, which JSON does not have", jsonwalk.Malformed, 1, 2, 1},
		{"[-Infinity]", "-Infinity stands here, which JSON does not have", jsonwalk.Malformed, 1, 2, 1},
		{foreign.BOM + "[x]", "a value must stand here", jsonwalk.Malformed, 1, 2, 4},
		{`["\x"]`, "an invalid escape", jsonwalk.Malformed, 1, 3, 2},
	} {
		w := jsonwalk.New([]byte(c.text))
		w.Depth, w.Strict = 3, true
		err := w.Skip()
		var syntax *jsonwalk.SyntaxError
		require.ErrorAs(t, err, &syntax, c.text)
		syntax.Cure = ""
		assert.Equal(t, jsonwalk.SyntaxError{Fault: c.fault, Offset: c.offset, Place: foreign.Place{Line: c.line, Column: c.column}, What: c.says}, *syntax, c.text)
		assert.EqualError(t, err, fmt.Sprintf("%s at byte %d (line %d, column %d)", c.says, c.offset, c.line, c.column))
	}
	for _, text := range []string{`{"a":1,"a":2}`, "\"\xc4\"", `"\ud800"`} {
		assert.NoError(t, jsonwalk.New([]byte(text)).Skip(), "a walker that is not strict reads %q", text)
	}
	strict := jsonwalk.New([]byte(`{"a":{"a":1,"b":[{"a":1},{"a":2}]},"b":2,"c":{"a":3}}`))
	strict.Strict = true
	assert.NoError(t, strict.Skip(), "objects have names of their own")
	assert.NoError(t, jsonwalk.New([]byte(strings.Repeat("[", jsonwalk.DefaultDepth)+strings.Repeat("]", jsonwalk.DefaultDepth))).Skip())
	assert.Error(t, jsonwalk.New([]byte(strings.Repeat("[", jsonwalk.DefaultDepth+1)+strings.Repeat("]", jsonwalk.DefaultDepth+1))).Skip())
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		text  string
		want  []float64
		n     int
		whole bool
		next  byte
	}{
		{"[1]", []float64{1, -7}, 1, true, 0}, {" [ 1.5 , -2e3 ] ", []float64{1.5, -2000}, 2, true, 0}, {"[1,2,3,4]", []float64{1, 2}, 4, true, 0},
		{"[]", []float64{-7, -7}, 0, false, ']'}, {"[1,]", []float64{1, -7}, 1, false, ']'}, {`["1"]`, []float64{-7, -7}, 0, false, '"'},
		{"[1,null]", []float64{1, -7}, 1, false, 'n'}, {"[1,NaN]", []float64{1, -7}, 1, false, 'N'}, {"[-Infinity]", []float64{-7, -7}, 0, false, '-'},
		{"[1e999]", []float64{-7, -7}, 0, false, '1'}, {"[1", []float64{1, -7}, 0, true, 0},
	} {
		to := []float64{-7, -7}
		w := jsonwalk.New([]byte(c.text))
		n, whole, err := w.Numbers(to)
		assert.Equal(t, c.want, to, c.text)
		if c.n == 0 && c.whole {
			assert.Error(t, err, c.text)
			continue
		}
		require.NoError(t, err, c.text)
		assert.Equal(t, c.n, n, c.text)
		assert.Equal(t, c.whole, whole, c.text)
		assert.Equal(t, c.next, w.Peek(), c.text)
	}
	for _, text := range []string{"[1", "1", "[1 2]", ""} {
		_, _, err := jsonwalk.New([]byte(text)).Numbers(make([]float64, 2))
		assert.Error(t, err, text)
	}
	w := jsonwalk.New([]byte("[1e999 , 2]"))
	_, err := w.Number()
	assert.Error(t, err)
	_, _, err = w.Numbers(nil)
	require.NoError(t, err)
	_, err = w.Number()
	assert.ErrorContains(t, err, "a number out of range")
	_, finite, err := w.Float()
	require.NoError(t, err)
	assert.False(t, finite)
	more, err := w.More()
	require.NoError(t, err)
	assert.True(t, more)
	require.NoError(t, w.Skip())
	more, err = w.More()
	require.NoError(t, err)
	assert.False(t, more)
	_, err = jsonwalk.New([]byte("x")).More()
	assert.Error(t, err)
}

func TestRaw(t *testing.T) {
	w := jsonwalk.New([]byte(`[ 1.50 , {"a" : [ ] } ]`))
	var got []string
	require.NoError(t, w.Array(func() error {
		raw, err := w.Raw()
		got = append(got, string(raw))
		return err
	}))
	assert.Equal(t, []string{"1.50", `{"a" : [ ] }`}, got)
	for text, want := range map[string]byte{"[": 0, "": 0, "[]": ']', " { \n\"a\":1}": '"', "[ [1]]": '['} {
		w := jsonwalk.New([]byte(text))
		assert.Equal(t, want, w.PeekInside(), text)
		assert.Equal(t, want, w.PeekInside(), text)
	}
}

func TestInterrupt(t *testing.T) {
	stop := errors.New("stop")
	for _, text := range []string{"[" + strings.Repeat("1,", 5000) + "1]", "{" + strings.Repeat(`"a":1,`, 5000) + `"a":1}`, "[" + strings.Repeat("[],{},", 5000) + "1]"} {
		calls := 0
		w := jsonwalk.New([]byte(text))
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
		if err := jsonwalk.New(text).Skip(); err != nil {
			b.Fatal(err)
		}
	}
}
