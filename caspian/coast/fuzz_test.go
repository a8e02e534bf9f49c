package coast

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// FuzzScan holds the scanner against encoding/json: it accepts the same texts,
// up to the depth that it allows, and reads the same strings and numbers.
func FuzzScan(f *testing.F) {
	for _, s := range []string{`{"a":[1,2.5e3,-0,null,true],"b":"\u00e9\ud83d\ude00\n"}`, `[]`, `"x`, `01`, `1.e2`, "\"\x01\"", "\"\xff\"", `"\ud800"`, `123456789012345678901`,
		`0.1234567890123456789`, `9007199254740993`, `1e-400`, `[1,]`, `{"a" 1}`, `-`, `4.35`, `48.88444343`, "[1]x"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s := scanner{data: data}
		err := s.skip()
		if err == nil {
			if s.peek(); s.pos < len(data) {
				err = s.fail("more")
			}
		}
		if bytes.Count(data, []byte("["))+bytes.Count(data, []byte("{")) >= maxDepth {
			return
		}
		var tree any
		want := json.Unmarshal(data, &tree)
		assert.Equal(t, want == nil, err == nil, "%q: encoding/json says %v, the scanner %v", data, want, err)
		switch v := tree.(type) {
		case string:
			s := scanner{data: data}
			s.peek()
			got, err := s.text()
			assert.NoError(t, err)
			assert.Equal(t, v, got)
		case float64:
			got, err := (&scanner{data: data}).literal()
			assert.NoError(t, err)
			assert.Equal(t, math.Float64bits(v), math.Float64bits(got), "%q", data)
		}
	})
}

// FuzzRead holds that any input gives a coast or an error, never both.
func FuzzRead(f *testing.F) {
	f.Add([]byte(collection(north, south)))
	f.Add([]byte(collection(north, south, island("B", "i", "[[0.2,0.2],[0.4,0.2],[0.4,0.4],[0.2,0.2]]"))))
	f.Add([]byte(collection(stretch("A", "[[179,0],[-179,0],[180,1]]"), stretch("B", "[[180,1],[179,0]]"))))
	f.Add([]byte(strings.Repeat("[", 100)))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Read(bytes.NewReader(data), Options{})
		assert.Equal(t, c == nil, err != nil)
		if c != nil {
			assert.GreaterOrEqual(t, len(c.Shore), 4)
		}
	})
}
