// The data of the page, unpacked: lines in degrees and in metres of the projection.

// How lines are ruled and areas hatched, as the data number them.
const EQUAL = 0, GIVEN = 1, FURTHER = 2, LIMIT = 3;
const PLAIN = 0, RISING = 1, FALLING = 2, LEVEL = 3;

const model = JSON.parse(document.getElementById("data").textContent);
const plane = projection(model.centre[0], model.centre[1]);

// numbersOf reads signed integers of variable length in base 64.
function numbersOf(text) {
	const bytes = atob(text), out = [];
	for (let k = 0; k < bytes.length;) {
		let v = 0, unit = 1, byte;
		do {
			byte = bytes.charCodeAt(k++);
			v += (byte & 127) * unit;
			unit *= 128;
		} while (byte > 127);
		out.push(v % 2 ? -(v + 1) / 2 : v / 2);
	}
	return out;
}

// unpack reads positions: differences in millionths of a degree.
function unpack(text) {
	const numbers = numbersOf(text), out = [];
	for (let k = 0, lon = 0, lat = 0; k < numbers.length; k += 2) {
		lon += numbers[k];
		lat += numbers[k + 1];
		out.push([lon / 1e6, lat / 1e6]);
	}
	return out;
}

// unpackBase reads base points.
function unpackBase(text) {
	const numbers = numbersOf(text), out = [];
	for (let k = 0, lon = 0, lat = 0; k < numbers.length; k += 5) {
		const [dx, dy, feature, vertex, part] = numbers.slice(k, k + 5);
		lon += dx;
		lat += dy;
		out.push({ at: [lon / 1e8, lat / 1e8], feature: model.features[feature], vertex, part: part ? model.parts[part - 1] : 0 });
	}
	return out;
}

// unpackPoints reads turning points with their base points.
function unpackPoints(text, base) {
	const numbers = numbersOf(text), out = [];
	let k = 0, lon = 0, lat = 0;
	const next = () => numbers[k++];
	while (k < numbers.length) {
		lon += next();
		lat += next();
		const p = { at: [lon / 1e8, lat / 1e8], place: plane.forward(lon / 1e8, lat / 1e8), of: [], distance_m: [], base: [] }, states = next();
		p.tripoint = next() === 1;
		let mm = 0, number = 0;
		for (let i = 0; i < states; i++) {
			p.of.push(next());
			p.distance_m.push(next() ? (mm += next()) / 1000 : null);
			p.base.push(Array.from({ length: next() }, () => base[number += next()]));
		}
		out.push(p);
	}
	return out;
}

// projected returns positions with their places on the plane.
const projected = (points) => points.map((p) => plane.forward(p[0], p[1]));

const rings = model.rings.map((text) => projected(unpack(text)));
const arcs = model.arcs.map((text) => projected(unpack(text)));

// assemble joins the pieces of a line.
function assemble(pieces) {
	const out = [];
	const put = (line) => { for (let k = out.length ? 1 : 0; k < line.length; k++) out.push(line[k]); };
	for (const piece of pieces) {
		if (typeof piece === "number") {
			put(piece >= 0 ? arcs[piece] : arcs[-1 - piece].slice().reverse());
			continue;
		}
		const [ring, from, count] = piece, r = rings[ring], size = r.length - 1, line = [];
		for (let k = 0; k <= Math.abs(count); k++) line.push(r[(((from + Math.sign(count) * k) % size) + size) % size]);
		put(line);
	}
	return out;
}

// lazy puts values into an object that are made when they are first asked for.
function lazy(object, makers) {
	for (const [name, make] of Object.entries(makers)) {
		Object.defineProperty(object, name, { configurable: true, enumerable: true, get: () => {
			const value = make();
			Object.defineProperty(object, name, { value, writable: true });
			return value;
		} });
	}
	return object;
}

const closed = (z) => ({ ...z, lines: z.rings.map(assemble) });
const seas = model.seas.map((s) => ({ ...s, rings: s.rings.map(assemble) }));
const contested = model.contested && { ...model.contested, zones: model.contested.zones.map(closed) };

// box are the corners of the sea on the plane.
const box = seas.flatMap((s) => s.rings[0]).reduce((b, p) => [Math.min(b[0], p[0]), Math.min(b[1], p[1]), Math.max(b[2], p[0]), Math.max(b[3], p[1])], [Infinity, Infinity, -Infinity, -Infinity]);

// Keys name rules: by their regime's id, with a number if several have it.
const keys = [];
let basePoints = null;
const divisions = model.divisions.map((d, k) => {
	const regime = d.question.regime;
	if (!keys[d.rule]) {
		keys[d.rule] = regime.id;
		for (let n = 2; keys.indexOf(keys[d.rule]) < d.rule; n++) keys[d.rule] = `${regime.id}-${n}`;
	}
	return lazy({ ...d, regime, key: keys[d.rule], sea: seas[d.sea], first: k === 0 }, {
		zones: () => d.zones.map(closed), lines: () => d.lines.map((l) => ({ ...l, line: assemble(l.arcs) })),
		points: () => unpackPoints(d.points, basePoints ??= unpackBase(model.base)),
	});
});

// asked are the levels of the choices as they were asked for, and levels those chosen.
const asked = model.choices.map((_, k) => divisions.find((d) => d.levels[k] >= 0).levels[k]);
let levels = asked.slice();

// divisionOf returns the division by a rule with the levels that are chosen.
const divisionOf = (rule) => divisions.find((d) => d.rule === rule && d.levels.every((l, k) => l < 0 || l === levels[k]));

// rules are the numbers of the rules.
const rules = () => [...new Set(divisions.map((d) => d.rule))];

// inside says whether a place of the plane lies in closed lines.
function inside(lines, x, y) {
	let odd = false;
	for (const line of lines) {
		for (let k = 1; k < line.length; k++) {
			const a = line[k - 1], b = line[k];
			if ((a[1] > y) !== (b[1] > y) && x < a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])) odd = !odd;
		}
	}
	return odd;
}

// zoneAt returns the zone of a division at a place of the plane, if there is one.
const zoneAt = (d, x, y) => d.zones.find((z) => inside(z.lines, x, y));

// hasContest says whether a view shows contested water: that of the division as asked.
const hasContest = (view) => contested && view.first && !view.other;

// contestAt returns the contested water at a place of the plane, if a view shows it there.
const contestAt = (view, x, y) => (hasContest(view) ? contested.zones.find((z) => inside(z.lines, x, y)) : undefined);

// foot returns the place of the plane on the line from a to b that is nearest to
// x, y.
function foot(a, b, x, y) {
	const dx = b[0] - a[0], dy = b[1] - a[1];
	const t = Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy || 1)));
	return [a[0] + t * dx, a[1] + t * dy];
}

// nearestOn returns the nearest place to a position on some lines: runs [line, from,
// count], with its distance and azimuth. The plane finds the place, the ellipsoid
// measures: the place may be some metres off, the distance hardly.
function nearestOn(runs, at) {
	const [x, y] = plane.forward(at[0], at[1]);
	let least = Infinity, best = null, which = null;
	for (const run of runs) {
		const [line, from, count] = run;
		for (let k = from; k < from + count; k++) {
			const f = foot(line[k], line[k + 1], x, y), d2 = (f[0] - x) ** 2 + (f[1] - y) ** 2;
			if (d2 < least) [least, best, which] = [d2, f, run];
		}
	}
	if (!best) return null;
	const place = plane.inverse(best[0], best[1]), g = place && inverse(at, place);
	return g && { run: which, place, distance: g.distance, azimuth: g.azimuth };
}

// lineAt returns the boundary of a view that is nearest to a position.
function lineAt(view, at) {
	const lines = view.lines.filter((l) => l.form !== LIMIT);
	const found = nearestOn(lines.map((l) => [l.line, 0, l.line.length - 1, l]), at);
	return found && { line: found.run[3], ...found };
}

// coastAt returns the place on a state's shore of a sea that is nearest to a position.
const coastAt = (sea, state, at) => nearestOn(sea.shores.filter((s) => s[0] === state).map((s) => [sea.rings[s[1]], s[2], s[3]]), at);

// inSea says whether a place of the plane is water of a sea.
const inSea = (sea, x, y) => inside(sea.rings, x, y);

// viewOf returns what a division shows of a layer, "" for the one that it is about:
// its own zones, the sea in common, or an empty sea with what is said of it.
function viewOf(d, layer) {
	const rule = (name) => d.regime.layers.find((l) => l.layer === name);
	const own = rule(d.regime.layer), other = rule(layer);
	if (!other || d.regime.layer === "all" || layer === d.regime.layer || (own && own.rule === other.rule)) return d;
	const view = { ...d, other: true, zones: [], lines: [], points: [], shares: [], claims: [], said: named(layer) + ": " + named(other.rule), note: "", blank: named(other.rule) };
	if (other.kind === "common") {
		view.zones = [{ ...d.sea.common, lines: d.sea.rings }];
		view.blank = "";
	}
	return view;
}

// roomiest returns the place in closed lines that is farthest from their edges, and
// how far, when widths count less by a factor: where a name fits best.
function roomiest(lines, flat) {
	const coarse = lines.map((line) => line.filter((_, k) => k % Math.ceil(line.length / 400) === 0 || k === line.length - 1).map((p) => [p[0] / flat, p[1]]));
	let lo = [Infinity, Infinity], hi = [-Infinity, -Infinity];
	for (const line of coarse) for (const p of line) for (const i of [0, 1]) [lo[i], hi[i]] = [Math.min(lo[i], p[i]), Math.max(hi[i], p[i])];
	let best = null, room = 0;
	const attempt = (x, y) => {
		if (!inside(coarse, x, y)) return;
		let least = Infinity;
		for (const line of coarse) {
			for (let k = 1; k < line.length; k++) {
				const f = foot(line[k - 1], line[k], x, y);
				least = Math.min(least, Math.hypot(x - f[0], y - f[1]));
			}
		}
		if (least > room) [best, room] = [[x, y], least];
	};
	const n = 20;
	for (let i = 0; i < n; i++) for (let k = 0; k < n; k++) attempt(lo[0] + (hi[0] - lo[0]) * (i + 0.5) / n, lo[1] + (hi[1] - lo[1]) * (k + 0.5) / n);
	for (let step = Math.max(hi[0] - lo[0], hi[1] - lo[1]) / n; best && step > 500; step /= 2) {
		const [x, y] = best;
		for (let i = 0; i < 9; i++) attempt(x + step * (i % 3 - 1), y + step * (Math.floor(i / 3) - 1));
	}
	return best && { at: [best[0] * flat, best[1]], room };
}
