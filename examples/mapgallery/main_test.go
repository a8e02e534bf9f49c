package main

import (
	"context"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/geodata"
	"caspian.example/division/geodata/gshhg"
)

func picture(t *testing.T, file string) image.Image {
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	out, err := png.Decode(f)
	require.NoError(t, err)
	return out
}

// TestGallery holds that the pictures in this folder are those that the program
// makes, that the README shows four of them and that beside them the rows of another, and that they are small. Pixels at edges may
// differ a little between machines.
func TestGallery(t *testing.T) {
	if os.Getenv("CASPIAN_LONG") != "1" {
		t.Skip("drawing all of it again takes long; CASPIAN_LONG=1 does it")
	}
	folder := t.TempDir()
	require.NoError(t, run(folder))
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	made, err := filepath.Glob(filepath.Join(folder, "*.png"))
	require.NoError(t, err)
	require.Len(t, made, 13)
	beside, err := os.ReadFile("README.md")
	require.NoError(t, err)
	sea, err := caspian.ReadSea(gshhg.Coast())
	require.NoError(t, err)
	setting, err := geodata.CaspianSurroundings()
	require.NoError(t, err)
	_, rows, err := drawIsland(context.Background(), sea, setting)
	require.NoError(t, err)
	for _, row := range rows {
		assert.Contains(t, string(beside), "\n"+row+"\n")
	}
	for _, name := range []string{"median", "equal", "audit", "compare"} {
		assert.Contains(t, string(readme), "examples/mapgallery/"+name+".png")
	}
	for _, file := range made {
		name := filepath.Base(file)
		info, err := os.Stat(name)
		require.NoError(t, err)
		assert.Less(t, info.Size(), int64(400_000), name)
		want, got := picture(t, file), picture(t, name)
		require.Equal(t, want.Bounds(), got.Bounds(), name)
		differ, inks := 0, map[color.Color]bool{}
		for y := range want.Bounds().Dy() {
			for x := range want.Bounds().Dx() {
				inks[want.At(x, y)] = true
				if want.At(x, y) != got.At(x, y) {
					differ++
				}
			}
		}
		assert.Greater(t, len(inks), 50, name)
		assert.LessOrEqual(t, differ, want.Bounds().Dx()*want.Bounds().Dy()/1000, "%s is not up to date: go run ./examples/mapgallery examples/mapgallery", name)
	}
	assert.Error(t, run(filepath.Join(folder, "missing")))
}
