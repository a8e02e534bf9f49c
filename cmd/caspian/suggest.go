package main

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/problem"
)

// misread is what is wrong with arguments that cannot be read, with the cure.
func misread(err error, args []string) error {
	name, text := "", asTyped(err.Error(), args)
	if wrong := (*kong.ParseError)(nil); errors.As(err, &wrong) && wrong.Context != nil {
		name = commandName(wrong.Context.Selected())
	}
	hint := strings.TrimSpace("caspian help " + name)
	extra, _ := strings.CutPrefix(text, "unexpected argument ")
	flag, _, unfinished := strings.Cut(text, ": expected ")
	argument, missing := strings.CutPrefix(text, `expected "<`)
	switch {
	case missing:
		argument, _, _ = strings.Cut(argument, ">")
		text = "the argument " + strings.ToUpper(argument) + " is missing"
	case slices.Contains(regimeIDs(), strings.ToLower(extra)) && (slices.Contains(args, "--help") || name == "regimes"):
		hint = "caspian regimes " + extra
	case slices.Contains(regimeIDs(), strings.ToLower(extra)):
		hint = "did you mean --regime " + extra + "? " + hint
	case extra == "version":
		hint = "caspian --version"
	case strings.HasPrefix(text, "missing flags: --output"):
		hint = "-o FILE, whose ending chooses the format, or -o - with --format; " + hint
	case unfinished && strings.HasSuffix(text, "<EOL>)"):
		text = flag + ": nothing follows it"
	}
	return usage(hint, "%s", text)
}

// suggest returns a hint for a name that is not known: the one that was likely meant,
// and all that there are behind the words before them.
func suggest(name string, known []string, before string) string {
	all := before + cmp.Or(printable(strings.Join(known, ", ")), "none")
	if best := problem.Meant(name, known); best != "" {
		return "did you mean " + printable(best) + "? " + all
	}
	return all
}

// statesOf returns the codes and the names of a sea's states.
func statesOf(sea *caspian.Sea) (codes, names []string) {
	for _, st := range sea.States() {
		codes, names = append(codes, st.Code), append(names, st.Name)
	}
	return codes, names
}

// stateHint returns a hint for a state that the sea does not have.
func stateHint(sea *caspian.Sea, asked string) string {
	codes, names := statesOf(sea)
	all := slices.Concat(codes, names)
	hint := "its states are " + printable(strings.Join(codes, ", "))
	if k := slices.Index(all, problem.Meant(asked, all)); k >= 0 {
		hint = "did you mean " + printable(codes[k%len(codes)]) + "? " + hint
	}
	return hint
}
