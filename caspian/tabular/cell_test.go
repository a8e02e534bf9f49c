package tabular

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestCell keeps formulas from spreadsheets, and leaves numbers and all else.
func TestCell(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "=1+1": "'=1+1", "+A1": "'+A1", "-A1": "'-A1", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx", "\nx": "'\nx", "＝1": "'＝1",
		"-69.5": "-69.5", "+1e3": "+1e3", "a=b": "a=b", "AZ-KZ": "AZ-KZ", "'=x": "'=x",
	} {
		assert.Equal(t, want, Cell(text))
	}
}
