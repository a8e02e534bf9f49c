// What if: questions that the page answers by itself. A worker gives coarse answers while
// something moves, another one the exact answer when it rests; each is told the newest
// question only, and an answer that is older than what is shown or asked is dropped.

const terms = JSON.parse(document.getElementById("live").textContent);
const bases = divisions.slice(); // the divisions as they are on the page
const rest = 300; // milliseconds after which what was moved rests

// start is what is asked at first: nothing but what the page has.
const start = (() => {
	const words = { full: 1, half: 0.5, none: 0 }, effect = (v) => words[v] ?? v;
	const out = { islands: { "": 1 }, closed: bases[0].question.closed ?? [], weights: {}, shares: {}, belts: {} };
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
function textOf(w) {
	const out = [];
	for (const name of Object.keys(w.islands).sort()) if (name === "" ? w.islands[name] !== 1 : w.islands[name] !== w.islands[""]) out.push(["island", name, w.islands[name]]);
	for (const name of w.closed) out.push(["close", name, 1]);
	for (const kind of ["weights", "shares", "belts"]) for (const name of Object.keys(w[kind]).sort()) out.push([kind, name, w[kind][name]]);
	return out.map(([kind, name, v]) => `${kind}~${encodeURIComponent(name)}~${v}`).join("!");
}

// read is the other way; it throws where the text is none of textOf's.
function read(text) {
	const out = { islands: { "": 1 }, closed: [], weights: {}, shares: {}, belts: {} };
	for (const part of text.split("!").filter((p) => p)) {
		const [kind, coded, number] = part.split("~"), name = decodeURIComponent(coded ?? ""), v = Number(number);
		const known = { island: name === "" || terms.islands.includes(name), close: terms.closings.includes(name), weights: codes.includes(name), shares: codes.includes(name), belts: name in start.belts }[kind];
		if (!known || !Number.isFinite(v)) throw new Error(`The link asks for ${part}, which is nothing that this map can change.`);
		if (kind === "island") out.islands[name] = v;
		else if (kind === "close") out.closed.push(name);
		else out[kind][name] = v;
	}
	return out;
}
const codes = model.states.map((s) => s.code);

// question is what the solver is asked.
function question(coarse) {
	const base = bases[current], { regime } = base, all = wanted.islands[""], islands = {};
	for (const [name, v] of Object.entries(wanted.islands)) if (name === "" || v !== all) islands[name] = v;
	const some = (o) => (Object.keys(o).length ? o : null);
	const belt = (kind) => (wanted.belts[kind] === start.belts[kind] ? 0 : wanted.belts[kind] ?? 0);
	return {
		number, regime: regime.id, coarse, closed: wanted.closed, shares: some(wanted.shares), weights: some(wanted.weights),
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
	worker.onerror = (e) => { if (h.worker === worker) fail(e.message || "the worker does not run"); };
	try {
		const coast = Uint8Array.from(atob(terms.coast), (c) => c.charCodeAt(0)), module = await compiled;
		if (h.worker === worker) worker.postMessage({ module, coast, name: terms.name, version: terms.version, tolerance: terms.tolerance, resolution: terms.resolution });
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
	state(`This browser cannot compute here (${why}). The page shows what it was made with.`, "wrong");
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
		if (data.number === number) state(`No answer: ${data.wrong.replace(/^caspian: /, "")}.`, "wrong");
		return;
	}
	if (data.file) {
		writing = false;
		save("division.geojson", new Blob([data.file], { type: "application/geo+json" }));
		state("The file is division.geojson.");
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
	if (answer.coarse) state("About: exact figures follow when it rests.", "about");
	else state(["Exact", ...answer.warnings].join("; ") + ".", "exact");
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
		sea: { rings, shores: a.sea.shores, common: { ...base.sea.common, area_km2: a.area_km2 } },
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
	writeTerms();
	remember();
	if (same(wanted, start)) {
		hands.coarse.next = null;
		bases.forEach((b, k) => { divisions[k] = b; });
		stand(bases[current]);
		state("As the page was made.", "exact");
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
let one = terms.islands.find((name) => name) ?? "";

function slider(parent, label, id, from, to, step, get, set) {
	const box = make(parent, "label", { class: "slide" }, label);
	const input = make(box, "input", { type: "range", id, min: from, max: to, step });
	const out = make(box, "output", { for: id });
	input.addEventListener("input", () => change((w) => set(w, Number(input.value)), true));
	input.addEventListener("change", () => change((w) => set(w, Number(input.value)), false));
	return () => {
		const v = get(wanted);
		if (Number(input.value) !== v) input.value = v;
		out.value = String(Math.round(v * 1000) / 1000);
	};
}

const updates = [];
function writeControls() {
	const box = $("questions"), { regime } = bases[current];
	box.replaceChildren();
	updates.length = 0;
	const lined = regime.base !== "zones" && !(regime.base === "undivided" && !regime.notional) && !(regime.cuts ?? []).length;
	if (lined && terms.islands.length) {
		const set = make(box, "fieldset");
		make(set, "legend", {}, "Effect of islands");
		updates.push(slider(set, "All ", "all", 0, 1, 0.05, (w) => w.islands[""], (w, v) => { w.islands[""] = v; }));
		const label = make(set, "label", {}, "One of them, or click it on the map ");
		const choice = make(label, "select", { id: "one" });
		terms.islands.forEach((name) => { if (name) make(choice, "option", { value: name }, name); });
		choice.addEventListener("change", () => { one = choice.value; writeTerms(); });
		updates.push(() => { choice.value = one; });
		updates.push(slider(set, "Its effect ", "its", 0, 1, 0.05, (w) => w.islands[one] ?? w.islands[""], (w, v) => { w.islands[one] = v; }));
	}
	if (terms.closings.length) {
		const set = make(box, "fieldset");
		make(set, "legend", {}, "Closed, so that the water behind leaves the sea");
		for (const name of terms.closings) {
			const label = make(set, "label"), input = make(label, "input", { type: "checkbox" });
			label.append(" " + name);
			input.addEventListener("change", () => change((w) => { w.closed = terms.closings.filter((n) => (n === name ? input.checked : w.closed.includes(n))); }, false));
			updates.push(() => { input.checked = wanted.closed.includes(name); });
		}
	}
	if (regime.base === "median" && lined) {
		const set = make(box, "fieldset");
		make(set, "legend", {}, "Weights of states");
		model.states.forEach((s) => updates.push(slider(set, s.name + " ", "weight" + s.code, 0.5, 2, 0.01, (w) => w.weights[s.code] ?? 1, (w, v) => {
			if (v === 1) delete w.weights[s.code]; else w.weights[s.code] = v;
		})));
	}
	if (regime.base === "target" && regime.shares) {
		const set = make(box, "fieldset");
		make(set, "legend", {}, "Wanted shares, the others share the rest alike");
		model.states.forEach((s) => updates.push(slider(set, s.name + " ", "share" + s.code, 0, 0.6, 0.005, (w) => w.shares[s.code] ?? 0, (w, v) => {
			if (v === 0) delete w.shares[s.code]; else w.shares[s.code] = v;
		})));
	}
	for (const z of regime.zones ?? []) {
		const name = z.kind === "fishery_zone" ? "Fishery zone, M " : "Territorial waters, M ";
		updates.push(slider(box, name, z.kind, 1, 50, 1, (w) => miles(w.belts[z.kind]), (w, v) => { w.belts[z.kind] = v * 1852; }));
	}
}

// writeTerms brings the controls to what is wanted.
function writeTerms() {
	for (const update of updates) update();
	$("undo").disabled = !past.length;
	$("reset").disabled = same(wanted, start);
	const others = Object.entries(wanted.islands).filter(([name, v]) => name && v !== wanted.islands[""]);
	$("others").textContent = others.length ? "Apart: " + others.map(([name, v]) => `${name} ${v}`).join(", ") : "";
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
	state("Stopped.", "stopped");
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
		state("The command is copied.");
	} catch {
		getSelection().selectAllChildren($("command"));
		state("The command is selected.");
	}
});

// An island that is clicked is the one of the slider.
chart.addEventListener("click", (e) => {
	if (travelled > 4) return;
	const [x, y] = toPlane(...local(e));
	const k = rings.findIndex((r, i) => i > 0 && inside([r], x, y));
	if (k < 1 || !terms.islands[k - 1]) return;
	one = terms.islands[k - 1];
	writeTerms();
	if ($("its")) $("its").focus({ preventScroll: true });
});

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
	make(table, "caption", {}, "What moved, against the rule as the page has it; about, in km²");
	const head = make(make(table, "tbody"), "tr");
	for (const text of ["State", "Gained", "Lost", "Together"]) make(head, "th", { scope: "col" }, text);
	model.states.forEach((s, k) => {
		const gained = moved[k].reduce((sum, v) => sum + v, 0), lost = moved.reduce((sum, row) => sum + row[k], 0);
		const tr = make(table.lastChild, "tr");
		make(tr, "th", { scope: "row" }, s.name);
		for (const v of [gained, lost, gained - lost]) make(tr, "td", {}, area(Math.abs(v)) === "0" ? "0" : (v < 0 ? "−" : "") + thousands(Math.abs(v)));
	});
}

// whatIf is what the rest of the page knows of this.
let writtenFor = -1; // the rule that the controls are for
Object.assign(whatIf, {
	text: () => (same(wanted, start) ? "" : textOf(wanted)),
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
		if (writtenFor !== current) {
			writtenFor = current;
			writeControls();
			writeTerms();
			if (!d.live && !same(wanted, start) || d.live && d.wanted !== textOf(wanted)) asks(false);
		}
		$("command").textContent = d.live ? d.command : terms.commands[current];
		$("shares").classList.toggle("about", Boolean(d.about));
		if (!d.live) writeMoved(d, d);
	},
});
