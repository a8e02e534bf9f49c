// The drawing: an SVG whose "world" is in kilometres of the projection, y down, and
// whose labels, graticule and scale bar are in pixels.

const SVG = "http://www.w3.org/2000/svg";
const chart = document.getElementById("chart");

// make returns an element with attributes, put into a parent: of the parent's language,
// or of SVG where its name begins with svg:.
function make(parent, name, attributes = {}, text = "") {
	const e = name.startsWith("svg:") ? document.createElementNS(SVG, name.slice(4)) : document.createElementNS(parent.namespaceURI, name);
	for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
	if (text) e.textContent = text;
	parent.append(e);
	return e;
}

// pathOf returns path data of lines of the plane.
const km = (v) => String(Math.round(v) / 1000);
const pathOf = (lines, closed) => lines.map((line) => "M" + line.map((p) => km(p[0]) + " " + km(-p[1])).join("L") + (closed ? "Z" : "")).join("");

const patterns = make(chart, "defs");
// hatches are patterns of parallel lines, 7 pixels apart at every scale.
const hatches = { [RISING]: -45, [FALLING]: 45, [LEVEL]: 0 };
// ruling makes a pattern of them, and crossing one of contested water, which is hatched
// both ways, as no zone is.
function ruling(id, size, attributes = {}) {
	const p = make(patterns, "pattern", { id, width: size, height: size, patternUnits: "userSpaceOnUse", ...attributes });
	make(p, "rect", { width: size, height: 0.9, fill: "#2b343c", opacity: 0.55 });
}
function crossing(id, size, attributes = {}) {
	const p = make(patterns, "pattern", { id, width: size, height: size, patternUnits: "userSpaceOnUse", ...attributes });
	make(p, "path", { d: `M0 0h${size}M0 0v${size}`, style: "stroke:#14181d;stroke-width:1.1" });
	return p;
}
for (const [kind, angle] of Object.entries(hatches)) {
	ruling("hatch" + kind, 7);
	ruling("swatch" + kind, 4, { patternTransform: `rotate(${angle})` });
}
const crossed = crossing("hatchContested", 6);
crossing("swatchContested", 4, { patternTransform: "rotate(45)" });

// swatch shows the colour and the hatching of a zone, or of contested water.
function swatch(parent, colour, hatch) {
	const e = make(parent, "svg:svg", { class: "swatch", "aria-hidden": "true" });
	if (colour) make(e, "rect", { width: "100%", height: "100%", fill: colour });
	if (hatch !== PLAIN) make(e, "rect", { width: "100%", height: "100%", fill: `url(#swatch${hatch})` });
}

// sample shows how a line is ruled.
function sample(parent, form) {
	const e = make(parent, "svg:svg", { class: "sample", "aria-hidden": "true", viewBox: "0 0 32 14" });
	make(e, "path", { class: "line " + forms[form], d: "M2 7h28" });
}
const world = make(chart, "g"), screen = make(chart, "g");
const water = make(world, "path", { class: "sea", "fill-rule": "evenodd" });
const clip = make(make(patterns, "clipPath", { id: "sea" }), "path", { "clip-rule": "evenodd" });
const layers = {};
for (const name of ["zones", "contested", "shore", "lines", "ends", "points", "marks"]) layers[name] = make(world, "g", { class: name });
world.prepend(layers.around = make(world, "g", { class: "around" })); // below the water
for (const name of ["graticule", "places", "names", "degrees", "scale"]) layers[name] = make(screen, "g", { class: name });
const shore = make(layers.shore, "path", { class: "shore" });
const cross = make(screen, "path", { class: "cross" });

// view is what of the plane is seen: its middle and metres per pixel.
const view = { x: 0, y: 0, scale: 1000, width: 1, height: 1 };
const wholeScale = () => Math.max((box[2] - box[0]) / Math.max(50, view.width - 60), (box[3] - box[1]) / Math.max(50, view.height - 60));

const toScreen = (p) => [view.width / 2 + (p[0] - view.x) / view.scale, view.height / 2 - (p[1] - view.y) / view.scale];
const toPlane = (px, py) => [view.x + (px - view.width / 2) * view.scale, view.y - (py - view.height / 2) * view.scale];

// see moves the view, within the sea's surroundings and down to a metre a pixel.
function see(x, y, scale) {
	const most = wholeScale() * 1.5;
	view.scale = Math.min(most, Math.max(Math.min(1, most), scale));
	view.x = Math.min(box[2], Math.max(box[0], x));
	view.y = Math.min(box[3], Math.max(box[1], y));
	redraw();
}

const seeWhole = () => see((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, wholeScale());

// zoom changes the scale and keeps a place of the screen where it is.
function zoom(factor, px = view.width / 2, py = view.height / 2) {
	const [x, y] = toPlane(px, py), old = view.scale;
	const scale = Math.min(wholeScale() * 1.5, Math.max(1, old / factor));
	see(x - (px - view.width / 2) * scale, y + (py - view.height / 2) * scale, scale);
}

// shown is what is drawn, and labels are the names in it.
let shown = null, labels = [];

// linesOfName are the lines of a zone's name: with its share it has two.
const linesOfName = (z) => (z.kind === "sector" ? [z.label, percent(z.zone_share)] : [z.label]);

// nameHeight is the height of a zone's name in pixels.
const nameHeight = (z) => (z.kind === "sector" ? 34 : 17);

// forms are the classes of lines.
const forms = { [EQUAL]: "equal", [GIVEN]: "given", [FURTHER]: "further", [LIMIT]: "limit" };

// linesOf returns how the lines of a view are ruled, and what such lines are.
const linesOf = (v) => [
	[EQUAL, v.question.options.simplify ? say("line of few positions") : v.weighted ? say("line of equal weighted distance") : say("line of equal distance")], [GIVEN, say("given line")],
	[FURTHER, v.regime.notional ? say("notional line") : say("prolonged, or left by a given line")], [LIMIT, say("outer limit of a belt")],
].filter(([form]) => v.lines.some((l) => l.form === form));

// show draws a view (see viewOf) in the place of what was shown.
function show(what) {
	shown = what;
	what.sea.path ??= pathOf(what.sea.rings, true);
	for (const path of [water, clip, shore]) path.setAttribute("d", what.sea.path);
	layers.zones.replaceChildren();
	layers.contested.replaceChildren();
	layers.lines.replaceChildren();
	layers.points.replaceChildren();
	labels = [];
	for (const z of what.zones) {
		z.path ??= pathOf(z.lines, true);
		make(layers.zones, "path", { class: "zone", d: z.path, style: "fill:" + z.colour, "fill-rule": "evenodd" });
		if (z.hatch !== PLAIN) make(layers.zones, "path", { d: z.path, style: `fill:url(#hatch${z.hatch})`, "fill-rule": "evenodd" });
		if (!z.label) continue;
		z.wide ??= roomiest(z.lines, 8.6 * Math.max(7, ...linesOfName(z).map((text) => text.length)) / nameHeight(z));
		z.narrow ??= z.kind === "sector" ? roomiest(z.lines, Math.max(1.6, 0.5 * model.states[z.of[0]].code.length)) : null;
		labels.push(z);
	}
	labels.sort((a, b) => b.area_km2 - a.area_km2);
	for (const z of hasContest(shown) ? contested.zones : []) {
		z.path ??= pathOf(z.lines, true);
		make(layers.contested, "path", { d: z.path, "fill-rule": "evenodd" });
	}
	for (const l of what.lines) {
		l.path ??= pathOf([l.line], false);
		make(layers.lines, "path", { class: "line " + forms[l.form], d: l.path });
	}
	// Those where three meet lie above the others.
	const order = what.points.map((p, k) => [p, k]).sort((a, b) => a[0].tripoint - b[0].tripoint || a[1] - b[1]);
	for (const [p, k] of order) {
		const d = `M${km(p.place[0])} ${km(-p.place[1])}h0`;
		make(layers.points, "path", { class: p.tripoint ? "point tripoint" : "point", d, "data-number": k + 1 });
		if (p.tripoint) make(layers.points, "path", { class: "core", d });
	}
	redraw();
}

// lightZone outlines a zone, or none.
let lit = null;
function lightZone(z) {
	if (lit) lit.remove();
	lit = z ? make(layers.zones, "path", { class: "lit", d: z.path ?? (z.path = pathOf(z.lines, true)) }) : null;
}

// mark draws lines of positions and single ones over the map, in the place of what
// was marked before, and below them what a closed curve of the plane goes around.
function mark(lines, spots, curve = null) {
	layers.marks.replaceChildren();
	if (curve) make(layers.marks, "path", { class: "between", d: pathOf([curve], true) });
	for (const [line, kind] of lines) {
		const d = pathOf([projected(line)], false);
		make(layers.marks, "path", { class: "casing", d });
		make(layers.marks, "path", { class: kind, d });
	}
	for (const [at, kind] of spots) {
		const p = plane.forward(at[0], at[1]);
		make(layers.marks, "path", { class: kind, d: `M${km(p[0])} ${km(-p[1])}h0` });
	}
}

// redraw puts everything where the view wants it.
function redraw() {
	const k = 1000 / view.scale;
	world.setAttribute("transform", `translate(${view.width / 2 - view.x / view.scale} ${view.height / 2 + view.y / view.scale}) scale(${k})`);
	for (const [kind, angle] of Object.entries(hatches)) document.getElementById("hatch" + kind).setAttribute("patternTransform", `scale(${1 / k}) rotate(${angle})`);
	crossed.setAttribute("patternTransform", `scale(${1 / k}) rotate(45)`);
	cross.setAttribute("d", `M${view.width / 2 - 9} ${view.height / 2}h18M${view.width / 2} ${view.height / 2 - 9}v18`);
	drawNames();
	drawGraticule();
	drawScale();
	chart.dispatchEvent(new Event("seen"));
}

// coded are the states that the map names by their codes.
let coded = [];

// drawNames writes names where they have room, those of large zones first, or codes, or
// nothing: none across another.
function drawNames() {
	layers.names.replaceChildren();
	coded = [];
	const taken = [];
	if (shown && shown.blank) {
		const [x, y] = toScreen([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]);
		make(layers.names, "text", { class: "blank", x, y }, shown.blank);
	}
	for (const z of labels) {
		const sector = z.kind === "sector";
		const code = sector ? model.states[z.of[0]].code : "";
		const put = (where, dy, kind, text) => {
			const [x, y] = toScreen(where.at);
			make(layers.names, "text", { class: kind, x, y: y + dy }, text);
		};
		const free = (where, room, letters, high) => {
			if (!where || where.room / view.scale <= room) return false;
			const [x, y] = toScreen(where.at), wide = 8.6 * letters / 2;
			if (taken.some((b) => x - wide < b[2] && x + wide > b[0] && y - high / 2 < b[3] && y + high / 2 > b[1])) return false;
			taken.push([x - wide, y - high / 2, x + wide, y + high / 2]);
			return true;
		};
		if (free(z.wide, nameHeight(z) / 2, Math.max(sector ? 7 : 1, ...linesOfName(z).map((text) => text.length)), nameHeight(z))) {
			put(z.wide, sector ? -2 : 5, "state", z.label);
			if (sector) put(z.wide, 16, "share", linesOfName(z)[1]);
		} else if (free(z.narrow, 8, code.length, 17)) {
			put(z.narrow, 5, "state", code);
			if (!coded.includes(z.of[0])) coded.push(z.of[0]);
		}
	}
	drawPlaces(taken);
}

// step returns a round step, in degrees, of at least some size.
const step = (size) => [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30].find((s) => s >= size) ?? 30;

// degreesText writes degrees as they stand on a graticule.
function degreesText(v, positive, negative) {
	const r = Math.round(v * 1000) / 1000;
	const text = written(Math.abs(r)) + "°";
	return r > 0 && r < 180 ? positive(text) : r < 0 && r > -180 ? negative(text) : text;
}

function drawGraticule() {
	layers.graticule.replaceChildren();
	layers.degrees.replaceChildren();
	const middle = plane.inverse(view.x, view.y);
	if (!middle) return;
	let lo = 90, hi = -90, span = 0;
	for (let i = 0; i <= 6; i++) {
		for (let k = 0; k <= 6; k++) {
			const [x, y] = toPlane(view.width * i / 6, view.height * k / 6), p = plane.inverse(x, y);
			if (!p) continue;
			[lo, hi, span] = [Math.min(lo, p[1]), Math.max(hi, p[1]), Math.max(span, Math.abs(wrap(p[0] - middle[0])))];
		}
	}
	for (const pole of [-90, 90]) {
		const [x, y] = toScreen(plane.forward(0, pole));
		if (x >= 0 && x <= view.width && y >= 0 && y <= view.height) [lo, hi, span] = [Math.min(lo, pole), Math.max(hi, pole), 180];
	}
	const latStep = step((hi - lo) / 6), lonStep = Math.max(latStep, step(2 * span / 12));
	const lines = [];
	const put = (positions, label, kind) => {
		let run = [];
		for (const p of positions) run.push(toScreen(plane.forward(p[0], p[1])));
		lines.push("M" + run.map((q) => q[0].toFixed(1) + " " + q[1].toFixed(1)).join("L"));
		for (let k = 1; k < run.length; k++) {
			const [a, b] = [run[k - 1], run[k]];
			if (kind === "lat" && (a[0] < 3) !== (b[0] < 3)) {
				const y = a[1] + (3 - a[0]) / (b[0] - a[0]) * (b[1] - a[1]);
				if (y > 14 && y < view.height - 60) make(layers.degrees, "text", { class: "degrees lat", x: 3, y: y - 2 }, label);
				return;
			}
			const edge = view.height - 4;
			if (kind === "lon" && (a[1] < edge) !== (b[1] < edge)) {
				const x = a[0] + (edge - a[1]) / (b[1] - a[1]) * (b[0] - a[0]);
				if (x > 190 && x < view.width - 130) make(layers.degrees, "text", { class: "degrees", x, y: edge }, label);
				return;
			}
		}
	};
	const between = (a, b, n) => Array.from({ length: n + 1 }, (_, k) => a + (b - a) * k / n);
	for (let v = Math.ceil(lo / latStep - 1e-9); v * latStep <= hi; v++) {
		const lat = v * latStep, wide = Math.min(180, 1.05 * span + 0.01);
		if (Math.abs(lat) < 90) put(between(middle[0] - wide, middle[0] + wide, 60).map((lon) => [lon, lat]), degreesText(lat, (v) => say("%sN", v), (v) => say("%sS", v)), "lat");
	}
	const first = Math.ceil((middle[0] - span) / lonStep - 1e-9);
	for (let v = first; v * lonStep <= middle[0] + span && v < first + 360 / lonStep; v++) {
		const more = 0.05 * (hi - lo);
		put(between(Math.max(-90, lo - more), Math.min(90, hi + more), 40).map((lat) => [v * lonStep, lat]), degreesText(wrap(v * lonStep), (v) => say("%sE", v), (v) => say("%sW", v)), "lon");
	}
	make(layers.graticule, "path", { class: "graticule", d: lines.join("") });
}

function drawScale() {
	layers.scale.replaceChildren();
	[[(v) => say("%s km", v), 1000], [(v) => say("%s M", v), 1852]].forEach(([unit, metres], k) => {
		const room = 110 * view.scale / metres, power = 10 ** Math.floor(Math.log10(room));
		const n = [5, 2, 1].find((m) => m * power <= room) * power, length = n * metres / view.scale;
		const x = 8, y = view.height - 32 + 22 * k;
		make(layers.scale, "path", { class: "bar", d: `M${x} ${y - 4}v4h${length}v-4` });
		make(layers.scale, "text", { class: "unit", x: x + length + 5, y }, unit(written(Number(n.toPrecision(3)))));
	});
}

const isWhole = () => view.scale === wholeScale() && view.x === (box[0] + box[2]) / 2 && view.y === (box[1] + box[3]) / 2;

// frame gives the map another size in pixels, at the same scale or with the whole sea,
// if that was seen.
function frame(width, height) {
	const whole = view.width === 1 || isWhole();
	[view.width, view.height] = [width, height];
	chart.setAttribute("viewBox", `0 0 ${width} ${height}`);
	if (whole) seeWhole(); else redraw();
}

// On paper the map has a size of its own, whatever the window's, and what was seen is
// seen there. Without these events the view box fits what was seen.
const paper = [700, 600];
let unprinted = null;

addEventListener("beforeprint", () => {
	if (unprinted) return;
	unprinted = { ...view, whole: isWhole() };
	frame(...paper);
	if (!unprinted.whole) see(view.x, view.y, view.scale * Math.max(unprinted.width / view.width, unprinted.height / view.height));
});

const fill = () => frame(chart.clientWidth || 1, chart.clientHeight || 1);

addEventListener("afterprint", () => {
	if (!unprinted) return;
	const { x, y, scale, whole } = unprinted;
	unprinted = null;
	fill();
	if (!whole) see(x, y, scale);
});

fill();
new ResizeObserver(() => { if (!unprinted) fill(); }).observe(chart);
