package caspian

import (
	"context"
	"fmt"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// CoastLength gives states shares in proportion to the lengths of their coasts,
// by the measure of Options.CoastMeasure, in sectors that equiratio lines part.
var CoastLength Regime = coastLength{}

type coastLength struct{}

func (coastLength) ID() string         { return "coast-length" }
func (coastLength) Applies(*Sea) error { return nil }

func (coastLength) About() About {
	return About{
		Title:   "In proportion to coasts",
		Basis:   "\"Median line / coast length methods\" and \"coast proportion\" are named together as rules for shares of the Caspian (Bahman Aghai Diba, payvand.com 13/feb/1186; CACI Analyst, 14 May 2003).",
		Silence: "No treaty divides the sea so. A coast has no length without a measuring rule: published lengths of one coast differ by up to a factor of two, and their sources do not state the rule. Courts compare the lengths of coasts with areas as a test of a line, they do not divide by them.",
		Layers:  alike(LayerSectors, "sectors"),
		Assumptions: []string{
			"lengths are measured along every edge of the data, islands included, unless another rule is chosen",
			"nobody has said where the sectors lie: they are parted by equiratio lines",
		},
	}
}

func (r coastLength) divide(ctx context.Context, sea *Sea, by *choices) (*Division, error) {
	lengths, err := sea.coast.Lengths(geodesic.WGS84, by.measure)
	if err != nil {
		return nil, err
	}
	d := newDivision(r, sea, by, LayerAll)
	d.Measure = by.measure.String()
	total := 0.0
	for k, l := range lengths {
		if l == 0 {
			return nil, fmt.Errorf("%w: by this measure (%s) the coast of %s has no length", ErrShares, d.Measure, d.States[k].Name)
		}
		total += l
	}
	shares := make([]float64, len(lengths))
	for k, l := range lengths {
		shares[k] = l / total
	}
	return d, d.share(ctx, shares, by)
}

// Measure is a rule for the length of a coast (see coast.Measure).
type Measure = coast.Measure

// CoastLengths returns the length in metres of every state's coast by a measure,
// by the state's code.
func (s *Sea) CoastLengths(m Measure) (map[string]float64, error) {
	lengths, err := s.coast.Lengths(geodesic.WGS84, m)
	if err != nil {
		return nil, err
	}
	out := map[string]float64{}
	for k, l := range lengths {
		out[s.coast.States[k].Code] = l
	}
	return out, nil
}
