package jsonwalk

import (
	"fmt"

	"caspian.example/division/caspian/internal/foreign"
)

const (
	// DefaultDepth is how deeply objects and arrays may be nested if Walker.Depth is 0.
	DefaultDepth = 200
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
	m := members{w: w, from: len(w.names)}
	defer m.leave()
	for {
		switch w.Peek() {
		case '"':
		case 0:
			return w.expect('"')
		default:
			return w.Fail("a member's name must stand here")
		}
		start := w.pos
		name, err := w.Text()
		if err != nil {
			return err
		}
		w.path[at].name = name
		if w.Strict {
			if err := m.add(name, start); err != nil {
				return err
			}
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

// members are the names of one object's members so far, in the walker from an index on.
type members struct {
	w    *Walker
	from int
	all  map[string]int // where they stand, if they are many
}

// few is up to how many names are compared one by one.
const few = 16

// add adds the name of a member, or fails where it stands twice.
func (m *members) add(name string, at int) error {
	w := m.w
	twice := func(first int) error {
		path := w.Path()
		w.pos = at
		return w.fail(Twice, fmt.Sprintf("the member %s stands twice, first at %v and again", path, foreign.PlaceAt(w.text, first)))
	}
	if m.all != nil {
		if first, found := m.all[name]; found {
			return twice(first)
		}
		m.all[name] = at
		return nil
	}
	for _, other := range w.names[m.from:] {
		if other.name == name {
			return twice(other.at)
		}
	}
	w.names = append(w.names, named{name, at})
	if len(w.names)-m.from > few {
		m.all = make(map[string]int, 4*few)
		for _, n := range w.names[m.from:] {
			m.all[n.name] = n.at
		}
	}
	return nil
}

// leave forgets the names.
func (m *members) leave() { m.w.names = m.w.names[:m.from] }

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
		most = DefaultDepth
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
		_, _, err := w.Float()
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

// Since returns what has been read from an offset on, as it is written.
func (w *Walker) Since(offset int) []byte { return w.text[offset:w.pos:w.pos] }
