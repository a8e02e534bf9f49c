package geodata_test

import (
	"fmt"

	"caspian.example/division/geodata"
)

func ExampleClaims() {
	claims, err := geodata.Claims()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range claims {
		if c.Regime == "median" && c.State == "IR" {
			fmt.Printf("%s: %g\n", c.By, c.Share)
			return
		}
	}
	// Output: Khosravi 2007, p. 6: 0.13
}

func ExampleAgreedLines() {
	lines, err := geodata.AgreedLines()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, l := range lines {
		fmt.Println(l.States, len(l.Points), "points")
	}
	// Output: [KZ RU] 39 points
}

func ExampleTreatyPoints() {
	points, err := geodata.TreatyPoints()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(points[0].Latitude, points[0].Longitude, points[0].States)
	// Output: 42°33.6'N 49°53.3'E [AZ KZ RU]
}

func ExampleCoastLengths() {
	lengths, err := geodata.CoastLengths()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, l := range lengths {
		if l.State == "TM" {
			fmt.Printf("%.0f km\n", l.Metres/1000)
		}
	}
	// Output: 1200 km
}

func ExampleFields() {
	fields, err := geodata.Fields()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(fields[0].Name, fields[0].Printed)
	// Output: Sardar-e Jangal 38°34'30"N 51°16'18"E
}

func ExampleIslands() {
	islands, err := geodata.Islands()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(islands[0].Name, islands[0].Printed)
	// Output: Tyuleniy Islands 44°55'N 50°22'E
}

func ExampleCaspianSurroundings() {
	around, err := geodata.CaspianSurroundings()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range around.Cities[:3] {
		fmt.Println(c.Name, c.State)
	}
	// Output:
	// Baku AZ
	// Astrakhan RU
	// Atyrau KZ
}
