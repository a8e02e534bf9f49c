package main

import "strings"

// examples returns the part of a command's help that shows how it is used. Every
// example works as it stands.
func examples(lines ...string) string {
	return "Examples:\n\n  " + strings.Join(lines, "\n  ")
}

// Help gives examples.
func (sharesCommand) Help() string {
	return examples(
		"caspian shares",
		"caspian shares --regime median --state IR --islands none",
		"caspian shares --regime target --share IR=0.5 --json",
		"caspian shares --sensitivity --runs 10",
	)
}

// Help gives examples.
func (divideCommand) Help() string {
	return examples(
		"caspian divide --regime median -o median.geojson",
		"caspian divide --regime equal -o equal.pdf --theme print",
		"caspian divide --regime median --regime equal -o caspian.html",
		"caspian divide --regime median --close Garabogazköl -o without.gpkg",
	)
}

// Help gives examples.
func (compareCommand) Help() string {
	return examples(
		"caspian compare --regimes condominium,equal,median -o compare.svg",
		"caspian compare -o report.html",
	)
}

// Help gives examples.
func (locateCommand) Help() string {
	return examples(
		"caspian locate 51.27 38.58",
		"caspian locate --dms \"38°34'30\\\"N 51°16'18\\\"E\" --regime median",
		"caspian locate --field 'Sardar-e Jangal' --json",
		"caspian locate --points points.csv --regime median --format csv",
	)
}

// Help gives examples.
func (boundaryCommand) Help() string {
	return examples(
		"caspian boundary IR TM",
		"caspian boundary AZ KZ --regime equal --json",
		"caspian boundary AZ IR -o annex.md",
	)
}

// Help gives examples.
func (auditCommand) Help() string {
	return examples(
		"caspian audit ru-kz",
		"caspian audit ru-kz --islands none -o audit.svg",
		"caspian audit treaty-points",
	)
}

// Help gives examples.
func (checkCommand) Help() string { return examples("caspian coast check gshhg") }

// Help gives examples.
func (infoCommand) Help() string {
	return examples("caspian coast info gshhg", "caspian coast info gshhg --islands", "caspian coast info ne10m --json")
}

// Help gives examples.
func (showCommand) Help() string { return examples("caspian coast show ne10m -o ne10m.geojson") }

// Help gives examples.
func (buildCommand) Help() string {
	return examples(
		"caspian coast build --sea sea.geojson --countries lands.geojson -o c.geojson",
	)
}

// Help gives examples.
func (regimesCommand) Help() string {
	return examples(
		"caspian regimes",
		"caspian regimes condominium",
		"caspian regimes astara-hasanquli --json",
	)
}

// Help gives examples.
func (completionCommand) Help() string {
	return examples("caspian completion bash", "caspian completion fish -q")
}
