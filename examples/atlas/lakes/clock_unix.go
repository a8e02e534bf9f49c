//go:build unix

package lakes

import (
	"syscall"
	"time"
)

// clock returns the processor time that the program has taken.
func clock() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
