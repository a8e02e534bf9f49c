// The controls: which rule and layer are shown, what a place, a point or a distance
// is, by mouse, touch and keyboard.

const $ = (id) => document.getElementById(id);
const percent = (share) => say("%s %%", written(100 * share, 2));
const thousands = (v) => written(v, 0, true);
const area = (km2) => (km2 >= 100 || !km2 ? thousands(km2) : written(km2, Math.max(0, 2 - Math.floor(Math.log10(km2)))));
const both = (m) => say("%s km (%s M)", written(m / 1000, m < 1e5 ? 2 : 1), written(m / 1852, m < 1e5 ? 2 : 1));
const degreesOf = (at, digits = 1) => plain(`${dms(at[1], "N", "S", digits)} ${dms(at[0], "E", "W", digits)}`);
const decimal = (at, digits = 5) => plain(`${at[0].toFixed(digits)} ${at[1].toFixed(digits)}`);
const names = (states) => states.map((k) => model.states[k].name).join(say("%s, %s", "", ""));
const winds = say("N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW").split(" ");
const away = (distance, azimuth) => say("%s to the %s, %s°", both(distance), winds[Math.round(azimuth / 22.5) % 16], written(azimuth, 0));

const zoneSize = (z) => (z.zone_share ? say("%s %% · %s km²", written(100 * z.zone_share, 2), area(z.area_km2)) : say("%s km²", area(z.area_km2)));

let current = 0; // the rule
let layer = ""; // of the sea, "" for the rule's own
let subject = {}; // of the answer: a place, the number of a point, a tape, or a line of the reader's own

// choose shows a rule with what is chosen besides.
function choose(rule) {
	current = rule;
	show(viewOf(divisionOf(rule), layer));
	$("said").textContent = `${named(shown.regime.title)}: ${shown.said}. ${shown.note}`;
	$("asked").textContent = shown.asked + ".";
	if (shown.sea.coast) $("coast").textContent = shown.sea.coast;
	$("contest").hidden = !hasContest(shown);
	$("orientation").hidden = !model.around;
	$("means").textContent = hasContest(shown) ? contested.means : "";
	writeShares();
	writeLegend();
	writeAbout();
	writeWalk();
	writeChoices();
	if (subject.place) ask(subject.place);
	if (subject.point) forget();
	if (subject.own) compare(subject.own);
	$("cite").textContent = cited();
	whatIf.chosen();
	remember();
}

// cited is how the division is cited: with the address, where others can go to it.
const cited = () => shown.cite + (location.protocol.startsWith("http") ? " " + location.href.split("#")[0] : "");

// writeShares writes the table of the shares, if the rule gives any, and below it that
// of the zones that are no state's share.
function writeShares() {
	const table = $("shares");
	table.replaceChildren();
	make(table, "caption", {}, named(shown.regime.title) + (shown.regime.layer === "all" ? "" : " · " + shown.said));
	let body;
	const part = (...titles) => {
		body = make(table, "tbody");
		const tr = make(body, "tr");
		for (const title of titles) make(tr, "th", { scope: "col" }, title);
	};
	const row = (z, colour, name, ...cells) => {
		const tr = make(body, "tr"), th = make(tr, "th", { scope: "row" });
		if (colour) swatch(th, colour, z ? z.hatch : PLAIN);
		make(th, "bdi", {}, name);
		for (const c of cells) tr.append(c instanceof Node ? c : Object.assign(document.createElement("td"), { textContent: c }));
		tr.addEventListener("pointerenter", () => lightZone(z));
		tr.addEventListener("pointerleave", () => lightZone(null));
		if (z) z.row = tr;
	};
	const claims = shown.claims.length > 0, shares = shown.shares.length > 0;
	if (shares) part(say("State"), say("Share"), say("km²"), ...(claims ? [say("Claimed, %%")] : []));
	shown.shares.forEach((s, k) => {
		const z = shown.zones.find((z) => z.kind === "sector" && z.of[0] === k);
		const cells = [percent(s.share), s.area_km2 === null ? say("undivided") : s.area];
		if (claims) {
			const c = shown.claims.find((c) => c.state === k), td = document.createElement("td");
			if (c) {
				make(td, "bdi", foreign, c.text);
				make(td, "small", { lang: "en" }, c.by);
			}
			cells.push(td);
		}
		row(z, z && z.colour, model.states[k].name, ...cells);
	});
	const zones = shown.zones.filter((z) => !shares || z.kind !== "sector");
	if (zones.length || shown.blank) part(say("Zone"), say("Zone share"), say("km²"));
	for (const z of zones) row(z, z.colour, z.whose, z.zone_share ? percent(z.zone_share) : say("outside"), area(z.area_km2));
	if (shown.blank) row(null, "", shown.said, "", "");
	if (!hasContest(shown)) return;
	part(contested.runs, say("Firm"), say("At most"));
	model.states.forEach((s, k) => row(null, s.colour, s.name, percent(contested.firm[k]), percent(contested.reach[k])));
	if (contested.zones.length) part(say("Contested by"), say("Zone share"), say("km²"));
	for (const z of contested.zones) row(z, "", names(z.of), percent(z.zone_share), area(z.area_km2));
}

// writeLegend says what the lines are.
function writeLegend() {
	const list = $("legend");
	list.replaceChildren();
	for (const [form, text] of linesOf(shown)) {
		const item = make(list, "li");
		sample(item, form);
		item.append(text);
	}
	if (hasContest(shown)) {
		const item = make(list, "li");
		swatch(item, "", "Contested");
		item.append(say("contested water"));
	}
	if (!model.around) return;
	for (const [kind, d, text] of [["border", "M2 7h28", say("land border")], ["end", "M16 7h.01", say("its end on the shore")], ["field", "M16 3l4 4l-4 4l-4-4z", say("oil or gas field")]]) {
		const item = make(list, "li");
		make(make(item, "svg:svg", { class: "sample land", "aria-hidden": "true", viewBox: "0 0 32 14" }), "path", { class: kind, d });
		item.append(text);
	}
}

// writeCodes says below the legend what the codes on the map stand for.
function writeCodes() {
	$("codes").textContent = coded.map((k) => model.states[k]).filter((s) => s.code !== s.name).map((s) => `${s.code}: ${s.name}`).sort().join(" · ");
}

// foreign are the attributes of what is English in every language.
const foreign = { lang: "en", dir: "ltr" };

function writeAbout() {
	const div = document.querySelector("#about div");
	div.replaceChildren();
	make(div, "p", foreign, shown.regime.source);
	if (shown.regime.silence) make(make(div, "p", foreign), "em", {}, "What it does not say. ").parentNode.append(shown.regime.silence);
	if (shown.claims.length) make(div, "p", {}, say("A claim is what was said or published for the same rule and layer, not law."));
	make(div, "p", foreign, shown.asked + ".");
}

// forget takes the answer away.
function forget() {
	subject = {};
	remember();
	mark([], []);
	$("answer").replaceChildren();
}

// answer begins a new answer with a title.
function answer(title) {
	const box = $("answer");
	box.replaceChildren();
	$("wrong").textContent = "";
	make(box, "h2", {}, title);
	return box;
}

// list appends terms with what they are, in one line or several.
function list(box, pairs, kind = "") {
	const dl = make(box, "dl", { class: kind });
	for (const [term, ...texts] of pairs) {
		make(dl, "dt", {}, term);
		for (const text of texts) make(dl, "dd", {}, text);
	}
}

// owners says whose a place is under a division, for each of its layers.
function owners(d, x, y) {
	const of = (v) => {
		const z = zoneAt(v, x, y);
		return z ? z.whose : v.blank || say("nobody's by this rule");
	};
	if (d.regime.layer === "all") return [of(d)];
	return d.regime.layers.map((l) => `${named(l.layer)}: ${of(viewOf(d, l.layer))}`);
}

// ask says whose water a position is.
function ask(at) {
	subject = { place: at };
	remember();
	const [x, y] = plane.forward(at[0], at[1]);
	mark([], [[at, "spot"]]);
	const box = answer(say("Whose water is this?"));
	make(box, "p", {}, `${decimal(at)} · ${degreesOf(at)}`);
	const wet = inSea(shown.sea, x, y), closed = zoneAt(shown, x, y);
	if (!wet && !closed) {
		make(box, "p", {}, say("Not in this sea: land, an island, or beyond its shore."));
		return;
	}
	list(box, rules().map(divisionOf).map((d) => [named(d.regime.title), ...owners(d, x, y)]), "rules");
	const contest = contestAt(shown, x, y);
	if (contest) make(box, "p", {}, say("%s contested by %s.", contested.runs, names(contest.of)));
	const near = lineAt(shown, at);
	if (near) make(box, "p", {}, say("Nearest line here: %s, %s.", near.line.of.map((k) => model.states[k].name).join("–"), away(near.distance, near.azimuth)));
	const coasts = model.states.map((s, k) => [s.name, coastAt(shown.sea, k, at)]).filter((c) => c[1]).sort((a, b) => a[1].distance - b[1].distance);
	make(box, "p", {}, say("Nearest coasts:"));
	list(box, coasts.map(([name, c]) => [name, away(c.distance, c.azimuth)]));
}

// tell tells a turning point: its base points and their distances.
function tell(which) {
	const p = shown.points[which - 1];
	if (!p) return;
	subject = { point: which };
	remember();
	const rays = [], spots = [[p.at, "spot"]], rows = [];
	p.of.forEach((s, k) => {
		p.base[k].forEach((b) => {
			rays.push([geodesic(p.at, b.at), "ray"]);
			spots.push([b.at, "base"]);
						const place = b.vertex ? say("%s, a vertex of %s", decimal(b.at, 6), b.feature) : say("%s, within a segment of %s", decimal(b.at, 6), b.feature);
			rows.push([model.states[s].name, b.part ? say("%s, for %s of the islands' effect", place, written(b.part)) : place]);
		});
	});
	mark(rays, spots);
	const box = answer(p.tripoint ? say("Turning point %s: where %s meet", count(which), count(p.of.length)) : say("Turning point %s", count(which)));
	make(box, "p", {}, `${decimal(p.at, 7)} · ${degreesOf(p.at, 3)}`);
	make(box, "p", {}, say("Distances to the nearest base points:"));
	list(box, p.of.map((s, k) => [model.states[s].name, p.distance_m[k] === null ? say("none: no coast that counts") : say("%s m (%s M)", written(p.distance_m[k], 3, true), written(p.distance_m[k] / 1852, 3))]));
	make(box, "p", {}, say("Base points:"));
	list(box, rows);
	const field = document.querySelector("#walk input");
	if (field) field.value = which;
}

// writeWalk writes what leads from one turning point to the next.
function writeWalk() {
	const box = $("walk"), n = shown.points.length;
	box.replaceChildren();
	if (!n) return;
	const go = (which) => {
		const k = Math.min(n, Math.max(1, Math.round(which) || 1)), p = shown.points[k - 1];
		const [x, y] = toScreen(p.place);
		if (x < 30 || y < 30 || x > view.width - 30 || y > view.height - 30) see(p.place[0], p.place[1], view.scale);
		tell(k);
	};
	const line = make(box, "label", {}, say("Turning point") + " ");
	const field = make(line, "input", { inputmode: "numeric", size: 4, value: "" });
	line.append(` ${say("of %s", count(n))} `);
	const button = (text, label, by) => make(box, "button", { type: "button", "aria-label": label }, text).addEventListener("click", () => go((Number(field.value) || (by > 0 ? 0 : n + 1)) + by));
	button(rtl ? "›" : "‹", say("The turning point before"), -1);
	button(rtl ? "‹" : "›", say("The next turning point"), 1);
	field.addEventListener("change", () => go(Number(field.value)));
}

// measure begins or ends to measure a line.
function measure(on) {
	$("measure").setAttribute("aria-pressed", String(on));
	forget();
	if (!on) return;
	subject = { tape: [] };
	make(answer(say("Measure")), "p", {}, say("Choose places on the map, or press Enter for the one in the middle; Escape ends."));
}

// addToTape goes on to a place, unless the tape is there: a double click is one.
function addToTape(at) {
	const tape = subject.tape, on = (p) => toScreen(plane.forward(p[0], p[1]));
	if (tape.length) {
		const [a, b] = [on(tape.at(-1)), on(at)];
		if (Math.hypot(a[0] - b[0], a[1] - b[1]) < 6) return;
	}
	tape.push(at);
	writeTape();
	remember();
}

// writeTape says how long the tape is.
function writeTape() {
	const tape = subject.tape;
	whatIf.taped(tape);
	const lines = [], rows = [];
	let total = 0;
	for (let k = 1; k < tape.length; k++) {
		const g = inverse(tape[k - 1], tape[k]);
		if (!g) continue;
		total += g.distance;
		lines.push([geodesic(tape[k - 1], tape[k]), "tape"]);
		rows.push([say("Leg %s", count(k)), away(g.distance, g.azimuth)]);
	}
	mark(lines, tape.map((p) => [p, "base"]));
	const box = answer(say("Measure"));
	make(box, "p", {}, tape.length < 2 ? say("From %s; choose the next place.", decimal(tape[0])) : say("%s along geodesics of WGS84", both(total)));
	if (rows.length > 1) list(box, rows);
}

// compare compares a line of the reader's own with one of the rule: the nearest, or the one
// with a number.
function compare(own, number) {
	subject = { own, with: number };
	remember();
	const texts = compareWords, box = answer(texts.title), lines = comparables(shown), line = own.slice(1).flatMap((p, k) => geodesic(own[k], p).slice(k ? 1 : 0));
	const total = own.slice(1).reduce((sum, p, k) => sum + (inverse(own[k], p)?.distance ?? 0), 0);
	make(box, "p", {}, texts.length(both(total), own.length));
	if (!lines.length) {
		mark([[line, "own"]], []);
		make(box, "p", {}, texts.none);
		return;
	}
	const far = lines.map((l) => farness(projected(line), l.line));
	const other = lines[number] ?? lines[far.indexOf(Math.min(...far))];
	const { curve, ends, gains } = between(shown, own, other);
	mark([[line, "own"]], [[own[0], "base"], [own.at(-1), "base"]], curve);
	const select = make(make(box, "label", {}, texts.beside + " "), "select");
	lines.forEach((l, k) => make(select, "option", { value: k, ...(l === other ? { selected: "" } : {}) }, l.label));
	select.addEventListener("change", () => {
		compare(own, Number(select.value));
		document.querySelector("#answer select").focus();
	});
	make(box, "p", {}, texts.ends(both(ends[0]), both(ends[1])));
	if (!gains) {
		make(box, "p", {}, texts.common);
		return;
	}
	// Positions are kept to 0.1 m: a hundredth of a km² is what a line of 100 km is good for.
	const size = (m2) => (m2 < 1e4 ? texts.little : m2 < 1e8 ? written(m2 / 1e6, 2) : thousands(m2 / 1e6));
	const sum = (list) => list.reduce((sum, [, m2]) => sum + m2, 0);
	list(box, other.sides.map((side, k) => {
		const name = side.map((s) => model.states[s].name).join(texts.or);
		return [side.length > 1 ? texts.gain(name) : texts.gains(name), ...(gains[k].length ? gains[k].map(([whose, m2]) => texts.from(whose, size(m2))) : [texts.nothing])];
	}), "rules");
	if (sum(gains.flat()) < 1) return;
	const net = sum(gains[0]) - sum(gains[1]), signed = (text) => (net < 0 ? "−" : "+") + text;
	const text = Math.abs(net) < 1e4 ? say("%s km²", size(0)) : texts.all(signed(size(Math.abs(net))), signed(percent(Math.abs(net) / 1e6 / shown.sea.common.area_km2)));
	list(box, [[say("%s, %s", texts.net, model.states[other.sides[0][0]].name), text]]);
}

// takeOwn reads a line of the reader's own, shows and compares it, or says what is wrong.
function takeOwn(text) {
	$("ownWrong").textContent = "";
	try {
		const own = ownLine(text), on = projected(own);
		measure(false);
		if (on.some(([x, y]) => { const [u, v] = toScreen([x, y]); return u < 0 || v < 0 || u > view.width || v > view.height; })) seeWhole();
		compare(own);
	} catch (error) {
		measure(false);
		$("own").open = true;
		$("ownWrong").textContent = error.message;
	}
}

// takeFile takes a line from a file.
async function takeFile(file) {
	if (!file) return;
	$("ownText").value = file.size > 5e6 ? "" : await file.text();
	if ($("ownText").value) takeOwn($("ownText").value); else $("ownWrong").textContent = say("%s is empty, or larger than %s MB.", plain(file.name), count(5));
}

// pick answers a choice of a place: of the tape, a turning point within 8 pixels, or
// water.
function pick(px, py) {
	const [x, y] = toPlane(px, py), at = plane.inverse(x, y);
	if (!at) return;
	if (subject.tape) return addToTape(at);
	let best = 0, least = 8;
	if (!layers.points.hasAttribute("display")) {
		shown.points.forEach((p, k) => {
			const [u, v] = toScreen(p.place), d = Math.hypot(u - px, v - py) - (p.tripoint ? 3 : 0);
			if (d < least) [best, least] = [k + 1, d];
		});
	}
	if (best) tell(best); else ask(at);
}

// Pointers: one drags, two pinch, a short one picks.
const pointers = new Map();
let travelled = 0;
const local = (e) => {
	const r = chart.getBoundingClientRect();
	return [e.clientX - r.left, e.clientY - r.top];
};

chart.addEventListener("pointerdown", (e) => {
	if (e.button > 0) return;
	chart.setPointerCapture(e.pointerId);
	if (!pointers.size) travelled = 0;
	pointers.set(e.pointerId, local(e));
	$("tip").hidden = true;
});

chart.addEventListener("pointermove", (e) => {
	const now = local(e), before = pointers.get(e.pointerId);
	if (!before) {
		if (e.pointerType === "mouse") hover(now);
		return;
	}
	if (pointers.size === 1) {
		travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
		if (travelled > 4 && framed && e.pointerType === "touch") {
			hint(say("Two fingers move the map."));
		} else if (travelled > 4) {
			chart.classList.add("moving");
			see(view.x - (now[0] - before[0]) * view.scale, view.y + (now[1] - before[1]) * view.scale, view.scale);
		}
	} else {
		travelled = Infinity;
		const other = [...pointers.entries()].find(([id]) => id !== e.pointerId)[1];
		const was = Math.hypot(before[0] - other[0], before[1] - other[1]), is = Math.hypot(now[0] - other[0], now[1] - other[1]);
		if (was > 0 && is > 0) zoom(is / was, (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
		see(view.x - (now[0] - before[0]) / 2 * view.scale, view.y + (now[1] - before[1]) / 2 * view.scale, view.scale);
	}
	pointers.set(e.pointerId, now);
});

for (const end of ["pointerup", "pointercancel"]) {
	chart.addEventListener(end, (e) => {
		if (!pointers.delete(e.pointerId)) return;
		if (pointers.size) return;
		chart.classList.remove("moving");
		if (end === "pointerup" && travelled <= 4) pick(...local(e));
	});
}

// hover says under the mouse whose water it is.
function hover([px, py]) {
	const [x, y] = toPlane(px, py), at = plane.inverse(x, y), tip = $("tip");
	$("cursor").textContent = at ? `${degreesOf(at)} · ${decimal(at, 4)}` : "";
	const z = at && zoneAt(shown, x, y);
	light(z);
	tip.hidden = !z;
	if (!z) return;
	tip.textContent = `${z.whose}\n${zoneSize(z)}`;
	const contest = contestAt(shown, x, y);
	if (contest) tip.textContent += "\n" + say("contested by %s", names(contest.of));
	const right = px + 16 + tip.offsetWidth > view.width;
	tip.style.left = (right ? px - 12 - tip.offsetWidth : px + 16) + "px";
	tip.style.top = Math.min(py + 14, view.height - tip.offsetHeight - 4) + "px";
}

// light lights a zone and its row of the table.
let lightOn = null;
function light(z) {
	if (z === lightOn) return;
	for (const tr of document.querySelectorAll("#shares tr.lit")) tr.classList.remove("lit");
	if (z && z.row) z.row.classList.add("lit");
	lightZone(z ?? null);
	lightOn = z;
}

chart.addEventListener("pointerleave", () => {
	light(null);
	$("tip").hidden = true;
	$("cursor").textContent = "";
});

// In a frame of another page the wheel and one finger are that page's.
const framed = window.parent !== window;
document.documentElement.classList.toggle("framed", framed);

let hinted = 0;
function hint(text) {
	clearTimeout(hinted);
	$("hint").textContent = text;
	$("hint").hidden = false;
	hinted = setTimeout(() => { $("hint").hidden = true; }, 1500);
}

for (const event of ["touchstart", "touchmove"]) {
	chart.addEventListener(event, (e) => { if (framed && e.touches.length > 1 && e.cancelable) e.preventDefault(); }, { passive: false });
}

chart.addEventListener("wheel", (e) => {
	if (framed && !e.ctrlKey && !e.metaKey) return hint(say("Ctrl or ⌘ with the wheel zooms the map."));
	e.preventDefault();
	const lines = e.deltaMode === 1 ? 16 : 1;
	zoom(Math.exp(-0.0018 * Math.max(-400, Math.min(400, e.deltaY * lines))), ...local(e));
}, { passive: false });

chart.addEventListener("dblclick", (e) => { if (!subject.tape) zoom(2, ...local(e)); });

chart.addEventListener("keydown", (e) => {
	if (e.ctrlKey || e.altKey || e.metaKey) return;
	const far = 60 * view.scale;
	const does = {
		ArrowLeft: () => see(view.x - far, view.y, view.scale), ArrowRight: () => see(view.x + far, view.y, view.scale),
		ArrowUp: () => see(view.x, view.y + far, view.scale), ArrowDown: () => see(view.x, view.y - far, view.scale),
		"+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5), 0: seeWhole, Home: seeWhole,
		Enter: () => pick(view.width / 2, view.height / 2), m: () => measure(!subject.tape), M: () => measure(!subject.tape),
		Escape: () => { measure(false); },
	}[e.key];
	if (!does) return;
	e.preventDefault();
	does();
});

$("closer").addEventListener("click", () => zoom(1.6));
$("farther").addEventListener("click", () => zoom(1 / 1.6));
$("whole").addEventListener("click", seeWhole);
$("measure").addEventListener("click", () => measure(!subject.tape));

$("goto").addEventListener("submit", (e) => {
	e.preventDefault();
	try {
		const at = parsePosition($("position").value), [x, y] = plane.forward(at[0], at[1]);
		const beyond = x < box[0] || x > box[2] || y < box[1] || y > box[3];
		if (beyond) {
			const [u, v] = plane.forward(at[1], at[0]), swapped = Math.abs(at[0]) <= 90 && inSea(shown.sea, u, v);
			throw new Error(say("%s is not on this sea.", decimal(at, 4)) + (swapped ? " " + say("Longitude comes first: did you swap the two?") : ""));
		}
		measure(false);
		see(x, y, Math.min(view.scale, wholeScale() / 4));
		ask(at);
	} catch (error) {
		measure(false);
		$("wrong").textContent = error.message;
	}
});

$("own").querySelector("form").addEventListener("submit", (e) => {
	e.preventDefault();
	takeOwn($("ownText").value);
});
$("ownFile").addEventListener("change", () => {
	takeFile($("ownFile").files[0]);
	$("ownFile").value = "";
});
for (const event of ["dragover", "dragleave", "drop"]) {
	$("map").addEventListener(event, (e) => {
		e.preventDefault();
		$("map").classList.toggle("dropping", event === "dragover");
		if (event !== "drop") return;
		$("own").open = true;
		const text = e.dataTransfer.getData("text");
		if (e.dataTransfer.files.length) takeFile(e.dataTransfer.files[0]);
		else if (text) takeOwn($("ownText").value = text);
	});
}

// The choice of rules and layers.
function writeRules() {
	for (const label of document.querySelectorAll("#regimes label")) label.remove();
	for (const rule of rules()) {
		const label = make($("regimes"), "label"), d = divisionOf(rule);
		const radio = make(label, "input", { type: "radio", name: "regime", value: d.key });
		radio.checked = rule === current;
		radio.addEventListener("change", () => choose(rule));
		label.append(" " + named(d.regime.title) + (d.regime.layer === "all" ? "" : ` (${named(d.regime.layer)})`));
	}
	$("choices").replaceChildren(...model.choices.map((c, k) => {
		const set = document.createElement("fieldset");
		make(set, "legend", {}, c.line ? named(c.line) : say("Islands"));
		c.levels.forEach((text, level) => {
			const label = make(set, "label");
			const radio = make(label, "input", { type: "radio", name: "choice" + k, value: text });
			radio.addEventListener("change", () => {
				levels[k] = level;
				choose(current);
			});
			label.append(" " + named(text));
		});
		make(set, "p", {}, say("Means nothing to this rule."));
		return set;
	}));
	// Where every rule is for all layers alike there is nothing to choose.
	$("layer").hidden = divisions.every((d) => d.regime.layer === "all");
	$("position").placeholder = decimal(model.centre, 3);
}

// writeChoices checks what is chosen, where it means something to the rule.
function writeChoices() {
	const own = divisionOf(current).levels;
	[...$("choices").children].forEach((set, k) => {
		set.disabled = own[k] < 0;
		set.querySelector("p").hidden = !set.disabled;
		set.querySelectorAll("input")[levels[k]].checked = true;
	});
}

const select = document.querySelector("#layer select");
for (const [value, text] of [["", say("as the rule says")], ["seabed", say("seabed")], ["water", say("water")], ["surface", say("surface")]]) make(select, "option", { value }, text);
select.addEventListener("change", () => {
	layer = select.value;
	choose(current);
});

// hide hides what is not checked.
function hide() {
	for (const check of checks) {
		const which = { graticule: ["graticule", "degrees"], around: ["around", "ends", "places"] }[check.dataset.show] ?? [check.dataset.show];
		for (const name of which) check.checked ? layers[name].removeAttribute("display") : layers[name].setAttribute("display", "none");
	}
	if (shown) redraw();
	remember();
}

const checks = [...document.querySelectorAll("[data-show]")];
for (const check of checks) check.addEventListener("change", hide);

// What is taken away.
const notes = () => [shown.asked + ".", $("coast").textContent, $("not").textContent, $("means").textContent, layers.around.hasAttribute("display") ? "" : $("around").textContent].filter((text) => text);
const took = (text) => { $("took").textContent = text; };
const takes = {
	svg: () => new Blob([picture(shown.name, notes()).text], { type: "image/svg+xml" }),
	png: () => pixels(picture(shown.name, notes())),
	csv: () => new Blob([table($("coast").textContent)], { type: "text/csv;charset=utf-8" }),
};
for (const button of document.querySelectorAll("[data-take]")) {
	button.addEventListener("click", async () => {
		const kind = button.dataset.take, name = `${shown.key.replace(/[^\p{L}\p{N}._-]+/gu, "-")}.${kind}`;
		try {
			save(name, await takes[kind]());
			took(say("The file is %s.", plain(name)));
		} catch (error) {
			took(say("%s cannot be made: %s", plain(name), error.message));
		}
	});
}
$("copy").addEventListener("click", async () => {
	try {
		await navigator.clipboard.writeText($("cite").textContent);
		took(say("The citation is copied."));
	} catch {
		getSelection().selectAllChildren($("cite"));
		took(say("The citation is selected; copy it with Ctrl or ⌘ and C."));
	}
});

// remember writes the state of the page into its address, once it has rested.
let remembering = 0;
function remember() {
	clearTimeout(remembering);
	remembering = setTimeout(() => {
		const d = divisionOf(current), middle = plane.inverse(view.x, view.y);
		const link = writeLink({
			rule: current ? d.key : "", layer, levels, ...subject, ask: whatIf.text(), hide: checks.filter((c) => !c.checked).map((c) => c.dataset.show),
			view: isWhole() || !middle ? null : [...middle, view.scale * Math.min(view.width, view.height) / 1000],
		});
		if (link === location.hash.slice(1)) return;
		try {
			history.replaceState(null, "", link ? "#" + link : location.pathname + location.search);
		} catch {
			// A page that another one holds as text has no address of its own.
		}
	}, 200);
}
chart.addEventListener("seen", () => {
	writeCodes();
	remember();
});

// ruleOf returns the number of the rule with a key, or of the first.
const ruleOf = (key) => (divisions.find((d) => d.key === key) ?? divisions[0]).rule;

// restore shows what an address says after its #, or the first rule and why not.
function restore(hash) {
	let state = { hide: [], levels: asked.slice(), ask: null }, wrong = "";
	try {
		state = readLink(hash.slice(1));
	} catch (error) {
		wrong = error.message;
	}
	layer = select.value = state.layer ?? "";
	for (const check of checks) check.checked = !state.hide.includes(check.dataset.show);
	hide();
	measure(false);
	levels = state.levels;
	current = ruleOf(state.rule);
	writeRules();
	choose(current);
	if (state.view) see(...plane.forward(state.view[0], state.view[1]), state.view[2] * 1000 / Math.min(view.width, view.height)); else seeWhole();
	if (state.place) ask(state.place);
	if (state.point) tell(state.point);
	if (state.tape) {
		measure(true);
		subject.tape = state.tape;
		writeTape();
	}
	if (state.own) compare(state.own, state.with);
	try {
		whatIf.set(state.ask);
	} catch (error) {
		wrong = error.message;
	}
	$("wrong").textContent = wrong;
}
// The address that was gone to: by now remember may have written another.
addEventListener("hashchange", (event) => restore(new URL(event.newURL).hash));
