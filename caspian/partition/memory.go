package partition

import (
	"math"
)

// memory keeps what was measured at the places of the quadtree from one
// division of a sea to the next one under other weights, which it does not
// depend on.
type memory struct {
	tasks   []map[uint64]*known // cells by their centres' keys
	corners map[uint64]*known
	finer   []spot // where a division needed finer leaves
	mesh    int    // the mesh whose places these are
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
	m := &memory{tasks: make([]map[uint64]*known, tasksAcross*tasksAcross), corners: map[uint64]*known{}}
	for k := range m.tasks {
		m.tasks[k] = map[uint64]*known{}
	}
	return m
}

// knownAt returns what is known at a place, nil if nothing is kept.
func knownAt(m map[uint64]*known, place uint64) *known {
	if m == nil {
		return nil
	}
	k := m[place]
	if k == nil {
		k = &known{}
		m[place] = k
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
	if k.claims == nil {
		k.claims = make([]claim, 0, len(measured))
	}
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
