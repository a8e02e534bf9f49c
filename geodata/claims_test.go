package geodata

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestClaims(t *testing.T) {
	claims, err := Claims()
	require.NoError(t, err)
	// 35 dated figures of the table of published shares (40 in all,
	// less five of an undated proposal), and seven of the paper.
	require.Len(t, claims, 42)

	number := regexp.MustCompile(`[0-9]+(?:\.[0-9]+)?`)
	date := regexp.MustCompile(`^[12][0-9]{3}(?:-(?:0[1-9]|1[0-2]))?$`)
	for i, c := range claims {
		at := "claim " + strconv.Itoa(i) + ": " + c.Rule + " " + c.State
		assert.Contains(t, []string{"", "median", "equal", "condominium", "astara-hasanquli", "agreed"}, c.Regime, at)
		assert.Contains(t, []string{"AZ", "IR", "KZ", "RU", "TM"}, c.State, at)
		assert.Contains(t, []string{"", "all", "seabed", "water", "surface"}, c.Layer, at)
		assert.Regexp(t, date, c.Date, at)
		for _, s := range []string{c.Rule, c.By, c.Source, c.Wording} {
			assert.NotEmpty(t, strings.TrimSpace(s), at)
		}
		if c.URL != "" {
			u, err := url.Parse(c.URL)
			require.NoError(t, err, at)
			assert.Contains(t, []string{"http", "https"}, u.Scheme, at)
			assert.NotEmpty(t, u.Host, at)
			assert.NotContains(t, c.URL, "...", at)
			assert.NotContains(t, c.URL, "…", at)
		}

		named := number.FindAllString(c.Wording, -1)
		require.Len(t, named, 1, at)
		percent, err := strconv.ParseFloat(named[0], 64)
		require.NoError(t, err, at)
		assert.Equal(t, percent/100, c.Share, at)
		low, high := c.Share, c.Share
		switch rest := strings.TrimSpace(strings.Replace(c.Wording, named[0], "", 1)); rest {
		case "", "~", "about":
		case "<", "under", "never higher than":
			low = 0
		case "at least":
			high = 1
		default:
			t.Errorf("%s: wording %q is not understood", at, c.Wording)
		}
		assert.Equal(t, [2]float64{low, high}, [2]float64{c.Low, c.High}, at)
	}
}

// The first claim of a regime for Iran is what the paper says.
func TestClaimsOfThePaper(t *testing.T) {
	claims, err := Claims()
	require.NoError(t, err)
	first := func(regime string) Claim {
		for _, c := range claims {
			if c.Regime == regime && c.State == "IR" {
				return c
			}
		}
		return Claim{}
	}
	for _, want := range []struct {
		regime, by, wording string
		share, low, high    float64
		layer               string
	}{
		{"condominium", "Koulaei & Hafeznia 2010, p. 401", "50", 0.50, 0.50, 0.50, ""},
		{"equal", "Tehran, after Koulaei & Hafeznia 2010, p. 401", "at least 20", 0.20, 0.20, 1, "water"},
		{"median", "Khosravi 2007, p. 6", "13", 0.13, 0.13, 0.13, "all"},
	} {
		got := first(want.regime)
		assert.Equal(t, want.by, got.By, want.regime)
		assert.Equal(t, want.wording, got.Wording, want.regime)
		assert.Equal(t, []float64{want.share, want.low, want.high}, []float64{got.Share, got.Low, got.High}, want.regime)
		assert.Equal(t, want.layer, got.Layer, want.regime)
		assert.Contains(t, got.Source, "Forouzan & Alishahi 2020", want.regime)
		assert.Equal(t, "https://doi.org/10.31455/asya.497624", got.URL, want.regime)
	}
	assert.NotEmpty(t, first("condominium").DeniedBy)
	assert.NotEmpty(t, first("equal").DeniedBy)
	assert.InDelta(t, 0.11, first("astara-hasanquli").Share, 1e-15)

	equal := map[string]bool{}
	for _, c := range claims {
		if c.Regime == "equal" && strings.Contains(c.Source, "Forouzan") {
			equal[c.State] = true
		}
	}
	assert.Len(t, equal, 5, "the equal division gives every state the same")
}

func TestClaimsAreTheCallersOwn(t *testing.T) {
	a, err := Claims()
	require.NoError(t, err)
	a[0].Share = 1
	b, err := Claims()
	require.NoError(t, err)
	assert.NotEqual(t, a[0], b[0])
}

func TestParseClaimsErrors(t *testing.T) {
	const good = "median,r,IR,b,2007,13,13,13,13,all,s,,"
	_, err := parseClaims(claimColumns + "\n" + good + "\n")
	require.NoError(t, err)
	for name, text := range map[string]string{
		"empty":            "",
		"wrong header":     "a,b\n",
		"short row":        claimColumns + "\nmedian,r\n",
		"not a number":     claimColumns + "\n" + strings.Replace(good, ",13,13,13,13,", ",13,13,x,13,", 1),
		"not a percentage": claimColumns + "\n" + strings.Replace(good, ",13,13,13,13,", ",13,13,13,130,", 1),
		"NaN":              claimColumns + "\n" + strings.Replace(good, ",13,13,13,13,", ",13,NaN,13,13,", 1),
	} {
		_, err := parseClaims(text)
		assert.ErrorContains(t, err, "geodata: claims", name)
	}
}
