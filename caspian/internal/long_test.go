package internal

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"caspian.example/division/caspian/internal/long"
)

func TestForm(t *testing.T) {
	for value, want := range map[string]bool{"1": true, "": false, "0": false} {
		t.Setenv("CASPIAN_LONG", value)
		assert.Equal(t, want, long.Form(), "%q", value)
		assert.Equal(t, want, long.Or(30, 3) == 30, "%q", value)
	}
}
