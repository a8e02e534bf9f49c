package export

import (
	"fmt"

	"caspian.example/division/caspian"
)

// About says in one line what a file answers, whose data it is made from and what it is
// not. It is empty for a division that is none.
func About(d *caspian.Division) string {
	if d.Check() != nil {
		return ""
	}
	return fmt.Sprintf("%s. %s What the rule would give on this coast, and no record of boundaries. Datum WGS84, edges are geodesics. %s",
		d.Question.Words(), d.Question.Credit(), caspian.Module)
}

// check returns an error for the first of divisions that is none, with its number.
func check(divisions []*caspian.Division) error {
	for k, d := range divisions {
		if err := d.Check(); err != nil {
			return fmt.Errorf("division %d: %w", k+1, err)
		}
	}
	return nil
}
