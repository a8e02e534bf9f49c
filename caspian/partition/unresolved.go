package partition

import (
	"errors"
	"slices"
)

// ErrUnresolved is returned, with the place, when the lines of a sea cannot be
// told apart at any size of the mesh.
var ErrUnresolved = errors.New("partition: the lines cannot be resolved")

// unresolved is a place where the mesh is too coarse for the lines in it, and
// where the way to it began.
type unresolved struct {
	x, y         float64
	fromX, fromY float64
	radius       float64
	found        bool // the place is exact: lines meet there
	err          error
}

func (u *unresolved) Error() string { return u.err.Error() }

func (u *unresolved) Unwrap() error { return u.err }

// coarse are all places where a mesh is too coarse.
type coarse []*unresolved

func (c coarse) Error() string { return c[0].Error() }

func (c coarse) Unwrap() error { return c[0] }

// take adds what err has of places where the mesh is too coarse, and returns
// any other error.
func (c *coarse) take(err error) error {
	var several coarse
	var one *unresolved
	switch {
	case errors.As(err, &several):
		*c = append(*c, several...)
	case errors.As(err, &one):
		*c = append(*c, one)
	default:
		return err
	}
	return nil
}

// together returns all places as one error, nil if there are none.
func together(parts []coarse) error {
	if all := slices.Concat(parts...); len(all) > 0 {
		return all
	}
	return nil
}

// errStray says that no point of the line was found where one must be.
var errStray = errors.New("no point of the line within reach")
