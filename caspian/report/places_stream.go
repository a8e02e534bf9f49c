package report

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/export"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/locate"
	"caspian.example/division/caspian/tabular"
)

// MaxRows is the number of places up to which Stream makes a table of them, and ErrRows
// is returned for more.
const MaxRows = 1000

// ErrRows is returned by Desk.Stream for more places than a table shows.
var ErrRows = fmt.Errorf("report: a table shows up to %d places", MaxRows)

// Stream answers about any number of places as CSV, JSON or GeoJSON, with few of them in
// memory at a time, or about up to MaxRows in a table. Next returns some of them, in their
// order, and io.EOF at the end. The header names the cells of the places' rows; without
// it CSV begins with the places' names and positions. Where two cells have one name, JSON
// and GeoJSON call the later one name_2, and so on. Stream ends with the first error of
// next, of locate.Locator.At or of w, and with the cause of the context when that ends.
func (d *Desk) Stream(ctx context.Context, w io.Writer, form Form, header []string, next func() ([]tabular.Place, error)) error {
	if err := d.check(); err != nil {
		return err
	}
	if form == CSV {
		return d.csv(ctx, w, header, next)
	}
	header = distinct(header)
	switch form {
	case JSON:
		return d.json(ctx, w, "\"points\":[\n", header, next, func(p *Answer) any { return p })
	case GeoJSON:
		return d.json(ctx, w, "\"type\":\"FeatureCollection\",\"features\":[\n", header, next, func(p *Answer) any { return p.feature() })
	}
	all := &Answers{desk: d, listed: true}
	for {
		spots, err := next()
		if errors.Is(err, io.EOF) {
			return Write(w, all, form)
		}
		if err != nil {
			return err
		}
		if len(all.Points)+len(spots) > MaxRows {
			return ErrRows
		}
		for k := range spots {
			p, err := d.place(&spots[k], header, false)
			if err != nil {
				return err
			}
			all.Points = append(all.Points, p)
		}
	}
}

// Rows is a row for every place, regime and layer.
func (p *Answers) Rows() Grid {
	return apart{p.table(), func(w io.Writer) error {
		var spots []tabular.Place
		for _, one := range p.Points {
			spots = append(spots, tabular.Place{At: orb.Point{one.Lon, one.Lat}, Name: one.Name})
		}
		return p.desk.csv(context.Background(), w, nil, func() ([]tabular.Place, error) {
			if spots == nil {
				return nil, io.EOF
			}
			all := spots
			spots = nil
			return all, nil
		})
	}}
}

// Rows is a row for every regime and layer.
func (p *Answer) Rows() Grid { return p.several().Rows() }

// piece are some of the places of a document.
type piece struct {
	spots []tabular.Place
	first bool
}

// json writes places as JSON, a line each, behind the questions of the regimes.
func (d *Desk) json(ctx context.Context, w io.Writer, before string, header []string, next func() ([]tabular.Place, error), value func(*Answer) any) error {
	var asked []Asked
	for k := range d.rules {
		asked = append(asked, d.rules[k].asked)
	}
	questions, err := json.Marshal(asked)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "{\"questions\":%s,\n%s", questions, before); err != nil {
		return err
	}
	first := true
	numbered := func() (piece, error) {
		spots, err := next()
		b := piece{spots, first}
		first = false
		return b, err
	}
	err = inOrder(ctx, w, numbered, func(in piece, b *bytes.Buffer) error {
		e := json.NewEncoder(b)
		e.SetEscapeHTML(false)
		for k := range in.spots {
			p, err := d.place(&in.spots[k], header, false)
			if err != nil {
				return err
			}
			if k > 0 || !in.first {
				b.WriteByte(',')
			}
			if err := e.Encode(value(p)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, "]}\n")
	return err
}

// distinct numbers the names that stand twice.
func distinct(names []string) []string {
	times := map[string]int{}
	for _, name := range names {
		times[name] = 0
	}
	out := slices.Clone(names)
	for k, name := range out {
		if times[name]++; times[name] == 1 {
			continue
		}
		for taken := true; taken; times[name]++ {
			out[k] = fmt.Sprintf("%s_%d", name, times[name])
			_, taken = times[out[k]]
		}
		times[name]--
		times[out[k]] = 1
	}
	return out
}

// csv writes a row for every place, regime and layer: the cells of the place's own
// row, or its name, longitude and latitude, and then what was found.
func (d *Desk) csv(ctx context.Context, w io.Writer, header []string, next func() ([]tabular.Place, error)) error {
	own := header == nil
	if own {
		header = []string{"name", "lon", "lat"}
	}
	head := slices.Clone(header)
	add := func(names ...string) {
		for _, name := range names {
			for slices.Contains(head, name) {
				name = Ours + name
			}
			head = append(head, name)
		}
	}
	add("in_sea", "ground", "regime", "layer", "zone", "state", "shared_by", "reserved_to")
	for _, st := range d.rules[0].d.Sea.States() {
		add("distance_m_"+st.Code, "base_lon_"+st.Code, "base_lat_"+st.Code)
	}
	add("boundary_states", "boundary_breadth_m", "boundary_distance_m", "boundary_azimuth", "boundary_lon", "boundary_lat")
	add("on_shore", "on_line")
	if d.firm {
		add("flips")
	}
	if d.runs {
		add("runs")
		for _, st := range d.rules[0].d.Sea.States() {
			add("held_" + st.Code)
		}
	}
	add("credit", "question")
	tails := make([][]byte, len(d.rules)) // the last cells of every row
	for k := range d.rules {
		asked := &d.rules[k].asked
		credit, words := asked.Credit, asked.Question.Words()
		if polls := d.rules[k].polls; polls != nil {
			credit = strings.Join(polls.Ensemble.Credits(), " ")
			words += "; runs: " + polls.Ensemble.Asked().Words()
		}
		tails[k] = appendCell(append(appendCell(nil, credit), ','), words)
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
	return inOrder(ctx, w, next, func(spots []tabular.Place, b *bytes.Buffer) error {
		memory, ok := kept.Get().(*[][]locate.Place)
		if !ok {
			fresh := make([][]locate.Place, len(d.rules))
			memory = &fresh
		}
		places := *memory
		at := make([]orb.Point, len(spots))
		for i := range spots {
			at[i] = geodesic.Normal(spots[i].At)
		}
		for k := range d.rules {
			if n := len(spots) - len(places[k]); n > 0 {
				places[k] = append(places[k], make([]locate.Place, n)...)
			}
			if err := d.rules[k].locator.Fill(at, places[k]); err != nil {
				return err
			}
		}
		var line []byte
		for i := range spots {
			for k := range d.rules {
				var err error
				if line, err = d.rules[k].appendRows(line[:0], &spots[i], &places[k][i], own, d.firm, d.runs, tails[k]); err != nil {
					return err
				}
				b.Write(line)
			}
		}
		kept.Put(memory)
		return nil
	})
}

// appendRows appends the rows of a place under a regime, with a cell for what flips if
// firm says so, and those of runs if polled does.
func (r *ruled) appendRows(to []byte, p *tabular.Place, place *locate.Place, own, firm, polled bool, tail []byte) ([]byte, error) {
	outcomes, err := r.outcomes(place.At)
	if err != nil {
		return nil, err
	}
	number := func(v float64, decimals int) { to = append(appendFixed(to, v, decimals), ',') }
	position := func(at orb.Point) {
		number(at[0], 9)
		number(at[1], 9)
	}
	codes := func(states []int) {
		if len(states) == 1 {
			to = appendCell(to, r.d.States[states[0]].Code)
		} else if len(states) > 1 {
			to = appendCell(to, export.Codes(codesOf(r.d, states)))
		}
		to = append(to, ',')
	}
	for i := range place.Holdings {
		h := &place.Holdings[i]
		if own {
			to = append(appendCell(to, p.Name), ',')
			position(place.At)
		}
		for _, cell := range p.Cells {
			to = append(appendRaw(to, cell), ',')
		}
		to = append(strconv.AppendBool(to, inSea(place)), ',')
		for _, text := range [4]string{string(place.Ground), r.d.Question.Regime.ID, string(h.Layer), string(h.Zone)} {
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
		for s := range r.d.States {
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
		codes(place.Shores)
		to = append(appendCell(to, r.onCodes(place.Lines)), ',')
		if firm {
			var flips []string
			for _, o := range outcomes {
				if slices.Contains(o.Flips, h.Layer) {
					flips = append(flips, o.Cause+": "+outcomeOf(&o, h.Layer, i).whose)
				}
			}
			to = append(appendCell(to, strings.Join(flips, "; ")), ',')
		}
		if polled {
			to = r.appendPolled(to, place.At, h)
		}
		to = append(append(to, tail...), '\n')
	}
	return to, nil
}

// appendPolled appends the number of runs and the parts of them that the states have.
func (r *ruled) appendPolled(to []byte, at orb.Point, h *locate.Holding) []byte {
	polled := r.polls.of(r.d, at, h)
	if polled != nil {
		to = strconv.AppendInt(to, int64(polled.Runs), 10)
	}
	to = append(to, ',')
	for _, st := range r.d.States {
		if polled != nil {
			to = strconv.AppendFloat(to, polled.Held[st.Code], 'g', -1, 64)
		}
		to = append(to, ',')
	}
	return to
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

// appendCell appends a text as a cell of CSV, as tabular.Cell has it.
func appendCell(to []byte, cell string) []byte { return appendRaw(to, tabular.Cell(cell)) }

// appendRaw appends a cell of CSV as it is, in quotes if it needs them.
func appendRaw(to []byte, cell string) []byte {
	if !strings.ContainsAny(cell, "\",\r\n") && !strings.HasPrefix(cell, " ") && !strings.HasPrefix(cell, "\t") {
		return append(to, cell...)
	}
	to = append(to, '"')
	to = append(to, strings.ReplaceAll(cell, `"`, `""`)...)
	return append(to, '"')
}
