package source

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// ParseOutlines reads the outlines of countries in a GMT dump of DCW by the names of
// the countries: closed lines as they are written, the first position again at the
// end. The source writes some positions twice in succession: there the lines that it
// was made from, borders and coasts, begin and end.
func ParseOutlines(text []byte) (map[string][][]Pos, error) {
	outlines, err := parsePieces(text, func(header string) (string, error) {
		k := strings.LastIndex(header, " Segment ")
		if k < 0 || strings.TrimSpace(header[:k]) == "" {
			return "", fmt.Errorf("%q is not the header of an outline of a country", header)
		}
		return strings.TrimSpace(header[:k]), nil
	})
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(outlines)) {
		for k, l := range outlines[name] {
			if len(l) < 4 || l[0] != l[len(l)-1] {
				return nil, fmt.Errorf("outline %d of %s, of %d positions, is not closed", k, name, len(l))
			}
		}
	}
	return outlines, nil
}
