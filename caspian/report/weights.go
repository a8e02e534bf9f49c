package report

import (
	"errors"
	"fmt"
	"strconv"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/regime"
)

// ErrUnweighted is returned for a division whose lines have no weights.
var ErrUnweighted = errors.New("report: the lines have no weights")

// Weights shows how a sea was divided by weighted lines.
func Weights(d *caspian.Division) (*Document, error) {
	if err := d.Check(); err != nil {
		return nil, err
	}
	if d.Weights == nil {
		return nil, ErrUnweighted
	}
	r := &d.Question.Regime
	title := fmt.Sprintf("%s · %s weights", r.Title, r.Weighting)
	if d.Iterations > 0 {
		title += fmt.Sprintf(" · %d iterations, residual %.1g of the sea", d.Iterations, d.Residual)
	}
	type sector struct {
		caspian.Zone
		weight, lost float64
	}
	t := &Table[sector]{Columns: []Column[sector]{
		{Head: "State", Wrap: 24, Cell: func(s sector) string { return s.Holder.Name }},
		{Head: "Weight", Right: true, Cell: func(s sector) string {
			if r.Weighting == regime.Additive {
				return Number(s.weight, 1) + " m"
			}
			return Number(s.weight, 6)
		}},
		{Head: "Area km²", Right: true, Cell: func(s sector) string { return Area(s.Area / 1e6) }},
		{Head: "% of sea", Right: true, Cell: func(s sector) string { return Number(100*s.Share, 4) }},
		{Head: "Parts", Right: true, Cell: func(s sector) string { return strconv.Itoa(len(s.Parts)) }},
		{Head: "Lost coast km", Right: true, Cell: func(s sector) string { return Number(s.lost/1e3, 1) }},
	}}
	for _, z := range d.Zones {
		if z.Kind != caspian.ZoneInternalWaters {
			row := sector{Zone: z}
			for _, k := range z.Holder.States { // those that hold together have one weight
				row.weight = d.Weights[d.States[k].Code]
				row.lost += d.States[k].LostCoast
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return new(Document).Title(title).Break().Table(t), nil
}
