package internal

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/internal/cancelling"
)

// TestWorking finds a goroutine that is left at work, and none that has ended.
func TestWorking(t *testing.T) {
	assert.Empty(t, cancelling.Working())
	hold := make(chan bool)
	go func() { <-hold }()
	assert.Len(t, cancelling.Working(), 1)
	close(hold)
	for until := time.Now().Add(time.Minute); len(cancelling.Working()) > 0; time.Sleep(time.Millisecond) {
		require.True(t, time.Now().Before(until), "it has ended, and is found")
	}
}

// TestCheck calls work that asks its context a number of times.
func TestCheck(t *testing.T) {
	calls := 0
	cancelling.Check(t, func(ctx context.Context) error {
		calls++
		for range 100 {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
		}
		return nil
	})
	assert.Equal(t, 8, calls, "1, 2, 4 … 128 times")
}
