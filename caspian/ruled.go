package caspian

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/regime"
)

// ErrLine is returned for lines that the sea has no place for, given ones or such as a rule
// cannot draw there. Lines that do not cut the sea are partition.ErrCut.
var ErrLine = errors.New("caspian: no such line")

// ruled draws a line by a rule, from its start to beyond the sea.
func (s *Sea) ruled(c *regime.Cut) (orb.LineString, error) {
	start, end, err := s.start(c)
	if err != nil {
		return nil, fmt.Errorf("%w: %s of %s and %s %w", ErrLine, c.Rule(), c.Between[0], c.Between[1], err)
	}
	azimuth, err := s.azimuth(c, start, end)
	if err != nil {
		return nil, fmt.Errorf("%w: %s of %s and %s %w", ErrLine, c.Rule(), c.Between[0], c.Between[1], err)
	}
	e, from, reach := geodesic.WGS84, geodesic.WGS84.Cartesian(start), 0.0
	for _, p := range s.shore.of(s.coast).Baselines().Points {
		reach = max(reach, p.Sub(from).Norm())
	}
	reach *= 1.1
	far, _ := e.Direct(start, azimuth, reach)
	if c.Loxodrome {
		line := e.Rhumb(start, azimuth)
		for far, _ = line.Position(reach); math.IsNaN(far[1]); far, _ = line.Position(reach) {
			reach *= 0.9 // the pole is nearer
		}
	}
	return orb.LineString{start, far}, nil
}

// start returns the place that a line begins at, and the end of the land border that it is,
// nil if it is none.
func (s *Sea) start(c *regime.Cut) (orb.Point, *coast.Terminus, error) {
	a, b := s.state(c.Between[0]), s.state(c.Between[1])
	var ends []coast.Terminus
	var places []string
	for _, t := range s.coast.Termini() {
		if t.Before == a && t.After == b || t.Before == b && t.After == a {
			ends, places = append(ends, t), append(places, fmt.Sprintf("%.6f %.6f", t.At[0], t.At[1]))
		}
	}
	if c.From == nil {
		switch len(ends) {
		case 0:
			return orb.Point{}, nil, fmt.Errorf("has nowhere to start: the two have no end of a land border; name a place (from)")
		case 1:
			return ends[0].At, &ends[0], nil
		}
		return orb.Point{}, nil, fmt.Errorf("could start at %d ends of land borders, %s; name one of these places (from)", len(ends), strings.Join(places, " and "))
	}
	near, least := -1, regime.NearStart
	for k, t := range ends {
		if d := geodesic.WGS84.Distance(*c.From, t.At); d <= least {
			near, least = k, d
		}
	}
	switch {
	case near >= 0:
		return ends[near].At, &ends[near], nil
	case !c.Directed():
		return *c.From, nil, nil
	case len(ends) == 0:
		return orb.Point{}, nil, fmt.Errorf("goes by the coasts at the end of a land border, and the two have none; a meridian, a parallel or an azimuth can start anywhere")
	}
	return orb.Point{}, nil, fmt.Errorf("goes by the coasts at the end of a land border, which is not within %g km of %v %v; name %s", regime.NearStart/1e3, c.From[0], c.From[1], strings.Join(places, " or "))
}

// azimuth returns the direction in which a line leaves its start.
func (s *Sea) azimuth(c *regime.Cut, start orb.Point, end *coast.Terminus) (float64, error) {
	ways := [2]float64{0, 180}
	switch c.Kind {
	case regime.CutAzimuth:
		return *c.Azimuth, s.seaward(*c.Azimuth, start, end)
	case regime.CutParallel:
		ways = [2]float64{90, 270}
	case regime.CutMeridian:
	default:
		d, err := s.coast.DirectionsAt(*end, c.Over, c.Direction == regime.DirectionFit)
		if err != nil {
			return 0, fmt.Errorf("cannot be drawn: %w", err)
		}
		way := d.Perpendicular()
		if c.Kind == regime.CutBisector {
			way = d.Bisector()
		}
		if math.IsNaN(way) {
			return 0, fmt.Errorf("cannot be drawn: the coasts have no general direction over %g km; take another length", c.Over/1e3)
		}
		return way, nil
	}
	var wet [2]bool
	for k, azimuth := range ways {
		line := geodesic.WGS84.Rhumb(start, azimuth)
		ahead, _ := line.Position(1)
		wet[k] = s.inWater(ahead)
	}
	if wet[0] == wet[1] {
		word := map[bool]string{true: "enters the water both ways", false: "enters the water neither way"}[wet[0]]
		return 0, fmt.Errorf("%s from %.6f %.6f; give an azimuth of %g or %g, or another start", word, start[0], start[1], ways[0], ways[1])
	}
	if wet[0] {
		return ways[0], nil
	}
	return ways[1], nil
}

// seaward returns an error for an azimuth that leads onto land from the end of a land
// border, both there and by the coasts' general directions.
func (s *Sea) seaward(azimuth float64, start orb.Point, end *coast.Terminus) error {
	if end == nil {
		return nil
	}
	if ahead, _ := geodesic.WGS84.Direct(start, azimuth, 1); s.inWater(ahead) {
		return nil
	}
	d, err := s.coast.DirectionsAt(*end, regime.DefaultOver, false)
	if err != nil || !(math.Mod(azimuth-d.After+360, 360) < math.Mod(d.Before-d.After+360, 360)) {
		return nil
	}
	return fmt.Errorf("leads onto land from %.6f %.6f; the water lies from about %.0f° clockwise to %.0f°", start[0], start[1], d.Before, d.After)
}

// inWater says whether a place lies in the sea.
func (s *Sea) inWater(p orb.Point) bool {
	laid := s.shore.of(s.coast)
	v := geodesic.WGS84.Cartesian(p)
	return laid.Baselines().LeftOf(v, laid.Index(func(coast.Chain) bool { return true }).Nearest(v, coast.NoPiece))
}
