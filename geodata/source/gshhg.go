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
	pieces := map[int][][]Pos{}
	level := 0
	lines := bufio.NewScanner(bytes.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		s := lines.Text()
		if header, ok := strings.CutPrefix(s, ">"); ok {
			var bin int
			if _, err := fmt.Sscanf(header, " Shore Bin # %d, Level %d", &bin, &level); err != nil {
				return nil, fmt.Errorf("line %d: %q is not the header of a piece of shoreline: %w", n, s, err)
			}
			pieces[level] = append(pieces[level], nil)
			continue
		}
		lon, lat, ok := strings.Cut(s, "\t")
		if !ok || level == 0 {
			return nil, fmt.Errorf("line %d: %q is not a position of a piece", n, s)
		}
		x, err := parseDegrees(lon)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		y, err := parseDegrees(lat)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		piece := &pieces[level][len(pieces[level])-1]
		*piece = append(*piece, Pos{x, y})
	}
	if err := lines.Err(); err != nil {
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
