package report

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata"
)

// RegimeList is the shipped regimes in short, in JSON an array of them in full.
type RegimeList struct {
	Regimes []regime.Regime
	// Claims are the shares that were claimed by none of their rules.
	Claims []geodata.Claim
	// Hint says where there is more about one of them.
	Hint string
}

// NewRegimeList lists the shipped regimes.
func NewRegimeList() (*RegimeList, error) {
	all, err := geodata.Claims()
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(c geodata.Claim) bool { return c.Regime != "" })
	return &RegimeList{Regimes: regime.Shipped(), Claims: all}, nil
}

// MarshalJSON writes the regimes.
func (r *RegimeList) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	err := Encode(&b, r.Regimes)
	return b.Bytes(), err
}

// Rows is nil.
func (r *RegimeList) Rows() Grid { return nil }

// Document says what becomes of the layers under each of them.
func (r *RegimeList) Document(Form) *Document {
	d := new(Document)
	for _, one := range r.Regimes {
		var each []string
		alike := true
		for _, l := range one.Layers {
			each, alike = append(each, string(l.Layer)+": "+l.Rule), alike && l.Rule == one.Layers[0].Rule
		}
		if alike && len(each) > 0 {
			each = []string{"all layers: " + one.Layers[0].Rule}
		}
		d.Item(fmt.Sprintf("%-16s ", one.ID), one.Title, strings.Join(each, "; ")+".")
	}
	if r.Hint != "" {
		d.Break().Say(r.Hint)
	}
	d.Part("Claimed or published by other rules, or by none that is named, percent")
	return d.List(claimed(r.Claims)...)
}

// RegimeText is all about a regime; its JSON form is the regime's.
type RegimeText struct {
	regime.Regime
	Claims []geodata.Claim `json:"-"`
}

// NewRegimeText describes a regime, with the shares that were claimed under its rule if
// it is a shipped one.
func NewRegimeText(r regime.Regime) (*RegimeText, error) {
	claims, err := regime.Claims(r, regime.LayerAll)
	if err != nil {
		return nil, err
	}
	return &RegimeText{r, claims}, nil
}

// Rows is nil.
func (r *RegimeText) Rows() Grid { return nil }

// Document says what the regime rests on and what it does.
func (r *RegimeText) Document(Form) *Document {
	d := new(Document).Title(r.ID + " — " + r.Title)
	section := func(title, text string) {
		if text != "" {
			d.Part(title).Under(text)
		}
	}
	section("Basis", r.Source)
	section("What it does not say", r.Silence)
	if len(r.Layers) > 0 {
		d.Part("Layers")
	}
	for _, l := range r.Layers {
		d.Item(fmt.Sprintf("  %-8s ", l.Layer), l.Rule)
	}
	if len(r.Assumptions) > 0 {
		section("Assumed here", strings.Join(r.Assumptions, "; ")+".")
	}
	if r.Caspian {
		section("Where", "On the Caspian's five states only.")
	}
	if len(r.Claims) > 0 {
		d.Part("Claimed or published shares, percent").List(claimed(r.Claims)...)
	}
	return d
}

// claimed says claims with their sources, those of one source together.
func claimed(claims []geodata.Claim) (out []string) {
	for k := 0; k < len(claims); {
		first := claims[k]
		var figures, denials []string
		for ; k < len(claims); k++ {
			c := claims[k]
			if c.By != first.By || c.Date != first.Date || c.Rule != first.Rule || c.Source != first.Source || c.Layer != first.Layer {
				break
			}
			figures = append(figures, c.State+" "+c.Wording)
			if c.DeniedBy != "" {
				denials = append(denials, fmt.Sprintf("%s denied by %s.", c.State, c.DeniedBy))
			}
		}
		text := fmt.Sprintf("%s: %s (%s", strings.Join(figures, ", "), first.Rule, first.By)
		if first.Date != "" && !strings.Contains(first.By, first.Date) {
			text += ", " + first.Date
		}
		if first.Layer != "" && first.Layer != string(regime.LayerAll) {
			text += "; " + first.Layer
		}
		text += "). " + first.Source + "."
		if first.URL != "" {
			text += " " + first.URL
		}
		out = append(out, strings.Join(append([]string{text}, denials...), " "))
	}
	return out
}
