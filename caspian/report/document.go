package report

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// Document is what people read of a result: blocks, one after the other.
type Document struct{ blocks []block }

// block is a part of a document, in its two forms.
type block struct {
	text, markdown string
	item           bool // of a list, which an empty line ends in Markdown
}

// Title begins the document with what it is about.
func (d *Document) Title(text string) *Document {
	return d.put(Wrap(Printable(text), 0), "# "+escape(text)+"\n\n")
}

// Heading begins a part of the document.
func (d *Document) Heading(text string) *Document {
	return d.put("\n"+Wrap(Printable(text), 0)+"\n", "## "+escape(text)+"\n\n")
}

// Part begins a small part of the document, which follows closely in plain text.
func (d *Document) Part(title string) *Document {
	return d.put("\n"+Wrap(Printable(title), 0), "## "+escape(title)+"\n\n")
}

// Say adds a paragraph.
func (d *Document) Say(text string) *Document { return d.say(text, 0) }

// Under adds a paragraph that belongs to what stands before it, behind a margin.
func (d *Document) Under(text string) *Document { return d.say(text, 2) }

// Item adds lines behind a label, which makes their margin in plain text, and one item
// of a list in Markdown.
func (d *Document) Item(label string, lines ...string) *Document {
	label = Printable(label)
	margin := utf8.RuneCountInString(label)
	var plain strings.Builder
	for _, l := range lines {
		plain.WriteString(Wrap(Printable(l), margin))
	}
	text := label + strings.TrimLeft(plain.String(), " ")
	marked := "- " + escape(strings.TrimSpace(label+strings.Join(lines, "; "))) + "\n"
	d.blocks = append(d.blocks, block{text, marked, true})
	return d
}

func (d *Document) say(text string, margin int) *Document {
	if text == "" {
		return d
	}
	return d.put(Wrap(Printable(text), margin), escape(text)+"\n\n")
}

// List adds lines that are items of a list in Markdown.
func (d *Document) List(items ...string) *Document {
	for _, i := range items {
		d.Item("  ", i)
	}
	return d
}

// Break leaves an empty line in plain text.
func (d *Document) Break() *Document { return d.put("\n", "") }

// Picture adds a picture in Markdown, by the name of its file and with what it shows in words.
func (d *Document) Picture(words, file string) *Document {
	words = strings.NewReplacer("[", "\\[", "]", "\\]").Replace(escape(words))
	return d.put("", "!["+words+"]("+(&url.URL{Path: file}).String()+")\n\n")
}

// Table adds a table.
func (d *Document) Table(g Grid) *Document { return d.put(g.Text(), g.Markdown()+"\n") }

func (d *Document) put(text, markdown string) *Document {
	d.blocks = append(d.blocks, block{text, markdown, false})
	return d
}

// Text returns the document as plain text.
func (d *Document) Text() string {
	var b strings.Builder
	for _, block := range d.blocks {
		b.WriteString(block.text)
	}
	return b.String()
}

// Markdown returns the document as Markdown.
func (d *Document) Markdown() string {
	var b strings.Builder
	list := false
	for _, block := range d.blocks {
		if block.markdown == "" {
			continue
		}
		if list && !block.item {
			b.WriteByte('\n')
		}
		b.WriteString(block.markdown)
		list = block.item
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}
