// What lies between two lines, in square metres: on the plane, which keeps areas, with
// geodesics as chords so short that what they miss is a millionth or less.

// fineness is the length in metres from which on edges of lines are divided.
const fineness = 1000;

// refined returns a line of the plane with places along its geodesics.
function refined(line) {
	const out = [line[0]];
	for (let k = 1; k < line.length; k++) {
		const [a, b] = [line[k - 1], line[k]], n = Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / fineness);
		const p = n > 1 && plane.inverse(a[0], a[1]), r = p && plane.inverse(b[0], b[1]), g = r && inverse(p, r);
		for (let i = 1; g && i < n; i++) out.push(plane.forward(...direct(p, g.azimuth, g.distance * i / n)));
		out.push(b);
	}
	return out;
}

// swept returns for every zone what of it a closed curve goes around counter-clockwise and
// clockwise. Curve and zones are refined. The plane is cut at the height of every vertex
// and every crossing of the curve: between two heights there are only trapezoids.
function swept(curve, zones) {
	const edges = [];
	let low = Infinity, high = -Infinity, right = -Infinity;
	for (const [x, y] of curve) [low, high, right] = [Math.min(low, y), Math.max(high, y), Math.max(right, x)];
	const add = (line, zone) => {
		for (let k = 1; k < line.length; k++) {
			const up = line[k][1] > line[k - 1][1], [a, b] = up ? [line[k - 1], line[k]] : [line[k], line[k - 1]];
			if (a[1] < b[1] && b[1] > low && a[1] < high && Math.min(a[0], b[0]) < right) edges.push({ a, b, slope: (b[0] - a[0]) / (b[1] - a[1]), turn: up ? -1 : 1, zone });
		}
	};
	add(curve, -1);
	const own = edges.length;
	zones.forEach((z, k) => z.fine.forEach((line) => add(line, k)));
	const heights = edges.flatMap((e) => [Math.max(low, e.a[1]), Math.min(high, e.b[1])]);
	for (let i = 0; i < own; i++) {
		const e = edges[i], left = Math.min(e.a[0], e.b[0]), most = Math.max(e.a[0], e.b[0]);
		for (let k = i + 1; k < edges.length; k++) {
			const f = edges[k];
			if (f.a[1] >= e.b[1] || f.b[1] <= e.a[1] || Math.min(f.a[0], f.b[0]) > most || Math.max(f.a[0], f.b[0]) < left || e.slope === f.slope) continue;
			const y = (f.a[0] - f.slope * f.a[1] - e.a[0] + e.slope * e.a[1]) / (e.slope - f.slope);
			if (y > Math.max(e.a[1], f.a[1]) && y < Math.min(e.b[1], f.b[1])) heights.push(y);
		}
	}
	heights.sort((a, b) => a - b);
	edges.sort((e, f) => e.a[1] - f.a[1]);
	const out = zones.map(() => [0, 0]);
	let active = [], next = 0;
	for (let k = 1; k < heights.length; k++) {
		const [from, to] = [heights[k - 1], heights[k]], middle = (from + to) / 2;
		if (to === from) continue;
		while (next < edges.length && edges[next].a[1] <= from) active.push(edges[next++]);
		active = active.filter((e) => e.b[1] > from);
		for (const e of active) e.x = e.a[0] + e.slope * (middle - e.a[1]);
		active.sort((e, f) => e.x - f.x);
		const odd = new Set();
		let turns = 0, last = 0;
		for (const e of active) {
			if (turns) for (const zone of odd) out[zone][turns > 0 ? 0 : 1] += (e.x - last) * (to - from);
			last = e.x;
			if (e.zone < 0) turns += e.turn; else if (!odd.delete(e.zone)) odd.add(e.zone);
		}
	}
	return out;
}
