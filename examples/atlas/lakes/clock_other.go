//go:build !unix

package lakes

import "time"

var start = time.Now()

// clock returns the time since the program began: on one core and with nothing else
// running, about the processor time that it has taken.
func clock() time.Duration { return time.Since(start) }
