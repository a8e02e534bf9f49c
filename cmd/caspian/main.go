// Command caspian computes how the Caspian Sea, or another closed sea, would be
// shared among its states under the legal regimes that have been argued for.
// Begin with "caspian shares".
package main

import (
	"context"
	"os"
	"os/signal"
	"slices"
	"syscall"
)

func main() {
	// What whoever started the process has it ignore stays ignored: a shell does so
	// with interrupts of what runs in the background, and nohup with hang-ups.
	signals := slices.DeleteFunc([]os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}, signal.Ignored)
	ctx, stop := context.Background(), func() {}
	if len(signals) > 0 {
		ctx, stop = signal.NotifyContext(ctx, signals...)
	}
	// The first signal asks the run to stop; a second one ends the process. One that
	// comes when the work is done changes nothing.
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
