//go:build !live

package page

// There is no solver without the build tag live.
var (
	program []byte
	runtime string
)
