package geodesic

// order is the order of all series in the third flattening or the expansion
// parameter ε.
const order = 6

// polynomial returns Σ c[k] x^(len−1−k): coefficients from the highest power.
func polynomial(x float64, c ...float64) float64 {
	sum := 0.0
	for _, v := range c {
		sum = sum*x + v
	}
	return sum
}

// ratio is a polynomial with rational coefficients: numerators from the
// highest power, then the common denominator.
type ratio []float64

func (r ratio) at(x float64) float64 {
	n := len(r) - 1
	return polynomial(x, r[:n]...) / r[n]
}

// The series of Karney (2013) whose coefficients depend on the ellipsoid
// through n. Each row is one power of ε from the highest down.
var (
	// a3Table is A₃, equation 24, and c3Table C₃₁ … C₃₆, equation 25, both with
	// the next order added: the paper stops at ε⁵, which leaves up to 8 nm of
	// longitude on |f| = 1/50.
	a3Table = []ratio{{-5, 256}, {-5, -3, 128}, {-10, -2, -3, 64}, {5, -1, -3, -1, 16}, {3, -1, -2, 8}, {1, -1, 2}, {1, 1}}
	c3Table = []ratio{
		{21, 1024}, {11, 12, 512}, {2, 2, 5, 128}, {-5, -1, 3, 3, 64}, {-1, 0, 1, 8}, {-1, 1, 4},
		{27, 2048}, {1, 5, 256}, {-9, 2, 6, 256}, {2, -3, -2, 3, 64}, {1, -3, 2, 32},
		{3, 256}, {-4, 21, 1536}, {-6, -10, 9, 384}, {-1, 5, -9, 5, 192},
		{9, 1024}, {-10, 7, 512}, {10, -14, 7, 512},
		{9, 1024}, {-45, 21, 2560},
		{11, 2048},
	}
	// c4Table is C₄₀ … C₄₅, equation 63.
	c4Table = []ratio{
		{97, 15015}, {1088, 156, 45045}, {-224, -4784, 1573, 45045}, {-10656, 14144, -4576, -858, 45045},
		{64, 624, -4576, 6864, -3003, 15015}, {100, 208, 572, 3432, -12012, 30030, 45045},
		{1, 9009}, {-2944, 468, 135135}, {5792, 1040, -1287, 135135}, {5952, -11648, 9152, -2574, 135135},
		{-64, -624, 4576, -6864, 3003, 135135},
		{8, 10725}, {1856, -936, 225225}, {-8448, 4992, -1144, 225225}, {-1440, 4160, -4576, 1716, 225225},
		{-136, 63063}, {1024, -208, 105105}, {3584, -3328, 1144, 315315},
		{-128, 135135}, {-2560, 832, 405405},
		{128, 99099},
	}
)

// fourier holds the coefficients of sin 2σ, sin 4σ, … in entries 1 … order,
// or of cos σ, cos 3σ, … in entries 0 … order−1.
type fourier [order + 1]float64

// sines returns Σ c[k] sin 2kσ by Clenshaw's summation.
func (c *fourier) sines(sin, cos float64) float64 {
	x := 2 * (cos - sin) * (cos + sin)
	y0, y1 := 0.0, 0.0
	for k := order; k > 0; k-- {
		y0, y1 = x*y0-y1+c[k], y0
	}
	return 2 * sin * cos * y0
}

// cosines returns Σ c[k] cos (2k+1)σ.
func (c *fourier) cosines(sin, cos float64) float64 {
	x := 2 * (cos - sin) * (cos + sin)
	y0, y1 := 0.0, 0.0
	for k := order - 1; k >= 0; k-- {
		y0, y1 = x*y0-y1+c[k], y0
	}
	return cos * (y0 - y1)
}

// scale1 returns A₁ − 1, equation 17.
func scale1(eps float64) float64 {
	return (polynomial(eps*eps, 1, 4, 64, 0)/256 + eps) / (1 - eps)
}

// series1 sets c to C₁, equation 18.
func series1(eps float64, c *fourier) {
	e2, d := eps*eps, eps
	c[1] = d * polynomial(e2, -1, 6, -16) / 32
	d *= eps
	c[2] = d * polynomial(e2, -9, 64, -128) / 2048
	d *= eps
	c[3] = d * polynomial(e2, 9, -16) / 768
	d *= eps
	c[4] = d * polynomial(e2, 3, -5) / 512
	d *= eps
	c[5] = d * -7 / 1280
	d *= eps
	c[6] = d * -7 / 2048
}

// reverted1 sets c to C₁′, the series of σ in τ, equation 21.
func reverted1(eps float64, c *fourier) {
	e2, d := eps*eps, eps
	c[1] = d * polynomial(e2, 205, -432, 768) / 1536
	d *= eps
	c[2] = d * polynomial(e2, 4005, -4736, 3840) / 12288
	d *= eps
	c[3] = d * polynomial(e2, -225, 116) / 384
	d *= eps
	c[4] = d * polynomial(e2, -7173, 2695) / 7680
	d *= eps
	c[5] = d * 3467 / 7680
	d *= eps
	c[6] = d * 38081 / 61440
}

// scale2 returns A₂ − 1, equation 42.
func scale2(eps float64) float64 {
	return (polynomial(eps*eps, -11, -28, -192, 0)/256 - eps) / (1 + eps)
}

// series2 sets c to C₂, equation 43.
func series2(eps float64, c *fourier) {
	e2, d := eps*eps, eps
	c[1] = d * polynomial(e2, 1, 2, 16) / 32
	d *= eps
	c[2] = d * polynomial(e2, 35, 64, 384) / 2048
	d *= eps
	c[3] = d * polynomial(e2, 15, 80) / 768
	d *= eps
	c[4] = d * polynomial(e2, 7, 35) / 512
	d *= eps
	c[5] = d * 63 / 1280
	d *= eps
	c[6] = d * 77 / 2048
}

// expansion returns ε for k² = e′² cos²α₀, equation 16.
func expansion(k2 float64) float64 {
	s := 1 + k2
	return k2 / (2*(1+sqrt(s)) + k2)
}
