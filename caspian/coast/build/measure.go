package build

import "fmt"

// measure tells how the states, the islands and the ends of land borders came
// about.
func (b *builder) measure() error {
	r := b.r
	for k, p := range b.pieces {
		s := &r.States[p.state]
		s.Stretches++
		s.Length += b.length(k)
	}
	at := 0
	for _, s := range b.samples {
		// The last piece goes on over the beginning of the ring.
		for at < len(b.pieces) && b.pieces[at].from <= s.s {
			at++
		}
		owner := b.pieces[(at+len(b.pieces)-1)%len(b.pieces)].state
		d, p := s.d, b.shore.at(s.s)
		if b.state[s.area] != owner {
			d = b.distances(p)[owner]
		}
		if st := &r.States[owner]; d > st.Farthest {
			st.Farthest, st.FarthestAt = d, p
		}
	}
	for k, o := range b.owners {
		s := &r.States[o.state]
		s.Islands++
		if o.farthest > s.Farthest {
			s.Farthest, s.FarthestAt = o.farthest, o.farthestAt
		}
		r.Islands = append(r.Islands, Island{Hole: k + 1, At: b.holes[k].ring[0], Name: fmt.Sprintf("island %d", k+1),
			State: o.state, Part: o.part, Distance: o.distance, Given: o.given})
	}
	for k, p := range b.pieces {
		before := b.pieces[(k+len(b.pieces)-1)%len(b.pieces)]
		if before.state == p.state {
			break // one state has the whole shore
		}
		t := Terminus{At: b.shore.at(p.from), Before: before.state, After: p.state}
		d := b.distances(t.At)
		t.Distance = max(0, d[t.Before], d[t.After])
		t.Doubt = b.doubt(k, t.Before, t.After, 1) + b.doubt(k, t.Before, t.After, -1)
		r.Termini = append(r.Termini, t)
	}
	// States that only a cleaned enclave had are none.
	keep := make([]int, len(r.States))
	n := 0
	for k, s := range r.States {
		keep[k] = n
		if s.Stretches+s.Islands > 0 {
			r.States[n] = s
			n++
		}
	}
	r.States = r.States[:n]
	for k := range b.pieces {
		b.pieces[k].state = keep[b.pieces[k].state]
	}
	for k := range r.Termini {
		r.Termini[k].Before, r.Termini[k].After = keep[r.Termini[k].Before], keep[r.Termini[k].After]
	}
	for k := range r.Islands {
		r.Islands[k].State = keep[r.Islands[k].State]
	}
	return nil
}
