package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"caspian.example/division/geodata/source"
)

// The GSHHG shorelines at full resolution as Debian's gmt-gshhg-full 2.3.7-6
// installs them.
const (
	gshhgDir    = "/usr/share/gmt-gshhg"
	gshhgFile   = "binned_GSHHS_f.nc"
	gshhgSHA256 = "3b0c146b7ac3af37daebc44bc66cce5bc2703ca7f42e84e680f3efd5dcc08dc3"
)

// caspianWindow has the Caspian in it.
const caspianWindow = "-R46/55.5/36/48"

// gshhgArgs write the shorelines of the bins in a window, as text with eight
// decimals, which tell the source's steps of 1/65535 degree apart.
var gshhgArgs = []string{"coast", "-Df", "-W", "-M", "--FORMAT_FLOAT_OUT=%.8f"}

// fromGSHHG makes the coast from GSHHG in the directory dir.
func fromGSHHG(dir string) (*coast, error) {
	if _, err := checksum(filepath.Join(dir, gshhgFile), gshhgSHA256); err != nil {
		return nil, err
	}
	text, err := gmtCoast(dir, caspianWindow)
	if err != nil {
		return nil, err
	}
	pieces, err := source.ParseDump(text)
	if err != nil {
		return nil, err
	}
	lakes, err := source.Stitch(pieces[2])
	if err != nil {
		return nil, fmt.Errorf("level 2: %w", err)
	}
	isles, err := source.Stitch(pieces[3])
	if err != nil {
		return nil, fmt.Errorf("level 3: %w", err)
	}
	return gshhgCoast(lakes, isles)
}

// gmtCoast writes the shorelines in a window.
func gmtCoast(dir, window string) ([]byte, error) {
	return gmt(append(slices.Clone(gshhgArgs), window, "--DIR_GSHHG="+dir)...)
}

// gmt runs gmt in an empty directory, so that no settings or history of
// the user have a part in the result.
func gmt(args ...string) ([]byte, error) {
	work, err := os.MkdirTemp("", "gmt")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	cmd := exec.Command("gmt", args...)
	cmd.Dir = work
	cmd.Env = append(os.Environ(), "HOME="+work, "GMT_USERDIR="+work, "LC_ALL=C")
	var errs bytes.Buffer
	cmd.Stderr = &errs
	text, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("gmt %s: %w: %s", strings.Join(args, " "), err, errs.String())
	}
	return text, nil
}

// gshhgCoast picks the Caspian and its islands, and gives them to the states.
func gshhgCoast(lakes, isles []source.Ring) (*coast, error) {
	var shore source.Ring
	for _, r := range lakes {
		if r.Contains(inSea) {
			shore = r
		}
	}
	if shore == nil {
		return nil, fmt.Errorf("no lake has %v inside", inSea)
	}
	c := &coast{
		name: "gshhg", title: "Caspian Sea, GSHHG 2.3.7, full resolution",
		source: "GSHHG (A Global Self-consistent, Hierarchical, High-resolution Geography Database), version 2.3.7 of 15 June 2017, full resolution, " +
			"by Paul Wessel and Walter H. F. Smith (J. Geophys. Res. 101(B4), 1996, 8741-8743); from Debian's gmt-gshhg-full 2.3.7-6",
		licence: "LGPL-3.0-or-later",
		// 98 % of its positions lie within 1.2 m of a whole arcsecond.
		rounding: 31,
	}
	var termini []terminus
	for _, end := range landBorderEnds {
		at, d := nearestVertex(shore, end.at)
		termini = append(termini, terminus{between: end.between, at: at,
			source: fmt.Sprintf("shore vertex nearest to the end of the land border in Natural Earth 10m (world-atlas 2.0.2) at %v, %.0f m away", end.at, d)})
	}
	if err := c.build(shore, termini); err != nil {
		return nil, err
	}
	least := -1.0
	for _, r := range isles {
		if !shore.Contains(r[0]) {
			continue
		}
		state, _, ahead := nearestState(r, c.shores)
		if least < 0 || ahead < least {
			least = ahead
		}
		r, err := r.CounterClockwise(nil)
		if err != nil {
			return nil, err
		}
		c.islands = append(c.islands, island{state: state, ring: r})
	}
	c.notes = []string{
		"Epoch and water level: the source states neither. Its README says that lakes, hence the Caspian, come from the CIA World Data Bank II (Gorny 1977), whose datum may have been WGS 72; \"the difference in ellipsoid is way less then the data uncertainties\". Positions are taken as WGS84.",
		"Positions are the source's steps of 1/65535 degree, written with eight decimals. The source cuts its lines at whole degrees: the vertices there come from its tiles and lie on the same shore.",
		"The pieces were joined where their ends are equal; no position was moved, added or left out. The shore is the one lake that holds 51 E 41.5 N; " + fmt.Sprintf("%d other lakes beside it were left out.", len(lakes)-1),
		fmt.Sprintf("An island belongs to the state with the nearest mainland shore: a rule of this data set, the source has no states. The closest call is decided by %.1f km.", least/1000),
		"Island names are numbers from north to south within a state; the source has no names.",
		closingNote, terminiNote,
	}
	return c, c.finish()
}
