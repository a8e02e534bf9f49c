package caspian

import (
	"sync"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// shores are the baselines of a sea, laid out for measuring when somebody first
// asks.
type shores struct {
	mu        sync.Mutex
	baselines *coast.Baselines
	indexes   map[string][]*coast.Index // by the islands that count
}

// measures returns the baselines of the sea and an index for every state over
// those that count: the mainland, and islands of any effect above 0. Effects nil
// lets all islands count.
func (s *Sea) measures(effects []float64) (*coast.Baselines, []*coast.Index) {
	s.shore.mu.Lock()
	defer s.shore.mu.Unlock()
	if s.shore.baselines == nil {
		s.shore.baselines, s.shore.indexes = coast.NewBaselines(geodesic.WGS84, s.coast), map[string][]*coast.Index{}
	}
	b := s.shore.baselines
	counts := make([]byte, len(s.coast.Islands))
	for k := range counts {
		if effects == nil || effects[k] > 0 {
			counts[k] = 1
		}
	}
	if known := s.shore.indexes[string(counts)]; known != nil {
		return b, known
	}
	chains := make([][]int, len(s.coast.States))
	for k, c := range b.Chains {
		if c.Island < 0 || counts[c.Island] == 1 {
			chains[c.State] = append(chains[c.State], k)
		}
	}
	out := make([]*coast.Index, len(chains))
	var wait sync.WaitGroup
	for k := range chains {
		wait.Go(func() { out[k] = coast.NewIndex(b, chains[k]) })
	}
	wait.Wait()
	s.shore.indexes[string(counts)] = out
	return b, out
}
