package build

import "errors"

// Options are the choices of Coast. The zero value is ready to use.
type Options struct {
	// Property is the property of countries that holds the state's code, or
	// "id" also for the member of the feature. Empty takes the first of
	// Properties that all countries on the shore have.
	Property string
	// Enclave is the length in metres below which a stretch of shore is taken
	// as noise and goes to its neighbours. 0 means 2 km, or a hundredth of the
	// shore if that is less; a negative value keeps all from 1 m on.
	Enclave float64
	// Reach is how far in metres a country may be from the shore that it is
	// given. 0 means 100 km.
	Reach float64
	// Islands gives islands to states: from the number of the hole in the sea's
	// polygon, from 1, to the state's code.
	Islands map[int]string
	// Name, Source, Licence, Epoch and WaterLevel describe the coast. An empty
	// name is that of the sea's feature.
	Name, Source, Licence, Epoch, WaterLevel string
}

// Properties are the properties that are tried for a state's code, in this
// order. Natural Earth has −99 for what has no code, which counts as none.
var Properties = []string{"iso_a2", "ISO_A2", "ISO_A2_EH", "iso_3166_1_alpha_2", "ISO3166-1:alpha2", "ISO3166-1-Alpha-2", "shapeISO", "shapeGroup",

	"adm0_a3", "ADM0_A3", "iso_a3", "ISO_A3", "ISO3166-1-Alpha-3", "state", "code", "id", "name", "NAME"}

// names are the properties that are tried for a state's name.
var names = []string{"name", "NAME", "name_en", "NAME_EN", "name:en", "ADMIN", "admin", "shapeName", "NAME_LONG"}

// The kinds of errors beside those of package coast.
var (
	ErrSea      = errors.New("build: the sea is not one polygon")
	ErrSwapped  = errors.New("build: the sea and the countries are swapped")
	ErrProperty = errors.New("build: no property holds the states' codes")
	ErrReach    = errors.New("build: no country is near the shore")
	ErrIsland   = errors.New("build: no such island or state")
	ErrStates   = errors.New("build: the shore belongs to one state")
	ErrOverlap  = errors.New("build: countries overlap so that one has nothing of its own")
	ErrTie      = errors.New("build: two states are as near to an island")
)

// InputError is an error of one of the inputs.
type InputError struct {
	Input string // Sea or Countries
	Err   error
}

// Error names the input before the error.
func (e *InputError) Error() string {
	return "build: the input of the " + e.Input + ": " + e.Err.Error()
}

// Unwrap returns the error.
func (e *InputError) Unwrap() error { return e.Err }

// The inputs of Coast, as InputError and Note name them.
const (
	Sea       = "sea"
	Countries = "countries"
)

// Doubtful is the difference of distances in metres that Terminus.Doubt is for.
const Doubtful = 100

// maxSamples is the most places of long edges of the sea that are looked at:
// about 125,000 km.
const maxSamples = 500_000
