package export

import (
	"slices"
	"strconv"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/partition"
)

// Codes joins codes of states into one text: sorted, with a blank between two, for a
// code has none.
func Codes(codes []string) string {
	return strings.Join(slices.Sorted(slices.Values(codes)), " ")
}

// Role says whether a base point is a vertex of the coast or lies within a
// segment.
func Role(b partition.BasePoint) string {
	if b.Vertex {
		return "vertex"
	}
	return "segment"
}

// FeatureName names the feature of the coast that a base point lies on: by its
// name, or by its number in the file.
func FeatureName(d *caspian.Division, b partition.BasePoint) string {
	f := d.Sea.Coast().Features[b.Feature]
	if f.Name != "" {
		return f.Name
	}
	return "feature " + strconv.Itoa(f.Index)
}
