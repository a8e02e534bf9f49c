package render

// head are the title of a sheet and what stands below it.
type head struct {
	title, subtitle []string
	size            float64 // of the title
	margin          float64
}

const (
	largeTitle = 16.0
	leastTitle = 12.0
	subtitles  = textSize + 1
)

// newHead sets the texts above a picture: the title in one line, smaller if that makes
// it fit, or else in several.
func newHead(p *pen, a area, title, subtitle string) head {
	h := head{size: largeTitle, margin: a.margin()}
	if a.small() {
		h.size = leastTitle + 1
	}
	h.size = max(leastTitle, h.size*min(1, a.room()/p.width(h.size, true, title)))
	h.title = p.wrap(a.room(), h.size, true, title)
	if subtitle != "" {
		h.subtitle = p.wrap(a.room(), subtitles, false, subtitle)
	}
	return h
}

// depth is the height in points, with the margin above and a gap below.
func (h *head) depth() float64 {
	return h.margin + 1.2*h.size*float64(len(h.title)) + 1.3*subtitles*float64(len(h.subtitle)) + 12
}

// head writes the texts down from the top of a page.
func (b brush) head(h *head, top float64) {
	b.open("head")
	defer b.close()
	y := top - h.margin + 0.4*h.size
	for _, line := range h.title {
		y -= 1.2 * h.size
		b.text(h.margin, y, 0, h.size, true, b.ink, line)
	}
	y -= 0.2*h.size + 0.05*subtitles
	for _, line := range h.subtitle {
		y -= 1.3 * subtitles
		b.text(h.margin, y+0.25*subtitles, 0, subtitles, false, b.ink, line)
	}
}

// footText and footStep are the size in points of texts at the foot, and the distance of
// their lines.
const (
	footText = 0.82 * textSize
	footStep = 1.35 * footText
)

// set sets texts for the foot of a sheet.
func (p *pen) set(a area, texts []string) (lines []string) {
	for _, text := range texts {
		lines = append(lines, p.wrap(a.room(), footText, false, text)...)
	}
	return lines
}

// foot writes lines down from y.
func (b brush) foot(lines []string, x, y float64) {
	b.open("foot")
	defer b.close()
	for _, line := range lines {
		y -= footStep
		b.text(x, y, 0, footText, false, b.ink, line)
	}
}
