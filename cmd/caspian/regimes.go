package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata"
)

// regimesCommand lists the regimes or describes one.
type regimesCommand struct {
	Name string `arg:"" optional:"" help:"The regime to describe."`
	resultFlags
}

func (c *regimesCommand) Run(s *streams) error {
	if err := c.choose(tableForm, jsonForm); err != nil {
		return err
	}
	if c.Name == "" {
		return c.write(s, forms{tableForm: list, jsonForm: asJSON(regime.Shipped())})
	}
	r, err := regimeByID(c.Name)
	if err != nil {
		return err
	}
	return c.write(s, forms{tableForm: func(w io.Writer) error { return describe(w, r) }, jsonForm: asJSON(r)})
}

// list prints all regimes in short.
func list(w io.Writer) error {
	var b strings.Builder
	for _, r := range regime.Shipped() {
		rules := r.Layers
		layers := "all layers: " + rules[0].Rule
		if rules[0].Rule != rules[1].Rule || rules[0].Rule != rules[2].Rule {
			layers = fmt.Sprintf("%s: %s; %s: %s; %s: %s", rules[0].Layer, rules[0].Rule, rules[1].Layer, rules[1].Rule, rules[2].Layer, rules[2].Rule)
		}
		fmt.Fprintf(&b, "%-16s %s\n%s", r.ID, r.Title, indent(layers+".", 17))
	}
	b.WriteString("\nMore about one of them: caspian regimes NAME\n")
	all, err := geodata.Claims()
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(c geodata.Claim) bool { return c.Regime != "" })
	fmt.Fprintf(&b, "\nClaimed or published by other rules, or by none that is named, percent\n%s", claimsText(all))
	_, err = io.WriteString(w, b.String())
	return err
}

// describe prints all about one regime.
func describe(w io.Writer, r regime.Regime) error {
	claims, err := regime.Claims(r, regime.LayerAll)
	if err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s — %s\n\n", r.ID, r.Title)
	section := func(title, text string) { fmt.Fprintf(&b, "%s\n%s\n", title, indent(text, 2)) }
	section("Basis", r.Source)
	section("What it does not say", r.Silence)
	fmt.Fprintln(&b, "Layers")
	for _, l := range r.Layers {
		fmt.Fprintf(&b, "  %-8s %s\n", l.Layer, l.Rule)
	}
	fmt.Fprintln(&b)
	if len(r.Assumptions) > 0 {
		section("Assumed here", strings.Join(r.Assumptions, "; ")+".")
	}
	if r.Caspian {
		section("Where", "On the Caspian's five states only.")
	}
	if len(claims) > 0 {
		fmt.Fprintln(&b, "Claimed or published shares, percent")
	}
	b.WriteString(claimsText(claims))
	_, err = io.WriteString(w, b.String())
	return err
}

// claimsText prints claims with their sources, those of one source together.
func claimsText(claims []geodata.Claim) string {
	var b strings.Builder
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
		b.WriteString(indent(strings.Join(append([]string{text}, denials...), " "), 2))
	}
	return b.String()
}

// indent wraps text at 80 columns behind a margin; words longer than a line
// stand alone on one.
func indent(text string, margin int) string {
	var b strings.Builder
	pad := strings.Repeat(" ", margin)
	column := 0
	for _, word := range strings.Fields(text) {
		n := len([]rune(word))
		switch {
		case column == 0:
			b.WriteString(pad)
			column = margin
		case column+1+n > 80:
			b.WriteString("\n" + pad)
			column = margin
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	b.WriteByte('\n')
	return b.String()
}
