package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

func init() {
	register.DoFn3x1[context.Context, int, func(*Piece) bool, error](&Gather{})
	register.Iter1[Piece]()
}

// Piece is a part of a table: some rows one after the other.
type Piece struct {
	Number int // of the first row
	Rows   int
	Text   string
}

// Gather writes one file of all pieces, by their numbers.
type Gather struct {
	Output, Header string
	Rows           int // that there must be, as far as that is known; else 0
}

// gather adds it to a pipeline.
func gather(s beam.Scope, g *Gather, pieces beam.PCollection) {
	beam.ParDo0(s, g, beam.GroupByKey(s, beam.AddFixedKey(s, pieces)))
}

// ProcessElement is called once, for the key that all pieces have.
func (g *Gather) ProcessElement(ctx context.Context, _ int, next func(*Piece) bool) error {
	var pieces []Piece
	for p := (Piece{}); next(&p); {
		pieces = append(pieces, p)
	}
	texts, err := g.texts(pieces)
	if err != nil {
		return err
	}
	return write(ctx, g.Output, texts)
}

// texts are those of pieces in any order, by their numbers, behind the header. It returns an
// error if a row is there twice, or is missing.
func (g *Gather) texts(pieces []Piece) ([]string, error) {
	slices.SortFunc(pieces, func(a, b Piece) int { return a.Number - b.Number })
	texts, rows, next := []string{g.Header}, 0, 0
	for _, p := range pieces {
		if p.Number < next {
			return nil, fmt.Errorf("row %d is there twice", p.Number)
		}
		next = p.Number + p.Rows
		rows += p.Rows
		texts = append(texts, p.Text)
	}
	if g.Rows > 0 && rows != g.Rows {
		return nil, fmt.Errorf("there are %d rows, not %d", rows, g.Rows)
	}
	return texts, nil
}
