package sorting

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestLikeSlices sorts lists with many equal elements as package slices does.
func TestLikeSlices(t *testing.T) {
	type element struct{ key, number int }
	compare := func(a, b element) int { return cmp.Compare(a.key, b.key) }
	r := rand.New(rand.NewPCG(1, 1))
	for size := range 300 {
		var all []element
		for k := range size {
			all = append(all, element{r.IntN(1 + size/3), k})
		}
		for name, sorts := range map[string][2]func([]element, func(a, b element) int){
			"any order": {Func[element], slices.SortFunc[[]element]}, "stable": {Stable[element], slices.SortStableFunc[[]element]},
		} {
			got, want := slices.Clone(all), slices.Clone(all)
			sorts[0](got, compare)
			sorts[1](want, compare)
			assert.Equal(t, want, got, "%d elements, %s", size, name)
		}
	}
}
