// The worker of a live page: Go's wasm_exec.js stands before it. It gets what to begin with
// once, then questions; every message is answered by one.

let begun = false;

// complete puts into a program's memory what follows from the numbers of its functions, and
// has been left out of it (see cmd/internal/solver).
const complete = (module, memory) => {
	const [functions, count, first, find, parts] = new Uint32Array(WebAssembly.Module.customSections(module, "functions")[0]);
	const put = (at, value) => memory.setUint32(at, value, true);
	for (let k = 0; k < count; k++) {
		const pair = functions + 8 * k;
		put(pair, first + k);
		put(functions + memory.getUint32(pair + 4, true), first + k);
	}
	for (let k = 0; k < parts; k++) put(find + 20 * k, k >> 4);
};

onmessage = async ({ data }) => {
	try {
		if (data.module) {
			const go = new Go();
			go.env.GOGC = "200"; // a tenth less time than of 100
			const instance = await WebAssembly.instantiate(data.module, go.importObject);
			complete(data.module, new DataView(instance.exports.mem.buffer));
			go.run(instance);
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
