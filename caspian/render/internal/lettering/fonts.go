package lettering

import (
	"bytes"
	"fmt"
	"sync"

	"codeberg.org/go-fonts/dejavu/dejavusans"
	"codeberg.org/go-fonts/dejavu/dejavusansbold"
	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"github.com/go-text/typesetting/font"
)

// Font is one of the fonts that texts are set in.
type Font struct {
	// Family is its name, without its weight.
	Family string
	Bold   bool
	// TTF is the font file. Not to be changed.
	TTF []byte

	parsed func() *font.Font
}

// fonts are those of a weight, in the order in which they are asked for a sign: the
// first has the widths of Arial, the second also has Arabic, Armenian and Georgian
// letters.
func fonts(bold bool) []*Font {
	if bold {
		return boldFonts
	}
	return regularFonts
}

var (
	regularFonts = []*Font{newFont("Liberation Sans", false, liberationsansregular.TTF), newFont("DejaVu Sans", false, dejavusans.TTF)}
	boldFonts    = []*Font{newFont("Liberation Sans", true, liberationsansbold.TTF), newFont("DejaVu Sans", true, dejavusansbold.TTF)}
)

func newFont(family string, bold bool, ttf []byte) *Font {
	return &Font{family, bold, ttf, sync.OnceValue(func() *font.Font {
		face, err := font.ParseTTF(bytes.NewReader(ttf))
		if err != nil {
			panic(fmt.Sprintf("lettering: the font %s of this program is damaged: %v", family, err))
		}
		return face.Font
	})}
}
