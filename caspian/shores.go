package caspian

import (
	"sync"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/internal/parallel"
	"caspian.example/division/caspian/partition"
)

// shores are the shores of a coast, laid out when somebody first asks.
type shores struct {
	once sync.Once
	laid *partition.Shores
}

// of returns the shores of c, which is always the same.
func (s *shores) of(c *coast.Coast) *partition.Shores {
	s.once.Do(func() {
		if s.laid == nil {
			s.laid, _ = partition.NewShores(c, nil) // a checked coast has some
		}
	})
	return s.laid
}

// measures returns the baselines of c and an index for every state over those that
// count.
func (s *shores) measures(c *coast.Coast, effects []float64) (*coast.Baselines, []*coast.Index) {
	laid := s.of(c)
	out := make([]*coast.Index, len(c.States))
	var wait parallel.Group
	for k := range out {
		wait.Go(func() {
			out[k] = laid.Index(func(chain coast.Chain) bool {
				return chain.State == k && (chain.Island < 0 || effects == nil || effects[chain.Island] > 0)
			})
		})
	}
	wait.Wait()
	return laid.Baselines(), out
}
