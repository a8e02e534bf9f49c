package partition

import (
	"flag"
	"os"
	"testing"
)

// TestMain draws the same random seas in every run, unless -rapid.seed asks
// for others.
func TestMain(m *testing.M) {
	flag.Parse()
	if flag.Lookup("rapid.seed").Value.String() == "0" {
		_ = flag.Set("rapid.seed", "1")
	}
	os.Exit(m.Run())
}
