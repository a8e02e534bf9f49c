package partition

import (
	"flag"
	"os"
	"testing"

	"caspian.example/division/caspian/internal/long"
)

// TestMain draws the same random seas in every run, few and in the long form more,
// unless -rapid.seed and -rapid.checks ask for others.
func TestMain(m *testing.M) {
	flag.Parse()
	asked := map[string]bool{}
	flag.Visit(func(f *flag.Flag) { asked[f.Name] = true })
	for name, value := range map[string]string{"rapid.seed": "1", "rapid.checks": long.Or("30", "4")} {
		if !asked[name] {
			_ = flag.Set(name, value)
		}
	}
	os.Exit(m.Run())
}
