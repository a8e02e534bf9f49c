package caspian

import (
	"context"
	"fmt"

	"caspian.example/division/caspian/partition"
)

type condominium struct {
	notional bool // with a picture of the halves
}

func (condominium) ID() string { return "condominium" }

func (c condominium) Applies(sea *Sea) error {
	if !sea.IsCaspian() {
		return fmt.Errorf("%w: %s", ErrNotCaspian, c.ID())
	}
	return nil
}

func (condominium) About() About {
	return About{
		Title:   "Condominium of 1921/1940",
		Basis:   "Until 1991 the agreements of 1921 and 1940 made the sea jointly exploited by Iran and the Soviet Union (Ataei 2012, p. 127); \"Iran's portion is 50%\" (Koulaei & Hafeznia 2010, p. 401; both in " + paper + ").",
		Silence: "50 % stands in no treaty text. The treaties of 1921 and 1940 give equal navigation and a ten-mile national fishing zone; Iran's foreign ministry (2018) and two of its foreign ministers (2008, 2018) say that no division was stipulated. It is one reading: an undivided sea of two states in equal parts.",
		Layers:  alike(LayerCommon, "in common, undivided"),
		Assumptions: []string{
			"the successors of the Soviet Union share its half in equal parts, one eighth of the sea each, unless another rule is chosen",
			"the fishing belts of ten nautical miles, reserved to the coastal state's flag by the treaties of 1935 and 1940, take nothing from the halves",
		},
		Caspian: true,
	}
}

func (r condominium) divide(ctx context.Context, sea *Sea, by *choices) (*Division, error) {
	d := newDivision(r, sea, by, LayerAll)
	var successors []int
	shares := make([]float64, len(d.States))
	for k := range d.States {
		d.States[k].Undivided = true
		if d.States[k].Code == iran {
			shares[k] = 0.5
		} else {
			successors = append(successors, k)
		}
	}
	if err := d.apportion(ctx, shares, successors, 0.5, by.successors, by); err != nil {
		return nil, err
	}
	for k, share := range shares {
		d.States[k].Share = share
	}
	var err error
	switch {
	case by.sharesOnly:
		d.Area = partition.Area(sea.coast)
	case r.notional:
		err = d.halve(ctx, successors, by)
	default:
		err = d.fishingBelts(ctx, successors, by)
	}
	if err != nil {
		return nil, err
	}
	d.drawInternalWaters()
	return d, nil
}

// fishingBelts draws the belts that the treaties of 1935 and 1940 reserve to the
// flag of the coastal state, Iran's and the Soviet Union's or those of its
// successors, and the common sea beyond.
func (d *Division) fishingBelts(ctx context.Context, successors []int, by *choices) error {
	blocs := make([]int, len(d.States))
	for k, s := range d.States {
		if s.Code == iran || by.successors != "" {
			blocs[k] = 1 + k
		}
	}
	return d.beltsOfBlocs(ctx, by.fishery, successors, blocs, by)
}

// beltsOfBlocs draws belts of a breadth: one of the states together, whose bloc is
// 0, and one of every other state; and the common sea beyond.
func (d *Division) beltsOfBlocs(ctx context.Context, breadth float64, together, blocs []int, by *choices) error {
	b, err := d.belts(ctx, []float64{breadth}, blocs, by)
	if err != nil {
		return err
	}
	for k, w := range b.Waters[0] {
		states := []int{k}
		if blocs[k] == 0 {
			states = together
		}
		d.drawBelt(ZoneFishery, states, breadth, w)
	}
	d.drawCommon(b.Beyond)
	return nil
}

// iran is the code of the state that has a half of its own.
const iran = "IR"

// halve draws the half that Iran would have, and that of the successors
// together.
func (d *Division) halve(ctx context.Context, successors []int, by *choices) error {
	shares, blocs := make([]float64, len(d.States)), make([]int, len(d.States))
	for k, s := range d.States {
		shares[k] = s.Share
		if s.Code == iran {
			blocs[k] = 1
		}
	}
	if err := d.split(ctx, shares, blocs, by); err != nil {
		return err
	}
	d.Notional = true
	d.Title += ", a notional line of its halves"
	for k := range d.Zones {
		if z := &d.Zones[k]; d.States[z.States[0]].Code != iran {
			z.Kind, z.States, z.Coast = ZoneCommon, successors, 0
		}
	}
	d.Warnings = append(d.Warnings, "notional: the condominium is undivided, and nobody has claimed this line; it shows what a half of the sea would be")
	d.warn()
	return nil
}
