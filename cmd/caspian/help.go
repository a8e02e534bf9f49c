package main

// examples are the parts of commands' helps that show how they are used. Every one works as
// it stands.
var examples = map[string][]string{
	"shares": {
		"caspian shares",
		"caspian shares --regime median --state IR --islands none",
		"caspian shares --regime target --share IR=0.5 --json",
		"caspian shares --sensitivity --runs 10",
		"caspian shares --sensitivity --runs 0 -o tornado.svg",
	},
	"divide": {
		"caspian divide --regime median -o median.geojson",
		"caspian divide --regime equal --only IR --theme print --size a3 -o iran.pdf",
		"caspian divide --regime median --regime equal -o caspian.html",
		"caspian divide --regime median --close Garabogazköl -o without.gpkg",
		"caspian divide --regime median --runs 10 -o firm.pdf",
		"caspian divide --regime median --with-islands --with-close -o switches.html",
		"caspian divide --regime median --simplify 1km -o few.geojson",
	},
	"compare": {"caspian compare --regimes condominium,equal,median -o compare.svg", "caspian compare -o report.html"},
	"ensemble": {
		"caspian ensemble --runs 10",
		"caspian ensemble --runs 20 --vary islands,noise -o runs.csv",
		"caspian ensemble --sum runs.csv",
	},
	"locate": {
		"caspian locate 51.27 38.58",
		"caspian locate --dms \"38°34'30\\\"N 51°16'18\\\"E\" --regime median",
		"caspian locate --field 'Sardar-e Jangal' --json",
		"caspian locate 51.27 38.58 --runs 10",
		"caspian locate --points points.csv --regime median --format csv",
	},
	"boundary": {
		"caspian boundary IR TM",
		"caspian boundary AZ KZ --regime equal --json",
		"caspian boundary AZ IR -o annex.md",
		"caspian boundary AZ TM --within 1km",
		"caspian boundary KZ TM --alternatives",
		"caspian boundary KZ TM --line azimuth:250:loxodrome --between KZ,TM",
		"caspian boundary KZ RU --points 13 --rounding 0.00001° -o annex.csv",
		"caspian boundary AZ TM --within 1km -o line.svg",
		"caspian boundary AZ IR --theme print -o line.pdf",
	},
	"audit": {
		"caspian audit ru-kz",
		"caspian audit ru-kz --islands none -o audit.svg",
		"caspian audit treaty-points",
		"caspian audit meridian --between KZ,TM",
	},
	"coast check": {"caspian coast check gshhg", "caspian coast check ne10m --beside 100km"},
	"case":        {"caspian case case.json", "caspian case case.json -o case.md"},
	"coast info": {
		"caspian coast info gshhg",
		"caspian coast info gshhg --islands",
		"caspian coast info dcw --json",
	},
	"coast show":  {"caspian coast show ne10m -o ne10m.geojson"},
	"coast build": {"caspian coast build --sea sea.geojson --countries lands.geojson -o c.geojson"},
	"regimes": {
		"caspian regimes",
		"caspian regimes condominium",
		"caspian regimes astara-hasanquli --json",
	},
	"completion": {"caspian completion bash", "caspian completion fish -q"},
}
