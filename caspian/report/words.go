package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

// Form is a form of a result.
type Form string

// The forms.
const (
	Text     Form = "table"
	Markdown Form = "markdown"
	CSV      Form = "csv"
	JSON     Form = "json"
	GeoJSON  Form = "geojson" // of results that are Mapped
)

// Width is the number of columns that texts keep to, where words are not longer.
const Width = 80

// lineNote is what lines are not.
const lineNote = "Computed by a rule on this coast, and no agreement: no line is in force because it is printed here."

// Printable returns a text from an input without what would move the cursor or break
// the line of a terminal.
func Printable(text string) string {
	return strings.Map(func(r rune) rune {
		const joiner, nonJoiner = '\u200D', '\u200C' // which spelling needs
		if unicode.IsPrint(r) || r == joiner || r == nonJoiner {
			return r
		}
		return unicode.ReplacementChar
	}, text)
}

// Wrap wraps text at Width columns behind a margin; words longer than a line stand
// alone on one. It ends with a line break.
func Wrap(text string, margin int) string {
	var b strings.Builder
	pad := strings.Repeat(" ", margin)
	column := 0
	for _, word := range strings.Fields(text) {
		n := len([]rune(word))
		switch {
		case column == 0:
			b.WriteString(pad)
			column = margin
		case column+1+n > Width:
			b.WriteString("\n" + pad)
			column = margin
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	b.WriteByte('\n')
	return b.String()
}

// escape returns a text as a part of a line of Markdown.
func escape(text string) string {
	return strings.NewReplacer("\\", "\\\\", "|", "\\|", "<", "&lt;", "*", "\\*").Replace(Printable(text))
}

// Area prints an area in km²: whole ones with commas, three digits below 100.
func Area(km2 float64) string {
	if km2 >= 100 || km2 == 0 {
		return Thousands(km2)
	}
	return strconv.FormatFloat(km2, 'f', max(0, 2-int(math.Floor(math.Log10(km2)))), 64)
}

// Sector prints the area of a sector in km², with no more digits than a digit in m² that
// its coast carries (see caspian.Sea.AreaDigit).
func Sector(km2, digit float64) string {
	if unit := digit / 1e6; unit > 0 && km2 >= unit {
		return Thousands(math.Round(km2/unit) * unit)
	}
	return Area(km2)
}

// Thousands prints a number without decimals and with commas.
func Thousands(v float64) string {
	s := strconv.FormatFloat(v, 'f', 0, 64)
	for k := len(s) - 3; k > 0; k -= 3 {
		s = s[:k] + "," + s[k:]
	}
	return s
}

// Metres prints a length in metres with as many digits as it needs.
func Metres(v float64) string {
	switch {
	case v >= 10_000:
		return strconv.FormatFloat(v/1e3, 'f', 2, 64) + " km"
	case v >= 100:
		return strconv.FormatFloat(v, 'f', 0, 64) + " m"
	case v >= 1:
		return strconv.FormatFloat(v, 'f', 1, 64) + " m"
	}
	return strconv.FormatFloat(v, 'f', 3, 64) + " m"
}

// Plain returns an error's text in one line, without the names of our packages before it
// and before what it wraps.
func Plain(err error) string {
	text := ": " + Printable(strings.ReplaceAll(err.Error(), "\n", "; "))
	for _, prefix := range []string{"report: ", "caspian: ", "regime: ", "course: ", "locate: ", "ensemble: ", "casefile: ", "coast: ", "build: ", "export: ", "render: ", "page: ", "partition: ", "geodesic: "} {
		text = strings.ReplaceAll(text, ": "+prefix, ": ")
	}
	return strings.TrimPrefix(text, ": ")
}

// Number prints a number with so many decimals, −1 for as many as it has.
func Number(v float64, decimals int) string { return strconv.FormatFloat(v, 'f', decimals, 64) }

// exact prints a number with all the digits that it has, as files have it; nothing for
// nil.
func exact(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'g', -1, 64)
}

// place prints a longitude and latitude to a decimetre.
func place(p orb.Point) string {
	p = geodesic.Normal(p)
	for k, v := range p {
		p[k] = math.Round(v*1e6)/1e6 + 0 // without the sign of zero
	}
	return fmt.Sprintf("%.6f %.6f", p[0], p[1])
}

// Short returns a state's code as the head of a narrow column.
func Short(code string) string {
	letters := []rune(code)
	if len(letters) > 5 {
		letters = append(letters[:4], '…')
	}
	return string(letters)
}

// Counted says how many there are of something.
func Counted(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + one + "s"
}
