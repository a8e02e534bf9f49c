package main

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"slices"

	"caspian.example/division/geodata/source"
)

// The outlines of countries of DCW as Debian's gmt-dcw 2.1.1-1 installs them.
const (
	dcwDir    = "/usr/share/gmt-dcw"
	dcwFile   = "dcw-gmt.nc"
	dcwSHA256 = "adbe53c2c4d2196797755de03769347951695412e0f4c6a3fe0a3607f1ab0979"
)

// dcwArgs write the outlines of the five states, as text with eight decimals, which
// tell the source's steps apart: the finest are 5e-5 degree.
var dcwArgs = []string{"coast", "-EAZ,IR,KZ,RU,TM", "-M", "--FORMAT_FLOAT_OUT=%.8f"}

// dcwStates are the five states by their names in DCW.
var dcwStates = map[string]string{"Azerbaijan": "AZ", "Iran": "IR", "Kazakhstan": "KZ", "Russian Federation": "RU", "Turkmenistan": "TM"}

// dcwSteps is how many steps the grid of a country has from the west of it to its
// east, and from south to north.
const dcwSteps = 65535

// sameJoint is how far apart in metres the places may be that two outlines have for the
// same end of a border: half a step of each of the two coarsest grids, Russia's and
// Kazakhstan's, 216 m and 52 m at 42° N, is 134 m.
const sameJoint = 150

// fromDCW makes the coast from DCW in the directory dir.
func fromDCW(dir string) (*coast, error) {
	if _, err := checksum(filepath.Join(dir, dcwFile), dcwSHA256); err != nil {
		return nil, err
	}
	text, err := gmt(append(slices.Clone(dcwArgs), "--DIR_DCW="+dir)...)
	if err != nil {
		return nil, err
	}
	named, err := source.ParseOutlines(text)
	if err != nil {
		return nil, err
	}
	lands := map[string]*land{}
	for name, state := range dcwStates {
		if lands[state], err = newLand(named[name]); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return dcwCoast(lands)
}

// A land is what DCW has of a country.
type land struct {
	mainland source.Ring   // its longest outline
	joints   []source.Pos  // of the mainland: where borders and coasts begin and end
	others   []source.Ring // its other outlines
	step     [2]float64    // of its grid, in degrees
}

// newLand takes the outlines of a country apart.
func newLand(outlines [][]source.Pos) (*land, error) {
	if len(outlines) == 0 {
		return nil, errors.New("no outlines")
	}
	l := &land{}
	low, high := outlines[0][0], outlines[0][0]
	longest := slices.MaxFunc(outlines, func(a, b []source.Pos) int { return len(a) - len(b) })
	for _, o := range outlines {
		for _, p := range o {
			for k := range p {
				low[k], high[k] = min(low[k], p[k]), max(high[k], p[k])
			}
		}
		r := slices.Compact(slices.Clone(o))
		r = r[:len(r)-1]
		if len(r) < 3 {
			return nil, fmt.Errorf("an outline at %v has %d places", o[0], len(r))
		}
		if &o[0] == &longest[0] {
			l.mainland = r
		} else {
			l.others = append(l.others, r)
		}
	}
	for k := range l.step {
		l.step[k] = float64(high[k]-low[k]) / source.Unit / dcwSteps
	}
	// Where an outline begins, its first and its last line meet, too.
	for i, p := range longest[1:] {
		if p == longest[i] || i == len(longest)-2 {
			l.joints = append(l.joints, p)
		}
	}
	return l, nil
}

// A borderEnd is the end of the border between two lands, as each of them has it.
type borderEnd struct {
	one, other source.Pos
}

// endOfBorder returns the joint that two lands share and that is nearest to a place.
// Their grids move it apart.
func endOfBorder(one, other *land, near source.Pos) (end borderEnd, ok bool) {
	best := math.Inf(1)
	for _, p := range one.joints {
		if d := distance(p, near); d < best {
			q, apart := nearestVertex(other.joints, p)
			if apart <= sameJoint {
				end, best = borderEnd{p, q}, d
			}
		}
	}
	return end, !math.IsInf(best, 1)
}

// dcwCoast makes the shore of the stretches of the five mainlands between the ends of
// the land borders, and adds the islands.
func dcwCoast(lands map[string]*land) (*coast, error) {
	c := &coast{
		name: "dcw", title: "Caspian Sea, Digital Chart of the World (DCW-GMT 2.1.1)",
		source:  "DCW-GMT (The Digital Chart of the World for the Generic Mapping Tools), version 2.1.1 of 20 May 2022, by the GMT Team; from Debian's gmt-dcw 2.1.1-1",
		licence: "LGPL-3.0-or-later",
		// That of Russia's grid in longitude, the widest.
		rounding: 216,
	}
	var ends []borderEnd
	var termini []terminus
	for _, t := range landBorderEnds {
		one, other := t.between[0], t.between[1]
		end, ok := endOfBorder(lands[one], lands[other], t.at)
		if !ok {
			return nil, fmt.Errorf("the outlines of %s and %s have no end of a border in common", one, other)
		}
		ends = append(ends, end)
		at, state, dropped := end.one, one, other
		if lands[other].step[0] < lands[one].step[0] {
			at, state, dropped = end.other, other, one
		}
		termini = append(termini, terminus{between: t.between, at: at,
			source: fmt.Sprintf("where the outlines of both states part in DCW: the place that %s has, whose grid is the finer; %s has it %.0f m away. The end of the land border in Natural Earth 10m (world-atlas 2.0.2), at %v, is %.1f km away", state, dropped, distance(end.one, end.other), t.at, distance(at, t.at)/1000)})
	}
	var shore source.Ring
	for i, t := range termini {
		state, next := t.between[1], (i+1)%len(termini)
		// The sea runs counter-clockwise, the land beside it clockwise.
		land, err := lands[state].mainland.CounterClockwise(&ends[next].one)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", state, err)
		}
		k := slices.Index(land, ends[i].other)
		if k < 1 {
			return nil, fmt.Errorf("%s: both ends of the shore are at %v", state, ends[i].other)
		}
		stretch := land[1:k]
		slices.Reverse(stretch)
		shore = append(append(shore, t.at), stretch...)
	}
	if err := c.build(shore, termini); err != nil {
		return nil, err
	}
	if !c.ring.Contains(inSea) {
		return nil, errors.New("the shore does not run round the sea")
	}
	southWest, northEast := source.Degrees(46, 36), source.Degrees(55.5, 48)
	for _, state := range slices.Sorted(maps.Keys(lands)) {
		for _, r := range lands[state].others {
			wet := 0
			for _, p := range r {
				if within(southWest, northEast, p) && c.ring.Contains(p) {
					wet++
				}
			}
			if wet == 0 {
				continue
			}
			if wet < len(r) {
				return nil, fmt.Errorf("an outline of %s at %v crosses the shore", state, r[0])
			}
			r, err := r.CounterClockwise(nil)
			if err != nil {
				return nil, err
			}
			c.islands = append(c.islands, island{state: state, ring: r})
		}
	}
	c.notes = []string{
		"Epoch and water level: the source states neither. The Digital Chart of the World is a map at 1:1,000,000.",
		"The source rounds positions to a grid of 65,535 steps each way across a country: " + lands["RU"].steps("Russia") + ", " + lands["KZ"].steps("Kazakhstan") + ", " + lands["TM"].steps("Turkmenistan") + ", " + lands["IR"].steps("Iran") + ", " + lands["AZ"].steps("Azerbaijan") + " from west to east and from south to north at 42 N. So neighbours have two places for one along their border.",
		"The shore is made of what the outlines of the five states have between the ends of the land borders, which are the last places that two outlines share. Of the two places that they have for each, that of the finer grid was kept. No other position was moved, added or left out; those that the source writes twice in succession stand once.",
		"Islands belong to the state whose outline they are in the source. Their names here are numbers from north to south within a state.",
		"The lagoon Garabogazköl is land in the source: there is no closing line.",
		"The ends of the land borders decide shares. These are the source's own, up to 5.9 km from those of other sources.",
	}
	return c, c.finish()
}

// steps says how far apart the grid's lines are.
func (l *land) steps(name string) string {
	at := source.Degrees(51, 42)
	return fmt.Sprintf("%s %.0f m by %.0f m", name,
		distance(at, source.Degrees(51+l.step[0], 42)), distance(at, source.Degrees(51, 42+l.step[1])))
}
