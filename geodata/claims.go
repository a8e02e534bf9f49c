// Package geodata holds data about the Caspian Sea that come with the project: the
// shares of the sea that have been claimed or published for its states (Claims),
// lengths of their coasts, lines and points that states have agreed on (AgreedLines,
// TreatyPoints), offshore fields and islands (Fields, Islands), and what lies around it
// (CaspianSurroundings). Begin with Claims. The coasts are in
// the packages gshhg, dcw and ne10m below it, one each, so that a program carries only the
// coast that it imports; each hands out a reader of a GeoJSON file.
//
// Shares are fractions of the sea, positions longitude and latitude in degrees,
// lengths metres. The data are quoted, with who said it, when, and where it was read;
// nothing here is computed, and the package imports nothing of the project.
//
// Limits: the lists are what the project has found, not all that was published.
// Figures for which no date is known are left out.
package geodata

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Claim is a share of the Caspian that someone has claimed or published for
// one state.
type Claim struct {
	// Regime is the id of the project's regime that the figure belongs to:
	// median, equal, condominium, astara-hasanquli or agreed. It is empty when
	// the rule behind the figure is none of them or is not named.
	Regime string
	// Rule is the rule in the words of the source or of the paper that quotes
	// it.
	Rule string
	// State is the ISO 3166-1 alpha-2 code of the state.
	State string
	// By is who gives the figure, and Date when: a year, or year and month as
	// 2018-08. Neither is ever empty.
	By, Date string
	// Wording is the figure in percent as the source gives it, such as
	// "about 13", "<20" or "at least 20".
	Wording string
	// Share is the figure that the wording names, as a fraction. Low and High
	// are the least and the greatest share that the wording allows: equal to
	// Share when it is one figure, exact or "about", and 0 or 1 on the open
	// side of a bound. 0 ≤ Low ≤ Share ≤ High ≤ 1.
	Share, Low, High float64
	// Layer is the layer that the figure is said to hold for: seabed, water,
	// surface, or all for the three alike. It is empty when the source does
	// not say.
	Layer string
	// Source is where the figure was read. It is never empty.
	Source string
	// URL is the whole address of the source, or empty.
	URL string
	// DeniedBy says who has denied the figure, where that is known.
	DeniedBy string
}

//go:embed claims.csv
var claimsCSV string

var loadedClaims once[[]Claim]

// Claims returns the claimed and published shares in a fixed order: first the
// three rules of Forouzan & Alishahi 2020 (doi:10.31455/asya.497624), median,
// equal and condominium, then those of other sources. So the first claim of a
// regime and state is the paper's, where it has one. There may be several
// claims of one regime and state, and for most states none. The slice is the
// caller's own. The error is that of a damaged embedded file, which
// TestClaims excludes. Claims may be called from several goroutines.
func Claims() ([]Claim, error) {
	claims, err := loadedClaims.get(parseClaims, claimsCSV)
	return slices.Clone(claims), err
}

// claimColumns is the header of the file; share, low and high are in percent.
const claimColumns = "regime,rule,state,by,date,wording,share,low,high,layer,source,url,denied_by"

// parseClaims reads claims from CSV text.
func parseClaims(text string) ([]Claim, error) {
	if header, _, _ := strings.Cut(text, "\n"); header != claimColumns {
		return nil, fmt.Errorf("geodata: claims: the first row is not %q", claimColumns)
	}
	return readAll("claims", text, func(r []string) (Claim, error) {
		c := Claim{
			Regime: r[0], Rule: r[1], State: r[2], By: r[3], Date: r[4], Wording: r[5],
			Layer: r[9], Source: r[10], URL: r[11], DeniedBy: r[12],
		}
		for j, v := range []*float64{&c.Share, &c.Low, &c.High} {
			percent, err := strconv.ParseFloat(r[6+j], 64)
			if err != nil || !(percent >= 0 && percent <= 100) {
				return c, fmt.Errorf("%q is not a percentage", r[6+j])
			}
			*v = percent / 100
		}
		return c, nil
	})
}
