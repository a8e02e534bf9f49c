package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"caspian.example/division/cmd/internal/builtin"
	"caspian.example/division/cmd/internal/ruleword"
	"caspian.example/division/geodata"
)

// completionCommand prints a shell's script.
type completionCommand struct {
	Shell string `arg:"" help:"The shell: bash, zsh or fish."`
}

// completionScripts ask the program itself what could stand in the place of the last
// word.
var completionScripts = map[string]string{
	"bash": `_caspian() {
	local IFS=$'\n'
	COMPREPLY=($(caspian complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _caspian caspian
`,
	"zsh": `#compdef caspian
_caspian() {
	local -a found
	found=(${(f)"$(caspian complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)"})
	if (( $#found )); then compadd -- $found; else _files; fi
}
compdef _caspian caspian
`,
	"fish": `function __caspian
	set -l words (commandline -opc) (commandline -ct)
	caspian complete -- $words[2..-1] 2>/dev/null
end
complete -c caspian -a '(__caspian)'
`,
}

func (c *completionCommand) Run(s *streams) error {
	script, known := completionScripts[c.Shell]
	if !known {
		return usage("there are bash, zsh, fish", "there is no script for the shell %q", c.Shell)
	}
	_, err := io.WriteString(s.out, script)
	return err
}

// completeCommand prints what could stand in the place of the last word.
type completeCommand struct {
	Words []string `arg:"" optional:"" passthrough:"" help:"The words after caspian, the last one unfinished."`
}

func (c *completeCommand) Run(s *streams) error {
	words := c.Words
	if len(words) > 0 && words[0] == "--" {
		words = words[1:]
	}
	if len(words) == 0 {
		words = []string{""}
	}
	l, err := newLine()
	if err != nil {
		return err
	}
	node := l.parser.Model.Node
	for _, w := range words[:len(words)-1] {
		for _, child := range node.Children {
			if child.Name == w {
				node = child
			}
		}
	}
	last := words[len(words)-1]
	var found []string
	for _, candidate := range candidates(node, words) {
		if strings.HasPrefix(candidate, last) {
			found = append(found, candidate)
		}
	}
	slices.Sort(found)
	for _, f := range slices.Compact(found) {
		if _, err := fmt.Fprintln(s.out, f); err != nil {
			return err
		}
	}
	return nil
}

// candidates returns what could stand after all words but the last: the values of the
// flag before it, or commands, flags and the values of arguments.
func candidates(node *kong.Node, words []string) (out []string) {
	last := words[len(words)-1]
	if len(words) > 1 {
		before := strings.TrimLeft(words[len(words)-2], "-")
		for _, group := range node.AllFlags(true) {
			for _, f := range group {
				named := f.Name == before || string(f.Short) == before || slices.Contains(f.Aliases, before)
				if named && strings.HasPrefix(words[len(words)-2], "-") && !f.IsBool() {
					return goingOn(valuesOf(node, f.Name, words), last)
				}
			}
		}
	}
	for _, child := range node.Children {
		if !child.Hidden {
			out = append(out, child.Name)
		}
	}
	if strings.HasPrefix(last, "-") {
		for _, group := range node.AllFlags(true) {
			for _, f := range group {
				out = append(out, "--"+f.Name)
			}
		}
	}
	for _, a := range node.Positional {
		out = append(out, valuesOf(node, a.Name, words)...)
	}
	return out
}

// goingOn puts what stands before the last comma of an unfinished list before values
// that could follow, but for those that it has.
func goingOn(values []string, last string) []string {
	k := strings.LastIndexByte(last, ',')
	if k < 0 {
		return values
	}
	var out []string
	for _, v := range values {
		if !slices.Contains(strings.Split(last[:k], ","), v) {
			out = append(out, last[:k+1]+v)
		}
	}
	return out
}

// valuesOf returns the values that a flag or an argument of a command is known to take,
// on the coast that the words name.
func valuesOf(node *kong.Node, name string, words []string) (out []string) {
	switch name {
	case "regime":
		return regimeIDs()
	case "name":
		if commandName(node) == "regimes" {
			return regimeIDs()
		}
	case "coast":
		return builtin.Coasts
	case "shell":
		return slices.Collect(maps.Keys(completionScripts))
	case "line":
		return ruleword.Words()
	case "islands":
		return []string{"full", "half", "none"}
	case "format":
		return slices.DeleteFunc(slices.Clone(commandFormats[commandName(node)]), func(f string) bool { return f == "" })
	case "field":
		fields, err := geodata.Fields()
		if err != nil {
			return nil // a shell has no place for errors
		}
		for _, f := range fields {
			out = append(out, f.Name)
		}
	case "state", "other-state", "share", "weight", "between", "island", "close", "baseline", "terminus":
		return ofCoast(name, words)
	}
	return append(out, flagRules[name].values...)
}

// ofCoast returns the names that a coast has for a flag: that after --coast, or the
// default one.
func ofCoast(name string, words []string) (out []string) {
	coastName := builtin.Coasts[0]
	for k, w := range words[:len(words)-1] {
		if w == "--coast" {
			coastName = words[k+1]
		}
	}
	sea, err := (&shoreFlags{Coast: coastName, Snap: 1}).read(&streams{ctx: context.Background(), errors: io.Discard, quiet: true, engine: library})
	if err != nil {
		return nil // a shell has no place for errors
	}
	c := sea.Coast()
	end := ""
	switch name {
	case "close", "baseline":
		out = linesFor(c, name)
	case "island":
		for _, i := range c.Islands {
			if text := c.Features[i.Feature].Name; text != "" {
				out = append(out, text+"=")
			}
		}
	case "terminus":
		for _, e := range sea.Ends() {
			name := e.States[0] + "-" + e.States[1]
			if e.Number > 0 {
				name += fmt.Sprintf(":%d", e.Number)
			}
			out = append(out, name+"=", strings.Replace(name, e.States[0]+"-"+e.States[1], e.States[1]+"-"+e.States[0], 1)+"=")
		}
	case "share", "weight":
		end = "="
		fallthrough
	default:
		for _, st := range c.States {
			out = append(out, st.Code+end)
		}
	}
	return out
}
