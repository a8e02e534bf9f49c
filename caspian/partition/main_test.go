package partition

import (
	"flag"
	"os"
	"testing"
)

// TestMain draws the same random seas in every run, and not too many, unless
// -rapid.seed and -rapid.checks ask for others.
func TestMain(m *testing.M) {
	flag.Parse()
	if flag.Lookup("rapid.seed").Value.String() == "0" {
		_ = flag.Set("rapid.seed", "1")
	}
	if flag.Lookup("rapid.checks").Value.String() == "100" {
		_ = flag.Set("rapid.checks", "30")
	}
	os.Exit(m.Run())
}
