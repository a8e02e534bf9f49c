//go:build js && wasm

// Command solver is what a live map page runs in a worker: package live for JavaScript. It
// sets the function solve of the worker's global object, and goes on for ever.
//
// solve.begin(coasts, version, tolerance, resolution) takes names of coasts, each followed by
// the bytes of live.Pack as a Uint8Array, and returns "" or what is wrong; solve.ask(question) takes a live.Question as
// JSON and returns a live.Answer as JSON, or a text that begins with "!" and says what is
// wrong; solve.write() returns the last exact answer as a Uint8Array, or such a text.
package main

import (
	"context"
	"encoding/json"
	"syscall/js"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/render/page/internal/live"
)

func main() {
	var solver *live.Solver
	wrong := func(err error) any { return "!" + err.Error() }
	solve := js.Global().Get("Object").New()
	solve.Set("begin", js.FuncOf(func(_ js.Value, args []js.Value) any {
		coasts := map[string][]byte{}
		for k := 0; k < args[0].Length(); k += 2 {
			packed := make([]byte, args[0].Index(k+1).Length())
			js.CopyBytesToGo(packed, args[0].Index(k+1))
			coasts[args[0].Index(k).String()] = packed
		}
		var err error
		if solver, err = live.New(coasts, args[0].Index(0).String(), args[1].String(), caspian.Options{Tolerance: args[2].Float(), Resolution: args[3].Float()}, parse); err != nil {
			return wrong(err)
		}
		return ""
	}))
	solve.Set("ask", js.FuncOf(func(_ js.Value, args []js.Value) any {
		var q live.Question
		if err := parse([]byte(args[0].String()), &q); err != nil {
			return wrong(err)
		}
		answer, err := solver.Answer(context.Background(), &q)
		if err != nil {
			return wrong(err)
		}
		text, err := json.Marshal(answer)
		if err != nil {
			return wrong(err)
		}
		return string(text)
	}))
	solve.Set("write", js.FuncOf(func(js.Value, []js.Value) any {
		text, err := solver.Write()
		if err != nil {
			return wrong(err)
		}
		out := js.Global().Get("Uint8Array").New(len(text))
		js.CopyBytesToJS(out, text)
		return out
	}))
	js.Global().Set("solve", solve)
	select {} // JavaScript calls
}
