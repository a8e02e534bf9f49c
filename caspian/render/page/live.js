// What if: questions that the page answers by itself. A worker gives coarse answers while
// something moves, another one the exact answer when it rests; each is told the newest
// question only, and an answer that is older than what is shown or asked is dropped.

// Coasts come as live.Pack writes them: their shore and islands are what ends are moved along
// and what is clicked.

const terms = JSON.parse(document.getElementById("live").textContent);
const bases = divisions.slice(); // the divisions as they are on the page
const rest = 300; // milliseconds after which what was moved rests
const codes = model.states.map((s) => s.code);

// coastOf unpacks what questions need of a coast: its rings on the plane, the positions of its
// shore, and how far the ends of land borders can go either way along that.
const bytesOf64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
function coastOf(c) {
	const bytes = bytesOf64(c.data), view = new DataView(bytes.buffer);
	let k = 0;
	const unsigned = () => {
		let v = 0, unit = 1, byte;
		do {
			byte = bytes[k++];
			v += (byte & 127) * unit;
			unit *= 128;
		} while (byte > 127);
		return v;
	};
	const size = unsigned(), head = JSON.parse(new TextDecoder().decode(bytes.subarray(k, k += size))), scale = bytes[k++];
	const line = () => {
		const last = [0, 0];
		return Array.from({ length: unsigned() }, () => last.map((_, axis) => {
			if (scale === 6) return view.getFloat64((k += 8) - 8, true);
			const v = unsigned();
			last[axis] += v % 2 ? -(v + 1) / 2 : v / 2;
			return last[axis] / 10 ** (scale + 4);
		}));
	};
	const shore = line(), rings = [projected(shore)];
	for (const _ of head.Islands ?? []) rings.push(projected(line()));
	const owners = head.Stretches.flatMap((s) => Array.from({ length: s.End - s.Start }, () => s.State)), n = owners.length, ends = [];
	head.Stretches.forEach((s, i) => {
		const before = head.Stretches.at(i - 1).State;
		if (before !== s.State) ends.push({ ...c.ends[ends.length], start: s.Start, before, after: s.State });
	});
	// A side is the shore of one of the two states from an end on, with the lengths up to there.
	const side = (start, state, step) => {
		const out = { line: [rings[0][start]], sums: [0] };
		for (let i = start; out.line.length <= n; ) {
			const edge = step > 0 ? i : (i + n - 1) % n, next = (i + step + n) % n;
			if (owners[edge] !== state) break;
			out.sums.push(out.sums.at(-1) + (inverse(shore[i], shore[next])?.distance ?? 0));
			out.line.push(rings[0][next]);
			i = next;
		}
		return out;
	};
	for (const e of ends) lazy(e, { sides: () => [side(e.start, e.after, 1), side(e.start, e.before, -1)] });
	return { ...c, rings, ends };
}
const coasts = terms.coasts.map((c) => lazy({ name: c.name }, { whole: () => coastOf(c) }));
const coastNow = () => coasts.find((c) => c.name === wanted.coast).whole;

// Distances of ends are metres into the second of the two states, if negative into the first.
const turn = (e) => (codes[e.after] === e.states[1] ? 1 : -1);

// reach is how far an end can go: two metres of a shore stay.
const reach = (e) => {
	const far = e.sides.map((s) => Math.max(0, Math.floor(s.sums.at(-1)) - 2));
	return turn(e) > 0 ? [-far[1], far[0]] : [-far[0], far[1]];
};

// endAt returns where on the plane an end is that has gone so far.
function endAt(e, by) {
	const along = by * turn(e), { line, sums } = e.sides[along >= 0 ? 0 : 1], far = Math.abs(along);
	const k = Math.max(1, sums.findIndex((s) => s >= far)), t = (far - sums[k - 1]) / (sums[k] - sums[k - 1] || 1);
	return [0, 1].map((i) => line[k - 1][i] + t * (line[k][i] - line[k - 1][i]));
}

// endNear returns how far an end goes to the place of its shore that is nearest to one of the
// plane.
function endNear(e, x, y) {
	let least = Infinity, out = 0;
	e.sides.forEach(({ line, sums }, i) => {
		for (let k = 1; k < line.length; k++) {
			const [a, b] = [line[k - 1], line[k]], f = foot(a, b, x, y), d = apart(f, [x, y]);
			if (d < least) [least, out] = [d, (i ? -1 : 1) * turn(e) * (sums[k - 1] + (sums[k] - sums[k - 1]) * apart(a, f) / (apart(a, b) || 1))];
		}
	});
	return out;
}

// pairs are two states each, by what given lines between them are called.
const pairs = new Map(model.states.flatMap((a, i) => model.states.flatMap((b, k) => (i === k ? [] : [[`${a.code}-${b.code}`, [i, k]]]))));

// nothing is what is asked where nothing is changed.
const nothing = () => ({ coast: terms.coasts[0].name, islands: { "": 1 }, closed: [], ends: {}, lines: {}, weights: {}, shares: {}, belts: {} });

// start is what is asked at first: nothing but what the page has.
const start = (() => {
	const words = { full: 1, half: 0.5, none: 0 }, effect = (v) => words[v] ?? v;
	const out = { ...nothing(), closed: bases[0].question.closed ?? [] };
	for (const l of terms.lines) out.lines[l.between.join("-")] = l.line;
	for (const { regime } of bases) {
		if (typeof regime.islands === "object") for (const [name, v] of Object.entries(regime.islands)) out.islands[name === "*" ? "" : name] = effect(v);
		else if (regime.islands !== undefined) out.islands[""] = effect(regime.islands);
		Object.assign(out.weights, regime.weights);
		Object.assign(out.shares, regime.base === "target" && regime.shares);
		for (const z of regime.zones ?? []) out.belts[z.kind] = z.breadth_m;
	}
	return out;
})();
const copy = (v) => JSON.parse(JSON.stringify(v));
const same = (a, b) => textOf(a) === textOf(b);

let wanted = copy(start); // what is asked
const past = []; // what was asked before
let number = 0; // of the newest question
let answered = null; // the newest exact answer's number
let writing = false; // a file is wanted of the exact answer

// textOf writes what is asked for the address, only what differs from the rule.
function textOf(w, most = Infinity) {
	const out = [];
	if (w.coast !== terms.coasts[0].name) out.push(["coast", w.coast, 1]);
	for (const name of Object.keys(w.islands).sort()) if (name === "" ? w.islands[name] !== 1 : w.islands[name] !== w.islands[""]) out.push(["island", name, w.islands[name]]);
	for (const name of w.closed) out.push(["close", name, 1]);
	for (const name of Object.keys(w.lines)) if (w.lines[name].length <= most) out.push(["line", name, w.lines[name].join(",")]);
	for (const kind of ["ends", "weights", "shares", "belts"]) for (const name of Object.keys(w[kind]).sort()) out.push([kind, name, w[kind][name]]);
	return out.map(([kind, name, v]) => `${kind}~${encodeURIComponent(name)}~${v}`).join("!");
}

// read is the other way; it throws where the text is none of textOf's.
function read(text) {
	const out = nothing(), parts = text.split("!").filter((p) => p).map((part) => {
		const [kind, coded, value] = part.split("~");
		return { part, kind, name: decodeURIComponent(coded ?? ""), value };
	});
	const coast = parts.find((p) => p.kind === "coast");
	if (coast) out.coast = coast.name;
	const about = terms.coasts.find((c) => c.name === out.coast);
	for (const { part, kind, name, value } of parts) {
		const v = Number(value), line = kind === "line" && (value ?? "").split(",").map(Number);
		const known = about && { coast: true, island: name === "" || about.islands.includes(name), close: about.closings.includes(name), ends: about.ends.some((e) => e.name === name), line: pairs.has(name), weights: codes.includes(name), shares: codes.includes(name), belts: name in start.belts }[kind];
		if (!known || !(line ? line.length > 3 && line.length % 2 === 0 && line.every(Number.isFinite) : Number.isFinite(v))) throw new Error(say("The link asks for %s, which is nothing that this map can change.", plain(part)));
		if (kind === "island") out.islands[name] = v;
		else if (kind === "close") out.closed.push(name);
		else if (line) out.lines[name] = Array.from({ length: line.length / 2 }, (_, k) => check(line[2 * k], line[2 * k + 1]));
		else if (kind !== "coast") out[kind][name] = v;
	}
	return out;
}

// question is what the solver is asked.
function question(coarse) {
	const base = bases[current], { regime } = base, all = wanted.islands[""], islands = {};
	for (const [name, v] of Object.entries(wanted.islands)) if (name === "" || v !== all) islands[name] = v;
	const some = (o) => (Object.keys(o).length ? o : null);
	const belt = (kind) => (wanted.belts[kind] === start.belts[kind] ? 0 : wanted.belts[kind] ?? 0);
	return {
		number, coast: wanted.coast, regime: regime.id, coarse, closed: wanted.closed,
		ends: terms.coasts.find((c) => c.name === wanted.coast).ends.filter((e) => wanted.ends[e.name]).map((e) => ({ states: e.states, number: e.number, m: wanted.ends[e.name] })),
		lines: Object.entries(wanted.lines).map(([name, line]) => ({ between: pairs.get(name).map((k) => codes[k]), line })),
		shares: some(wanted.shares), weights: some(wanted.weights),
		islands: all === 1 && Object.keys(islands).length === 1 ? null : islands,
		territorial: belt("territorial_waters"), fishery: belt("fishery_zone"),
	};
}

// bytesOf reads bytes in five letters for every four, as computing.go writes them.
function bytesOf(text) {
	const out = new Uint8Array(4 * text.length); // z stands for four zeros
	let n = 0, group = 0, read = 0;
	const put = (count) => {
		for (let k = 0; k < count; k++) out[n++] = group >>> 24 - 8 * k;
		group = read = 0;
	};
	for (let k = 0; k < text.length; k++) {
		const c = text[k];
		if (c === "z") {
			n += 4;
			continue;
		}
		group = 85 * group + (c === "v" ? "<" : c === "w" ? "&" : c).charCodeAt(0) - 33;
		if (++read === 5) put(4);
	}
	const rest = read;
	for (; read > 0 && read < 5; read++) group = 85 * group + 84;
	put(Math.max(rest - 1, 0));
	return out.subarray(0, n);
}

// Workers: coarse and exact.
let compiled = null;
async function compile() {
	const bytes = bytesOf(document.getElementById("solver").textContent);
	const plain = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
	return WebAssembly.compile(plain);
}

// hand is a worker, what it is busy with and what is to follow.
const hand = () => ({ worker: null, busy: false, next: null });
const hands = { coarse: hand(), exact: hand() };

async function begin(h) {
	compiled ??= compile();
	const code = document.getElementById("runtime").textContent + "\n" + document.getElementById("worker").textContent;
	const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
	const worker = h.worker = new Worker(url);
	h.busy = true;
	worker.onmessage = ({ data }) => {
		if (h.worker !== worker) return;
		h.busy = false;
		take(h, data);
		send(h);
	};
	worker.onerror = (e) => { if (h.worker === worker) fail(e.message || say("the worker does not run")); };
	try {
		const module = await compiled;
		if (h.worker === worker) worker.postMessage({ module, coasts: terms.coasts.flatMap((c) => [c.name, bytesOf64(c.data)]), version: terms.version, tolerance: terms.tolerance, resolution: terms.resolution });
	} catch (error) {
		fail(error.message);
	} finally {
		URL.revokeObjectURL(url);
	}
}

// give gives a worker its next message, in the place of one that waits.
function give(h, message) {
	h.next = message;
	if (!h.worker) begin(h);
	send(h);
}

function send(h) {
	if (h.busy || !h.next || !h.worker) return;
	h.busy = true;
	h.worker.postMessage(h.next);
	h.next = null;
}

// fail says that nothing can be computed here: the page stays what it was.
function fail(why) {
	for (const h of Object.values(hands)) halt(h);
	state(say("This browser cannot compute here (%s). The page shows what it was made with.", why), "wrong");
	$("whatif").classList.add("dead");
	for (const e of $("whatif").querySelectorAll("input, select, button")) e.disabled = true;
}

function halt(h) {
	if (h.worker) h.worker.terminate();
	Object.assign(h, hand());
}

// take takes an answer of a worker.
function take(h, data) {
	if (data.wrong) {
		if (h.worker && !data.number) return fail(data.wrong);
		if (data.number === number) state(say("No answer: %s.", plain(data.wrong.replace(/^caspian: /, ""))), "wrong");
		return;
	}
	if (data.file) {
		writing = false;
		save("division.geojson", new Blob([data.file], { type: "application/geo+json" }));
		state(say("The file is %s.", plain("division.geojson")));
		return;
	}
	if (!data.answer) return;
	const { answer } = data;
	timed.push([answer.coarse, data.ms]);
	if (answer.number !== number || answer.coarse && answered === number) return;
	if (!answer.coarse) {
		answered = number;
		if (writing) give(h, { write: true });
	}
	stand(viewed(answer));
	if (answer.coarse) state(say("About: exact figures follow when it rests."), "about");
	else state(say("Exact."), "exact");
	for (const text of answer.coarse ? [] : answer.warnings) make($("state"), "span", foreign, ` ${text}.`);
}
const timed = []; // whether coarse, and milliseconds of each answer

// viewed makes a division of the page from an answer; it looks as those on the page.
function viewed(a) {
	const base = bases[current], { regime } = a.question;
	const line = (parts) => {
		const out = [];
		for (const part of parts) {
			const piece = typeof part === "string" ? projected(unpack(part)) : assemble([part]);
			for (let k = out.length ? 1 : 0; k < piece.length; k++) out.push(piece[k]);
		}
		return out;
	};
	const rings = a.sea.rings.map(line);
	const look = (z) => [...base.zones, ...terms.looks].find((l) => l.kind === z.kind && l.of.join() === z.of.join()) ?? base.sea.common;
	const form = (l) => {
		if (l.of.length === 1) return LIMIT;
		if (regime.notional || ["kept", "prolonged_onward", "prolonged_to_terminus"].includes(l.origin)) return FURTHER;
		return l.origin === "given" ? GIVEN : EQUAL;
	};
	const digits = (km2) => (a.digit_km2 && km2 >= a.digit_km2 ? thousands(Math.round(km2 / a.digit_km2) * a.digit_km2) : area(km2));
	const name = base.name.replace(base.regime.title, regime.title);
	return {
		...base, question: a.question, regime, asked: a.asked, name, cite: `${name}. ${a.asked}. ${a.question.version}.`, weighted: a.weights !== null,
		about: a.coarse, wanted: textOf(wanted), command: a.command, weights: a.weights, live: true,
		sea: { rings, shores: a.sea.shores, common: { ...base.sea.common, area_km2: a.area_km2 }, coast: wanted.coast === start.coast ? base.sea.coast : terms.coasts.find((c) => c.name === wanted.coast).credit },
		shares: a.shares.map((s) => ({ ...s, area: s.area_km2 === null ? "" : digits(s.area_km2) })),
		zones: a.zones.map((z) => {
			const { whose, label, colour, hatch } = look(z);
			return { ...z, whose, label, colour, hatch, lines: z.rings.map(line) };
		}),
		lines: a.lines.map((l) => ({ of: l.of, length_km: l.length_km, form: form(l), line: line(l.pieces) })),
		points: a.points.map((p) => ({ ...p, place: plane.forward(...p.at) })),
	};
}

// stand puts a division in the place of that of its rule on the page.
function stand(d) {
	divisions[current] = d;
	choose(current);
	if (!d.live) return;
	writeMoved(bases[current], d);
}

// state says how far an answer is: asked, about, exact, wrong or stopped.
function state(text, how) {
	$("state").textContent = text;
	if (how) $("state").dataset.how = how;
}

// asks asks what is wanted: soon and coarsely while it moves, exactly when it rests.
let resting = 0;
function asks(moving) {
	number++;
	clearTimeout(resting);
	hands.exact.next = null;
	if (!writeAsking()) writeTerms();
	remember();
	if (same(wanted, start)) {
		hands.coarse.next = null;
		bases.forEach((b, k) => { divisions[k] = b; });
		stand(bases[current]);
		state(say("As the page was made."), "exact");
		return;
	}
	state("…", "asked");
	give(hands.coarse, { question: question(true) });
	resting = setTimeout(() => give(hands.exact, { question: question(false) }), moving ? rest : 0);
}

// change changes what is wanted; what was wanted before can be had again by undo.
let before = null; // a movement began
function change(by, moving) {
	before ??= copy(wanted);
	by(wanted);
	asks(moving);
	if (moving) return;
	if (!same(before, wanted)) past.push(before);
	before = null;
	writeTerms();
}

// The controls.
const miles = (m) => Math.round(m / 1852 * 100) / 100; // nautical miles
let one = terms.coasts[0].islands.find((name) => name) ?? "";

function slider(parent, label, id, from, to, step, get, set) {
	const box = make(parent, "label", { class: "slide" }, label);
	const input = make(box, "input", { type: "range", id, min: from, max: to, step });
	const out = make(box, "output", { for: id });
	input.addEventListener("input", () => change((w) => set(w, Number(input.value)), true));
	input.addEventListener("change", () => change((w) => set(w, Number(input.value)), false));
	return () => {
		const v = get(wanted);
		if (Number(input.value) !== v) input.value = v;
		out.value = written(Math.round(v * 1000) / 1000);
	};
}

const updates = [];
function writeControls() {
	const box = $("questions"), { regime } = bases[current], { islands, closings, ends } = coastNow();
	box.replaceChildren();
	updates.length = 0;
	if (!islands.includes(one)) one = islands.find((name) => name) ?? "";
	if (coasts.length > 1) {
		const label = make(box, "label", {}, say("Coast") + " "), choice = make(label, "select", { id: "whichcoast" });
		for (const c of coasts) make(choice, "option", { value: c.name }, c.name);
		choice.addEventListener("change", () => {
			change((w) => takeCoast(w, choice.value), false);
			$("whichcoast").focus();
		});
		updates.push(() => { choice.value = wanted.coast; });
	}
	if (terms.left.length) make(box, "p", {}, say("There is no room on this page for the coasts %s.", terms.left.join(say("%s, %s", "", ""))));
	const lined = regime.base !== "zones" && !(regime.base === "undivided" && !regime.notional) && !(regime.cuts ?? []).length;
	if (lined && islands.length) {
		const set = make(box, "fieldset");
		make(set, "legend", {}, say("Effect of islands"));
		updates.push(slider(set, say("All") + " ", "all", 0, 1, 0.05, (w) => w.islands[""], (w, v) => { w.islands[""] = v; }));
		const label = make(set, "label", {}, say("One of them, or click it on the map") + " ");
		const choice = make(label, "select", { id: "one" });
		islands.forEach((name) => { if (name) make(choice, "option", { value: name }, name); });
		choice.addEventListener("change", () => { one = choice.value; writeTerms(); });
		updates.push(() => { choice.value = one; });
		updates.push(slider(set, say("Its effect") + " ", "its", 0, 1, 0.05, (w) => w.islands[one] ?? w.islands[""], (w, v) => { w.islands[one] = v; }));
	}
	if (closings.length) {
		const set = make(box, "fieldset");
		make(set, "legend", {}, say("Closed, so that the water behind leaves the sea"));
		for (const name of closings) {
			const label = make(set, "label"), input = make(label, "input", { type: "checkbox" });
			make(label, "bdi", {}, " " + named(name));
			input.addEventListener("change", () => change((w) => { w.closed = closings.filter((n) => (n === name ? input.checked : w.closed.includes(n))); }, false));
			updates.push(() => { input.checked = wanted.closed.includes(name); });
		}
	}
	if (ends.length) {
		const set = make(box, "fieldset");
		make(set, "legend", {}, say("Ends of land borders, along the shore"));
		for (const e of ends) {
			const label = make(set, "label", {}, say("%s, metres into %s", endLabel(e), nameOf(e.states[1])) + " ");
			const [min, max] = reach(e), input = make(label, "input", { type: "number", id: "end" + e.name, min, max, step: 100 });
			input.addEventListener("change", () => change((w) => putEnd(w, e, Number(input.value)), false));
			updates.push(() => { input.value = wanted.ends[e.name] ?? 0; });
		}
		make(set, "p", {}, say("Or drag the rings on the map: arrow keys move one by 100 m, with Shift by 1 km, Page Up and Page Down by 10 km, Home puts it back."));
	}
	if (regime.base === "median") writeLines(make(box, "fieldset"));
	if (regime.base === "median" && lined) {
		const set = make(box, "fieldset");
		make(set, "legend", {}, say("Weights of states"));
		model.states.forEach((s) => updates.push(slider(set, s.name + " ", "weight" + s.code, 0.5, 2, 0.01, (w) => w.weights[s.code] ?? 1, (w, v) => {
			if (v === 1) delete w.weights[s.code]; else w.weights[s.code] = v;
		})));
	}
	if (regime.base === "target" && regime.shares) {
		const set = make(box, "fieldset");
		make(set, "legend", {}, say("Wanted shares, the others share the rest alike"));
		model.states.forEach((s) => updates.push(slider(set, s.name + " ", "share" + s.code, 0, 0.6, 0.005, (w) => w.shares[s.code] ?? 0, (w, v) => {
			if (v === 0) delete w.shares[s.code]; else w.shares[s.code] = v;
		})));
	}
	for (const z of regime.zones ?? []) {
		const name = (z.kind === "fishery_zone" ? say("Fishery zone, M") : say("Territorial waters, M")) + " ";
		updates.push(slider(box, name, z.kind, 1, 50, 1, (w) => miles(w.belts[z.kind]), (w, v) => { w.belts[z.kind] = v * 1852; }));
	}
}

// writeAsking writes the controls for a rule and a coast, and says whether they were for others.
let writtenFor = "";
function writeAsking() {
	const key = `${current} ${wanted.coast}`;
	if (writtenFor === key) return false;
	writtenFor = key;
	writeControls();
	writeHandles();
	writeTerms();
	return true;
}

// writeTerms brings the controls to what is wanted.
function writeTerms() {
	for (const update of updates) update();
	putHandles();
	$("undo").disabled = !past.length;
	$("reset").disabled = same(wanted, start);
	const others = Object.entries(wanted.islands).filter(([name, v]) => name && v !== wanted.islands[""]);
	$("others").textContent = others.length ? say("Apart: %s", others.map(([name, v]) => plain(name) + " " + written(v)).join(say("%s, %s", "", ""))) : "";
}

$("undo").addEventListener("click", () => {
	wanted = past.pop();
	asks(false);
});
$("reset").addEventListener("click", () => change((w) => Object.assign(w, copy(start)), false));
$("stop").addEventListener("click", () => {
	clearTimeout(resting);
	for (const h of Object.values(hands)) halt(h);
	number++;
	writing = false;
	state(say("Stopped."), "stopped");
});
$("geojson").addEventListener("click", () => {
	writing = true;
	state("…");
	if (answered === number && hands.exact.worker) return give(hands.exact, { write: true });
	if (!number) number = 1;
	clearTimeout(resting);
	give(hands.exact, { question: question(false) });
});
$("copycommand").addEventListener("click", async () => {
	try {
		await navigator.clipboard.writeText($("command").textContent);
		state(say("The command is copied."));
	} catch {
		getSelection().selectAllChildren($("command"));
		state(say("The command is selected; copy it with Ctrl or ⌘ and C."));
	}
});

// An island that is clicked is the one of the slider.
chart.addEventListener("click", (e) => {
	if (travelled > 4) return;
	const [x, y] = toPlane(...local(e));
	const now = coastNow(), k = now.rings.findIndex((r, i) => i > 0 && inside([r], x, y));
	if (k < 1 || !now.islands[k - 1]) return;
	one = now.islands[k - 1];
	writeTerms();
	if ($("its")) $("its").focus({ preventScroll: true });
});

// Ends of land borders are moved by rings on the map.
const nameOf = (code) => model.states[codes.indexOf(code)].name;
const endLabel = (e) => e.states.map(nameOf).join(" – ") + (e.number ? ` (${count(e.number)})` : "");
const endSaid = (e, by) => (by ? say("%s km into %s", written(Math.abs(by) / 1000, 3), nameOf(e.states[by > 0 ? 1 : 0])) : say("not moved"));

function putEnd(w, e, by) {
	const [min, max] = reach(e), to = Math.round(Math.min(max, Math.max(min, by || 0)));
	if (to) w.ends[e.name] = to; else delete w.ends[e.name];
}

const handles = make(screen, "g", { class: "handles" });
function writeHandles() {
	handles.replaceChildren();
	for (const e of coastNow().ends) {
		const g = make(handles, "g", { class: "handle", tabindex: 0, role: "slider", "aria-label": say("End of the land border %s", endLabel(e)), "data-end": e.name });
		make(g, "circle", { r: 9 });
		make(g, "text", { x: 14, y: 5 });
		const [min, max] = reach(e);
		g.setAttribute("aria-valuemin", min);
		g.setAttribute("aria-valuemax", max);
		let held = false;
		const move = (by, moving) => change((w) => putEnd(w, e, by), moving);
		g.addEventListener("pointerdown", (event) => {
			if (event.button > 0) return;
			event.stopPropagation();
			g.setPointerCapture(event.pointerId);
			held = true;
		});
		g.addEventListener("pointermove", (event) => {
			if (!held) return;
			event.stopPropagation();
			move(endNear(e, ...toPlane(...local(event))), true);
		});
		for (const over of ["pointerup", "pointercancel"]) g.addEventListener(over, (event) => {
			if (!held) return;
			event.stopPropagation();
			held = false;
			if (before) change(() => {}, false);
		});
		g.addEventListener("click", (event) => event.stopPropagation());
		g.addEventListener("keydown", (event) => {
			if (event.ctrlKey || event.altKey || event.metaKey) return;
			const step = { ArrowRight: 100, ArrowUp: 100, ArrowLeft: -100, ArrowDown: -100, PageUp: 1e4, PageDown: -1e4 }[event.key];
			if (!step && event.key !== "Home") return;
			event.stopPropagation();
			event.preventDefault();
			move(step ? (wanted.ends[e.name] ?? 0) + step * (event.shiftKey && Math.abs(step) === 100 ? 10 : 1) : 0, true);
		});
		for (const over of ["keyup", "blur"]) g.addEventListener(over, () => { if (before && !held) change(() => {}, false); });
		const put = () => {
			const by = wanted.ends[e.name] ?? 0, [x, y] = toScreen(endAt(e, by));
			g.setAttribute("transform", `translate(${x} ${y})`);
			g.setAttribute("aria-valuenow", by);
			g.setAttribute("aria-valuetext", endSaid(e, by));
			g.lastChild.textContent = by ? endSaid(e, by) : "";
		};
		g.put = put;
		put();
	}
}
const putHandles = () => { for (const g of handles.children) g.put(); };
chart.addEventListener("seen", putHandles);

// takeCoast goes on to another coast, with what it has of what is wanted.
function takeCoast(w, name) {
	const to = terms.coasts.find((c) => c.name === name), keep = (o, has) => Object.fromEntries(Object.entries(o).filter(([key]) => has(key)));
	w.coast = name;
	w.islands = keep(w.islands, (key) => key === "" || to.islands.includes(key));
	w.ends = keep(w.ends, (key) => to.ends.some((e) => e.name === key));
	w.closed = w.closed.filter((key) => to.closings.includes(key));
}

// Given lines.
const lineFile = (name) => `line-${name}.geojson`;
let linePair = [...pairs.keys()][0], drafts = false; // whose line is written; it follows the tape
function writeLines(set) {
	make(set, "legend", {}, say("A line in place of that of two states"));
	const choice = make(make(set, "label", {}, say("Between") + " "), "select", { id: "linepair" });
	for (const [name, [a, b]] of pairs) if (a < b) make(choice, "option", { value: name }, `${model.states[a].name} – ${model.states[b].name}`);
	make(set, "label", { for: "linetext" }, say("Positions, or GeoJSON, WKT or CSV"));
	const text = make(set, "textarea", { id: "linetext", rows: 4, dir: "ltr", spellcheck: "false", autocomplete: "off" });
	const buttons = make(set, "div"), wrong = make(set, "p", { id: "linewrong", role: "alert" });
	const button = (id, label, does) => {
		const b = make(buttons, "button", { type: "button", id }, label);
		b.addEventListener("click", does);
		return b;
	};
	const given = () => Object.keys(wanted.lines).find((name) => sameTwo(name, linePair));
	button("linedraw", say("Draw on the map"), () => {
		drafts = true;
		text.value = "";
		measure(true);
		chart.focus({ preventScroll: true });
	});
	button("linetake", say("Divide by it"), () => {
		wrong.textContent = "";
		try {
			const line = ownLine(text.value);
			drafts = false;
			measure(false);
			change((w) => {
				const old = given();
				if (old) delete w.lines[old];
				w.lines[old ?? linePair] = line;
			}, false);
		} catch (error) {
			wrong.textContent = error.message;
		}
	});
	const none = button("linenone", say("Without it"), () => change((w) => { delete w.lines[given()]; }, false));
	const keep = button("linesave", say("Save line"), () => save(lineFile(given()), new Blob([JSON.stringify({ type: "LineString", coordinates: wanted.lines[given()] }) + "\n"], { type: "application/geo+json" })));
	const fill = () => { text.value = given() ? rowsOf(wanted.lines[given()]) : ""; };
	choice.addEventListener("change", () => {
		linePair = choice.value;
		fill();
		writeTerms();
	});
	choice.value = linePair;
	let last = null;
	updates.push(() => {
		const now = given(), held = now ? wanted.lines[now] : null;
		none.disabled = keep.disabled = !now;
		if (held !== last && !drafts) fill();
		last = held;
	});
}
const rowsOf = (line) => line.map((p) => p.join(" ")).join("\n");
const sameTwo = (a, b) => a.split("-").sort().join() === b.split("-").sort().join();

// What moved: the part of every sector that was another's.
const movedLayer = make(world, "g", { class: "moved" });
layers.shore.before(movedLayer);
const sectors = (d) => d.zones.filter((z) => z.kind === "sector");

// exchanged returns what every state has of what every other one had, in km²: by lines
// across the equal-area plane, of which there are so many that a thousandth is sure.
function exchanged(from, to, n = 1200) {
	const low = box[1], high = box[3], step = (high - low) / n;
	const spans = (zones) => {
		const out = Array.from({ length: n }, () => []);
		for (const z of zones) {
			const cuts = Array.from({ length: n }, () => []);
			for (const line of z.lines) {
				for (let k = 1; k < line.length; k++) {
					const [a, b] = line[k - 1][1] < line[k][1] ? [line[k - 1], line[k]] : [line[k], line[k - 1]];
					for (let i = Math.max(0, Math.ceil((a[1] - low) / step - 0.5)); i < n; i++) {
						const y = low + (i + 0.5) * step;
						if (y >= b[1]) break;
						cuts[i].push(a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]));
					}
				}
			}
			cuts.forEach((xs, i) => {
				xs.sort((p, q) => p - q);
				for (let k = 1; k < xs.length; k += 2) out[i].push([xs[k - 1], xs[k], z.of[0]]);
			});
		}
		return out;
	};
	const had = spans(from), has = spans(to), out = model.states.map(() => model.states.map(() => 0));
	had.forEach((row, i) => {
		for (const [a, b, s] of row) for (const [c, d, t] of has[i]) if (s !== t) out[t][s] += Math.max(0, Math.min(b, d) - Math.max(a, c)) * step / 1e6;
	});
	return out;
}

function writeMoved(from, to) {
	movedLayer.replaceChildren();
	const table = $("moved");
	table.replaceChildren();
	for (const old of patterns.querySelectorAll(".now")) old.remove();
	if (!to.live || !sectors(from).length || !sectors(to).length) return;
	const path = (zones) => zones.map((z) => (z.path ??= pathOf(z.lines, true))).join("");
	for (const z of sectors(to)) {
		const id = "now" + z.of[0];
		make(make(patterns, "clipPath", { id, class: "now" }), "path", { d: path([z]), "clip-rule": "evenodd" });
		const others = sectors(from).filter((o) => o.of[0] !== z.of[0]);
		make(movedLayer, "path", { d: path(others), "clip-path": `url(#${id})`, "fill-rule": "evenodd" });
	}
	const moved = exchanged(sectors(from), sectors(to));
	make(table, "caption", {}, say("What moved, against the rule as the page has it; about, in km²"));
	const head = make(make(table, "tbody"), "tr");
	for (const text of [say("State"), say("Gained"), say("Lost"), say("Together")]) make(head, "th", { scope: "col" }, text);
	model.states.forEach((s, k) => {
		const gained = moved[k].reduce((sum, v) => sum + v, 0), lost = moved.reduce((sum, row) => sum + row[k], 0);
		const tr = make(table.lastChild, "tr");
		make(tr, "th", { scope: "row" }, s.name);
		for (const v of [gained, lost, gained - lost]) make(tr, "td", {}, area(Math.abs(v)) === count(0) ? count(0) : plain((v < 0 ? "−" : "") + thousands(Math.abs(v))));
	});
}

// whatIf is what the rest of the page knows of this.
Object.assign(whatIf, {
	text: () => (same(wanted, start) ? "" : textOf(wanted, mostLinked)),
	// taped is told of the line that is measured.
	taped(tape) {
		if (drafts && $("linetext")) $("linetext").value = rowsOf(tape.map((p) => p.map((v) => Number(v.toFixed(7)))));
	},
	// set takes what the address says.
	set(text) {
		const to = text === null ? copy(start) : read(text);
		if (same(to, wanted)) return;
		wanted = to;
		one = Object.keys(to.islands).find((name) => name && to.islands[name] !== to.islands[""]) ?? one;
		asks(false);
	},
	// chosen is told that a rule is shown.
	chosen() {
		const d = divisions[current];
		if (writeAsking()) {
			if (!d.live && !same(wanted, start) || d.live && d.wanted !== textOf(wanted)) asks(false);
		}
		$("command").textContent = d.live ? d.command : terms.commands[current];
		$("shares").classList.toggle("about", Boolean(d.about));
		if (!d.live) writeMoved(d, d);
	},
});
