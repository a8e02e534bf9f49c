package caspian

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/problem"
)

// Perturbed returns the sea with a noisy coast: the coast that a run of an ensemble
// divides. The result depends on the sea and the noise alone. A sea whose coast is
// noisy already is an error that wraps ErrNoise.
//
// Every position x (in metres from the Earth's centre) moves by the part in the
// tangent plane of u(x) = a Σ dᵢ cos(kᵢ·x + φᵢ), a sum of 16 waves with random
// directions dᵢ and kᵢ and phases φᵢ. Their wavelengths differ by up to a factor
// of four, and are such that a Σ|kᵢ|, which no gradient of u exceeds, is 0.45: on
// the average from 50 to 200 times the noise. Less than ½, it
// keeps the shore from crossing itself. With a wavelength given, the shortest waves have
// that, and it must be long enough for the sum to stay below 0.45 in every run.
//
// Rounding moves every position besides, east or west and north or south by up to half of
// it, evenly and each by itself; but by no more than a third of the way to the nearest
// position before or after it on its ring, so that no edge turns round. Where edges
// would cross all the same, the positions around stay where they are.
func (s *Sea) Perturbed(n Noise) (*Sea, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	if err := n.Check(); err != nil {
		return nil, err
	}
	if s.noise != nil {
		return nil, fmt.Errorf("%w: the coast has %s already", ErrNoise, s.noise)
	}
	r := rand.New(rand.NewPCG(n.Seed, uint64(n.Run)))
	direction := func() geodesic.Vec {
		return geodesic.Vec{X: r.NormFloat64(), Y: r.NormFloat64(), Z: r.NormFloat64()}.Unit()
	}
	var field [waves]wave
	total := 0.0
	for k := range field {
		relative := math.Pow(4, -r.Float64())
		field[k] = wave{direction().Mul(relative), direction(), 2 * math.Pi * r.Float64()}
		total += relative
	}
	amplitude := n.amplitude()
	number := steep / (amplitude * total)
	if n.Wavelength > 0 {
		number = 2 * math.Pi / n.Wavelength
	}
	for k := range field {
		field[k].along = field[k].along.Mul(number)
	}
	e := geodesic.WGS84
	var fixed []spot
	unrounded := s.unrounded(&n, &fixed)
	move := func(p geodesic.Vec) geodesic.Vec {
		if n.Metres == 0 {
			return unrounded(p)
		}
		var u geodesic.Vec
		for k := range field {
			w := &field[k]
			u = u.Add(w.to.Mul(cosine(w.along.Dot(p) + w.phase)))
		}
		up := e.Normal(p)
		return unrounded(p).Add(u.Sub(up.Mul(u.Dot(up))).Mul(amplitude))
	}
	for radius := 3 * n.Rounding; ; radius *= 2 {
		out, err := s.moved(move, &n)
		if err == nil && s.whole != nil {
			out.whole, err = s.whole.moved(move, &n)
		}
		if err == nil {
			return out, nil
		}
		if radius == 0 || radius > 1000*n.Rounding || !fix(&fixed, err, radius) {
			return nil, fmt.Errorf("caspian: %s: %w", n, err)
		}
	}
}

// wave is one of those that a noisy field is the sum of.
type wave struct {
	along, to geodesic.Vec // the wave vector, and the direction in which it moves places
	phase     float64
}

// spot is a place around which rounding moves nothing, since edges would cross there.
type spot struct {
	at     geodesic.Vec
	radius float64
}

// fix adds the places where edges cross to spots. It says whether there are any.
func fix(spots *[]spot, err error, radius float64) bool {
	var list *problem.List
	if !errors.As(err, &list) {
		return false
	}
	found := false
	for _, one := range list.All {
		if p := new(coast.Problem); errors.As(one, &p) && p.At != nil {
			*spots, found = append(*spots, spot{geodesic.WGS84.Cartesian(*p.At), radius}), true
		}
	}
	return found
}

// unrounded returns a function that moves places of the coast within the squares that they
// were rounded to, but for those around fixed spots.
func (s *Sea) unrounded(n *Noise, fixed *[]spot) func(geodesic.Vec) geodesic.Vec {
	if n.Rounding == 0 {
		return func(p geodesic.Vec) geodesic.Vec { return p }
	}
	e := geodesic.WGS84
	room := map[geodesic.Vec]float64{} // how far a place may go
	c := s.Whole().coast
	for k := -1; k < len(c.Islands); k++ {
		ring := c.Shore
		if k >= 0 {
			ring = c.Islands[k].Ring
		}
		for i := range ring[1:] {
			a, b := e.Cartesian(ring[i]), e.Cartesian(ring[i+1])
			far := b.Sub(a).Norm() / 3
			for _, p := range [2]geodesic.Vec{a, b} {
				if known, ok := room[p]; !ok || far < known {
					room[p] = far
				}
			}
		}
	}
	return func(p geodesic.Vec) geodesic.Vec {
		if slices.ContainsFunc(*fixed, func(s spot) bool { return p.Sub(s.at).Norm() < s.radius }) {
			return p
		}
		var draws rand.PCG
		draws.Seed(n.Seed^math.Float64bits(p.X)^math.Float64bits(p.Y)<<17, uint64(n.Run)^math.Float64bits(p.Z))
		up := e.Normal(p)
		east := geodesic.Vec{X: -up.Y, Y: up.X}.Unit()
		by := east.Mul(even(&draws)).Add(up.Cross(east).Mul(even(&draws))).Mul(n.Rounding)
		if far, ok := room[p]; ok && by.Norm() > far {
			by = by.Mul(far / by.Norm())
		}
		return p.Add(by)
	}
}

// even draws a number evenly between −½ and ½.
func even(draws *rand.PCG) float64 { return float64(draws.Uint64()>>11)/(1<<53) - 0.5 }

// parts is the number of parts of a turn whose sines and cosines are known.
const parts = 1024

// turn has the sine and cosine of every part of a turn, by those of an eighth either way.
var turn = func() (out [parts]struct{ sin, cos float64 }) {
	for k := range out {
		quarters := (k + parts/8) / (parts / 4)
		at := &out[k]
		at.sin, at.cos = math.Sincos(2 * math.Pi / parts * float64(k-quarters*(parts/4)))
		for range quarters {
			at.sin, at.cos = at.cos, -at.sin
		}
	}
	return out
}()

// cosine is math.Cos for angles up to 1e7, in a third of the time: the last digit apart, it
// is the same. The nearest part of a turn is taken from the angle, in three numbers whose
// first two have 22 bits, so that their products are exact; and the series of sine and
// cosine of what is left, at most 0.0031, end where 2e-18 is left. Adding and subtracting
// nearest rounds to a whole number, which stands in the last bits of the sum.
func cosine(x float64) float64 {
	const (
		high    = 0.006135923787951469
		mid     = -6.364089255583849e-10
		low     = 2.1055870539680152e-17
		nearest = 3 << 51
	)
	sum := x*(parts/(2*math.Pi)) + nearest
	n := sum - nearest
	r := x - float64(n*high) - float64(n*mid) - n*low
	z := r * r
	at := &turn[math.Float64bits(sum)%parts]
	return at.cos + (at.cos*(z*(z*(1.0/24)-0.5)) - at.sin*(r+r*z*(z*(1.0/120)-1.0/6)))
}

// moved returns the sea with every position moved by a noise.
func (s *Sea) moved(move func(geodesic.Vec) geodesic.Vec, n *Noise) (*Sea, error) {
	c, baselines, err := s.shore.of(s.coast).Baselines().Displace(s.coast, move)
	if err != nil {
		return nil, err
	}
	c.Name += n.suffix()
	out := &Sea{coast: c, noise: n, ends: s.ends, sha: s.sha}
	out.shore.laid, err = partition.NewShores(c, baselines)
	return out, err
}
