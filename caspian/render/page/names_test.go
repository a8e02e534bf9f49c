package page

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/regime"
)

// TestNamesOfMany draws a round lake of twenty states at three sizes: no name lies across
// another, and codes are explained.
func TestNamesOfMany(t *testing.T) {
	long.Only(t)
	const states = 20
	at := func(k int) string {
		sin, cos := math.Sincos(float64(k%(3*states)) * 2 * math.Pi / (3 * states))
		return fmt.Sprintf("[%.4f,%.4f]", 2*cos, 2*sin)
	}
	var features []string
	for s := range states {
		features = append(features, fmt.Sprintf(`{"type":"Feature","properties":{"state":"S%02d","name":"The Republic of %c"},"geometry":{"type":"LineString","coordinates":[%s,%s,%s,%s]}}`,
			s, 'A'+s, at(3*s), at(3*s+1), at(3*s+2), at(3*s+3)))
	}
	lake := `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + "]}"
	b := browse(t, write(t, divisions(t, strings.NewReader(lake), caspian.Options{Tolerance: 100}, regime.Median())...))
	for _, zoom := range []string{"0", "+++", "+++"} {
		b.key(zoom)
		named := eval[[]string](b, "[...document.querySelectorAll('#chart .state')].map((e) => e.textContent)")
		require.NotEmpty(t, named)
		assert.Equal(t, "", eval[string](b, `(() => {
			const all = [...document.querySelectorAll("#chart .state, #chart .share")].map((e) => [e.textContent, e.getBBox()]), out = [];
			for (const [p, a] of all) for (const [q, b] of all) if (a !== b && a.x < b.x + b.width && b.x < a.x + a.width && a.y + 3 < b.y + b.height && b.y + 3 < a.y + a.height) out.push(p + " across " + q);
			return out.join();
		})()`), zoom)
		codes := b.text("#codes")
		for _, name := range named {
			if strings.HasPrefix(name, "S") {
				assert.Contains(t, codes, name+": The Republic of ")
			} else {
				assert.Contains(t, name, "The Republic of ")
			}
		}
	}
}
