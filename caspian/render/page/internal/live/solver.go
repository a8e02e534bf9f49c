package live

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/export"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/render/page/internal/pieces"
)

// CoarseTolerance is that of lines in metres while something is moved on the page. Shares
// of lines that are drawn so for their areas alone are within 1e-5 of the exact ones.
const CoarseTolerance = 500.0

// Solver answers questions about seas. It is for one goroutine.
type Solver struct {
	parse   func(text []byte, into any) error
	packed  map[string][]byte       // coasts of Pack, as the command names them
	wholes  map[string]*caspian.Sea // those that were asked about
	rings   *pieces.Rings           // of the page
	version string
	options caspian.Options
	// sea is that which was asked about last: of the coast, with the ends and the closed lines.
	sea        *caspian.Sea
	coast      string
	ends       []caspian.EndMove
	closed     []string
	digit      float64 // of areas in km² that its coast carries; 0 for any
	last       *caspian.Division
	lastCoarse bool
}

// New returns a solver for whole coasts as Pack writes them, by what commands call them.
// The first is that which the page has the rings of. The version stands in what it writes, and
// the options are for exact answers; parse reads JSON, as of encoding/json.
func New(coasts map[string][]byte, first, version string, options caspian.Options, parse func(text []byte, into any) error) (*Solver, error) {
	out := &Solver{parse: parse, packed: coasts, wholes: map[string]*caspian.Sea{}, version: version, options: options}
	sea, err := out.whole(first)
	if err != nil {
		return nil, err
	}
	out.rings = pieces.New(pieces.RingsOf(sea.Coast()))
	return out, nil
}

// whole returns the whole sea of a coast.
func (s *Solver) whole(name string) (*caspian.Sea, error) {
	if sea := s.wholes[name]; sea != nil {
		return sea, nil
	}
	c, err := Unpack(s.packed[name], s.parse)
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, name)
	}
	sea, err := caspian.NewSea(c)
	if err == nil {
		s.wholes[name] = sea
	}
	return sea, err
}

// seaFor makes sea that which a question is about.
func (s *Solver) seaFor(q *Question) error {
	if s.sea != nil && q.Coast == s.coast && slices.Equal(q.Ends, s.ends) && slices.Equal(q.Closed, s.closed) {
		return nil
	}
	sea, err := s.whole(q.Coast)
	if err == nil {
		sea, err = sea.MoveEnds(q.Ends...)
	}
	if err == nil && len(q.Closed) > 0 {
		sea, err = sea.Close(q.Closed...)
	}
	if err != nil {
		return err
	}
	s.sea, s.coast, s.ends, s.closed, s.digit = sea, q.Coast, q.Ends, q.Closed, sea.AreaDigit()/1e6
	return nil
}

// Answer is what a question comes to. Lines are in pieces (see package pieces): those of
// their own as pieces.Pack writes them.
type Answer struct {
	Number   int              `json:"number"`
	Coarse   bool             `json:"coarse"`
	Question caspian.Question `json:"question"`
	Asked    string           `json:"asked"` // the question in words
	Command  string           `json:"command"`
	Weights  []float64        `json:"weights"` // of lines, by state; null where all are 1
	Area     float64          `json:"area_km2"`
	Digit    float64          `json:"digit_km2"` // the last digit of areas that the coast carries; 0 for any
	Shares   []share          `json:"shares"`    // empty where the regime gives none
	Zones    []zone           `json:"zones"`
	Lines    []line           `json:"lines"`
	Points   []point          `json:"points"`
	Sea      sea              `json:"sea"`
	Warnings []string         `json:"warnings"`
}

type share struct {
	Share float64  `json:"share"`
	Area  *float64 `json:"area_km2"` // null where it is undivided
}

type zone struct {
	Kind    string  `json:"kind"`
	States  []int   `json:"of"`
	Manner  string  `json:"manner"`
	Share   float64 `json:"zone_share"`
	Area    float64 `json:"area_km2"`
	Breadth float64 `json:"breadth_m"`
	Rings   [][]any `json:"rings"`
}

// line is a boundary, with its origin, or a limit, of one state.
type line struct {
	States []int   `json:"of"`
	Origin string  `json:"origin"`
	Km     float64 `json:"length_km"`
	Pieces []any   `json:"pieces"`
}

type point struct {
	At       orb.Point `json:"at"`
	Tripoint bool      `json:"tripoint"`
	States   []int     `json:"of"`
	// Distances are in metres, null without coast that counts.
	Distances []*float64 `json:"distance_m"`
	Base      [][]base   `json:"base"`
}

type base struct {
	At      orb.Point `json:"at"`
	Feature string    `json:"feature"`
	Vertex  bool      `json:"vertex"`
	Part    float64   `json:"part"`
}

// sea is the sea that is divided: its rings in pieces, and shores: state, ring, first
// position, number of edges.
type sea struct {
	Rings  [][]any  `json:"rings"`
	Shores [][4]int `json:"shores"`
}

// Answer answers a question. The division is kept for Write.
func (s *Solver) Answer(ctx context.Context, q *Question) (*Answer, error) {
	s.last = nil
	r, err := q.regime()
	if err != nil {
		return nil, err
	}
	if err := s.seaFor(q); err != nil {
		return nil, err
	}
	options := s.options
	if q.Coarse {
		options = caspian.Options{Tolerance: max(CoarseTolerance, options.Tolerance), Rough: true}
	}
	d, err := caspian.Divide(ctx, s.sea, r, options)
	if err != nil {
		return nil, err
	}
	d.Question.Version = s.version
	s.last, s.lastCoarse = d, q.Coarse
	asks, err := Command(d, s.coast)
	if err != nil {
		return nil, err
	}
	out := &Answer{
		Digit: s.digit, Number: q.Number, Coarse: q.Coarse, Question: d.Question, Asked: d.Question.Words(), Command: asks, Area: d.Area / 1e6,
		Shares: []share{}, Zones: []zone{}, Lines: []line{}, Points: []point{}, Warnings: append([]string{}, d.Warnings...),
	}
	if d.Weights != nil {
		for _, state := range d.States {
			out.Weights = append(out.Weights, d.Weights[state.Code])
		}
	}
	if d.Question.Regime.Shared() {
		for _, state := range d.States {
			row := share{Share: state.Share}
			if !state.Undivided {
				row.Area = new(state.Area / 1e6)
			}
			out.Shares = append(out.Shares, row)
		}
	}
	for k := range d.Zones {
		out.Zones = append(out.Zones, s.zone(&d.Zones[k]))
	}
	for _, b := range d.Boundaries {
		out.Lines = append(out.Lines, line{b.States[:], string(b.Origin), b.Length / 1e3, s.pieces(b.Line)})
	}
	for _, l := range d.Limits {
		out.Lines = append(out.Lines, line{[]int{l.State}, "", l.Length / 1e3, s.pieces(l.Line)})
	}
	seen := map[int]bool{}
	for _, b := range d.Boundaries {
		for _, k := range b.TurningPoints {
			if !seen[k] {
				seen[k] = true
				out.Points = append(out.Points, pointOf(d, &d.TurningPoints[k]))
			}
		}
	}
	out.Sea = s.seaOf(d.Sea.Coast())
	return out, nil
}

// Write returns the last answer as the command would write it: a division in GeoJSON.
func (s *Solver) Write() ([]byte, error) {
	if s.last == nil || s.lastCoarse {
		return nil, fmt.Errorf("live: there is no exact answer to write")
	}
	var b bytes.Buffer
	err := export.GeoJSON(&b, s.last)
	return b.Bytes(), err
}

func (s *Solver) pieces(points []orb.Point) []any {
	return s.rings.Of(points, func(orb.Point) bool { return false }, func(p []orb.Point) any { return pieces.Pack(p) })
}

func (s *Solver) zone(z *caspian.Zone) zone {
	out := zone{Kind: string(z.Kind), States: z.Holder.States, Manner: string(z.Holder.Manner), Share: z.Share, Area: z.Area / 1e6, Breadth: z.Breadth, Rings: [][]any{}}
	for _, p := range z.Polygons {
		for _, r := range p {
			out.Rings = append(out.Rings, s.pieces(r))
		}
	}
	return out
}

func (s *Solver) seaOf(c *coast.Coast) (out sea) {
	for _, r := range pieces.RingsOf(c) {
		out.Rings = append(out.Rings, s.pieces(r))
	}
	out.Shores = pieces.Shores(c)
	return out
}

func pointOf(d *caspian.Division, t *partition.TurningPoint) point {
	out := point{At: t.At, Tripoint: t.Tripoint, States: t.States}
	for side := range t.Sides() {
		var far *float64
		if side.Distance < 1e300 {
			far = new(side.Distance)
		}
		out.Distances = append(out.Distances, far)
		var bases []base
		for _, b := range side.BasePoints {
			one := base{At: b.At, Feature: export.FeatureName(d, b), Vertex: b.Vertex}
			if b.Part < 1 {
				one.Part = b.Part
			}
			bases = append(bases, one)
		}
		out.Base = append(out.Base, bases)
	}
	return out
}
