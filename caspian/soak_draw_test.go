package caspian_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata/gshhg"
	"caspian.example/division/geodata/ne10m"
)

// randomSeas generates seas by their seeds.
var randomSeas = rapid.Custom(func(t *rapid.T) seas.Sea {
	sea, _ := seas.Random(t)
	return sea
})

// draw returns the subject of a seed: the same in every run.
func draw(seed int) (*subject, error) {
	r := rand.New(rand.NewPCG(uint64(seed), 2))
	out := &subject{}
	real := seed%16 == 0
	if real {
		// The Caspian with a shore that was moved a little.
		data := ne10m.Coast()
		if seed%32 == 0 {
			data = gshhg.Coast()
		}
		sea, err := caspian.ReadSea(data)
		if err != nil {
			return nil, err
		}
		if sea, err = sea.Perturbed(caspian.Noise{Metres: 10 * math.Pow(100, r.Float64()), Seed: uint64(seed), Run: 1}); err != nil {
			return nil, err
		}
		out.sea = seas.Of(sea.Coast())
	} else {
		out.sea = randomSeas.Example(seed)
		if r.IntN(3) == 0 {
			if rough := out.sea.Rough(r, 1+r.IntN(3)); readable(rough) {
				out.sea = rough
			}
		}
		rename(out.sea, r)
	}
	c, err := out.sea.Read()
	if err != nil {
		return nil, fmt.Errorf("drawing a sea: %w", err)
	}
	out.trial, err = drawTrial(r, c, real)
	out.trial.Seed = seed
	return out, err
}

func readable(s seas.Sea) bool {
	_, err := s.Read()
	return err == nil
}

// rename gives the states of some seas of five the codes of those of the Caspian,
// some of whose regimes no other states have.
func rename(s seas.Sea, r *rand.Rand) {
	names := map[string]string{}
	for _, p := range s {
		if names[p.State] == "" && len(names) < 5 {
			names[p.State] = []string{"AZ", "IR", "KZ", "RU", "TM"}[len(names)]
		}
	}
	if len(names) < 5 || r.IntN(2) == 0 {
		return
	}
	for k := range s {
		if s[k].State = names[s[k].State]; s[k].State == "" {
			s[k].State = "AZ"
		}
	}
}

// drawTrial draws a regime and options that fit a coast. Real says that it is that of
// the Caspian.
func drawTrial(r *rand.Rand, c *coast.Coast, real bool) (t trial, err error) {
	width := math.Sqrt(math.Abs(geodesic.WGS84.PolygonArea(orb.Polygon{c.Shore})))
	if t.Regime, err = drawRegime(r, c, real, width); err != nil {
		return t, err
	}
	if r.IntN(2) == 0 {
		t.Tolerance = min(max(width*math.Pow(10, -3-4*r.Float64()), 0.01), 10_000)
	}
	if r.IntN(4) == 0 {
		t.Resolution = width * math.Pow(10, -1.5-2*r.Float64())
	}
	if len(c.Islands) > 0 && r.IntN(2) == 0 {
		if with, err := t.Regime.WithIslands(drawEffects(r, c)); err == nil {
			t.Regime = with // belts have no place for it
		}
	}
	return t, nil
}

// drawRegime draws a regime that fits a coast: a shipped one, or one changed.
func drawRegime(r *rand.Rand, c *coast.Coast, real bool, width float64) (regime.Regime, error) {
	kinds := []string{"median", "median", "weighted", "weighted", "additive", "line", "equal", "target", "coasts", "belts", "own"}
	codes := func() (out []string) {
		for _, s := range c.States {
			out = append(out, s.Code)
		}
		return out
	}()
	if slices.Equal(codes, []string{"AZ", "IR", "KZ", "RU", "TM"}) {
		kinds = append(kinds, "common", "notional")
	}
	if real {
		kinds = append(kinds, "agreed", "across")
	}
	parts := func() regime.Parts {
		return []regime.Parts{regime.PartsEqual, regime.PartsMedian, regime.PartsCoast}[r.IntN(3)]
	}
	switch kinds[r.IntN(len(kinds))] {
	case "weighted":
		return regime.Median().WithWeights(drawWeights(r, c, ratio))
	case "additive":
		out, err := regime.Median().WithWeights(drawWeights(r, c, func(r *rand.Rand) float64 { return 0.1 * width * (2*r.Float64() - 1) }))
		if err != nil || len(out.Weights) == 0 {
			return out, err
		}
		return out.WithWeighting(regime.Additive)
	case "line":
		return drawLine(r, c, width, regime.Median())
	case "equal":
		return regime.Equal(), nil
	case "target":
		return regime.Target(drawShares(r, c), parts()), nil
	case "coasts":
		m := regime.Measure{}
		if r.IntN(2) == 0 {
			m.Step = min(width*math.Pow(10, -0.5-2*r.Float64()), regime.MaxStep)
		}
		return regime.CoastLength().WithMeasure(m)
	case "belts":
		out, err := regime.Convention2018().WithBreadth(regime.Territorial, drawBreadth(r, width))
		if err != nil {
			return out, err
		}
		return out.WithBreadth(regime.Fishery, drawBreadth(r, width))
	case "own":
		return drawOwn(r, c, width)
	case "common":
		out, err := regime.Condominium().WithBreadth(regime.Fishery, drawBreadth(r, width))
		if err != nil || r.IntN(2) == 0 {
			return out, err
		}
		return out.Apart(parts())
	case "notional":
		return regime.Condominium().Drawing()
	case "agreed":
		return regime.Agreed(), nil
	case "across":
		return regime.AstaraHasanQuli(), nil
	}
	return regime.Median(), nil
}

// ratio draws an equiratio weight.
func ratio(r *rand.Rand) float64 { return math.Pow(10, 2*r.Float64()-1) }

func drawWeights(r *rand.Rand, c *coast.Coast, weight func(*rand.Rand) float64) map[string]float64 {
	out := map[string]float64{}
	for _, s := range c.States {
		if w := weight(r); r.IntN(4) > 0 {
			out[s.Code] = w
		}
	}
	return out
}

func drawEffects(r *rand.Rand, c *coast.Coast) regime.IslandEffects {
	out := regime.IslandEffects{}
	if r.IntN(2) == 0 {
		out[""] = []float64{0, 0.5, r.Float64()}[r.IntN(3)]
	}
	for _, i := range c.Islands {
		if name := c.Features[i.Feature].Name; name != "" && r.IntN(2) == 0 {
			out[name] = []float64{0, 0.5, 1, r.Float64()}[r.IntN(4)]
		}
	}
	return out
}

// drawShares draws shares of all states, or of some.
func drawShares(r *rand.Rand, c *coast.Coast) map[string]float64 {
	parts, sum := make([]float64, len(c.States)), 0.0
	for k := range parts {
		parts[k] = 0.1 + r.Float64()
		sum += parts[k]
	}
	out := map[string]float64{}
	for k, s := range c.States {
		if k == 0 || r.IntN(3) > 0 {
			out[s.Code] = parts[k] / sum
		}
	}
	return out
}

func drawBreadth(r *rand.Rand, width float64) float64 {
	return min(max(width*math.Pow(10, -0.5-2*r.Float64()), 1), regime.MaxBreadth/2)
}

// drawRule gives a line that a rule draws from there, or from near.
func drawRule(r *rand.Rand, between [2]string, from orb.Point, width float64) regime.Cut {
	kinds := regime.CutKinds()
	cut := regime.Cut{Between: between, Kind: kinds[r.IntN(len(kinds))], Loxodrome: r.IntN(2) == 0, From: &from}
	if r.IntN(3) == 0 {
		*cut.From, _ = geodesic.WGS84.Direct(from, 360*r.Float64(), 0.1*width*r.Float64())
	}
	switch {
	case cut.Kind == regime.CutAzimuth:
		azimuth := 360 * r.Float64()
		cut.Azimuth = &azimuth
	case cut.Directed():
		cut.Over = min(max(width*r.Float64(), 1), regime.MaxOver)
		cut.Direction = []regime.Direction{regime.DirectionFronts, regime.DirectionFit}[r.IntN(2)]
	}
	return cut
}

// drawLine gives a line from the end of a land border to another place of the shore, or one
// that a rule draws from there.
func drawLine(r *rand.Rand, c *coast.Coast, width float64, to regime.Regime) (regime.Regime, error) {
	k := r.IntN(len(c.Stretches))
	before, next := c.Stretches[(k+len(c.Stretches)-1)%len(c.Stretches)], c.Stretches[k]
	if before.State == next.State {
		return to, nil
	}
	line := orb.LineString{c.Shore[next.Start]}
	if r.IntN(2) == 0 {
		return to.WithCut(drawRule(r, [2]string{c.States[before.State].Code, c.States[next.State].Code}, line[0], width))
	}
	far, azimuth, _ := geodesic.WGS84.Inverse(line[0], c.Shore[r.IntN(len(c.Shore))])
	for i := range 1 + r.IntN(4) {
		p, _ := geodesic.WGS84.Direct(line[i], azimuth+30*(r.Float64()-0.5), max(far, 0.01*width)/3)
		line = append(line, p)
	}
	return to.WithLine([2]string{c.States[before.State].Code, c.States[next.State].Code}, line)
}

// drawOwn draws a regime of the user's own.
func drawOwn(r *rand.Rand, c *coast.Coast, width float64) (regime.Regime, error) {
	d := regime.Regime{ID: "own", Title: "A soak run's", Source: "chance"}
	switch r.IntN(4) {
	case 0:
		d.Base, d.Weights = regime.BaseMedian, drawWeights(r, c, ratio)
		if r.IntN(2) == 0 {
			return drawLine(r, c, width, d)
		}
	case 1:
		d.Base, d.Shares = regime.BaseTarget, drawShares(r, c)
	case 2:
		d.Base, d.Shares = regime.BaseUndivided, drawShares(r, c)
		d.Zones = []regime.Belt{{Kind: regime.Fishery, Breadth: drawBreadth(r, width)}}
		for _, s := range c.States[:len(c.States)-1] {
			if r.IntN(2) == 0 {
				d.Together = append(d.Together, s.Code)
			}
		}
	case 3:
		d.Base = regime.BaseZones
		d.Zones = []regime.Belt{{Kind: regime.Territorial, Breadth: drawBreadth(r, width)}, {Kind: regime.Fishery, Breadth: drawBreadth(r, width)}}
	}
	return d, nil
}
