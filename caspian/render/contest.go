package render

import (
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/render/internal/words"
)

// contest is the water of a division that is firmly somebody's, and that several contest.
type contest struct {
	words.Contest
	firm      map[string]orb.MultiPolygon // by the code of its state
	contested orb.MultiPolygon
	shares    []ensemble.Firm
}

// newContest sums up what was counted in the runs of an ensemble.
func newContest(e *ensemble.Ensemble, w *ensemble.Water) *contest {
	c := &contest{Contest: words.NewContest(e, w), firm: map[string]orb.MultiPolygon{}, shares: w.Firm()}
	for _, a := range c.Areas {
		if len(a.States) == 1 {
			c.firm[a.States[0]] = a.Polygons
		} else {
			c.contested = append(c.contested, a.Polygons...)
		}
	}
	return c
}

// notes are the texts at the foot.
func (c *contest) notes(l *words.Language) []string {
	return []string{c.Means(l), strings.Join(c.Credits, " ")}
}
