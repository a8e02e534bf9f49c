// Package regime holds the legal rules by which the Caspian, or another shared
// sea, has been or could be divided, as data. It knows no geometry.
//
// A Regime is one value that says everything that is law: what its base is, which
// shares, weights, given lines, belts and layers it has, what islands count for,
// and what it rests on. Begin with one that is shipped, such as Median or
// Convention2018, change it as you like, or Read one of your own from JSON:
//
//	belt := regime.Convention2018()
//	belt.ID, belt.Title = "twelve", "Zones of 2018, with 12 nautical miles"
//	belt.Zones[0].Breadth = 12 * regime.NauticalMile
//
// Nothing sets the shipped ones apart: a copy under another id divides a sea in the
// same way. Only claims (Claims) belong to an id, and to the rule that was claimed.
//
// Shares are fractions of the sea, breadths metres, positions longitude and latitude
// in degrees, states their codes. Values are safe for concurrent use as long as nobody
// changes them; what is returned shares nothing with what was given, but for Regime
// values that are copied by assignment.
//
// The files, from the bottom up: problem (an error), layer, islands, measure and cut (parts
// of a regime), regime (the value), check (what is wrong with one), words (one in words), change
// (one changed, as by a flag of a command), shipped (those of the Caspian), claims,
// read (from JSON).
package regime
