// The worker of a live page: Go's wasm_exec.js stands before it. It gets what to begin with
// once, then questions; every message is answered by one.

let begun = false;

onmessage = async ({ data }) => {
	try {
		if (data.module) {
			const go = new Go();
			go.run(await WebAssembly.instantiate(data.module, go.importObject));
			const wrong = solve.begin(data.coasts, data.version, data.tolerance, data.resolution);
			if (wrong) throw new Error(wrong.slice(1));
			begun = true;
			postMessage({ begun });
			return;
		}
		if (!begun) throw new Error("the solver has not begun");
		const began = performance.now(), answer = data.write ? solve.write() : solve.ask(JSON.stringify(data.question));
		if (typeof answer === "string" && answer[0] === "!") throw new Error(answer.slice(1));
		postMessage(data.write ? { file: answer } : { answer: JSON.parse(answer), ms: performance.now() - began });
	} catch (error) {
		postMessage({ wrong: error.message, number: data.question ? data.question.number : data.write ? -1 : 0 });
	}
};
