package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"caspian.example/division/caspian"
)

// ErrQuestion is wrapped by errors of ReadQuestion that are about what it has read.
var ErrQuestion = errors.New("export: the file must be a division in GeoJSON as this program writes it")

// maxHead is how many bytes of a file are read: twice what a regime may have.
const maxHead = 16 << 20

// ReadQuestion reads a division that GeoJSON has written, as far as its description, and
// returns the question that it answers. With the regime and the options of that, Divide
// divides the same sea in the same way. A file without a question in its first 16 MB, a
// question with members that there are not, one that is not what its SHA-256 says, and a
// regime that regime.Regime.Checked finds wrong are errors that wrap ErrQuestion. Whether
// the coast at hand is the question's is for the caller to compare.
func ReadQuestion(r io.Reader) (caspian.Question, error) {
	text, err := description(r)
	if err != nil {
		return caspian.Question{}, err
	}
	q, err := question(text)
	if err != nil {
		return caspian.Question{}, fmt.Errorf("%w: division%w", ErrQuestion, err)
	}
	return q, nil
}

// description returns the member division of a file, and reads no further.
func description(r io.Reader) (value json.RawMessage, err error) {
	head := &io.LimitedReader{R: r, N: maxHead}
	d := json.NewDecoder(head)
	wrong := func(err error) error {
		var syntax *json.SyntaxError
		switch {
		case errors.As(err, &syntax):
			return fmt.Errorf("%w: it is not valid JSON: %w", ErrQuestion, err)
		case !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF):
			return fmt.Errorf("export: reading a question: %w", err)
		case head.N <= 0:
			return fmt.Errorf("%w: there is no whole member division in its first %d MB", ErrQuestion, maxHead>>20)
		}
		return fmt.Errorf("%w: it is not valid JSON: it ends too early", ErrQuestion)
	}
	begin, err := d.Token()
	if err != nil {
		return nil, wrong(err)
	}
	if begin != json.Delim('{') {
		return nil, fmt.Errorf("%w: it is not a JSON object", ErrQuestion)
	}
	for d.More() {
		name, err := d.Token()
		if err == nil {
			err = d.Decode(&value)
		}
		if err != nil {
			return nil, wrong(err)
		}
		if name == "division" {
			return value, nil
		}
	}
	if _, err := d.Token(); err != nil {
		return nil, wrong(err)
	}
	return nil, fmt.Errorf("%w: there is no member division", ErrQuestion)
}

// question returns the question of a description. Its errors go on from the name of that.
func question(text []byte) (q caspian.Question, err error) {
	var members map[string]json.RawMessage
	if json.Unmarshal(text, &members) != nil {
		return q, errors.New(" is not a JSON object")
	}
	for _, name := range []string{"question", "question_sha256"} {
		if _, ok := members[name]; !ok {
			return q, fmt.Errorf(" has no member %s", name)
		}
	}
	d := json.NewDecoder(bytes.NewReader(members["question"]))
	d.DisallowUnknownFields()
	if err := d.Decode(&q); err != nil {
		return q, fmt.Errorf(".question: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	if sha, own := strconv.Quote(q.SHA256()), members["question_sha256"]; string(own) != sha {
		return q, fmt.Errorf(".question was changed by hand: its SHA-256 is %s, and question_sha256 is %.80s", sha, own)
	}
	if _, err := q.Regime.Checked(); err != nil {
		return q, fmt.Errorf(".question.regime: %w", err)
	}
	return q, nil
}
