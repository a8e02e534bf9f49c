// Package caspian divides a closed sea among the states on its shore. Law and
// geometry meet here, in Divide: a regime (package regime) is a rule as data, a Sea is
// a checked coast, and a Division is who gets which part of it.
//
//	sea, err := caspian.ReadSea(gshhg.Coast())
//	div, err := caspian.Divide(ctx, sea, regime.Median(), caspian.Options{})
//	fmt.Printf("Iran %.2f %%\n", 100*div.Share("IR"))
//	for _, z := range div.Zones {
//		fmt.Println(z.Kind, z.Holder.Name, z.Area)
//	}
//
// A division carries its Question: the regime as it was divided, the options, and
// which coast it was, so that a figure can be computed again from what stands beside it.
//
// Geometry is geodesic on WGS84; the lines are exact to a millimetre for the given
// coast (see package partition). How far the coast itself can be trusted is another
// matter: the shares of a median line move by tenths of a percent with the coast, the
// islands and the ends of the land borders. Package ensemble shows how far. Package
// locate says whose water a place is, package course describes lines point by point and
// audits others, package casefile goes through a delimitation in stages, packages export
// and render write files and maps.
//
// Areas are square metres, lengths metres, shares fractions of the sea, positions
// longitude and latitude in degrees. The package neither prints nor reads files. Nil
// contexts, readers and writers are a programmer's mistake and panic; other nil and zero
// values give errors.
// Values are safe for concurrent use as long as nobody changes them.
//
// # Files
//
// In reading order: shores.go, noise.go, ends.go, sea.go and digits.go (what is divided),
// perturbed.go and moved.go (the same with a noisy coast, and with ends of land borders moved), options.go, question.go, holder.go and
// division.go (the result), held.go (who holds what), draw.go, ruled.go (lines that a rule
// draws), plan.go (a regime's terms on a sea), median.go, target.go, zones.go and undivided.go (the bases), divide.go,
// proportion.go.
package caspian
