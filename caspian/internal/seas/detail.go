package seas

import (
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/long"
)

// Detail returns the tolerance and the resolution in metres with which tests divide a
// sea whose lines need not be fine: 0 in the long form, which takes the library's own;
// by default 20 m and about 1/250 of the sea's width, which take a fraction of the time.
// Vertices are as exact.
func Detail(c *coast.Coast) (tolerance, resolution float64) {
	if long.Form() {
		return 0, 0
	}
	farthest := 0.0
	for k := 0; k < len(c.Shore); k += 1 + len(c.Shore)/100 {
		farthest = max(farthest, geodesic.WGS84.Distance(c.Shore[0], c.Shore[k]))
	}
	return 20, farthest / 250
}
