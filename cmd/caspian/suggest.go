package main

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"caspian.example/division/caspian"
)

// suggest returns a hint for a name that is not known: the one that was likely meant,
// and all that there are behind the words before them.
func suggest(name string, known []string, before string) string {
	all := before + strings.Join(known, ", ")
	if best := closest(name, known); best != "" {
		return "did you mean " + best + "? " + all
	}
	return all
}

// closest returns the known name that is nearest to another one, in any case; "" if
// none is within a third of its letters.
func closest(name string, known []string) string {
	best, least := "", utf8.RuneCountInString(name)/3
	for _, k := range known {
		if d := edits(strings.ToLower(name), strings.ToLower(k)); d <= least && (best == "" || d < least) {
			best, least = k, d
		}
	}
	return best
}

// stateMeant returns the code of the state that was likely meant by a code or a name; ""
// if there is none.
func stateMeant(sea *caspian.Sea, asked string) string {
	var known []string
	codes := map[string]string{}
	for _, st := range sea.States() {
		known = append(known, st.Code, st.Name)
		codes[st.Name] = st.Code
	}
	best := closest(asked, known)
	return cmp.Or(codes[best], best)
}

// statesOf lists the codes of a sea's states for a hint.
func statesOf(sea *caspian.Sea) string {
	var codes []string
	for _, st := range sea.States() {
		codes = append(codes, printable(st.Code))
	}
	return "its states are " + strings.Join(codes, ", ")
}

// stateHint returns a hint for a state that the sea does not have.
func stateHint(sea *caspian.Sea, asked string) string {
	if meant := stateMeant(sea, asked); meant != "" {
		return "did you mean " + printable(meant) + "? " + statesOf(sea)
	}
	return statesOf(sea)
}

// edits returns how many letters must be put in, taken out, changed or swapped with
// the next to make one text of the other (the restricted distance of Damerau 1964,
// doi:10.1145/363958.363994).
func edits(from, to string) int {
	a, b := []rune(from), []rune(to)
	var before, last []int
	row := make([]int, len(b)+1)
	for k := range row {
		row[k] = k
	}
	for i := range a {
		before, last = last, slices.Clone(row)
		row[0] = i + 1
		for k := range b {
			change := last[k]
			if a[i] != b[k] {
				change++
			}
			row[k+1] = min(change, last[k+1]+1, row[k]+1)
			if i > 0 && k > 0 && a[i] == b[k-1] && a[i-1] == b[k] {
				row[k+1] = min(row[k+1], before[k-1]+1)
			}
		}
	}
	return row[len(b)]
}
