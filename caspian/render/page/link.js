// The state of the page in the address, after "#", so that a link shows the same: the
// rule and the layer, the effect of islands and the closing lines that are closed or
// open, the view (its middle in degrees, and the kilometres across its
// shorter side), the place, the turning point or the line that is asked about, and what
// is hidden. What is as at the beginning is left out.

const positionsOf = (points) => points.map((p) => p.map((v) => Number(v.toFixed(7))).join(",")).join(",");

// mostLinked is how many positions of a line of one's own go into the address.
const mostLinked = 100;

// writeLink returns the text of a state.
function writeLink(state) {
	const out = [];
	for (const name of ["rule", "layer"]) if (state[name]) out.push(name + "=" + encodeURIComponent(state[name]));
	model.choices.forEach((c, k) => {
		const level = state.levels[k];
		if (level !== asked[k]) out.push(c.line ? (level ? "close=" : "open=") + encodeURIComponent(c.line) : "islands=" + encodeURIComponent(c.levels[level]));
	});
	if (state.view) out.push("view=" + state.view.map((v) => Number(v.toPrecision(8))).join(","));
	if (state.place) out.push("place=" + positionsOf([state.place]));
	if (state.point) out.push("point=" + state.point);
	if (state.tape && state.tape.length) out.push("line=" + positionsOf(state.tape));
	if (state.own && state.own.length <= mostLinked) out.push("compare=" + positionsOf(state.own) + (state.with === undefined ? "" : "&with=" + (state.with + 1)));
	if (state.ask) out.push("ask=" + encodeURIComponent(state.ask));
	if (state.hide && state.hide.length) out.push("hide=" + state.hide.join(","));
	return out.join("&");
}

// readLink returns the state of a text. It throws what to show if there is none.
function readLink(text) {
	const out = { hide: [], levels: asked.slice(), ask: null };
	for (const [name, value] of new URLSearchParams(text)) {
		const wrong = () => new Error(say("The link's %s is nothing that this map can show.", plain(`${name}=${value}`)));
		const numbers = value.split(",").map(Number);
		const finite = numbers.every(Number.isFinite) && value !== "";
		const places = () => {
			if (!finite || numbers.length % 2) throw wrong();
			const out = [];
			for (let k = 0; k < numbers.length; k += 2) out.push(check(numbers[k], numbers[k + 1]));
			return out;
		};
		switch (name) {
		case "rule":
			if (!divisions.some((d) => d.key === value)) throw wrong();
			out.rule = value;
			break;
		case "layer":
			if (!["seabed", "water", "surface"].includes(value)) throw wrong();
			out.layer = value;
			break;
		case "islands":
		case "close":
		case "open": {
			const k = model.choices.findIndex((c) => c.line === (name === "islands" ? "" : value));
			const level = k < 0 ? -1 : name === "islands" ? model.choices[k].levels.indexOf(value) : name === "close" ? 1 : 0;
			if (level < 0) throw wrong();
			out.levels[k] = level;
			break;
		}
		case "view":
			if (!finite || numbers.length !== 3 || numbers[2] <= 0) throw wrong();
			check(numbers[0], numbers[1]);
			out.view = numbers;
			break;
		case "place":
			out.place = places()[0];
			if (numbers.length !== 2) throw wrong();
			break;
		case "point":
			if (!finite || !Number.isInteger(numbers[0]) || numbers.length !== 1 || numbers[0] < 1) throw wrong();
			out.point = numbers[0];
			break;
		case "line":
			out.tape = places();
			break;
		case "compare":
			out.own = places();
			if (out.own.length < 2) throw wrong();
			break;
		case "with":
			if (!finite || !Number.isInteger(numbers[0]) || numbers.length !== 1 || numbers[0] < 1) throw wrong();
			out.with = numbers[0] - 1;
			break;
		case "ask":
			out.ask = value;
			break;
		case "hide":
			out.hide = value.split(",");
			if (!out.hide.every((name) => document.querySelector(`[data-show="${CSS.escape(name)}"]`))) throw wrong();
			break;
		default:
			throw wrong();
		}
	}
	return out;
}

// whatIf is what a live page asks besides (see live.js): its text in the address, what sets
// it, and what is told that a rule is shown or a line is measured. Others ask nothing.
const whatIf = {
	text: () => "", taped: () => {}, chosen: () => {},
	set(text) { if (text !== null) throw new Error(say("The link's %s is for a page that computes, and this one does not.", plain(`ask=${text}`))); },
};
