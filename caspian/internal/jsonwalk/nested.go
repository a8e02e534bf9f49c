package jsonwalk

import "bytes"

const (
	defaultDepth = 200
	// every is the number of members and elements after which Interrupt is
	// called: some 0.1 ms.
	every = 1024
)

// Object calls member for every member of the object that comes next; member must
// read its value.
func (w *Walker) Object(member func(name string) error) error {
	if err := w.enter('{', -1); err != nil {
		return err
	}
	defer w.leave()
	if w.Peek() == '}' {
		w.pos++
		return nil
	}
	at := len(w.path) - 1
	var seen map[string]bool
	if w.Unique {
		seen = map[string]bool{}
	}
	for {
		switch w.Peek() {
		case '"':
		case 0:
			return w.expect('"')
		default:
			return w.Fail("a member's name must stand here")
		}
		name, err := w.Text()
		if err != nil {
			return err
		}
		w.path[at].name = name
		if w.Unique {
			if seen[name] {
				return w.Fail("the member " + w.Path() + " is there twice")
			}
			seen[name] = true
		}
		if err := w.expect(':'); err != nil {
			return err
		}
		if err := w.next(); err != nil {
			return err
		}
		if err := member(name); err != nil {
			return err
		}
		switch w.Peek() {
		case ',':
			w.pos++
		case '}':
			w.pos++
			return nil
		default:
			return w.expect('}')
		}
	}
}

// Array calls element for every element of the array that comes next; element must
// read it.
func (w *Walker) Array(element func() error) error {
	if err := w.enter('[', 0); err != nil {
		return err
	}
	defer w.leave()
	if w.Peek() == ']' {
		w.pos++
		return nil
	}
	for at := len(w.path) - 1; ; w.path[at].index++ {
		if err := w.next(); err != nil {
			return err
		}
		if err := element(); err != nil {
			return err
		}
		switch w.Peek() {
		case ',':
			w.pos++
		case ']':
			w.pos++
			return nil
		default:
			return w.expect(']')
		}
	}
}

func (w *Walker) enter(c byte, index int) error {
	if err := w.expect(c); err != nil {
		return err
	}
	most := w.Depth
	if most == 0 {
		most = defaultDepth
	}
	if len(w.path) >= most {
		return w.Fail("values are nested too deeply")
	}
	w.path = append(w.path, step{index: index})
	return nil
}

func (w *Walker) leave() { w.path = w.path[:len(w.path)-1] }

// next looks after an interrupt before a member or an element.
func (w *Walker) next() error {
	if w.count++; w.count%every == 0 && w.Interrupt != nil {
		return w.Interrupt()
	}
	return nil
}

// Skip reads any value.
func (w *Walker) Skip() error {
	switch w.Peek() {
	case '{':
		return w.Object(func(string) error { return w.Skip() })
	case '[':
		return w.Array(w.Skip)
	case '"':
		_, err := w.Text()
		return err
	case 't':
		return w.word("true")
	case 'f':
		return w.word("false")
	case 'n':
		return w.word("null")
	default:
		_, err := w.Number()
		return err
	}
}

// Raw reads any value and returns it as it is written.
func (w *Walker) Raw() ([]byte, error) {
	w.Peek()
	from := w.pos
	err := w.Skip()
	return w.text[from:w.pos], err
}

func (w *Walker) word(word string) error {
	if !bytes.HasPrefix(w.text[w.pos:], []byte(word)) {
		return w.Fail("a value must stand here")
	}
	w.pos += len(word)
	return nil
}
