package caspian

import (
	"sync"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/parallel"
)

// shores are the baselines of a coast, laid out for measuring when somebody first
// asks.
type shores struct {
	mu        sync.Mutex
	baselines *coast.Baselines
	indexes   map[string][]*coast.Index // by the islands that count
}

// measures returns the baselines of c, which is always the same, and an index for
// every state over those that count.
func (s *shores) measures(c *coast.Coast, effects []float64) (*coast.Baselines, []*coast.Index) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.baselines == nil {
		s.baselines, s.indexes = coast.NewBaselines(geodesic.WGS84, c), map[string][]*coast.Index{}
	}
	b := s.baselines
	counts := make([]byte, len(c.Islands))
	for k := range counts {
		if effects == nil || effects[k] > 0 {
			counts[k] = 1
		}
	}
	if known := s.indexes[string(counts)]; known != nil {
		return b, known
	}
	chains := make([][]int, len(c.States))
	for k, c := range b.Chains {
		if c.Island < 0 || counts[c.Island] == 1 {
			chains[c.State] = append(chains[c.State], k)
		}
	}
	out := make([]*coast.Index, len(chains))
	var wait parallel.Group
	for k := range chains {
		wait.Go(func() { out[k] = coast.NewIndex(b, chains[k]) })
	}
	wait.Wait()
	s.indexes[string(counts)] = out
	return b, out
}
