package ensemble_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
)

// divided is a lake with bays, divided by the median line.
func dividedBays() (*caspian.Division, error) {
	sea, err := caspian.ReadSea(strings.NewReader(seas.Bays))
	if err != nil {
		return nil, err
	}
	return caspian.Divide(context.Background(), sea, regime.Median(), caspian.Options{Tolerance: 100})
}

func ExampleAnalyse() {
	d, err := dividedBays()
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := ensemble.Analyse(context.Background(), d, ensemble.Options{Shift: 2000})
	if err != nil {
		fmt.Println(err)
		return
	}
	low, high := s.Range(0)
	fmt.Printf("A has %.2f %%\n", 100*d.Share("A"))
	fmt.Printf("%.2f %%: %s\n", 100*low.Shares[0], low)
	fmt.Printf("%.2f %%: %s\n", 100*high.Shares[0], high.Short())
	// Output:
	// A has 60.85 %
	// 56.23 %: islands at full effect, without bay, cove, end of A–B (1) 2 km into A, end of A–B (2) 2 km into A
	// 77.55 %: islands none, with bay, cove; A–B (1) → B, A–B (2) → B
}

func ExampleNewSpace() {
	d, err := dividedBays()
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := ensemble.NewSpace(d, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range s.Single() {
		fmt.Println(c.Otherwise())
	}
	fmt.Println(len(s.Combinations()), "combinations")
	// Output:
	// islands at half effect
	// islands without effect
	// without bay, cove
	// 6 combinations
}

func ExampleNew() {
	d, err := dividedBays()
	if err != nil {
		fmt.Println(err)
		return
	}
	e, err := ensemble.New(d, nil, ensemble.Settings{Vary: []string{ensemble.Islands, ensemble.Close}, Seed: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	var runs []ensemble.Run
	err = e.Each(context.Background(), ensemble.Runs{From: 1, To: 30}, nil, func(r *ensemble.Run) error {
		runs = append(runs, *r)
		return nil
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	a := e.Sample(runs).Sum().States[0]
	fmt.Printf("A has %.1f %% in the median of %d runs, at least %.1f and at most %.1f %%\n", 100*a.Median, len(runs), 100*a.Least, 100*a.Greatest)
	// Output: A has 72.7 % in the median of 30 runs, at least 56.3 and at most 77.5 %
}

func ExampleNewWater() {
	d, err := dividedBays()
	if err != nil {
		fmt.Println(err)
		return
	}
	w, err := ensemble.NewWater(d)
	if err != nil {
		fmt.Println(err)
		return
	}
	p, err := ensemble.NewPoll(d, orb.Point{0.5, 0.55})
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := ensemble.NewSpace(d, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range s.Combinations() {
		other, err := c.Divide(context.Background(), caspian.Options{Tolerance: 100})
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, count := range []ensemble.Counter{w, p} {
			if err := count.Add(other); err != nil {
				fmt.Println(err)
				return
			}
		}
	}
	for _, f := range w.Firm() {
		fmt.Printf("%s has %.1f %% for sure and may have %.1f %%\n", f.State, 100*f.Firm, 100*f.Reach)
	}
	for _, a := range w.Areas() {
		fmt.Printf("%.1f %% %v\n", 100*a.Share, a.States)
	}
	held, of := p.Of(orb.Point{0.5, 0.55})
	fmt.Println(held, "of", of)
	// Output:
	// A has 60.9 % for sure and may have 77.6 %
	// B has 22.4 % for sure and may have 39.1 %
	// 60.9 % [A]
	// 22.4 % [B]
	// 16.7 % [A B]
	// [{B 4} {A 2}] of 6
}
