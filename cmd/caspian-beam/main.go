// Command caspian-beam makes the runs of caspian ensemble, and the rows of the atlas of
// shared lakes, as a pipeline of Apache Beam: on the machine's own cores, or on as many
// machines as a runner has.
//
//	caspian-beam --runs 1-100000 -o runs.csv
//	caspian-beam --lakes FOLDER -o atlas.csv
//
// README.md has what it costs, and what was not tried.
//
// # Files
//
// In reading order: file.go (files that all workers see), gather.go (one file of the pieces
// that workers make), asked.go (what an ensemble is made from), runs.go (its pipeline),
// atlas.go (that of the lakes), flags.go, main.go.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/universal"

	"caspian.example/division/caspian/report"
)

func main() {
	o := newOptions(flag.CommandLine)
	flag.Parse()
	beam.Init() // a worker stays here
	if err := o.check(flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "caspian-beam:", err)
		os.Exit(2)
	}
	if err := o.run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "caspian-beam:", err)
		os.Exit(1)
	}
}

// run makes the rows that are asked for, and says what they are.
func (o *options) run(ctx context.Context, out io.Writer) error {
	p, s := beam.NewPipelineWithRoot()
	if o.lakes != "" {
		divideLakes(s, o.lakes, o.output, o.patience)
		return execute(ctx, p)
	}
	e, err := o.asked.build(ctx)
	if err != nil {
		return err
	}
	rows := report.NewRunRows(e)
	divideRuns(s, o.asked, e.Asked().SHA256(), rows.Header(), o.runs, o.together, o.output)
	if err := execute(ctx, p); err != nil {
		return err
	}
	file, err := open(ctx, o.output)
	if err != nil {
		return err
	}
	defer file.Close()
	sample, err := report.ReadRuns(file)
	if err != nil {
		return err
	}
	return report.Write(out, report.NewEnsemble(sample, e, nil), report.Text)
}

// execute runs a pipeline to its end by the runner of the flag --runner.
func execute(ctx context.Context, p *beam.Pipeline) error {
	name := *runners.Runner
	if name == "" {
		name = "prism"
	}
	_, err := beam.Run(ctx, name, p)
	return err
}
