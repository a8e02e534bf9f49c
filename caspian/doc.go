// Package caspian divides a closed sea among the states on its shore under the
// legal regimes that have been argued for the Caspian.
//
// A Regime is a rule that turns a Sea into a Division. Begin with ReadSea on a
// labelled coast, then Divide:
//
//	sea, err := caspian.ReadSea(gshhg.Coast())
//	div, err := caspian.Divide(ctx, sea, caspian.Median, caspian.Options{})
//	fmt.Printf("Iran %.2f %%\n", 100*div.Share("IR"))
//
// Geometry is geodesic on WGS84; the lines are exact to a millimetre for the
// given coast (see package partition). How far the coast itself can be trusted
// is another matter: the shares of a median line move by tenths of a percent
// with the coast, the islands and the ends of the land borders. Analyse shows
// how far.
//
// A regime of one's own is a Definition, which ReadRegime reads from JSON.
// Division.Between describes the line of two states point by point and leg by leg;
// Audit measures how far another line, agreed or proposed, is from equidistance.
//
// A Locator says whose water a place is under a division, how far from every
// coast and from the nearest line; Firmness says whether another choice of
// coast, islands or closing lines would give it to somebody else.
//
// Areas are square metres, lengths metres, shares fractions of the sea,
// positions longitude and latitude in degrees. The package neither prints nor
// reads files. Values are safe for concurrent use as long as nobody changes
// them.
package caspian
