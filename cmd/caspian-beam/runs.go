package main

import (
	"context"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/report"
)

func init() {
	register.DoFn2x2[context.Context, Block, Piece, error](&Divide{})
}

// Block are numbers of runs that a worker makes together, on all of its cores.
type Block struct{ From, To int }

// Divide makes the rows of runs.
type Divide struct {
	Asked  Asked
	Digest string // of the ensemble

	ensemble *ensemble.Ensemble
	rows     *report.RunRows
}

// divideRuns adds runs to a pipeline, so many together, that writes the rows that caspian
// ensemble writes.
func divideRuns(s beam.Scope, a Asked, digest, header string, runs ensemble.Runs, together int, output string) {
	var blocks []Block
	for from := runs.From; from <= runs.To; from += together {
		blocks = append(blocks, Block{from, min(from+together-1, runs.To)})
	}
	// Without a shuffle runners leave all blocks where they were made.
	pieces := beam.ParDo(s, &Divide{Asked: a, Digest: digest}, beam.Reshuffle(s, beam.CreateList(s, blocks)))
	gather(s, &Gather{Output: output, Header: header, Rows: runs.To - runs.From + 1}, pieces)
}

// Setup makes the ensemble.
func (d *Divide) Setup(ctx context.Context) (err error) {
	if d.ensemble, err = d.Asked.once(ctx, d.Digest); err != nil {
		return err
	}
	d.rows = report.NewRunRows(d.ensemble)
	return nil
}

// ProcessElement makes the runs of a block.
func (d *Divide) ProcessElement(ctx context.Context, b Block) (Piece, error) {
	var text strings.Builder
	err := d.ensemble.Each(ctx, ensemble.Runs(b), nil, func(r *ensemble.Run) error {
		text.WriteString(d.rows.Line(*r))
		return nil
	})
	return Piece{b.From, b.To - b.From + 1, text.String()}, err
}
