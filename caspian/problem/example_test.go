package problem_test

import (
	"fmt"

	"caspian.example/division/caspian/problem"
)

func ExampleMeant() {
	fmt.Println(problem.Meant("Equel", []string{"equal", "median"}))
	// Output: equal
}
