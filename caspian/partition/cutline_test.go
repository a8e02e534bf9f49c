package partition

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestMeetAtCommonEnd holds that two edges of one line meet in their common
// vertex exactly, also on machines that fuse a product and a difference: there
// the agreed line of Kazakhstan and Russia seemed to cross itself.
func TestMeetAtCommonEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		axis := rapid.Float64Range(-1e6, 1e6)
		point := func(name string) *place {
			return &place{x: axis.Draw(t, name+" x"), y: axis.Draw(t, name+" y")}
		}
		a, b, c := point("a"), point("b"), point("c")
		if s, u, ok := meet(a, b, b, c); ok {
			require.Equal(t, [2]float64{1, 0}, [2]float64{s, u})
		}
		if s, u, ok := meet(b, c, a, b); ok {
			require.Equal(t, [2]float64{0, 1}, [2]float64{s, u})
		}
	})
}
