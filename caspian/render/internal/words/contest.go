package words

import (
	"slices"

	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/report"
)

// Contest is the firm and the contested water of an ensemble.
type Contest struct {
	Areas []ensemble.Area
	// Share and Area are those of contested water, FirmShare and FirmArea of firm water:
	// shares as they were counted, and areas in m², which are so much of the sea's.
	Share, Area, FirmShare, FirmArea float64
	Credits                          []string // of coasts beside the division's own
	asked                            ensemble.Asked
	divisions                        int
	cell                             float64
}

// NewContest sums up what was counted.
func NewContest(e *ensemble.Ensemble, w *ensemble.Water) Contest {
	c := Contest{Areas: w.Areas(), asked: e.Asked(), divisions: w.Divisions(), cell: w.Size(), Credits: slices.Compact(e.Credits())[1:]}
	for _, a := range c.Areas {
		if len(a.States) == 1 {
			c.FirmShare += a.Share
		} else {
			c.Share += a.Share
		}
	}
	c.Area, c.FirmArea = c.Share*e.Base().Area, c.FirmShare*e.Base().Area
	return c
}

// Runs says in how many runs the water was counted.
func (c *Contest) Runs(l *Language) string {
	return l.Say("In %s runs", l.digits(report.Thousands(float64(c.divisions))))
}

// Means says what firm and contested is, and what was asked.
func (c *Contest) Means(l *Language) string {
	return l.Say("Firm is the water that one state has in 95 %% or more of the runs that have it in the sea, contested what nobody has so often, in cells of %s km; a state has at most what is its own in 5 %% of them. %s: %s.", l.Number("%.2g", c.cell/1e3), c.Runs(l), c.asked.Words())
}
