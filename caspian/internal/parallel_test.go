package internal

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"

	"caspian.example/division/caspian/internal/parallel"
)

// TestEach does every piece once, and none after the context has ended.
func TestEach(t *testing.T) {
	done := make([]atomic.Int32, 100)
	parallel.Each(context.Background(), len(done), func(k int) { done[k].Add(1) })
	for k := range done {
		assert.EqualValues(t, 1, done[k].Load(), k)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	parallel.Each(ctx, 10, func(int) { t.Error("work after the end") })
}

// TestCounting tells every piece, in ascending parts.
func TestCounting(t *testing.T) {
	var told []float64
	tell := parallel.Counting(func(done float64) { told = append(told, done) }, 4)
	for range 4 {
		tell()
	}
	assert.Equal(t, []float64{0.25, 0.5, 0.75, 1}, told)
	parallel.Counting(nil, 1)()
}

// TestFall passes a panic of a goroutine on to the caller, with the place.
func TestFall(t *testing.T) {
	fall := func(int) { panic("stumbled") }
	fell := parallel.Caught(func() { parallel.Each(context.Background(), 3, fall) })
	assert.EqualError(t, fell, "stumbled")
	assert.Contains(t, string(fell.Stack), "TestFall")
	assert.Same(t, fell, parallel.Caught(func() { panic(fell) }), "it is passed on as it is")
	assert.Nil(t, parallel.Caught(func() {}))
}
