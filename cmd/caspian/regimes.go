package main

import (
	"fmt"
	"io"
	"strings"

	"caspian.example/division/caspian"
)

// regimesCommand lists the regimes or describes one.
type regimesCommand struct {
	Name string `arg:"" optional:"" help:"The regime to describe."`
}

func (c *regimesCommand) Run(s *streams) error {
	if c.Name != "" {
		r, err := regimeByID(c.Name)
		if err != nil {
			return err
		}
		return describe(s.out, r)
	}
	var b strings.Builder
	for _, r := range listed() {
		about := r.About()
		var layers []string
		for _, l := range about.Layers {
			layers = append(layers, string(l.Layer)+" "+l.Rule)
		}
		fmt.Fprintf(&b, "%-13s %s\n%s", r.ID(), about.Title, indent(strings.Join(layers, "; ")+".", 14))
	}
	b.WriteString("\nMore about one of them: caspian regimes NAME\n")
	_, err := io.WriteString(s.out, b.String())
	return err
}

// describe prints all about one regime.
func describe(w io.Writer, r caspian.Regime) error {
	about := r.About()
	claims, err := caspian.Claims(r)
	if err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s — %s\n\n", r.ID(), about.Title)
	section := func(title, text string) { fmt.Fprintf(&b, "%s\n%s\n", title, indent(text, 2)) }
	section("Basis", about.Basis)
	section("What it does not say", about.Silence)
	fmt.Fprintln(&b, "Layers")
	for _, l := range about.Layers {
		fmt.Fprintf(&b, "  %-8s %s\n", l.Layer, l.Rule)
	}
	fmt.Fprintln(&b)
	if len(about.Assumptions) > 0 {
		section("Assumed here", strings.Join(about.Assumptions, "; ")+".")
	}
	if about.Caspian {
		section("Where", "On the Caspian's five states only.")
	}
	if len(claims) > 0 {
		fmt.Fprintln(&b, "Claimed or published shares, percent")
	}
	for _, c := range claims {
		text := fmt.Sprintf("%s  %s: %s, %s. %s.", c.State, c.Wording, c.By, c.Date, c.Source)
		if c.URL != "" {
			text += " " + c.URL
		}
		if c.DeniedBy != "" {
			text += " Denied by: " + c.DeniedBy + "."
		}
		b.WriteString(indent(text, 2))
	}
	_, err = io.WriteString(w, b.String())
	return err
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
