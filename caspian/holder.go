package caspian

// Manner says how those who hold a place do so.
type Manner string

// The manners: one state alone, several together as if they were one, or every one of
// several for itself, as all hold what is in common.
const (
	Alone    Manner = "alone"
	Together Manner = "together"
	Each     Manner = "each"
)

// Holder is who has a place. The zero value is nobody.
type Holder struct {
	// States index Division.States, ascending. Not to be changed.
	States []int
	// Name is how they are called together: by the state's name, by that which the
	// regime gives those who hold together, or as all states.
	Name   string
	Manner Manner
}
