//go:build live

package page

import _ "embed"

// The solver, compressed, and what Go has to run it in a browser: go generate makes both.
var (
	//go:embed built/solver.wasm.gz
	program []byte
	//go:embed built/wasm_exec.js
	runtime string
)
