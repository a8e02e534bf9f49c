package quantity

import (
	"fmt"
	"strings"
)

// Assignment is NAME=VALUE, as flags that are repeated for several names take it.
type Assignment struct{ Name, Value string }

// UnmarshalText reads an Assignment; names may hold an equals sign, values none.
func (a *Assignment) UnmarshalText(text []byte) error {
	k := strings.LastIndexByte(string(text), '=')
	if k <= 0 || k == len(text)-1 {
		return fmt.Errorf("%q is not NAME=VALUE", text)
	}
	a.Name, a.Value = strings.TrimSpace(string(text[:k])), Hyphen(strings.TrimSpace(string(text[k+1:])))
	return nil
}

// Assignments are several of them, parted by commas. One ends only where it has a value:
// names may hold commas too.
type Assignments []Assignment

// UnmarshalText adds what a flag names.
func (a *Assignments) UnmarshalText(text []byte) error {
	part := ""
	for piece := range strings.SplitSeq(string(text), ",") {
		if part += piece; !strings.Contains(piece, "=") {
			part += ","
			continue
		}
		var one Assignment
		if err := one.UnmarshalText([]byte(part)); err != nil {
			return err
		}
		*a, part = append(*a, one), ""
	}
	if part != "" {
		return fmt.Errorf("%q is not NAME=VALUE; commas part several, and numbers have a point", strings.TrimSuffix(part, ","))
	}
	return nil
}
