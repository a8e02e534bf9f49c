package caspian

import (
	"fmt"
	"math"
	"math/rand/v2"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/partition"
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
	var along, to [waves]geodesic.Vec
	var phase [waves]float64
	total := 0.0
	for k := range waves {
		relative := math.Pow(4, -r.Float64())
		along[k], to[k], phase[k] = direction().Mul(relative), direction(), 2*math.Pi*r.Float64()
		total += relative
	}
	amplitude := n.amplitude()
	wave := steep / (amplitude * total)
	if n.Wavelength > 0 {
		wave = 2 * math.Pi / n.Wavelength
	}
	for k := range waves {
		along[k] = along[k].Mul(wave)
	}
	e := geodesic.WGS84
	move := func(p geodesic.Vec) geodesic.Vec {
		var u geodesic.Vec
		for k := range waves {
			u = u.Add(to[k].Mul(cosine(along[k].Dot(p) + phase[k])))
		}
		up := e.Normal(p)
		return p.Add(u.Sub(up.Mul(u.Dot(up))).Mul(amplitude))
	}
	out, err := s.moved(move, &n)
	if err == nil && s.whole != nil {
		out.whole, err = s.whole.moved(move, &n)
	}
	if err != nil {
		return nil, fmt.Errorf("caspian: %s: %w", n, err)
	}
	return out, nil
}

// cosine is math.Cos for angles up to 1e7, in half of the time: the last digit apart, it
// is the same. The angle is taken modulo π, whose digits are in three parts, the first two of
// 31 bits, so that their products are exact; and the series of the cosine is summed up to
// z²⁰, which leaves 2e-17 at π/2.
func cosine(x float64) float64 {
	const (
		high = 3.1415926534682512
		mid  = 1.215420100718692e-10
		low  = 5.825464112186712e-20
	)
	n := math.RoundToEven(x * (1 / math.Pi))
	z := x - float64(n*high) - float64(n*mid) - n*low
	z *= z
	w := z * z
	even := 1 + w*(1.0/24+w*(1.0/40320+w*(1.0/479001600+w*(1.0/20922789888000+w*(1.0/2432902008176640000)))))
	odd := -0.5 - w*(1.0/720+w*(1.0/3628800+w*(1.0/87178291200+w*(1.0/6402373705728000))))
	return (1 - 2*float64(int64(n)&1)) * (even + z*odd)
}

// moved returns the sea with every position moved by a noise.
func (s *Sea) moved(move func(geodesic.Vec) geodesic.Vec, n *Noise) (*Sea, error) {
	c, baselines, err := s.shore.of(s.coast).Baselines().Displace(s.coast, move)
	if err != nil {
		return nil, err
	}
	c.Name += n.suffix()
	out := &Sea{coast: c, noise: n, sha: s.sha}
	out.shore.laid, err = partition.NewShores(c, baselines)
	return out, err
}
