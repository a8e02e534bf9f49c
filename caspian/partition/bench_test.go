package partition

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/geodata/gshhg"
)

// densified returns the GSHHG Caspian as GeoJSON with every edge halved a
// number of times, its middle moved sideways by 0.2 % of its length at random
// (seed 5).
func densified(b *testing.B, halvings int) ([]byte, int) {
	c := read(b, gshhg.Coast())
	r := rand.New(rand.NewPCG(5, 5))
	n := 0
	var out bytes.Buffer
	out.WriteString(`{"type":"FeatureCollection","features":[`)
	add := func(state int, kind string, line []orb.Point) {
		for range halvings {
			next := make([]orb.Point, 0, 2*len(line))
			for k, p := range line[1:] {
				q := line[k]
				h := 0.002 * r.NormFloat64()
				next = append(next, q, orb.Point{(p[0]+q[0])/2 - h*(p[1]-q[1]), (p[1]+q[1])/2 + h*(p[0]-q[0])})
			}
			next = append(next, line[len(line)-1])
			line = next
		}
		if n > 0 {
			out.WriteByte(',')
		}
		n += len(line)
		fmt.Fprintf(&out, `{"type":"Feature","properties":{"state":%q},"geometry":{"type":%q,"coordinates":`, c.States[state].Code, kind)
		if kind == "Polygon" {
			out.WriteByte('[')
		}
		for k, p := range line {
			out.WriteByte("[,"[min(k, 1)])
			out.Write(strconv.AppendFloat([]byte("["), p[0], 'f', 10, 64))
			out.Write(append(strconv.AppendFloat([]byte(","), p[1], 'f', 10, 64), ']'))
		}
		out.WriteByte(']')
		if kind == "Polygon" {
			out.WriteByte(']')
		}
		out.WriteString("}}")
	}
	for _, s := range c.Stretches {
		add(s.State, "LineString", c.Shore[s.Start:s.End+1])
	}
	for _, i := range c.Islands {
		add(i.State, "Polygon", i.Ring)
	}
	out.WriteString("]}")
	return out.Bytes(), n
}

// BenchmarkDivide times reading with all checks, the indexes, and with these the
// division and the solution for equal shares apart. Reading fails if a densified coast crosses itself.
func BenchmarkDivide(b *testing.B) {
	for _, halvings := range []int{0, 3, 6} {
		text, n := densified(b, halvings)
		name := fmt.Sprintf("n=%d", n)
		b.Run(name+"/read", func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				read(b, bytes.NewReader(text))
			}
		})
		c, err := coast.Read(bytes.NewReader(text), coast.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name+"/index", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				newField(layOut(c, coast.NewBaselines(geodesic.WGS84, c)), nil, "")
			}
		})
		b.Run(name+"/equal", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Solve(context.Background(), c, same(5), Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+"/partition", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Divide(context.Background(), c, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
