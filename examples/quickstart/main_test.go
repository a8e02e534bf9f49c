package main

// Example runs the program. A prototype of another make gave the same shares.
func Example() {
	main()
	// Output:
	// Azerbaijan    19.06 %
	// Iran          13.66 %
	// Kazakhstan    29.26 %
	// Russia        16.28 %
	// Turkmenistan  21.75 %
}
