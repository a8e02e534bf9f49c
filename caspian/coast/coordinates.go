package coast

import (
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"
)

// coordinates reads nested arrays of positions into rows.
func (d *decoder) coordinates(s *shape) error {
	s.rows, s.starts, s.depth = nil, nil, 0
	first := len(d.points)
	odd, oddVertex := "", -1
	// strange keeps the first place where the nesting breaks off.
	strange := func(vertex int, what string) {
		if odd == "" {
			_, path, _ := strings.Cut(d.Path(), "coordinates")
			odd, oddVertex = what+" (coordinates"+path+")", vertex
		}
	}
	// level reads one array, which begins at a vertex of its row, and returns how
	// deeply positions lie in it.
	var level func(vertex int) (int, error)
	level = func(vertex int) (int, error) {
		c := d.Peek()
		if c != '[' {
			strange(vertex, called(c)+" stands in the place of a position")
			return 0, d.Skip()
		}
		switch c := d.PeekInside(); c {
		case '[', '{':
		case ']':
			strange(vertex, "an empty list stands in the place of a position")
		default:
			return 1, d.position(vertex)
		}
		depth, start, rowStart := 0, len(s.rows), len(d.points)
		err := d.Array(func() error {
			at := len(d.points) - rowStart
			inner, err := level(at)
			if depth == 0 {
				depth = inner
			}
			if inner != depth {
				strange(at, "positions are nested in unlike depths")
			}
			return err
		})
		switch depth {
		case 1:
			s.rows = append(s.rows, d.points[rowStart:len(d.points):len(d.points)])
		case 2:
			s.starts = append(s.starts, start)
		}
		return depth + 1, err
	}
	depth, err := level(-1)
	s.depth = depth
	if depth == 1 && len(d.points) > first {
		s.at = d.points[first]
	}
	s.empty = len(d.points) == first
	switch {
	case odd != "" && s.empty:
		s.depth = -1 // of nothing but lists
	case odd != "":
		d.fault(ErrFeature, oddVertex, odd, "a position is a list of two numbers, longitude and latitude")
	}
	return err
}

// position reads [longitude, latitude, …], the vertex of a row.
func (d *decoder) position(vertex int) error {
	if len(d.points) >= MaxPositions {
		return errLimit
	}
	p := orb.Point{math.NaN(), math.NaN()}
	n, whole, err := d.Numbers(p[:])
	if err != nil {
		return err
	}
	before := len(d.faults)
	if !whole {
		if n, err = d.numberless(&p, n, vertex); err != nil {
			return err
		}
	}
	switch {
	case n < 2 && len(d.faults) == before:
		d.misplaced(vertex, fmt.Sprintf("a position needs two numbers, and this one has %d", n), "")
	case n == 3:
		d.doc.heights++
	case n > 3:
		d.doc.measures++
	}
	d.points = append(d.points, p)
	return nil
}

// numberless reads the rest of a position from element n on, which is no number, and
// returns how many elements there are. A height that is null is none.
func (d *decoder) numberless(p *orb.Point, n, vertex int) (int, error) {
	heights := n
	for more := true; more; {
		name := "the height"
		if n < 2 {
			name = [2]string{"the longitude", "the latitude"}[n]
		}
		var err error
		switch c, word := d.Peek(), d.NoNumber(); {
		case word != "":
			d.PassWord(word)
			d.misplaced(vertex, name+" is "+word+", which is no number", "leave the position out or correct it")
		case number(c):
			from, v, finite := d.Offset(), 0.0, false
			if v, finite, err = d.Float(); !finite && err == nil {
				d.misplaced(vertex, fmt.Sprintf("%s, %s, is beyond all numbers", name, d.Since(from)), "")
			}
			if n < 2 {
				p[n] = v
			}
			heights = n + 1
		case c == 'n' && n >= 2:
			err = d.Skip()
		case c == '"':
			text := ""
			if text, err = d.Text(); err == nil {
				d.misplaced(vertex, fmt.Sprintf("%s is a text, %q, and not a number", name, text), "write numbers without quotes")
			}
		default:
			d.misplaced(vertex, name+" is "+called(c)+", and not a number", "leave the position out or correct it")
			err = d.Skip()
		}
		if err != nil {
			return n, err
		}
		n++
		if more, err = d.More(); err != nil {
			return n, err
		}
	}
	return max(min(n, 2), heights), nil
}
