package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// completionCommand prints a shell's script.
type completionCommand struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"The shell: bash, zsh or fish."`
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
	_, err := io.WriteString(s.out, completionScripts[c.Shell])
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
	parser, err := newParser(&app{}, io.Discard, io.Discard)
	if err != nil {
		return err
	}
	node := parser.Model.Node
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
	if len(words) > 1 {
		before := strings.TrimLeft(words[len(words)-2], "-")
		for _, group := range node.AllFlags(true) {
			for _, f := range group {
				if (f.Name == before || string(f.Short) == before) && strings.HasPrefix(words[len(words)-2], "-") && !f.IsBool() {
					return valuesOf(f.Name, f.Enum)
				}
			}
		}
	}
	for _, child := range node.Children {
		if !child.Hidden {
			out = append(out, child.Name)
		}
	}
	if strings.HasPrefix(words[len(words)-1], "-") {
		for _, group := range node.AllFlags(true) {
			for _, f := range group {
				out = append(out, "--"+f.Name)
			}
		}
	}
	for _, a := range node.Positional {
		out = append(out, valuesOf(a.Name, a.Enum)...)
	}
	return out
}

// valuesOf returns the values that a flag or an argument is known to take.
func valuesOf(name, enum string) (out []string) {
	switch name {
	case "regime", "regimes", "name":
		for _, id := range regimeIDs() {
			out = append(out, id)
		}
	case "coast":
		return []string{"gshhg", "ne10m"}
	case "islands":
		return []string{"full", "half", "none"}
	}
	for _, v := range strings.Split(enum, ",") {
		if v != "" {
			out = append(out, v)
		}
	}
	return out
}
