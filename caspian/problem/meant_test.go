package problem

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestMeant(t *testing.T) {
	known := []string{"shares", "rest", "measure", "Garabogazköl"}
	for name, want := range map[string]string{
		"share": "shares", "SHARES": "shares", "reste": "rest", "maesure": "measure", "garabogazkol": "Garabogazköl", "zones": "", "": "",
	} {
		assert.Equal(t, want, Meant(name, known), name)
	}
	// Damerau's distance, restricted: a swap counts one, and CA–ABC three.
	assert.Equal(t, []int{0, 1, 3, 3, 3}, []int{edits("ab", "ab"), edits("ab", "ba"), edits("ca", "abc"), edits("kitten", "sitting"), edits("", "abc")})
}
