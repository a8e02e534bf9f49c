package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/report"
	"caspian.example/division/cmd/internal/files"
	"caspian.example/division/cmd/internal/quantity"
	"caspian.example/division/geodata/gshhg"
)

// TestShares holds the main job's figures: Iran's 50, 20 and 13.66 %, and the
// median shares that a prototype of the method measured on the same coast.
func TestShares(t *testing.T) {
	var out, errs strings.Builder
	require.Equal(t, exitDone, recalling([]string{"shares", "--format", "json"}, nil, &out, &errs), errs.String())
	assert.Empty(t, errs.String())
	var report report.Shares
	require.NoError(t, json.Unmarshal([]byte(out.String()), &report))
	assert.InDelta(t, 395789.86, report.SeaKm2, 0.01)
	want := map[string]map[string]float64{
		"condominium": {"IR": 50, "RU": 12.5, "KZ": 12.5, "TM": 12.5, "AZ": 12.5},
		"equal":       {"IR": 20, "RU": 20, "KZ": 20, "TM": 20, "AZ": 20},
		"median":      {"IR": 13.6552, "RU": 16.2833, "KZ": 29.2550, "TM": 21.7498, "AZ": 19.0568},
	}
	claims := map[string]float64{"condominium": 0.5, "equal": 0.2, "median": 0.13}
	seen := map[string]int{}
	for _, r := range report.Regimes {
		seen[r.Regime]++
		if want[r.Regime] == nil || len(r.States) == 0 {
			continue
		}
		require.Len(t, r.States, 5)
		for _, s := range r.States {
			require.NotNil(t, s.Share)
			assert.InDelta(t, want[r.Regime][s.State], 100**s.Share, 0.01, "%s %s", r.Regime, s.State)
			assert.Equal(t, r.Regime == "condominium", s.AreaKm2 == nil)
			if s.State == "IR" {
				require.NotNil(t, s.Claim)
				assert.Equal(t, claims[r.Regime], s.Claim.Share)
				assert.Contains(t, s.Claim.Source, "doi:10.31455/asya.497624")
			}
		}
	}
	// One entry for every regime and layer that is treated apart.
	assert.Equal(t, map[string]int{"condominium": 1, "equal": 3, "median": 1, "agreed": 3, "astara-hasanquli": 1, "coast-length": 1}, seen)
}

// TestGDAL opens the median division with other people's programs.
func TestGDAL(t *testing.T) {
	if !long {
		t.Skip("other programs take long; CASPIAN_LONG=1 has them")
	}
	file := filepath.Join(t.TempDir(), "median.geojson")
	var out, errs strings.Builder
	require.Equal(t, exitDone, recalling([]string{"divide", "--regime", "median", "-o", file}, nil, &out, &errs), errs.String())
	t.Run("ogrinfo", func(t *testing.T) {
		if _, err := exec.LookPath("ogrinfo"); err != nil {
			t.Skip("ogrinfo (Debian's gdal-bin) is not installed")
		}
		b, err := exec.Command("ogrinfo", "-al", "-so", file).CombinedOutput()
		require.NoError(t, err)
		assert.NotContains(t, strings.ToLower(string(b)), "warning")
		assert.NotContains(t, strings.ToLower(string(b)), "error")
		assert.Contains(t, string(b), "WGS 84")
		b, err = exec.Command("ogrinfo", "-q", "-dialect", "sqlite", "-sql",
			"SELECT count(*) AS n, sum(ST_IsValid(geometry)) AS valid FROM median WHERE kind = 'sector'", file).CombinedOutput()
		require.NoError(t, err)
		assert.Contains(t, string(b), "n (Integer) = 5")
		assert.Contains(t, string(b), "valid (Integer) = 5")
	})
	t.Run("shapely", func(t *testing.T) {
		python := ""
		for _, name := range []string{"/usr/bin/python3", "python3"} {
			if exec.Command(name, "-c", "import shapely").Run() == nil {
				python = name
				break
			}
		}
		if python == "" {
			t.Skip("python3 with shapely (Debian's python3-shapely) is not installed")
		}
		const script = `
import json, sys
from shapely.geometry import shape
sectors = [shape(f["geometry"]) for f in json.load(open(sys.argv[1]))["features"] if f["properties"]["kind"] == "sector"]
assert len(sectors) == 5
assert all(s.is_valid for s in sectors)
overlap = sum(a.intersection(b).area for i, a in enumerate(sectors) for b in sectors[:i])
assert overlap < 1e-9, overlap
print("ok")
`
		b, err := exec.Command(python, "-c", script, file).CombinedOutput()
		require.NoError(t, err, string(b))
		assert.Equal(t, "ok\n", string(b))
	})
}

// TestGDALFormats reads KML and GeoPackage back with GDAL: as many features in
// each layer as the division has, on WGS84, and sectors of the same area.
func TestGDALFormats(t *testing.T) {
	if !long {
		t.Skip("other programs take long; CASPIAN_LONG=1 has them")
	}
	if _, err := exec.LookPath("ogr2ogr"); err != nil {
		t.Skip("ogr2ogr (Debian's gdal-bin) is not installed")
	}
	sea, err := caspian.ReadSea(gshhg.Coast())
	require.NoError(t, err)
	d, err := remembering.divide(context.Background(), sea, regime.Median(), caspian.Options{})
	require.NoError(t, err)
	convention, err := regime.ByID("convention2018")
	require.NoError(t, err)
	zones, err := remembering.divide(context.Background(), sea, convention, caspian.Options{})
	require.NoError(t, err)
	counts := map[string]int{
		"sectors": len(d.Zones), "zones": len(zones.Zones), "boundaries": len(d.Boundaries) + len(zones.Boundaries) + len(zones.Limits),
		"turning_points": len(d.TurningPoints) + len(zones.TurningPoints),
	}
	for _, ending := range []string{"kml", "gpkg"} {
		file := filepath.Join(t.TempDir(), "caspian."+ending)
		var out, errs strings.Builder
		require.Equal(t, exitDone, recalling([]string{"divide", "--regime", "median", "--regime", "convention2018", "-o", file}, nil, &out, &errs), errs.String())
		b, err := exec.Command("ogrinfo", "-al", "-so", file).Output()
		require.NoError(t, err)
		total, all := 0, 0
		for _, layer := range strings.Split(string(b), "Layer name: ")[1:] {
			name, _, _ := strings.Cut(layer, "\n")
			if name == "layer_styles" {
				continue // of QGIS
			}
			found := regexp.MustCompile(`Feature Count: (\d+)`).FindStringSubmatch(layer)
			require.NotNil(t, found, name)
			n, err := strconv.Atoi(found[1])
			require.NoError(t, err)
			total += n
			if ending == "gpkg" {
				assert.Equal(t, counts[name], n, name)
			}
			assert.Contains(t, layer, `ID["EPSG",4326]`, name)
		}
		for _, n := range counts {
			all += n
		}
		assert.Equal(t, all, total, ending)
		// The sectors, as GDAL hands them on.
		layer, where := "sectors", "regime = 'median'"
		if ending == "kml" {
			layer, where = "Sectors", "kind = 'sector'"
		}
		b, err = exec.Command("ogr2ogr", "-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=15", "-where", where, "/vsistdout/", file, layer).Output()
		require.NoError(t, err)
		fc, err := geojson.UnmarshalFeatureCollection(b)
		require.NoError(t, err)
		require.Len(t, fc.Features, 5)
		for _, f := range fc.Features {
			sum := 0.0
			switch g := f.Geometry.(type) {
			case orb.Polygon:
				sum = geodesic.WGS84.PolygonArea(g)
			case orb.MultiPolygon:
				for _, p := range g {
					sum += geodesic.WGS84.PolygonArea(p)
				}
			case orb.Collection:
				for _, p := range g {
					sum += geodesic.WGS84.PolygonArea(p.(orb.Polygon))
				}
			}
			code, ok := f.Properties["state"].(string)
			require.True(t, ok)
			assert.InEpsilon(t, d.Share(code)*d.Area, sum, 1e-9, "%s %s", ending, code)
		}
	}
}

// TestOutputFailure cuts a write short: nothing is left and the old file stays.
func TestOutputFailure(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "old.geojson")
	require.NoError(t, os.WriteFile(file, []byte("old"), 0o640))
	ctx, cancel := context.WithCancel(context.Background())
	s := &streams{ctx: ctx}
	cancel()
	err := s.output(file, func(w io.Writer) error { _, err := w.Write([]byte("new")); return err })
	require.ErrorIs(t, err, context.Canceled)
	b, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, "old", string(b))
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, entries, 1)
	// A write that works keeps the file's mode.
	s.ctx = context.Background()
	require.NoError(t, s.output(file, func(w io.Writer) error { _, err := w.Write([]byte("new")); return err }))
	info, err := os.Stat(file)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o640), info.Mode().Perm())
}

// TestInterrupt stops a run that waits for its input.
func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	in, keep := io.Pipe()
	defer func() { assert.NoError(t, keep.Close()) }()
	var out, errs strings.Builder
	assert.Equal(t, exitFailed, run(ctx, []string{"shares", "--coast", "-"}, in, &out, &errs))
	assert.Empty(t, out.String())
	assert.Contains(t, errs.String(), "context deadline exceeded")
}

// TestBareNegatives parses negative positions and lengths with kong.
func TestBareNegatives(t *testing.T) {
	var c struct {
		Length length
		Open   bool   `short:"o"`
		Lon    string `arg:""`
		Lat    string `arg:"" optional:""`
	}
	p, err := kong.New(&c)
	require.NoError(t, err)
	_, err = p.Parse(bareNegatives([]string{"-69.5", "-15", "-o"}))
	require.NoError(t, err)
	assert.Equal(t, "-69.5", quantity.Hyphen(c.Lon))
	assert.Equal(t, "-15", quantity.Hyphen(c.Lat))
	assert.True(t, c.Open)
	_, err = p.Parse(bareNegatives([]string{"--length", "-1.5e3km", "-.5", "4"}))
	assert.ErrorContains(t, err, `"-1.5e3km" is not a length`)
	assert.Equal(t, []string{"-o", "-", "--1", "-1x", "--", "-1"}, bareNegatives([]string{"-o", "-", "--1", "-1x", "--", "-1"}))
}

func TestExitCodes(t *testing.T) {
	for _, c := range []struct {
		code int
		args string
	}{
		{exitDone, "--help"}, {exitDone, "--version"}, {exitDone, "regimes"}, {exitDone, "shares --regime equal"}, {exitDone, "boundary KZ TM"}, {exitDone, "audit treaty-points"},
		{exitUsage, "shares --coast nowhere.geojson"}, {exitUsage, "audit nowhere.csv --between RU,KZ"}, {exitFailed, "divide --regime equal --islands none --coast testdata/islets.geojson -o x.geojson"},
		{exitUsage, "divide --regime target -o x.geojson"}, {exitUsage, "divide --regime equal --weight IR=2 -o x.geojson"},
		{exitUsage, "nothing"}, {exitUsage, "boundary RU IR"}, {exitUsage, "boundary RU IR --regime condominium " + strings.Join(coarsely, " ")}, {exitUsage, "audit ru-kz --between RU"}, {exitUsage, "audit ru-kz --rounding 3"}, {exitUsage, "shares --regime thirds"}, {exitUsage, "shares --state FR"}, {exitUsage, "shares --tolerance 1"},
		{exitUsage, "divide --regime median -o x.shp"}, {exitUsage, "regimes thirds"}, {exitUsage, "shares --format xml"},
		{exitDone, "coast check gshhg"}, {exitUsage, "coast info nowhere.geojson"}, {exitUsage, "coast"}, {exitUsage, "coast show x"}, {exitUsage, "coast build --sea - --countries -"},
	} {
		var out, errs strings.Builder
		assert.Equal(t, c.code, recalling(strings.Fields(c.args), strings.NewReader(""), &out, &errs), "%s: %s", c.args, errs.String())
		if c.code != exitDone {
			assert.Empty(t, out.String(), c.args)
			assert.True(t, strings.HasPrefix(errs.String(), "caspian: error: "), errs.String())
		}
	}
}

// full is a stream that takes nothing more.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

// TestFullOutput holds that no result is lost in silence, and that a full disk
// is a failure and not wrong usage.
func TestFullOutput(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	for _, args := range []string{
		"--help", "--version", "shares --help", "regimes", "regimes median", "shares --regime equal",
		"shares --regime equal --format csv", "shares --regime equal --format json",
		"shares --regime equal --format markdown", "divide --regime median -o -",
		"boundary KZ TM", "boundary KZ TM --json", "boundary KZ TM --format csv", "boundary KZ TM --format geojson", "boundary KZ TM --format markdown",
		"audit ru-kz", "audit ru-kz --json", "audit ru-kz --format csv", "audit ru-kz --format geojson", "audit ru-kz --format markdown", "audit ru-kz --format svg -o -",
		"audit treaty-points", "audit treaty-points --json", "audit treaty-points --format csv",
		"coast show gshhg", "coast info gshhg", "coast info gshhg --json", "coast info gshhg --format csv", "coast check gshhg", "coast check gshhg --json",
	} {
		var errs strings.Builder
		assert.Equal(t, exitFailed, recalling(strings.Fields(args), nil, full{}, &errs), args)
		assert.Contains(t, errs.String(), "no space left", args)
		assert.NotContains(t, errs.String(), "hint", args)
	}
}

// TestOpenInterrupted stops a run that waits for the other end of a pipe.
func TestOpenInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	wait := make(chan struct{})
	defer close(wait)
	time.AfterFunc(10*time.Millisecond, cancel)
	_, err := files.Await(ctx, func() (*os.File, error) { <-wait; return nil, nil })
	assert.ErrorIs(t, err, context.Canceled)
}

// TestLargeCoast leaves the sensitivity of a coast that it would take long for to
// those who ask for it.
func TestLargeCoast(t *testing.T) {
	if !long {
		t.Skip("a large coast takes long; CASPIAN_LONG=1 has it")
	}
	var b strings.Builder
	b.WriteString(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1],[0,1],[0,0]]}},` +
		`{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[`)
	for k := range manyPositions + 1 {
		fmt.Fprintf(&b, "[%.7f,0],", float64(k)/(manyPositions+1))
	}
	b.WriteString(`[1,0]]}}]}`)
	var out, errs strings.Builder
	require.Equal(t, exitDone, recalling([]string{"shares", "--coast", "-", "--regime", "median"}, strings.NewReader(b.String()), &out, &errs), errs.String())
	assert.Contains(t, out.String(), "The coast is large: how far the shares depend on choices is computed")
	assert.NotContains(t, out.String(), "Range of the")
}
