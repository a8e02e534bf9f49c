package report

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// parts is into how many parts a test cuts its work.
const parts = 50

// numbersThen returns 0 … parts−1 and then err.
func numbersThen(err error) func() (int, error) {
	k := -1
	return func() (int, error) {
		if k++; k < parts {
			return k, nil
		}
		return 0, err
	}
}

func TestInOrder(t *testing.T) {
	failed := errors.New("failed")
	slowEven := func(k int, b *bytes.Buffer) error {
		if k%2 == 0 {
			time.Sleep(time.Millisecond)
		}
		_, err := fmt.Fprintln(b, k)
		return err
	}
	var want strings.Builder
	for k := range parts {
		fmt.Fprintln(&want, k)
	}
	var out strings.Builder
	require.NoError(t, inOrder(t.Context(), &out, numbersThen(io.EOF), slowEven))
	assert.Equal(t, want.String(), out.String())

	// An error of the input comes after what was before it.
	out.Reset()
	assert.Equal(t, failed, inOrder(t.Context(), &out, numbersThen(failed), slowEven))
	assert.Equal(t, want.String(), out.String())

	// Of two errors the first in order counts.
	out.Reset()
	err := inOrder(t.Context(), &out, numbersThen(io.EOF), func(k int, b *bytes.Buffer) error {
		if k == 7 {
			time.Sleep(20 * time.Millisecond)
		}
		if k >= 7 {
			return fmt.Errorf("number %d", k)
		}
		return slowEven(k, b)
	})
	assert.EqualError(t, err, "number 7")
	assert.Equal(t, "0\n1\n2\n3\n4\n5\n6\n", out.String())

	assert.Equal(t, failed, inOrder(t.Context(), failing{failed}, numbersThen(io.EOF), slowEven))

	// The end of the context ends it, also while the input waits.
	ctx, cancel := context.WithCancelCause(t.Context())
	wait := make(chan bool)
	defer close(wait)
	err = inOrder(ctx, io.Discard, func() (int, error) {
		cancel(failed)
		<-wait
		return 0, io.EOF
	}, slowEven)
	assert.Equal(t, failed, err)
}

// failing is a writer that fails.
type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// TestAppendFixed compares with the way of the standard library.
func TestAppendFixed(t *testing.T) {
	for _, v := range []float64{0, -0.0004, 1, 51.271666667, -179.999999999, 123456.789, -0.5, 1e-9, 2345.26, -33.3} {
		for _, decimals := range []int{1, 3, 9} {
			want := strings.TrimPrefix(fmt.Sprintf("%.*f", decimals, v), "-")
			got := strings.TrimPrefix(string(appendFixed(nil, v, decimals)), "-")
			assert.Equal(t, want, got)
			if strings.Trim(want, "0.") != "" {
				assert.Equal(t, v < 0, appendFixed(nil, v, decimals)[0] == '-')
			}
		}
	}
}
