package partition

import (
	"errors"
	"math"
	"sync"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	work "caspian.example/division/caspian/internal/parallel"
)

// ErrNoCoast is returned for a coast that is nil or empty, as none that package
// coast has read is.
var ErrNoCoast = errors.New("partition: there is no coast: it has no states or no shore")

// Shores are the shores of a coast laid out for dividing: baselines, indexes over them,
// areas along them. Whoever divides one coast several times keeps them (Options.Shores),
// and may do so at the same time.
type Shores struct {
	c *coast.Coast
	b *coast.Baselines
	g gauge

	chart *geodesic.Chart
	// lo and hi are the corners of the box around all shores on the chart.
	lo, hi [2]float64

	mu      sync.Mutex
	indexes map[string]func() *coast.Index // by the chains that they hold
	// kept is what a division leaves for the next one: a kept, which is lines.
	kept any
	// sums has for every ring, and each of its vertices, the gauge's sum over the edges
	// before it.
	sums func() [][]float64
	ends func() ([]joint, []junction)
}

// NewShores lays out a coast, which must not be changed afterwards. It returns
// ErrNoCoast if there is none. Baselines are those of the coast, or nil.
func NewShores(c *coast.Coast, baselines *coast.Baselines) (*Shores, error) {
	if err := checkCoast(c); err != nil {
		return nil, err
	}
	if baselines == nil {
		baselines = coast.NewBaselines(geodesic.WGS84, c)
	}
	return layOut(c, baselines), nil
}

// checkCoast returns an error for a coast that is none.
func checkCoast(c *coast.Coast) error {
	if c == nil || len(c.States) == 0 || len(c.Stretches) == 0 || len(c.Shore) < 4 {
		return ErrNoCoast
	}
	return nil
}

// layOut is NewShores for a coast that is one.
func layOut(c *coast.Coast, b *coast.Baselines) *Shores {
	s := &Shores{c: c, b: b, indexes: map[string]func() *coast.Index{}}
	s.chart = b.Ellipsoid.NewChart(b.Centre)
	s.lo, s.hi = [2]float64{math.Inf(1), math.Inf(1)}, [2]float64{math.Inf(-1), math.Inf(-1)}
	nearPole := false
	for _, p := range b.Points {
		nearPole = nearPole || p.Z*p.Z > 0.9*p.Dot(p)
		x, y, _ := s.chart.Forward(p)
		s.lo, s.hi = [2]float64{min(s.lo[0], x), min(s.lo[1], y)}, [2]float64{max(s.hi[0], x), max(s.hi[1], y)}
	}
	s.g = newGauge(b.Ellipsoid, b.Centre, nearPole)
	s.sums = sync.OnceValue(s.measure)
	s.ends = sync.OnceValues(func() ([]joint, []junction) { return findJoints(b, c) })
	return s
}

// Baselines are those that are laid out. They are nil if there are none.
func (s *Shores) Baselines() *coast.Baselines {
	if s == nil {
		return nil
	}
	return s.b
}

// Index returns the index over those chains of the baselines that are wanted. It is kept
// for the next one who asks for the same. Without shores there is none.
func (s *Shores) Index(wanted func(coast.Chain) bool) *coast.Index {
	if s == nil || s.b == nil {
		return nil
	}
	var chains []int
	key := make([]byte, len(s.b.Chains))
	for k, chain := range s.b.Chains {
		if wanted(chain) {
			chains, key[k] = append(chains, k), 1
		}
	}
	s.mu.Lock()
	index, ok := s.indexes[string(key)]
	if !ok {
		index = sync.OnceValue(func() *coast.Index { return coast.NewIndex(s.b, chains) })
		s.indexes[string(key)] = index
	}
	s.mu.Unlock()
	return index()
}

// measure sums up the areas along the rings.
func (s *Shores) measure() [][]float64 {
	along := make([][]float64, len(s.b.Chains))
	var wait work.Group
	for k, chain := range s.b.Chains[:len(s.c.Stretches)] {
		wait.Go(func() { along[k] = s.measureChain(chain) })
	}
	for k, chain := range s.b.Chains[len(s.c.Stretches):] {
		along[len(s.c.Stretches)+k] = s.measureChain(chain)
	}
	wait.Wait()
	out := make([][]float64, 1+len(s.c.Islands))
	for k, chain := range s.b.Chains {
		sums := &out[chain.Ring]
		if *sums == nil {
			*sums = make([]float64, 1, len(ringAt(s.c, chain.Ring)))
		}
		before := (*sums)[len(*sums)-1]
		for _, sum := range along[k] {
			*sums = append(*sums, before+sum)
		}
		along[k] = nil
	}
	return out
}

// measureChain returns the gauge's sums from the beginning of a chain to each of its
// further vertices.
func (s *Shores) measureChain(chain coast.Chain) []float64 {
	out := make([]float64, 0, chain.End-chain.Start)
	sum := 0.0
	p := s.b.Points[chain.Start]
	for k := chain.Start; k < chain.End; k++ {
		q := s.b.Points[k+1]
		sum += s.g.edge(p, q)
		p = q
		if !s.b.Inner(int32(k + 1)) {
			out = append(out, sum)
		}
	}
	return out
}

// Area returns the area of the sea in m², without its islands: the same sum as that of the
// sectors. That of none is 0.
func (s *Shores) Area() float64 {
	if s == nil || s.c == nil {
		return 0
	}
	sum := 0.0
	for _, ring := range s.sums() {
		sum += ring[len(ring)-1]
	}
	return sum
}
