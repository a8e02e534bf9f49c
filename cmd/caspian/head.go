package main

import (
	"fmt"
	"strings"

	"caspian.example/division/caspian"
)

// seaReport is what results say of the sea that was divided.
type seaReport struct {
	Coast      string   `json:"coast"`
	Epoch      string   `json:"epoch"`
	WaterLevel string   `json:"water_level"`
	Islands    string   `json:"islands"`
	Closed     []string `json:"closed"`
	SeaKm2     float64  `json:"sea_km2"`
}

func seaOf(d *caspian.Division) seaReport {
	c := d.Sea.Coast()
	return seaReport{c.Name, c.Epoch, c.WaterLevel, d.Islands, append([]string{}, d.Closed...), d.Area / 1e6}
}

// head says so in two lines.
func (r *seaReport) head() string {
	closed := ""
	if len(r.Closed) > 0 {
		closed = " · without " + printable(strings.Join(r.Closed, ", "))
	}
	effect, others, _ := strings.Cut(r.Islands, ", ")
	islands := strings.Replace(effect, "none", "no", 1) + " effect"
	if others != "" {
		islands += ", " + others
	}
	return fmt.Sprintf("Sea %s km²%s · coast %s\nEpoch %s · water level %s · islands at %s",
		area(r.SeaKm2), closed, printable(r.Coast), printable(r.Epoch), printable(r.WaterLevel), printable(islands))
}
