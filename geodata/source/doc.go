// Package source reads the three public sources that coasts are made from: the shores of
// GSHHG and the outlines of countries of DCW, as GMT writes them, and the countries of
// world-atlas. It is for programs that make coasts again or make others: the coasts that
// are ready to use are in packages gshhg, dcw and ne10m.
//
// Begin with ParseDump and Stitch for shores, with ParseOutlines for outlines, and with
// ParseTopology for countries.
//
// Positions of shores and outlines are whole numbers of 1e-8 degree (about 1 mm), which
// is exact for the decimals that GMT writes: joining, orientation and containment have no
// rounding.
//
// # Files
//
// In reading order: position.go, ring.go, gshhg.go, dcw.go, topology.go, countries.go.
package source
