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
	hint, text := "caspian help", asTyped(err.Error(), args)
	if wrong := (*kong.ParseError)(nil); errors.As(err, &wrong) && wrong.Context != nil {
		hint = strings.TrimSpace("caspian help " + commandName(wrong.Context.Selected()))
	}
	extra, _ := strings.CutPrefix(text, "unexpected argument ")
	flag, _, unfinished := strings.Cut(text, ": expected ")
	switch {
	case slices.Contains(regimeIDs(), strings.ToLower(extra)) && slices.Contains(args, "--help"):
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
	all := before + strings.Join(known, ", ")
	if best := problem.Meant(name, known); best != "" {
		return "did you mean " + best + "? " + all
	}
	return all
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
	best := problem.Meant(asked, known)
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
