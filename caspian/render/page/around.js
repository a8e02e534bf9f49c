// What lies around the sea and on it, for orientation: land borders below the water, names
// where everything else leaves room.

// bordersOf is what the borders are drawn of, so that they are drawn once.
let bordersOf = null;

// drawBorders draws the land borders and their ends.
function drawBorders() {
	if (bordersOf === model) return;
	bordersOf = model;
	layers.around.replaceChildren();
	layers.ends.replaceChildren();
	const s = model.around;
	if (!s) return;
	const packed = (texts) => texts.map((text) => projected(unpack(text)));
	const borders = packed(s.borders);
	make(layers.around, "path", { class: "border", d: pathOf(borders, false) });
	make(layers.ends, "path", { class: "end", d: projected(s.ends).map(([x, y]) => `M${km(x)} ${km(-y)}h.01`).join("") }); // paper has no squares without a length
	const places = (list) => list.map((o) => ({ name: o.name, place: plane.forward(...o.at) }));
	s.drawn = { borders, countries: s.countries.map((c) => ({ name: c.name, lines: packed(c.rings) })), cities: places(s.cities), islands: places(s.islands), fields: places(s.fields) };
	for (const c of s.drawn.cities) c.afloat = inSea(seas[0], ...c.place);
}

// sides are where a name stands beside a place, the better first.
const sides = [[1, 0], [-1, 0], [1, 1], [1, -1], [-1, 1], [-1, -1], [0, 1], [0, -1]];

// drawPlaces names countries, cities, islands and fields where they have room: across none of
// the names that have taken theirs, and across no line or shore.
function drawPlaces(taken) {
	drawBorders();
	layers.places.replaceChildren();
	if (!model.around || !shown || layers.places.hasAttribute("display")) return;
	// The tools, the scale and degrees have theirs.
	taken.push([view.width - 110, 0, view.width, 220], [0, view.height - 64, 190, view.height], [0, view.height - 18, view.width, view.height], [0, 0, 36, view.height]);
	const { borders, countries, cities, islands, fields } = model.around.drawn;
	// A name every so many pixels is enough.
	let left = Math.round(view.width * view.height / 14000);
	const free = ([x0, y0, x1, y1]) => x0 > 4 && y0 > 4 && x1 < view.width - 4 && y1 < view.height - 4 &&
		!taken.some((b) => x0 < b[2] && x1 > b[0] && y0 < b[3] && y1 > b[1]);
	const around = (x, y, wide, high) => [x - wide / 2, y - high / 2, x + wide / 2, y + high / 2];
	const write = (b, kind, text) => {
		taken.push(b);
		make(layers.places, "text", { class: kind, x: (b[0] + b[2]) / 2, y: b[3] - 3.5 }, text);
	};
	const near = ([x, y], name, may) => {
		const wide = 6.1 * name.length + 4, high = 14;
		for (const gap of [5, 9]) {
			for (const [u, v] of sides) {
				const b = around(x + u * (gap + wide / 2), y - v * (gap / 2 + high / 2), wide, high);
				if (free(b) && may(b)) return b;
			}
		}
		return null;
	};
	const crossed = occupied([...shown.sea.rings, ...shown.lines.map((l) => l.line), ...borders]);
	const dry = (b) => !inSea(shown.sea, ...toPlane((b[0] + b[2]) / 2, (b[1] + b[3]) / 2));
	// Countries have their names where the land is widest, in places that stay the same when
	// the map is moved.
	const step = 2 ** Math.round(Math.log2(20 * view.scale)), lo = toPlane(0, view.height), hi = toPlane(view.width, 0);
	for (const c of countries) {
		let best = null, most = -Infinity;
		for (let x = Math.ceil(lo[0] / step) * step; x < hi[0]; x += step) {
			for (let y = Math.ceil(lo[1] / step) * step; y < hi[1]; y += step) {
				if (!inside(c.lines, x, y)) continue;
				const [u, v] = toScreen([x, y]), grown = (by) => around(u, v, 8.4 * c.name.length + 2 * by, 15 + 2 * by);
				let room = 0;
				while (room <= 48 && free(grown(room)) && !crossed(grown(room))) room += 8;
				const worth = room - Math.hypot(u - view.width / 2, v - view.height / 2) / 1e4;
				if (room > 0 && worth > most && dry(grown(0))) [best, most] = [grown(0), worth];
			}
		}
		if (best) write(best, "country", c.name);
	}
	for (const c of cities) {
		if (left <= 0) break;
		const at = toScreen(c.place), dot = around(...at, 6, 6);
		if (c.afloat && view.scale < 1500 || !free(dot)) continue;
		const b = near(at, c.name, (b) => !crossed(b) && dry(b)) ?? near(at, c.name, (b) => !crossed(b));
		if (!b) continue;
		taken.push(dot);
		make(layers.places, "circle", { class: "city", cx: at[0], cy: at[1], r: 2 });
		write(b, dry(b) ? "city" : "afloat", c.name);
		left--;
	}
	for (const [list, mark] of [[islands, false], [fields, true]]) {
		for (const o of list) {
			const [x, y] = toScreen(o.place), dot = around(x, y, 9, 9);
			if (mark) {
				if (!free(dot)) continue;
				taken.push(dot);
				make(layers.places, "path", { class: "field", d: `M${x} ${y - 4}l4 4l-4 4l-4-4z` });
			}
			const b = left > 0 && near([x, y], o.name, (b) => !crossed(b));
			if (!b) continue;
			write(b, dry(b) ? "city" : "afloat", o.name);
			left--;
		}
	}
}

// cell is the size in pixels of the squares in which lines are looked for.
const cell = 4;

// occupied returns what says whether lines come into a box of the screen, or as near to it
// as the squares tell.
function occupied(lines) {
	const wide = Math.ceil(view.width / cell), high = Math.ceil(view.height / cell), squares = new Uint8Array(wide * high);
	const put = (x, y) => {
		const u = Math.floor(x / cell), v = Math.floor(y / cell);
		if (u >= 0 && v >= 0 && u < wide && v < high) squares[v * wide + u] = 1;
	};
	for (const line of lines) {
		let [x, y] = toScreen(line[0]);
		for (const p of line) {
			const [u, v] = toScreen(p);
			const beside = Math.max(x, u) < 0 || Math.min(x, u) > view.width || Math.max(y, v) < 0 || Math.min(y, v) > view.height;
			const steps = beside ? 1 : Math.min(2000, Math.ceil(Math.hypot(u - x, v - y) / cell) + 1);
			for (let i = 1; i <= steps; i++) put(x + (u - x) * i / steps, y + (v - y) * i / steps);
			[x, y] = [u, v];
		}
	}
	return (b) => {
		for (let v = Math.floor(b[1] / cell); v <= b[3] / cell; v++) {
			for (let u = Math.floor(b[0] / cell); u <= b[2] / cell; u++) if (squares[v * wide + u]) return true;
		}
		return false;
	};
}
