package quantity

import (
	"fmt"

	"caspian.example/division/caspian/regime"
)

// Scale is a measure of coasts.
type Scale regime.Measure

// UnmarshalText reads sinuous, fronts, or a length.
func (m *Scale) UnmarshalText(text []byte) error {
	switch string(text) {
	case "sinuous":
		*m = Scale{}
		return nil
	case "fronts":
		*m = Scale{Fronts: true}
		return nil
	}
	var l Length
	if err := l.UnmarshalText(text); err != nil || l == 0 {
		return fmt.Errorf("%q is not sinuous, fronts or a length such as 10km", text)
	}
	*m = Scale{Step: float64(l)}
	return regime.Measure(*m).Check()
}
