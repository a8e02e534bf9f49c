package main

import (
	"bytes"
	"encoding/csv"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"caspian.example/division/caspian/locate"
	"github.com/paulmach/orb"
)

// csv writes a row for every place, regime and layer: the cells of the place's own
// row, or its name, longitude and latitude, and then what was found.
func (d *desk) csv(s *streams, w io.Writer, header []string, next func() ([]point, error)) error {
	own := header == nil
	if own {
		header = []string{"name", "lon", "lat"}
	}
	head := slices.Clone(header)
	add := func(names ...string) {
		for _, name := range names {
			for slices.Contains(head, name) {
				name = ours + name
			}
			head = append(head, name)
		}
	}
	add("in_sea", "ground", "regime", "layer", "zone", "state", "shared_by", "reserved_to")
	for _, st := range d.sea.States() {
		add(st.Code+"_m", st.Code+"_base_lon", st.Code+"_base_lat")
	}
	add("boundary_states", "boundary_breadth_m", "boundary_m", "boundary_azimuth", "boundary_lon", "boundary_lat")
	if d.firm {
		add("flips")
	}
	add(questionColumns...)
	words := make([][]byte, len(d.rules)) // cells
	for k := range d.rules {
		words[k] = appendCell(append(appendCell(nil, d.rules[k].question.Credit), ','), d.rules[k].question.Question.Words())
	}
	c := csv.NewWriter(w)
	if err := c.Write(head); err != nil {
		return err
	}
	if c.Flush(); c.Error() != nil {
		return c.Error()
	}
	// A block's places are kept for the next block of the same goroutine.
	kept := sync.Pool{}
	return inOrder(s.ctx, w, next, func(points []point, b *bytes.Buffer) error {
		memory, ok := kept.Get().(*[][]locate.Place)
		if !ok {
			fresh := make([][]locate.Place, len(d.rules))
			memory = &fresh
		}
		places := *memory
		at := make([]orb.Point, len(points))
		for i := range points {
			at[i] = points[i].at
		}
		for k := range d.rules {
			if n := len(points) - len(places[k]); n > 0 {
				places[k] = append(places[k], make([]locate.Place, n)...)
			}
			if err := d.rules[k].locator.Fill(at, places[k]); err != nil {
				return err
			}
		}
		var line []byte
		for i := range points {
			for k := range d.rules {
				var err error
				if line, err = d.appendRows(line[:0], &points[i], &places[k][i], own, k, words[k]); err != nil {
					return err
				}
				b.Write(line)
			}
		}
		kept.Put(memory)
		return nil
	})
}

// appendRows appends the rows of a place under one regime.
func (d *desk) appendRows(to []byte, p *point, place *locate.Place, own bool, k int, words []byte) ([]byte, error) {
	r := &d.rules[k]
	div := r.locator.Division()
	var outcomes []locate.Outcome
	if r.firmness != nil {
		var err error
		if outcomes, err = r.firmness.Of(p.at); err != nil {
			return nil, err
		}
	}
	number := func(v float64, decimals int) { to = append(appendFixed(to, v, decimals), ',') }
	position := func(at orb.Point) {
		number(at[0], 9)
		number(at[1], 9)
	}
	codes := func(states []int) {
		if len(states) == 1 {
			to = appendCell(to, div.States[states[0]].Code)
		} else if len(states) > 1 {
			to = appendCell(to, strings.Join(codesOf(div, states), ";"))
		}
		to = append(to, ',')
	}
	for i := range place.Holdings {
		h := &place.Holdings[i]
		if own {
			to = append(appendCell(to, p.name), ',')
			position(p.at)
		}
		for _, cell := range p.cells {
			to = append(appendCell(to, cell), ',')
		}
		to = append(strconv.AppendBool(to, place.Ground == locate.GroundSea), ',')
		for _, text := range [4]string{string(place.Ground), div.Question.Regime.ID, string(h.Layer), string(h.Zone)} {
			to = append(append(to, text...), ',')
		}
		if len(h.Holder.States) == 1 {
			codes(h.Holder.States)
			to = append(to, ',')
		} else {
			to = append(to, ',')
			codes(h.Holder.States)
		}
		codes(h.Reserved.States)
		for s := range div.States {
			if place.Distances == nil || math.IsInf(place.Distances[s].Distance, 1) {
				to = append(to, ",,,"...)
				continue
			}
			number(place.Distances[s].Distance, 3)
			position(place.Distances[s].Base.At)
		}
		codes(place.Line.States)
		if l := &place.Line; len(l.States) > 0 {
			if l.Breadth > 0 {
				to = strconv.AppendFloat(to, l.Breadth, 'f', -1, 64)
			}
			to = append(to, ',')
			number(l.Distance, 3)
			number(l.Azimuth, 3)
			position(l.At)
		} else {
			to = append(to, ",,,,,"...)
		}
		if d.firm {
			var flips []string
			for _, o := range outcomes {
				if slices.Contains(o.Flips, h.Layer) {
					flips = append(flips, o.Cause+": "+outcomeOf(&o, h.Layer, i).whose)
				}
			}
			to = append(appendCell(to, strings.Join(flips, "; ")), ',')
		}
		to = append(append(to, words...), '\n')
	}
	return to, nil
}

// appendFixed appends a number with so many decimals, 9 at most, halves rounded away
// from zero. It takes a third of the time of strconv.AppendFloat, and is good while
// the number without its point is below 2⁵³.
func appendFixed(to []byte, v float64, decimals int) []byte {
	power := int64(1)
	for range decimals {
		power *= 10
	}
	n := int64(math.Round(v * float64(power)))
	if n < 0 {
		to, n = append(to, '-'), -n
	}
	to = strconv.AppendInt(to, n/power, 10)
	point := len(to)
	to = strconv.AppendInt(to, power+n%power, 10) // with a 1 before all decimals
	to[point] = '.'
	return to
}

// appendCell appends a cell of CSV, in quotes if it needs them.
func appendCell(to []byte, cell string) []byte {
	if !strings.ContainsAny(cell, "\",\r\n") && !strings.HasPrefix(cell, " ") && !strings.HasPrefix(cell, "\t") {
		return append(to, cell...)
	}
	to = append(to, '"')
	to = append(to, strings.ReplaceAll(cell, `"`, `""`)...)
	return append(to, '"')
}
