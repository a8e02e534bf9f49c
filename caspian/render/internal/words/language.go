package words

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// table has a row for every text of maps, and a column for every language, whose code
// stands in the first row. The English text, with its verbs, is what the others are looked
// up by. A language more is a column more.
//
//go:embed words.tsv
var table string

// English is the language that texts are looked up by.
const English = "en"

// Language is one that maps are written in.
type Language struct {
	// Code is its tag, as HTML and BCP 47 have it.
	Code string
	// RightToLeft says that it is written so.
	RightToLeft bool

	said    map[string]string // nil for English
	numbers *message.Printer
}

// languages are those of the table, by the order of its columns.
var languages = sync.OnceValue(func() (out []*Language) {
	r := csv.NewReader(strings.NewReader(table))
	r.Comma = '\t'
	rows, err := r.ReadAll()
	if err != nil {
		panic(err) // the table is part of the program, and a test reads it
	}
	for k, code := range rows[0] {
		tag := language.MustParse(code)
		script, _ := tag.Script()
		l := &Language{Code: code, RightToLeft: script.String() == "Arab", numbers: message.NewPrinter(tag)}
		if code != English {
			l.said = map[string]string{}
			for _, row := range rows[1:] {
				l.said[row[0]] = row[k]
			}
		}
		out = append(out, l)
	}
	return out
})

// Codes are the codes of all languages, English first.
func Codes() (out []string) {
	for _, l := range languages() {
		out = append(out, l.Code)
	}
	return out
}

// In returns the language with a code, English for none; nil if there is no such language.
func In(code string) *Language {
	if code == "" {
		code = English
	}
	k := slices.Index(Codes(), code)
	if k < 0 {
		return nil
	}
	return languages()[k]
}

// Name returns a name or a text of the table in the language, and any other as it is.
func (l *Language) Name(text string) string {
	if said, ok := l.said[text]; ok {
		return said
	}
	return text
}

// Say returns a text of the table in the language, with what stands in the places of its
// verbs: texts, and numbers as Number writes them.
func (l *Language) Say(text string, in ...any) string {
	return l.directed(fmt.Sprintf(l.Name(text), in...))
}

// Marks of direction: what follows one stands as if behind a letter of that direction.
const leftToRight, rightToLeft = "\u200E", "\u200F"

// directed returns a text that runs in the direction of the language, whatever letters it
// begins with.
func (l *Language) directed(text string) string {
	first := strings.IndexFunc(text, func(r rune) bool { return unicode.IsLetter(r) || strings.ContainsRune(leftToRight+rightToLeft, r) })
	if !l.RightToLeft || first < 0 {
		return text
	}
	if r, _ := utf8.DecodeRuneInString(text[first:]); unicode.Is(unicode.Arabic, r) || string(r) == rightToLeft {
		return text
	}
	return rightToLeft + text
}

// Number writes a number by a verb of fmt as the language does: with its digits and signs,
// and in groups where the verb's text has commas.
func (l *Language) Number(verb string, v any) string { return l.digits(fmt.Sprintf(verb, v)) }

// Degrees writes a number with the sign of degrees behind it.
func (l *Language) Degrees(verb string, v any) string {
	text := l.Number(verb, v) + "°"
	if l.RightToLeft {
		return leftToRight + text
	}
	return text
}

// digits writes what is a number in English as the language does, and all else as it is.
func (l *Language) digits(english string) string {
	plain := strings.ReplaceAll(english, ",", "")
	v, err := strconv.ParseFloat(plain, 64)
	if l.said == nil || err != nil || strings.ContainsAny(plain, "eEnN") {
		return english
	}
	_, decimals, _ := strings.Cut(plain, ".")
	options := []number.Option{number.Scale(len(decimals))}
	if !strings.Contains(english, ",") {
		options = append(options, number.NoSeparator())
	}
	out := l.numbers.Sprint(number.Decimal(v, options...))
	if strings.HasPrefix(english, "+") {
		out = "+" + out
	}
	return out
}
