package caspian

import (
	"fmt"
	"math"
	"math/rand/v2"

	"caspian.example/division/caspian/geodesic"
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
	e := geodesic.WGS84
	move := func(p geodesic.Vec) geodesic.Vec {
		var u geodesic.Vec
		for k := range waves {
			u = u.Add(to[k].Mul(math.Cos(wave*along[k].Dot(p) + phase[k])))
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

// moved returns the sea with every position moved by a noise.
func (s *Sea) moved(move func(geodesic.Vec) geodesic.Vec, n *Noise) (*Sea, error) {
	c, err := s.coast.Displace(move)
	if err != nil {
		return nil, err
	}
	c.Name += n.suffix()
	return &Sea{coast: c, noise: n, sha: s.sha}, nil
}
