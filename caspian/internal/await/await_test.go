package await

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDo(t *testing.T) {
	failed := errors.New("failed")
	for _, ctx := range []context.Context{context.Background(), t.Context()} {
		v, err := Do(ctx, func() (int, error) { return 3, failed })
		assert.Equal(t, 3, v)
		assert.Equal(t, failed, err)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	hold, started := make(chan bool), make(chan bool)
	defer close(hold)
	go func() {
		<-started
		cancel(failed)
	}()
	v, err := Do(ctx, func() (int, error) {
		close(started)
		<-hold // only the end of the test ends this work
		return 3, nil
	})
	assert.Zero(t, v)
	assert.Equal(t, failed, err)
}
