package house

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// withoutExample are the exported functions and methods that have no Example of
// their own, by the reason.
var withoutExample = map[string][]string{
	"the Example of another function shows it": {
		"caspian.Division.Share",                  // Divide
		"caspian.Sea.States", "caspian.Sea.Coast", // ReadSea, Sea.Close
		"geodata/dcw.Coast", "geodata/gshhg.Coast", "geodata/ne10m.Coast", // caspian.ReadSea
		"caspian.Noise.String",                                                                                                                                                                                                   // Sea.Perturbed
		"caspian/ensemble.Sensitivity.Range", "caspian/ensemble.Sensitivity.Effects", "caspian/ensemble.Choice.Divide", "caspian/ensemble.Space.Single", "caspian/ensemble.Space.Combinations", "caspian/ensemble.Space.Factors", // Analyse, NewSpace
		"caspian/ensemble.Water.Add", "caspian/ensemble.Water.Firm", "caspian/ensemble.Water.Areas", "caspian/ensemble.NewPoll", "caspian/ensemble.Poll.Add", "caspian/ensemble.Poll.Of", // NewWater
		"caspian/ensemble.Ensemble.Each", "caspian/ensemble.Ensemble.Sample", "caspian/ensemble.Sample.Sum", "caspian/ensemble.Outcome.String", "caspian/ensemble.Outcome.Short", "caspian/ensemble.Choice.Otherwise", // New, Analyse, NewSpace
		"caspian/report.ReadRuns", "caspian/report.RunRows.Header", "caspian/report.RunRows.Line", "caspian/report.RunRows.Done", "caspian/report.NewEnsemble", // NewRunRows
		"caspian/locate.Locator.At", "caspian/locate.Locator.All", "caspian/locate.Locator.Fill", "caspian/locate.Locator.Division", "caspian/locate.Locator.Within", "caspian/locate.Firmness.Of", // New, NewFirmness
		"caspian/regime.Agreed", "caspian/regime.AstaraHasanQuli", "caspian/regime.CoastLength", "caspian/regime.Condominium", "caspian/regime.Convention2018",
		"caspian/regime.Equal", "caspian/regime.Median", // Shipped
		"caspian/regime.Regime.Apart", "caspian/regime.Regime.Drawing", "caspian/regime.Regime.WithIslands", "caspian/regime.Regime.WithMeasure", "caspian/regime.Regime.WithRest",
		"caspian/regime.Regime.WithShares", "caspian/regime.Regime.WithWeighting", "caspian/regime.Regime.WithWeights", // Regime.WithBreadth
		"caspian/coast.NewBaselines", "caspian/coast.Index.Nearest", // NewIndex
		"caspian/partition.Shores.Area",                                  // NewShores
		"caspian/coast.Baselines.Displace",                               // Coast.Displace
		"caspian/coast.Coast.Close", "caspian/coast.Coast.WithBaselines", // caspian.Sea.Close, WithBaselines
		"caspian/coast.ReadContext",                                           // Read
		"caspian/partition.Distances.At", "caspian/partition.Distances.InSea", // NewDistances
		"caspian/partition.Pair.Stands",                                           // NewPair
		"caspian/geodesic.Ellipsoid.Area", "caspian/geodesic.Ellipsoid.Cartesian", // RingArea, coast.NewIndex
		"caspian/problem.List.Add", "caspian/problem.List.Err", // List
		"caspian/geodesic.Ellipsoid.Position",                            // coast.NewIndex
		"caspian/geodesic.Line.Position", "caspian/geodesic.Line.Length", // LineTo
		"caspian/geodesic.Rhumb.Position", "caspian/geodesic.Rhumb.Length", // RhumbTo
		"caspian/regime.Cut.Directed", "caspian/regime.CutKinds", // Cut.Rule
		"caspian/coast.Directions.Bisector", "caspian/coast.Directions.Perpendicular", // Coast.DirectionsAt
		"caspian/tabular.Places.Next", "caspian/tabular.Line.Between", // ReadPlaces, ReadLine
		"caspian/report.Desk.Add", "caspian/report.NewJunctions", // Desk.Ask, NewAudit
		"caspian/report.Write",                                                // NewBoundary
		"caspian/report.NewCoastLengths", "caspian/report.NewProportionality", // Shares.Add, which calls them
		"caspian/report.Sensitivity.Sentence", "caspian/report.NewRegimeList", "caspian/report.NewCoastCheck", "caspian/report.NewBuiltCoast", "caspian/report.NewIslands", // NewSensitivity, NewRegimeText, NewCoastInfo
		"caspian/report.Document.Text", "caspian/report.Document.Markdown", "caspian/report.Document.Say", "caspian/report.Document.Item", "caspian/report.Document.List", "caspian/report.Document.Table", "caspian/report.Table.Text", "caspian/report.Table.Markdown", "caspian/report.Table.CSV", // Document
		"caspian/render.Contested", "caspian/render/page.Computes", "caspian/render.Tornado", // SVG, Write, ensemble.NewWater
		"caspian/casefile.Result.Moves",                   // Case.Run
		"caspian/render.Stage",                            // report.NewCase
		"caspian/render.Map", "caspian/render.Picture.In", // SVG
		"geodata/source.AppendPositions", "geodata/source.Clip", "geodata/source.Degrees", "geodata/source.ParseDump", "geodata/source.Pos.String", "geodata/source.Quote", "geodata/source.Pos.Rounded", // GeoJSON, Stitch, ParseTopology
		"geodata/source.Ring.Contains", "geodata/source.Ring.CounterClockwise", "geodata/source.Ring.SignedArea", "geodata/source.Topology.Countries", "geodata/source.Topology.Users",
		"caspian/geodesic.Vec.Add", "caspian/geodesic.Vec.Mul", "caspian/geodesic.Vec.Unit", // coast.Coast.Displace
		"caspian/course.OnlySimplified", "caspian/geodesic.Rounding.Format", "caspian/geodesic.Rounding.Round", "caspian/geodesic.Rounding.UnmarshalText", // report.Boundary.Simplify, Rounding
	},
	"it answers one question of a value at hand, and its comment says all": {
		"caspian/report.Area", "caspian/report.AskedOf", "caspian/report.Counted", "caspian/report.Encode", "caspian/report.Metres", "caspian/report.Number",
		"caspian/report.Plain", "caspian/report.Printable", "caspian/report.SeaOf", "caspian/report.Sector", "caspian/report.Short", "caspian/report.Thousands", "caspian/report.Wrap",
		"caspian/report.Document.Asked", "caspian/report.Document.Break", "caspian/report.Document.Heading", "caspian/report.Document.Part", "caspian/report.Document.Sea", "caspian/report.Document.Title", "caspian/report.Document.Under",
		"caspian/casefile.Case.SHA256", "caspian/casefile.Change.String", "caspian/casefile.End.String", "caspian/casefile.Exchange.Area", "caspian/casefile.Result.Idle", "caspian/coast.Coast.AlongShore", "caspian/report.Document.Picture",
		"caspian.CoastFacts.Mark", "caspian.Division.Check", "caspian.Division.Claims", "caspian.Division.Codes", "caspian.Division.Effects", "caspian.Division.Everybody",
		"caspian.Noise.Check", "caspian.Noise.Field", "caspian/ensemble.Asked.Digest", "caspian/ensemble.Asked.SHA256", "caspian/ensemble.Asked.Words", "caspian/ensemble.Choice.String", "caspian.End.Of", "caspian.End.String", "caspian.EndMove.Into", "caspian.EndMove.String", "caspian.Sea.Ends", "caspian.Sea.SHA256",
		"caspian/ensemble.Ensemble.Asked", "caspian/ensemble.Ensemble.Base", "caspian/ensemble.Ensemble.Credits", "caspian/ensemble.Sensitivity.Credits", "caspian/ensemble.Ensemble.Divide", "caspian/ensemble.Ensemble.Do", "caspian/ensemble.Ensemble.Draw",
		"caspian/ensemble.FactorNames", "caspian/ensemble.Runs.Check", "caspian/ensemble.Runs.UnmarshalText", "caspian/ensemble.Water.Divisions", "caspian/ensemble.Water.Size", "caspian.Question.Credit", "caspian.Question.Digest", "caspian.Question.Rule", "caspian.Question.SHA256",
		"caspian.Sea.AreaDigit", "caspian/locate.Locator.Swapped", "caspian.Sea.Closed", "caspian.Sea.IsCaspian", "caspian.Sea.Number", "caspian.Sea.Pair", "caspian.Sea.Suits", "caspian.Sea.Termini", "caspian.Sea.Whole", "caspian.Version",
		"caspian/course.AuditedPoint.Half", "caspian/course.AuditedPoint.Ratio", "caspian/partition.TurningPoint.Sides",
		"caspian/regime.IslandEffects.Of", "caspian/regime.IslandEffects.String", "caspian/regime.Measure.Check", "caspian/regime.Measure.String",
		"caspian/regime.Regime.Drawn", "caspian/regime.Regime.On", "caspian/regime.Regime.Shared",
		"caspian/coast.Coast.Check", "caspian/coast.Measure.Check", "caspian/coast.Note.String",
		"caspian/tabular.Cell", "caspian/export.FeatureName", "caspian/export.Role", "caspian/export.Feature.WKB", "caspian/export.Feature.Whose", "caspian/export.Column.Value", "caspian/export.Layer.Holds",
		"caspian/geodesic.Ellipsoid.A", "caspian/geodesic.Ellipsoid.B", "caspian/geodesic.Ellipsoid.F", "caspian/geodesic.Rounding.Step", "caspian/geodesic.Rounding.String",
		"caspian.Question.Lines", "caspian.Sea.StraightBaselines", "caspian/coast.Closing.Noun",
		"geodata/source.Orientation", "geodata/source.Pos.Point", "geodata/source.Ring.At", "geodata/source.Topology.Position",
		"geodata/dcw.Notice", "geodata/dcw.Provenance", "geodata/gshhg.Notice", "geodata/gshhg.Provenance", "geodata/ne10m.Notice", "geodata/ne10m.Provenance",
	},
	"report.Write calls it, whose forms are told there": {
		"caspian/report.Answer.Document", "caspian/report.Answer.GeoJSON", "caspian/report.Answer.Rows", "caspian/report.Answers.Document", "caspian/report.Answers.GeoJSON",
		"caspian/report.Answers.Rows", "caspian/report.Audit.Document", "caspian/report.Audit.GeoJSON", "caspian/report.Audit.Rows",
		"caspian/report.BuiltCoast.Document", "caspian/report.BuiltCoast.Rows", "caspian/report.Case.Document", "caspian/report.Case.Rows", "caspian/report.CoastCheck.Document", "caspian/report.CoastCheck.Rows", "caspian/report.CoastInfo.Document",
		"caspian/report.CoastInfo.Rows", "caspian/report.Ensemble.Document", "caspian/report.Ensemble.GeoJSON", "caspian/report.Ensemble.Rows", "caspian/report.Islands.Document", "caspian/report.Islands.Rows", "caspian/report.RegimeList.Document", "caspian/report.RegimeList.Rows",
		"caspian/report.RegimeText.Document", "caspian/report.RegimeText.Rows", "caspian/report.Shares.Document", "caspian/report.Shares.Rows",
		"caspian/report.Alternatives.Document", "caspian/report.Alternatives.Rows",
		"caspian/report.Boundary.Document", "caspian/report.Boundary.GeoJSON", "caspian/report.Boundary.Rows", "caspian/report.Junctions.Document", "caspian/report.Junctions.Rows",
	},
	"the standard library calls it": {
		"caspian/report.RunsError.Error", "caspian/report.RunsError.Unwrap", "caspian/regime.NoPlaceError.Error", "caspian/regime.NoPlaceError.Unwrap", "caspian/regime.Problem.Error", "caspian/regime.Problem.Unwrap",
		"caspian/report.RegimeList.MarshalJSON", "caspian/casefile.Problem.Error", "caspian/casefile.Problem.Unwrap", "caspian/casefile.Rule.UnmarshalJSON",
		"caspian/regime.IslandEffects.MarshalJSON", "caspian/regime.IslandEffects.UnmarshalJSON", "caspian/regime.Measure.MarshalJSON", "caspian/regime.Measure.UnmarshalJSON",
		"caspian/coast.Problem.Error", "caspian/coast.Problem.Unwrap", "caspian/tabular.Error.Error", "caspian/tabular.Error.Unwrap", "caspian/problem.List.Error", "caspian/problem.List.Unwrap",
		"caspian/coast/build.InputError.Error", "caspian/coast/build.InputError.Unwrap",
	},
	"it is the way by which packages above it measure many places fast": {
		"caspian/partition.Shores.Baselines", "caspian/partition.Shores.Index",
		"caspian.Sea.Baselines", "caspian/coast.NewLines", "caspian/coast.Baselines.Along", "caspian/coast.Baselines.Around", "caspian/coast.Baselines.Chain", "caspian/coast.Baselines.FootAlong",
		"caspian/coast.Baselines.FootOn", "caspian/coast.Baselines.Inner", "caspian/coast.Baselines.LeftOf", "caspian/coast.Baselines.Lengths", "caspian/coast.Baselines.Next",
		"caspian/coast.Baselines.On", "caspian/coast.Baselines.PlaceOn", "caspian/coast.Baselines.Site", "caspian/coast.Baselines.Vertex",
		"caspian/coast.Index.Crossings", "caspian/coast.Index.Directions", "caspian/coast.Index.NearestWithin", "caspian/coast.Index.Within",
		"caspian/geodesic.Chart.Ellipsoid", "caspian/geodesic.Chart.Forward", "caspian/geodesic.Chart.Inverse", "caspian/geodesic.Chart.Shift", "caspian/geodesic.Ellipsoid.NewChart",
		"caspian/geodesic.Ellipsoid.AreaBelow", "caspian/geodesic.Ellipsoid.ChordLength", "caspian/geodesic.Ellipsoid.Length", "caspian/geodesic.Ellipsoid.Normal",
		"caspian/geodesic.Ellipsoid.OnSurface", "caspian/geodesic.Ellipsoid.Raise",
		"caspian/geodesic.Vec.Cross", "caspian/geodesic.Vec.Dot", "caspian/geodesic.Vec.Norm", "caspian/geodesic.Vec.Sub",
		"caspian/partition.Pair.Lines", "caspian/partition.Pair.Roughly",
	},
}

// TestExamples holds that every exported function and method of the library has
// an Example with an output, or stands in withoutExample; and that nothing stands
// there in vain.
func TestExamples(t *testing.T) {
	missing := map[string]bool{}
	shown := map[string]bool{}
	for dir, files := range packages(t) {
		if strings.Contains(dir, "internal") || strings.HasPrefix(dir, "cmd/") || strings.HasPrefix(dir, "examples/") {
			continue
		}
		tests, err := filepath.Glob(filepath.Join(root, dir, "*_test.go"))
		require.NoError(t, err)
		set := token.NewFileSet()
		parse := func(names []string) (out []*ast.File) {
			for _, name := range names {
				f, err := parser.ParseFile(set, name, nil, parser.ParseComments)
				require.NoError(t, err)
				out = append(out, f)
			}
			return out
		}
		for _, e := range doc.Examples(parse(tests)...) {
			assert.True(t, e.Output != "" || e.EmptyOutput, "%s: Example%s is not run", dir, e.Name)
			// A suffix begins with a small letter.
			parts := strings.Split(e.Name, "_")
			if n := len(parts); n > 1 && !ast.IsExported(parts[n-1]) {
				parts = parts[:n-1]
			}
			shown[dir+"."+strings.Join(parts, ".")] = true
		}
		p, err := doc.NewFromFiles(set, parse(files), module+dir)
		require.NoError(t, err)
		funcs := p.Funcs
		for _, typ := range p.Types {
			funcs = slices.Concat(funcs, typ.Funcs)
			for _, m := range typ.Methods {
				missing[dir+"."+typ.Name+"."+m.Name] = true
			}
		}
		for _, f := range funcs {
			missing[dir+"."+f.Name] = true
		}
	}
	require.Greater(t, len(shown), 50)
	for name := range shown {
		delete(missing, name)
	}
	listed := slices.Sorted(func(yield func(string) bool) {
		for _, names := range withoutExample {
			for _, name := range names {
				if !yield(name) {
					return
				}
			}
		}
	})
	assert.Equal(t, slices.Sorted(maps.Keys(missing)), listed)
}
