package partition

import (
	"math"
)

// levels is the number of times that the square around the sea can be halved: to less
// than a hundredth of a millimetre in any sea. Corners and centres of all cells are whole
// numbers of units, 2^levels to the side.
const levels = 40

// key is a place of the quadtree, in its units.
type key struct{ x, y uint64 }

// places keeps something at places of the quadtree. All but those of the smallest cells
// are told apart by half of their digits, which is looked up in less time.
type places[T any] struct {
	most  map[uint64]T
	small map[key]T
}

func newPlaces[T any](size int) places[T] {
	return places[T]{make(map[uint64]T, size), map[key]T{}}
}

// short returns the first digits of a place, if the others are 0.
func (k key) short() (uint64, bool) {
	const rest = levels - 31
	return k.x>>rest<<32 | k.y>>rest, (k.x|k.y)&(1<<rest-1) == 0
}

func (p *places[T]) at(k key) (T, bool) {
	if short, ok := k.short(); ok {
		v, ok := p.most[short]
		return v, ok
	}
	v, ok := p.small[k]
	return v, ok
}

func (p *places[T]) set(k key, v T) {
	if short, ok := k.short(); ok {
		p.most[short] = v
	} else {
		p.small[k] = v
	}
}

// memory keeps what was measured at the places of the quadtree from one
// division of a sea to the next one under other weights, which it does not
// depend on.
type memory struct {
	tasks   []places[*known] // cells by their centres
	corners places[*known]
	finer   []spot // where a division needed finer leaves
}

// ground says whether a cell lies in the sea.
type ground uint8

const (
	untested ground = iota
	mixed           // a shore runs through it
	open            // in the sea, or crossed by such shores only as lines may cross
	land
)

// known is what is known at a place. A nil one keeps nothing.
type known struct {
	claims []claim
	cones  []knownCone
	ground ground // of the cell
	shores strip  // near the cell
}

type knownCone struct {
	party int
	cone
}

// tasksAcross is the number of tasks along the side of the square.
const tasksAcross = 16

func newMemory() *memory {
	m := &memory{tasks: make([]places[*known], tasksAcross*tasksAcross), corners: newPlaces[*known](0)}
	for k := range m.tasks {
		m.tasks[k] = newPlaces[*known](0)
	}
	return m
}

// knownAt returns what is known at a place, nil if nothing is kept.
func knownAt(m *places[*known], place key) *known {
	if m == nil {
		return nil
	}
	k, _ := m.at(place)
	if k == nil {
		k = &known{}
		m.set(place, k)
	}
	return k
}

// reach returns what is known of a party's reach.
func (k *known) reach(party int) (reach, bool) {
	if k != nil {
		for i := range k.claims {
			if k.claims[i].party == party {
				return k.claims[i].reach, true
			}
		}
	}
	return reach{}, false
}

// keep adds what was measured: none that is only known to be far.
func (k *known) keep(measured []claim) {
	for _, c := range measured {
		if _, ok := k.reach(c.party); !ok && !math.IsInf(c.distance, 1) {
			k.claims = append(k.claims, c)
		}
	}
}

// strip returns what measure finds, or found before.
func (k *known) strip(measure func() strip) strip {
	if k == nil {
		return measure()
	}
	if !k.shores.tested {
		k.shores = measure()
	}
	return k.shores
}

// cone returns the directions that measure finds, or found before.
func (k *known) cone(party int, measure func() cone) cone {
	if k == nil {
		return measure()
	}
	for _, c := range k.cones {
		if c.party == party {
			return c.cone
		}
	}
	k.cones = append(k.cones, knownCone{party, measure()})
	return k.cones[len(k.cones)-1].cone
}
