package digest

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestOwn compares with the standard library, of texts of all lengths around a block's.
func TestOwn(t *testing.T) {
	for size := range 300 {
		text := []byte(strings.Repeat("Wem gehört das Kaspische Meer? ", 10)[:size])
		want := sha256.Sum256(text)
		assert.Equal(t, hex.EncodeToString(want[:]), own(text), size)
		assert.Equal(t, own(text), Of(text))
	}
}
