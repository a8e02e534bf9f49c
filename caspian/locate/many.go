package locate

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/internal/parallel"
	"caspian.example/division/caspian/internal/valid"
)

// locateBlock is the number of places that a goroutine locates at a time.
const locateBlock = 8192

// All returns what is at every one of points, in their order, on all processors.
// It fails as At does, for the first point that does, and with the cause of the
// context when that ends; a nil context panics.
func (l *Locator) All(ctx context.Context, points []orb.Point) ([]Place, error) {
	if err := l.check(); err != nil {
		return nil, err
	}
	for k, p := range points {
		if err := checkPlace(p); err != nil {
			return nil, fmt.Errorf("point %d: %w", k, err)
		}
	}
	out := make([]Place, len(points))
	parallel.Each(ctx, (len(points)+locateBlock-1)/locateBlock, func(k int) {
		end := min((k+1)*locateBlock, len(points))
		l.fill(points[k*locateBlock:end], out[k*locateBlock:end])
	})
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return out, nil
}

// Fill locates points, one after the other, into places, of which there must be at
// least as many: it overwrites them, and uses the memory of their Distances again. It is
// for programs that spread blocks of some thousand points over processors
// themselves. It fails as At does, for the first point that does, and with ErrPlace
// if there are too few places.
func (l *Locator) Fill(points []orb.Point, places []Place) error {
	if err := l.check(); err != nil {
		return err
	}
	for k, p := range points {
		if err := checkPlace(p); err != nil {
			return fmt.Errorf("point %d: %w", k, err)
		}
	}
	if len(places) < len(points) {
		return fmt.Errorf("%w: %d points have only %d places to go to", ErrPlace, len(points), len(places))
	}
	l.fill(points, places[:len(points)])
	return nil
}

// fill locates points by bands of latitude and in these by longitude: near places
// need the same parts of the coast, which is then at hand.
func (l *Locator) fill(points []orb.Point, places []Place) {
	const bands = 64 // over the sea
	type placed struct {
		band float64
		k    int32
	}
	b := l.d.Sea.Coast().Shore.Bound()
	height := max(b.Max[1]-b.Min[1], 1e-9)
	order := make([]placed, len(points))
	for k, p := range points {
		order[k] = placed{math.Floor(bands * (p[1] - b.Min[1]) / height), int32(k)}
	}
	slices.SortFunc(order, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.band, b.band), cmp.Compare(points[a.k][0], points[b.k][0]))
	})
	for _, o := range order {
		l.locate(points[o.k], &places[o.k])
	}
}

// Swapped says whether a position lies far outside the sea, but in it or on its shore with
// longitude and latitude swapped, as tables have them whose columns are named the wrong
// way round. A position that is none does too, if it is one when swapped.
func (l *Locator) Swapped(p orb.Point) bool {
	q := orb.Point{p[1], p[0]}
	if math.Abs(p[0]) > valid.MaxLatitude || l.box.Contains(p) || !l.box.Contains(q) {
		return false
	}
	place, err := l.At(q)
	return err == nil && (place.Ground == GroundSea || place.Ground == GroundShore)
}
