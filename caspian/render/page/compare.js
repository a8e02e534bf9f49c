// A line of the reader's own: its length, and what lies between it and a line of the rule.

const compareWords = {
	title: say("Your line"), length: (far, n) => say("%s along geodesics of WGS84, %s positions.", far, count(n)),
	none: say("This rule draws no line to compare it with."), beside: say("Compared with"),
	common: say("By this rule neither side of that line is a state's own water: nobody gains."),
	ends: (a, b) => say("Its ends lie %s and %s from those of that line, and are joined to them.", a, b),
	neighbours: (name) => say("%s – its neighbours", name), gains: (name) => say("%s gains", name), gain: (name) => say("%s gain", name), or: say("%s or %s", "", ""),
	from: (name, size) => say("%s km² from %s", size, name), nothing: say("nothing"), little: say("less than %s", written(0.01)),
	net: say("Net"), all: (size, share) => say("%s km² (%s of the sea)", size, share),
	away: say("Your line is nowhere on this sea."), swapped: say("Longitude comes first: did you swap the two?"),
};

// ownLine reads a line of the reader's own, which must come to the sea.
function ownLine(text) {
	const places = readLine(text), all = (order) => projected(places.map(order));
	const near = (p) => p[0] >= box[0] && p[0] <= box[2] && p[1] >= box[1] && p[1] <= box[3];
	if (all((p) => p).some(near)) return places;
	throw new Error(compareWords.away + (places.every((p) => Math.abs(p[0]) <= 90) && all(([lon, lat]) => [lat, lon]).some(near) ? " " + compareWords.swapped : ""));
}

const apart = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);

// comparables are the lines of a view that another can be compared with: every boundary,
// and those of each state in a row, with the states on either side.
function comparables(view) {
	const lines = view.lines.filter((l) => l.form !== LIMIT && l.of.length === 2);
	const out = lines.map((l) => ({ label: l.of.map((k) => model.states[k].name).join(" – "), line: l.line, sides: l.of.map((k) => [k]) }));
	for (const o of out) {
		const same = out.filter((other) => other.label === o.label);
		if (same.length > 1) same.forEach((other, k) => { other.label += ` (${k + 1})`; });
	}
	model.states.forEach((s, k) => {
		const own = lines.filter((l) => l.of.includes(k)), others = [...new Set(own.flatMap((l) => l.of))].filter((i) => i !== k);
		const chain = others.length > 1 && inARow(own.map((l) => l.line));
		if (chain) out.push({ label: compareWords.neighbours(s.name), line: chain, sides: [[k], others] });
	});
	return out;
}

// inARow joins lines end to end, if they make one.
function inARow(lines) {
	const meets = (p, line) => Math.min(apart(p, line[0]), apart(p, line.at(-1))) < 1;
	const loose = (line, p) => !lines.some((other) => other !== line && meets(p, other));
	let first = lines.find((line) => loose(line, line[0]) || loose(line, line.at(-1)));
	if (!first) return null;
	if (!loose(first, first[0])) first = [...first].reverse();
	const out = [...first], left = lines.filter((line) => line !== first && !meets(first[0], line));
	while (left.length) {
		const k = left.findIndex((line) => meets(out.at(-1), line));
		if (k < 0) return null;
		const [line] = left.splice(k, 1);
		out.push(...(apart(out.at(-1), line[0]) < 1 ? line : [...line].reverse()).slice(1));
	}
	return out;
}

// farness is the mean distance of two lines from each other.
function farness(a, b) {
	const mean = (from, to) => {
		let sum = 0;
		const n = 24;
		for (let i = 0; i < n; i++) {
			const p = from[Math.round(i * (from.length - 1) / (n - 1))];
			let least = Infinity;
			for (let k = 1; k < to.length; k++) least = Math.min(least, apart(p, foot(to[k - 1], to[k], p[0], p[1])));
			sum += least / n;
		}
		return sum;
	};
	return mean(a, b) + mean(b, a);
}

// joined leads from the end of one line to that of another: along the shore if the other
// ends there and the first comes within a kilometre of it or lies on land, else straight.
function joined(sea, p, end) {
	const shore = sea.fine ??= refined(sea.rings[0]), size = shore.length - 1;
	const nearest = (q) => {
		let at = 0, least = Infinity, place = q;
		for (let k = 0; k < size; k++) {
			const f = foot(shore[k], shore[k + 1], q[0], q[1]), d = apart(f, q);
			if (d < least) [at, least, place] = [k, d, f];
		}
		return { at, least, place };
	};
	const from = nearest(p), to = nearest(end);
	if (to.least > 1 || (inSea(sea, p[0], p[1]) && from.least > 1000)) return [p, end];
	const way = (step) => {
		const out = [p, from.place];
		const first = step > 0 ? from.at + 1 : from.at, count = step > 0 ? (to.at - from.at + size) % size : (from.at - to.at + size) % size;
		for (let k = 0; k < count; k++) out.push(shore[(((first + step * k) % size) + size) % size]);
		return [...out, to.place, end];
	};
	const long = (line) => line.reduce((sum, q, k) => sum + (k ? apart(q, line[k - 1]) : 0), 0);
	// Where both are on one edge the ways are the straight one and that around.
	const ways = from.at === to.at ? [[p, from.place, to.place, end]] : [way(1), way(-1)];
	return ways.reduce((a, b) => (long(a) < long(b) ? a : b));
}

// holds says whether a zone belongs to a side, alone or with some others: water of all
// states is no side's.
const holds = (side, z) => z.of.length < model.states.length && z.of.some((k) => side.includes(k));

// leftOf says which of two sides lies to the left of a line of a view: 0 or 1, or −1 if
// neither side has water along it.
function leftOf(view, line, sides) {
	const legs = line.slice(1).map((b, k) => [line[k], b, apart(line[k], b)]).sort((a, b) => b[2] - a[2]);
	for (const [a, b, d] of legs) {
		const off = Math.min(d / 10, 100) / d, at = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], normal = [(a[1] - b[1]) * off, (b[0] - a[0]) * off];
		const [left, right] = [1, -1].map((s) => {
			const z = zoneAt(view, at[0] + s * normal[0], at[1] + s * normal[1]);
			return z ? sides.findIndex((side) => holds(side, z)) : -1;
		});
		if (left >= 0 && left !== right) return left;
		if (right >= 0 && left !== right) return 1 - right;
	}
	return -1;
}

// between compares a line of positions with one of a view's: the closed curve between
// them, how far their ends are apart, and what every side gains from whom in m²,
// null where that cannot be said.
function between(view, places, other) {
	const own = projected(places), there = other.line;
	const back = apart(own[0], there[0]) + apart(own.at(-1), there.at(-1)) > apart(own[0], there.at(-1)) + apart(own.at(-1), there[0]);
	const line = back ? [...there].reverse() : there;
	const curve = refined([...own, ...joined(view.sea, own.at(-1), line.at(-1)).slice(1), ...[...line].reverse().slice(1), ...joined(view.sea, own[0], line[0]).reverse().slice(1)]);
	for (const z of view.zones) z.fine ??= z.lines.map(refined);
	const left = leftOf(view, line, other.sides), areas = swept(curve, view.zones);
	const gains = left < 0 ? null : other.sides.map((side, k) => {
		// What lies left of the line and within the curve, clockwise, goes to the right.
		const turn = k === left ? 0 : 1, from = new Map();
		view.zones.forEach((z, i) => {
			const moves = z.of.length < model.states.length && !holds(side, z);
			if (moves && areas[i][turn] >= 1) from.set(z.whose, (from.get(z.whose) ?? 0) + areas[i][turn]);
		});
		return [...from].sort((a, b) => b[1] - a[1]);
	});
	const ends = [[places[0], line[0]], [places.at(-1), line.at(-1)]].map(([p, end]) => inverse(p, plane.inverse(end[0], end[1])).distance);
	return { curve, ends, gains };
}
