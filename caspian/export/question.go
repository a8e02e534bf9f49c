package export

import (
	"bytes"
	"cmp"
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

// maxFile is the size in bytes up to which a division is read.
const maxFile = 64 << 20

// ReadQuestion reads a division that GeoJSON has written, and returns the question that
// it answers. With the regime and the options of that, Divide divides the same sea in the
// same way. A file that has no question, one of more than 64 MB, a question with members
// that there are not, one that is not what its SHA-256 says, and a regime that
// regime.Regime.Checked finds wrong are errors that wrap ErrQuestion. Whether the coast
// at hand is the question's is for the caller to compare.
func ReadQuestion(r io.Reader) (caspian.Question, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return caspian.Question{}, fmt.Errorf("export: reading a question: %w", err)
	}
	q, err := question(text)
	if err != nil {
		return caspian.Question{}, fmt.Errorf("%w: %w", ErrQuestion, err)
	}
	return q, nil
}

func question(text []byte) (q caspian.Question, err error) {
	if len(text) > maxFile {
		return q, fmt.Errorf("it is larger than %d MB", maxFile>>20)
	}
	division, err := member(text, "", "division")
	if err != nil {
		return q, err
	}
	asked, err := member(division, "division", "question")
	if err != nil {
		return q, err
	}
	digest, err := member(division, "division", "question_sha256")
	if err != nil {
		return q, err
	}
	d := json.NewDecoder(bytes.NewReader(asked))
	d.DisallowUnknownFields()
	if err := d.Decode(&q); err != nil {
		return q, fmt.Errorf("division.question: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	if want := strconv.Quote(q.SHA256()); string(digest) != want {
		return q, fmt.Errorf("division.question was changed by hand: its SHA-256 is %s, and question_sha256 is %.80s", want, digest)
	}
	if _, err := q.Regime.Checked(); err != nil {
		return q, fmt.Errorf("division.question.regime: %w", err)
	}
	return q, nil
}

// member returns a member of a JSON object, which itself is the member path of the file,
// or without a path the whole.
func member(text []byte, path, name string) (json.RawMessage, error) {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(text, &object); err != nil {
		var wrong *json.SyntaxError
		if errors.As(err, &wrong) {
			return nil, fmt.Errorf("it is not valid JSON: %s", strings.TrimPrefix(err.Error(), "json: "))
		}
		return nil, fmt.Errorf("%s is not a JSON object", cmp.Or(path, "the whole"))
	}
	value, ok := object[name]
	if !ok {
		return nil, fmt.Errorf("there is no member %s", strings.TrimPrefix(path+"."+name, "."))
	}
	return value, nil
}
