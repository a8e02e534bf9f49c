package report

import (
	"errors"
	"fmt"
	"strconv"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/regime"
)

// Weights says how a sea was divided by weighted lines.
type Weights struct {
	Title     string `json:"title"`
	Weighting string `json:"weighting"`
	// Iterations is how often areas were measured to find the weights, 0 of weights
	// that were given, and Residual what was left of the sea.
	Iterations int               `json:"iterations,omitempty"`
	Residual   float64           `json:"residual,omitempty"`
	Sectors    []WeightedSectors `json:"sectors"`
}

// WeightedSectors are those of a state.
type WeightedSectors struct {
	Name    string  `json:"name"`
	Weight  float64 `json:"weight"` // in metres, if weights are added to distances
	AreaKm2 float64 `json:"area_km2"`
	Share   float64 `json:"share"`
	Parts   int     `json:"parts"`
	LostKm  float64 `json:"lost_coast_km"`
}

// ErrUnweighted is returned for a division whose lines have no weights.
var ErrUnweighted = errors.New("report: the lines have no weights")

// NewWeights tells of the weights of a division.
func NewWeights(d *caspian.Division) (*Weights, error) {
	if err := d.Check(); err != nil {
		return nil, err
	}
	if d.Weights == nil {
		return nil, ErrUnweighted
	}
	r := &d.Question.Regime
	out := &Weights{Title: r.Title, Weighting: string(r.Weighting), Iterations: d.Iterations, Residual: d.Residual}
	for _, z := range d.Zones {
		if z.Kind == caspian.ZoneInternalWaters {
			continue
		}
		sectors := WeightedSectors{Name: z.Holder.Name, AreaKm2: z.Area / 1e6, Share: z.Share, Parts: len(z.Parts)}
		for _, k := range z.Holder.States {
			sectors.Weight = d.Weights[d.States[k].Code]
			sectors.LostKm += d.States[k].LostCoast / 1e3
		}
		out.Sectors = append(out.Sectors, sectors)
	}
	return out, nil
}

// Rows has a row for every state that has a sector.
func (w *Weights) Rows() Grid {
	return &Table[WeightedSectors]{Rows: w.Sectors, Columns: []Column[WeightedSectors]{
		{Name: "name", Head: "State", Wrap: 24, Cell: func(s WeightedSectors) string { return s.Name }},
		{Name: "weight", Head: "Weight", Right: true, Cell: func(s WeightedSectors) string {
			if w.Weighting == string(regime.Additive) {
				return Number(s.Weight, 1) + " m"
			}
			return Number(s.Weight, 6)
		}},
		{Name: "area_km2", Head: "Area km²", Right: true, Cell: func(s WeightedSectors) string { return Area(s.AreaKm2) }},
		{Name: "share", Head: "% of sea", Right: true, Cell: func(s WeightedSectors) string { return Number(100*s.Share, 4) }},
		{Name: "parts", Head: "Parts", Right: true, Cell: func(s WeightedSectors) string { return strconv.Itoa(s.Parts) }},
		{Name: "lost_coast_km", Head: "Lost coast km", Right: true, Cell: func(s WeightedSectors) string { return Number(s.LostKm, 1) }},
	}}
}

// Document shows the sectors.
func (w *Weights) Document(Form) *Document {
	title := fmt.Sprintf("%s · %s weights", w.Title, w.Weighting)
	if w.Iterations > 0 {
		title += fmt.Sprintf(" · %d iterations, residual %.1g of the sea", w.Iterations, w.Residual)
	}
	return new(Document).Title(title).Break().Table(w.Rows())
}
