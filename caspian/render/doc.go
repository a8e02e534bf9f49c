// Package render draws divisions as maps to print: SVG, PNG and PDF, from one
// description. Begin with SVG, PNG or PDF.
//
// A map shows land, sea, sectors and zones in colours that colour-blind readers
// can tell apart, lines with their turning points, a graticule, a legend with
// shares and areas, a scale bar in kilometres and nautical miles, and at its foot
// the question that it answers, whose data the coast is, the datum, the projection
// and what the map is not. It is in Lambert's
// azimuthal equal-area projection on WGS84, centred on the sea: areas on paper
// compare as the areas of the sea do, and neither the antimeridian nor a pole is
// in the way.
//
// A PDF is an A4 page; other pictures are as wide as one, upright or across, and as high
// as the sea needs. A narrow one has less on it, so that its texts can be read. The same
// division gives the same bytes. PNG and PDF are in Liberation Sans (Latin, Greek,
// Cyrillic and Hebrew letters) and DejaVu Sans (Arabic, Armenian and Georgian ones),
// in the direction and the forms that a script asks for; Picture.Unwritable tells
// which names they do not have. An SVG leaves letters to the fonts of its reader.
//
// Maps are in English, Persian or Russian (see Options.Lang), in words of one table. The
// translations are the project's own, with the terms of treaties where there are any, and
// await readers who have grown up with the languages.
//
// # Files
//
// From the bottom up: theme.go (colours), options.go (what a picture is drawn for),
// pen.go (drawing on a canvas), svg.go, raster.go and sheet.go (the canvases of SVG, PNG
// and PDF), area.go (what a picture may fill, and pages), head.go (titles, and texts at the
// foot), contest.go (firm and contested water), moved.go (water that has changed hands),
// labels.go (texts that do not overlap), frame.go (the part of a page that a map fills),
// around.go (what lies around its sea), holders.go (names on it), overlay.go and map.go (what is drawn into it), shown.go (what
// the map of a division shows), legend.go, page.go (one map with all around it),
// subject.go and line.go (the sheet of one line), compare.go (several, and a chart),
// multiples.go (many small ones), tornado.go (what shares depend on), names.go (codes
// for names that fonts lack), picture.go (a map or several as a file), stage.go (the map
// of a stage of a case), report.go (in words and numbers).
package render
