package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// release is that of Go whose tables strip knows, as internal/abi and runtime/symtab.go
// describe them.
const release = "go1.26"

// fewZeros is how many zeros cost less in the middle of a piece of data than a new piece.
const fewZeros = 64

var errTables = errors.New("the tables of functions are not those of " + release + ": see strip.go")

// strip takes out of a program for js/wasm what is for traces of calls alone, which a page
// has no reader for: names, files and lines of functions, which of them are inlined, and
// their arguments; names of the runtime's own are all "runtime.", which it asks for. What
// the collector and panics need stays. What follows from the numbers of functions is left
// to worker.js, for which a section of the program's own, of the name "functions", says
// where it stands. The data are written in few long pieces: the linker's many short ones
// are a third of them.
func strip(program []byte) ([]byte, error) {
	const header, data = 8, 11
	if len(program) < header || !bytes.HasPrefix(program, []byte("\x00asm")) {
		return nil, errors.New("this is no program in WebAssembly")
	}
	out := slices.Clone(program[:header])
	for rest := program[header:]; len(rest) > 0; {
		kind := rest[0]
		size, n := binary.Uvarint(rest[1:])
		if n <= 0 || size > uint64(len(rest)-1-n) {
			return nil, errors.New("a section is cut off")
		}
		body := rest[1+n : 1+n+int(size)]
		rest = rest[1+n+int(size):]
		if kind == data {
			m, err := memoryOf(body)
			if err != nil {
				return nil, err
			}
			left, err := m.strip()
			if err != nil {
				return nil, err
			}
			body = m.pieces()
			out = appendSection(out, 0, left.section())
		}
		out = appendSection(out, kind, body)
	}
	return out, nil
}

func appendSection(out []byte, kind byte, body []byte) []byte {
	out = append(out, kind)
	out = binary.AppendUvarint(out, uint64(len(body)))
	return append(out, body...)
}

// left is where a program lacks what follows from the numbers of its functions: in a list
// of pairs, the number of a function, counted from the first one's, and where it is told
// of, which begins with the number; and in a list of parts of the program, which function
// is there, counted from 0. The last function has one shorter part, which stays.
type left struct{ functions, count, first, find, parts int }

const (
	inPairs = 8  // bytes of a pair
	inParts = 20 // bytes of a part
	perOne  = 16 // parts of a function
)

func (l left) section() []byte {
	const name = "functions"
	out := append([]byte{byte(len(name))}, name...)
	for _, v := range []int{l.functions, l.count, l.first, l.find, l.parts} {
		out = binary.LittleEndian.AppendUint32(out, uint32(v))
	}
	return out
}

// clear takes out of a memory what is left to worker.js.
func (l left) clear(m memory) error {
	for k := range l.count {
		pair := l.functions + inPairs*k
		one := l.functions + m.u32(pair+4)
		if number := l.first + k; m.u32(pair) != number || m.u32(one) != number {
			return errTables
		}
		m.put(pair, 0)
		m.put(one, 0)
	}
	for k := range l.parts {
		part := m[l.find+inParts*k:][:inParts]
		if int(binary.LittleEndian.Uint32(part)) != k/perOne || slices.Max(part[4:]) > 0 {
			return errTables
		}
		clear(part)
	}
	return nil
}

// memory is what a program begins with, from address 0.
type memory []byte

// Of the pieces of data, each begins so and puts its address between these.
const constant, end = 0x41, 0x0b

func memoryOf(section []byte) (memory, error) {
	var out memory
	wrong := errors.New("the data are not pieces of one memory")
	number := func() int {
		v, n := binary.Uvarint(section)
		if n <= 0 || v > 1<<31 {
			section = nil
			return -1
		}
		section = section[n:]
		return int(v)
	}
	for range number() {
		if len(section) < 4 || section[0] != 0 || section[1] != constant {
			return nil, wrong
		}
		section = section[2:]
		at := number()
		if len(section) < 2 || section[0] != end {
			return nil, wrong
		}
		section = section[1:]
		size := number()
		if at < 0 || size < 0 || size > len(section) {
			return nil, wrong
		}
		out = append(out, make([]byte, max(0, at+size-len(out)))...)
		copy(out[at:], section[:size])
		section = section[size:]
	}
	return out, nil
}

// pieces writes the memory as a section of data, without what is zero in any case.
func (m memory) pieces() []byte {
	var out []byte
	count := 0
	for at := 0; at < len(m); {
		if m[at] == 0 {
			at++
			continue
		}
		to, zeros := at, 0
		for k := at; k < len(m) && zeros < fewZeros; k++ {
			zeros++
			if m[k] != 0 {
				to, zeros = k+1, 0
			}
		}
		out = append(out, 0, constant)
		out = appendSigned(out, at)
		out = append(out, end)
		out = binary.AppendUvarint(out, uint64(to-at))
		out = append(out, m[at:to]...)
		count++
		at = to
	}
	return append(binary.AppendUvarint(nil, uint64(count)), out...)
}

// appendSigned appends a number in groups of seven bits, the last of which has its sign.
func appendSigned(out []byte, v int) []byte {
	for ; v >= 1<<6; v >>= 7 {
		out = append(out, byte(v)|1<<7)
	}
	return append(out, byte(v))
}

func (m memory) u32(at int) int { return int(binary.LittleEndian.Uint32(m[at:])) }
func (m memory) u64(at int) int { return int(binary.LittleEndian.Uint64(m[at:])) }

func (m memory) put(at int, v uint32) { binary.LittleEndian.PutUint32(m[at:], v) }

// Places in the tables: in their head, in the list of tables that the runtime begins with,
// and in what is told of one function.
const (
	headFunctions = 8  // how many functions there are
	headNames     = 32 // begins the distances of names, units, files, values by place, functions
	listFind      = 19 * 8
	listData      = 40 * 8
	oneName       = 4
	oneStack      = 16 // values by place: the size of the stack
	oneFile       = 20
	oneLine       = 24
	oneValues     = 28 // how many further values by place there are
	oneUnit       = 32
	oneBegins     = 36
	oneData       = 43 // how many data there are
	oneSize       = 44 // then the places of values, then of data
)

// What is kept of a function's values by place and of its data, as internal/abi numbers them.
var (
	keptValues = []int{1, 4}          // which pointers live, which bounds a panic is about
	keptData   = []int{0, 1, 2, 4, 7} // pointers in arguments, in variables, objects on the stack, deferred calls, wrappers
)

const (
	none     = 1<<32 - 1 // no data
	ofItself = "runtime."
)

// strip takes the tables of functions out of a memory that only traces of calls read.
func (m memory) strip() (lacks left, err error) {
	defer func() {
		if recover() != nil { // a place that is none
			err = errTables
		}
	}()
	head := bytes.Index(m, []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8})
	count := m.u64(head + headFunctions)
	begin := func(k int) int { return head + m.u64(head+headNames+8*k) }
	names, values, functions := begin(0), begin(3), begin(4)
	list := bytes.Index(m, binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(nil, uint64(head)), uint64(names)))
	find, data := m.u64(list+listFind), m.u64(list+listData)
	if !slices.IsSorted([]int{head, names, values, functions, data, find}) {
		return left{}, errTables
	}
	// table marks one table of values by place.
	keep := make([]bool, functions-values)
	table := func(at int) {
		if at == 0 {
			return
		}
		for first := true; first || m[values+at] != 0; first = false {
			for range 2 { // a difference of values, and one of places
				_, n := binary.Uvarint(m[values+at:])
				for range n {
					keep[at] = true
					at++
				}
			}
		}
		keep[at] = true
	}
	used := map[int]bool{} // places of data, and whether they are kept
	for k := range count {
		one := functions + m.u32(functions+inPairs*k+4)
		name := m[names+m.u32(one+oneName):]
		m.put(one+oneName, 0)
		if bytes.HasPrefix(name, []byte(ofItself)) {
			m.put(one+oneName, 1)
		}
		for _, field := range []int{oneFile, oneLine, oneUnit, oneBegins} {
			m.put(one+field, 0)
		}
		table(m.u32(one + oneStack))
		at := one + oneSize
		for v := range m.u32(one + oneValues) {
			if slices.Contains(keptValues, v) {
				table(m.u32(at))
			} else {
				m.put(at, 0)
			}
			at += 4
		}
		for v := range int(m[one+oneData]) {
			if place := m.u32(at); place != none {
				kept := slices.Contains(keptData, v)
				used[place] = used[place] || kept
				if !kept {
					m.put(at, none)
				}
			}
			at += 4
		}
	}
	clear(m[names:values])
	copy(m[names+1:], ofItself)
	for k, kept := range keep {
		if !kept {
			m[values+k] = 0
		}
	}
	places := append(slices.Sorted(maps.Keys(used)), find-data)
	for k, place := range places[:len(places)-1] {
		if !used[place] {
			clear(m[data+place : data+places[k+1]])
		}
	}
	lacks = left{functions, count, m.u32(functions), find, (count - 1) * perOne}
	return lacks, lacks.clear(m)
}

// known says whether strip knows the tables of a version of Go.
func known(version string) error {
	if version != release && !bytes.HasPrefix([]byte(version), []byte(release+".")) {
		return fmt.Errorf("%w (this is %s); GOTOOLCHAIN=%s.3 has go use one that is known", errTables, version, release)
	}
	return nil
}
