package ensemble_test

import (
	"context"
	"fmt"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
)

func ExampleAnalyse() {
	sea, err := caspian.ReadSea(strings.NewReader(seas.Lake))
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := ensemble.Analyse(context.Background(), sea, regime.Median(), caspian.Options{}, ensemble.Options{Shift: 2000})
	if err != nil {
		fmt.Println(err)
		return
	}
	low, high, _ := s.Range(0)
	base := s.Base.Share("A")
	fmt.Println("the ends of the border matter:", low < base && high > base)
	// Output: the ends of the border matter: true
}

func ExampleDoctrines() {
	sea, err := caspian.ReadSea(strings.NewReader(seas.Bays))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range ensemble.Doctrines(sea, regime.Median(), nil) {
		fmt.Println(c.Cause)
	}
	// Output:
	// islands at half effect
	// islands without effect
	// without bay
	// without cove
}
