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
	checks := long.Or("30", "3")
	if testing.Short() {
		checks = "30" // of which rapid then draws a fifth
	}
	for name, value := range map[string]string{"rapid.seed": "1", "rapid.checks": checks} {
		if !asked[name] {
			_ = flag.Set(name, value)
		}
	}
	os.Exit(m.Run())
}
