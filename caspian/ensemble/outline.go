package ensemble

import (
	"slices"

	"github.com/paulmach/orb"
)

// grid are labels of cells, row by row.
type grid struct {
	columns, rows int
	label         []uint64
	part          []int // the connected part of cells of one label, by their sides, from 1 on
}

// cell returns the index of a cell, −1 outside.
func (g *grid) cell(column, row int) int {
	if column < 0 || row < 0 || column >= g.columns || row >= g.rows {
		return -1
	}
	return row*g.columns + column
}

// around returns the labels of the four cells around the corner before a column and row:
// before and after it in the row before, and in the row.
func (g *grid) around(column, row int) (out [4]uint64) {
	for k := range out {
		if at := g.cell(column-1+k%2, row-1+k/2); at >= 0 {
			out[k] = g.label[at]
		}
	}
	return out
}

// connect numbers the connected parts.
func (g *grid) connect() (parts int) {
	g.part = make([]int, len(g.label))
	var todo []int
	for start, label := range g.label {
		if label == 0 || g.part[start] != 0 {
			continue
		}
		parts++
		g.part[start] = parts
		for todo = append(todo, start); len(todo) > 0; {
			at := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			for _, d := range directions {
				next := g.cell(at%g.columns+d[0], at/g.columns+d[1])
				if next >= 0 && g.label[next] == label && g.part[next] == 0 {
					g.part[next] = parts
					todo = append(todo, next)
				}
			}
		}
	}
	return parts
}

// directions are those of sides, each a quarter to the left of the one before.
var directions = [4][2]int{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}

// side is a side of a cell, from a corner in a direction; its cell lies on its left.
type side struct{ column, row, direction int }

// left returns the part on the left of a side, 0 where there is none.
func (g *grid) left(s side) int {
	before := [4][2]int{{0, 0}, {-1, 0}, {-1, -1}, {0, -1}}[s.direction]
	if at := g.cell(s.column+before[0], s.row+before[1]); at >= 0 {
		return g.part[at]
	}
	return 0
}

// right is left for the other side.
func (g *grid) right(s side) int {
	d := directions[s.direction]
	return g.left(side{s.column + d[0], s.row + d[1], (s.direction + 2) % 4})
}

// next returns the side that follows on the ring of a part. Where two of its cells meet in a
// corner, the ring passes by: the part holds together elsewhere, so that what lies
// between them is a hole, which touches the ring there.
func (g *grid) next(s side) side {
	d := directions[s.direction]
	part := g.left(s)
	for _, turn := range [...]int{3, 0, 1} { // right, straight on, left
		n := side{s.column + d[0], s.row + d[1], (s.direction + turn) % 4}
		if g.left(n) == part && g.right(n) != part {
			return n
		}
	}
	return s // not reached: a ring goes on
}

// outlines returns the polygons of cells of one label each, by their labels, with the
// positions that corners of cells have.
func (g *grid) outlines(position func(column, row int) orb.Point) map[uint64]orb.MultiPolygon {
	outer, holes := make([]orb.Ring, g.connect()+1), map[int][]orb.Ring{}
	seen := map[side]bool{}
	labels := make([]uint64, len(outer))
	for at, part := range g.part {
		if part == 0 {
			continue
		}
		labels[part] = g.label[at]
		column, row := at%g.columns, at/g.columns
		for k, corner := range [4][2]int{{0, 0}, {1, 0}, {1, 1}, {0, 1}} {
			start := side{column + corner[0], row + corner[1], k}
			if g.right(start) == part || seen[start] {
				continue
			}
			ring, twice := orb.Ring{}, 0
			for s := start; !seen[s]; s = g.next(s) {
				seen[s] = true
				d := directions[s.direction]
				twice += s.column*(s.row+d[1]) - (s.column+d[0])*s.row
				if g.bends(s.column, s.row) {
					ring = append(ring, position(s.column, s.row))
				}
			}
			ring = append(ring, ring[0])
			if twice > 0 {
				outer[part] = ring
			} else {
				holes[part] = append(holes[part], ring)
			}
		}
	}
	out := map[uint64]orb.MultiPolygon{}
	for part := 1; part < len(outer); part++ {
		out[labels[part]] = append(out[labels[part]], slices.Concat(orb.Polygon{outer[part]}, holes[part]))
	}
	return out
}

// straight is how many sides of cells in a row get a vertex at least: where a polygon is drawn
// straight in longitude and latitude, it stays as near to the cells as these are small.
const straight = 8

// bends says whether a corner of cells is a vertex of polygons: of all that meet there, or
// of none.
func (g *grid) bends(column, row int) bool {
	a := g.around(column, row)
	even := a[0] == a[1] && a[2] == a[3] || a[0] == a[2] && a[1] == a[3]
	return !even || (column+row)%straight == 0
}
