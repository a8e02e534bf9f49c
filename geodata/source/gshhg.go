package source

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"
)

// ParseDump reads the pieces of shoreline of a GMT dump by their levels: 2 for
// lake shores, 3 for islands in lakes. Pieces have two or more positions.
func ParseDump(text []byte) (map[int][][]Pos, error) {
	pieces, err := parsePieces(text, func(header string) (level int, err error) {
		var bin int
		if _, err := fmt.Sscanf(header, " Shore Bin # %d, Level %d", &bin, &level); err != nil || level == 0 {
			return 0, fmt.Errorf("%q is not the header of a piece of shoreline", header)
		}
		return level, nil
	})
	if err != nil {
		return nil, err
	}
	for level, rows := range pieces {
		for _, row := range rows {
			if len(row) < 2 {
				return nil, fmt.Errorf("a piece of level %d has %d positions", level, len(row))
			}
		}
	}
	return pieces, nil
}

// parsePieces reads the pieces of a GMT dump by the key that each header, without its
// >, stands for.
func parsePieces[K comparable](text []byte, key func(header string) (K, error)) (map[K][][]Pos, error) {
	pieces := map[K][][]Pos{}
	var last K
	lines := bufio.NewScanner(bytes.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		var err error
		s := lines.Text()
		if header, ok := strings.CutPrefix(s, ">"); ok {
			if last, err = key(header); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			pieces[last] = append(pieces[last], nil)
			continue
		}
		lon, lat, ok := strings.Cut(s, "\t")
		if !ok || len(pieces) == 0 {
			return nil, fmt.Errorf("line %d: %q is not a position of a piece", n, s)
		}
		var p Pos
		if p[0], err = parseDegrees(lon); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if p[1], err = parseDegrees(lat); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		piece := &pieces[last][len(pieces[last])-1]
		*piece = append(*piece, p)
	}
	return pieces, lines.Err()
}
