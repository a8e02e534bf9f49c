package coast

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"caspian.example/division/caspian/internal/foreign"
)

// references returns what a member names, and whether its form is known. A null names
// nothing.
func references(raw []byte) (names []string, known bool) {
	var value any
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.UseNumber()
	if err := d.Decode(&value); err != nil {
		return nil, false
	}
	switch v := value.(type) {
	case nil:
		return nil, true
	case string:
		return []string{v}, true
	case json.Number:
		return []string{"EPSG:" + v.String()}, true
	case []any: // a compound one
		for _, part := range v {
			name, ok := part.(string)
			if !ok {
				return nil, false
			}
			names = append(names, name)
		}
		return names, len(names) > 0
	case map[string]any:
		if len(v) == 0 {
			return nil, true
		}
		look := []map[string]any{v}
		if properties, ok := v["properties"].(map[string]any); ok {
			look = append(look, properties)
		}
		for _, m := range look {
			for _, key := range []string{"name", "code", "href", "urn", "url", "wkid"} {
				switch v := m[key].(type) {
				case string:
					names = append(names, v)
				case json.Number:
					names = append(names, "EPSG:"+v.String())
				}
			}
			if order, ok := m["coordinate_order"].([]any); ok && fmt.Sprint(order) != "[0 1]" {
				names = append(names, fmt.Sprintf("with the order %v of its axes", order))
			}
		}
	}
	return names, len(names) > 0
}

// wgs84 says whether a name is one of those of WGS84 in longitude and latitude, with
// heights or without.
func wgs84(name string) bool {
	upper := strings.ToUpper(strings.TrimSpace(name))
	if strings.HasPrefix(upper, "+PROJ=") || strings.HasPrefix(upper, "+INIT=") {
		return projWGS84(upper)
	}
	if wktWGS84(upper) {
		return !strings.Contains(upper, "PROJCS") && !strings.Contains(upper, "TOWGS84")
	}
	if plainWGS84[strings.NewReplacer(" ", "", "_", "", "-", "").Replace(upper)] {
		return true
	}
	// An authority and a code, parted by colons or as a path.
	parts := strings.FieldsFunc(upper, func(r rune) bool { return strings.ContainsRune(":/#,&?=", r) })
	authority := ""
	code := ""
	for _, p := range parts {
		switch {
		case strings.HasPrefix(p, "EPSG"), p == "OGC":
			authority = p[:min(len(p), 4)]
		case strings.HasPrefix(p, "CRS") && len(p) > 3, numeric(p) && authority != "":
			code = p
		}
	}
	switch {
	case len(parts) == 1:
		return upper == "4326" || upper == "4979" || upper == "CRS84" || upper == "CRS84H"
	case authority == "EPSG":
		return code == "4326" || code == "4979"
	case authority == "OGC":
		return code == "CRS84" || code == "CRS84H" || code == "84"
	}
	return code == "CRS84" || code == "CRS84H"
}

// Patterns are compiled where they are needed: programs that read no coasts go without.
func numeric(text string) bool { return regexp.MustCompile(`^\d[\d+]*$`).MatchString(text) }

func wktWGS84(text string) bool {
	return regexp.MustCompile(`^GEOG(CS|CRS)\s*[\[(]\s*"(WGS[ _]?(19)?84|GCS_WGS_1984)"`).MatchString(text)
}

// plainWGS84 are names without blanks and other marks.
var plainWGS84 = map[string]bool{"WGS84": true, "WGS1984": true, "GCSWGS1984": true, "GCSWGS84": true, "WGS843D": true, "WGS84(3D)": true, "WGS84(CRS84)": true, "WORLDGEODETICSYSTEM1984": true,
	"WGS84LONGLAT": true, "WGS84LONLAT": true, "EPSG4326": true, "EPSG4979": true}

// projWGS84 says whether a definition for PROJ is WGS84 in degrees.
func projWGS84(upper string) bool {
	fields := strings.Fields(upper)
	datum := false
	for _, f := range fields {
		switch f {
		case "+DATUM=WGS84", "+INIT=EPSG:4326", "+INIT=EPSG:4979":
			datum = true
		case "+PROJ=LONGLAT", "+PROJ=LATLONG", "+ELLPS=WGS84", "+NO_DEFS", "+TYPE=CRS", "+TOWGS84=0,0,0", "+TOWGS84=0,0,0,0,0,0,0", "+UNITS=DEGREES", "+VUNITS=M":
		default:
			return false
		}
	}
	return datum
}

// toWGS84 is the advice for positions in a system of a name, which may be empty.
func toWGS84(name string) string {
	code := "CODE"
	if m := regexp.MustCompile(`(?i)EPSG\D.*?(\d{4,6})\D*$`).FindStringSubmatch(name); m != nil {
		code = m[1]
	}
	convert := foreign.Command
	if !onWGS84(code) {
		convert = foreign.Convert
	}
	options := "-noNativeData -s_srs EPSG:" + code // without the member that names the old system
	if onWGS84(code) {
		options += " -t_srs EPSG:4326"
	}
	return "give longitude and latitude on WGS84 (EPSG:4326): " + convert("input.geojson", options)
}

// onWGS84 says whether the code of a projection is of one whose datum is WGS84.
func onWGS84(code string) bool {
	return regexp.MustCompile(`^(3857|900913|3395|32[67]\d\d)$`).MatchString(code)
}
