package main

import (
	"regexp"
	"slices"
	"strings"

	"caspian.example/division/cmd/internal/quantity"
)

var negative = regexp.MustCompile(`^-(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?(m|km|nmi|,.*)?$`)

// bareNegatives returns the arguments with the hyphen of negative numbers, pairs and
// lengths turned into a minus sign, which kong does not take for the
// beginning of a flag, so that -69.5 stands for a number and not
// for flags, as a position and after a flag. What reads numbers turns it back
// with quantity.Hyphen. Arguments after -- stay as they are.
func bareNegatives(args []string) []string {
	out := make([]string, len(args))
	for k, arg := range args {
		if arg == "--" {
			copy(out[k:], args[k:])
			break
		}
		if negative.MatchString(arg) {
			arg = quantity.Minus + arg[1:]
		}
		out[k] = arg
	}
	return out
}

// asTyped turns the minus signs of bareNegatives in a message back into hyphens, unless
// an argument was typed with a minus sign.
func asTyped(message string, args []string) string {
	if slices.ContainsFunc(args, func(arg string) bool { return strings.Contains(arg, quantity.Minus) }) {
		return message
	}
	return strings.ReplaceAll(message, quantity.Minus, "-")
}
