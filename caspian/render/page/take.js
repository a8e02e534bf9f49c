// What is taken away: the map as it is seen, as SVG and PNG, and the table as CSV. All
// is made here and leaves the page as a file.

// drawn are the properties that give a drawing its looks, with their initial values.
const drawn = {
	fill: "rgb(0, 0, 0)", "fill-rule": "nonzero", "clip-path": "none", stroke: "none", "stroke-width": "1px", "stroke-dasharray": "none",
	"stroke-linecap": "butt", "stroke-linejoin": "miter", opacity: "1", "font-size": "", "font-weight": "400", "font-style": "normal",
	"text-anchor": "start", "paint-order": "normal", "vector-effect": "none",
};
const typeface = "'Liberation Sans', Arial, Helvetica, sans-serif";

// wrapped breaks a text into lines of at most some pixels in a font.
function wrapped(text, font, wide) {
	const pen = document.createElement("canvas").getContext("2d"), out = [""];
	pen.font = font;
	for (const word of text.split(" ")) {
		const longer = out.at(-1) ? out.at(-1) + " " + word : word;
		if (out.at(-1) && pen.measureText(longer).width > wide) out.push(word); else out[out.length - 1] = longer;
	}
	return out;
}

// picture returns the map as a drawing of its own, in light colours, with the title
// above it, and below it a legend and what it is.
function picture(title, notes) {
	const { width, height } = view, root = document.documentElement;
	const out = document.createElementNS(SVG, "svg");
	const copy = chart.cloneNode(true), from = chart.querySelectorAll("*"), to = copy.querySelectorAll("*");
	root.classList.add("light");
	const colours = Object.fromEntries(["paper", "land", "ink", "soft", "coast"].map((name) => [name, getComputedStyle(root).getPropertyValue("--" + name)]));
	from.forEach((e, k) => {
		if (e.closest("defs")) return;
		const style = getComputedStyle(e), text = e.localName === "text";
		const said = Object.entries(drawn).filter(([name, initial]) => style[name] !== initial && (text || !/^(font|text)-/.test(name))).map(([name]) => `${name}:${style[name]}`);
		if (e.localName !== "g") to[k].setAttribute("style", said.join(";"));
	});
	root.classList.remove("light");
	for (const e of copy.querySelectorAll(".cross, .lit")) e.remove();
	make(out, "title", {}, title);
	make(out, "desc", {}, notes.join(" "));
	const edge = 12, small = "11px " + typeface;
	let y = 0;
	const begin = (x) => (rtl ? { x: width - x, direction: "rtl" } : { x });
	const lines = (texts, size, style) => texts.forEach((text) => make(out, "text", { ...begin(edge), y: (y += size * 1.3), style: `unicode-bidi:plaintext;font-family:${typeface};font-size:${size}px;${style}` }, text));
	const paper = make(out, "rect", { style: "fill:" + colours.paper });
	y = 6;
	lines(wrapped(title, "bold 17px " + typeface, width - 2 * edge), 17, `font-weight:bold;fill:${colours.ink}`);
	y += 10;
	const map = make(out, "svg", { y, width, height, style: `font-family:${typeface}` });
	make(map, "rect", { width, height, style: "fill:" + colours.land });
	map.append(...copy.childNodes);
	make(out, "rect", { x: 0.5, y: y + 0.5, width: width - 1, height: height - 1, style: `fill:none;stroke:${colours.coast}` });
	y += height + 18;
	let x = edge;
	const item = (text, put) => {
		const pen = document.createElement("canvas").getContext("2d");
		pen.font = small;
		const wide = 34 + pen.measureText(text).width + 16;
		if (x > edge && x + wide > width - edge) [x, y] = [edge, y + 18];
		put(rtl ? width - x - 28 : x, y - 9);
		make(out, "text", { ...begin(x + 34), y, style: `font-family:${typeface};font-size:11px;fill:${colours.ink}` }, text);
		x += wide;
	};
	const chip = (x, y, colour, hatch) => {
		for (const fill of [colour, hatch === PLAIN ? "" : `url(#swatch${hatch})`]) if (fill) make(out, "rect", { x, y, width: 28, height: 11, style: `fill:${fill};stroke:${colours.coast};stroke-width:.8` });
	};
	const seen = new Set();
	for (const z of shown.zones) {
		if (seen.has(z.whose)) continue;
		seen.add(z.whose);
		const code = z.kind === "sector" && coded.includes(z.of[0]) ? ` (${model.states[z.of[0]].code})` : "";
		item(z.whose + code, (x, y) => chip(x, y, z.colour, z.hatch));
	}
	for (const [form, text] of linesOf(shown)) item(text, (x, y) => make(out, "path", { d: `M${x} ${y + 5.5}h28`, style: `fill:none;stroke:#14181d;stroke-width:${form === GIVEN ? 3 : form === LIMIT ? 0.8 : 1.8};stroke-dasharray:${form === FURTHER ? "7 4" : "none"}` }));
	if (model.around && !layers.around.hasAttribute("display")) {
		for (const [text, d, style] of [
			[say("land border"), "M0 5.5h28", `fill:none;stroke:${colours.soft};stroke-dasharray:6 2 1.5 2`], [say("its end on the shore"), "M11.5 3h5v5h-5z", "fill:" + colours.ink],
			[say("oil or gas field"), "M14 1.5l4 4l-4 4l-4-4z", "fill:#fff;stroke:#14181d;stroke-width:1.2"],
		]) item(text, (x, y) => make(out, "path", { d, style, transform: `translate(${x} ${y})` }));
	}
	if (hasContest(shown)) item(say("contested water"), (x, y) => chip(x, y, "", "Contested"));
	y += 4;
	for (const note of notes) lines(wrapped(note, small, width - 2 * edge), 11, `fill:${colours.soft}`);
	const size = { width, height: Math.ceil(y + 10) };
	for (const [name, value] of Object.entries({ viewBox: `0 0 ${size.width} ${size.height}`, ...size })) out.setAttribute(name, value);
	for (const [name, value] of Object.entries(size)) paper.setAttribute(name, value);
	return { text: new XMLSerializer().serializeToString(out), ...size };
}

// pixels draws a picture in pixels, twice as many as it has on the screen.
async function pixels({ text, width, height }) {
	const image = new Image(), canvas = document.createElement("canvas");
	image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
	await image.decode();
	[canvas.width, canvas.height] = [2 * width, 2 * height];
	canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
	return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error(say("The browser has no room for the picture.")))), "image/png"));
}

// table returns what is shown as CSV (RFC 4180): shares of states, then zones.
function table(credit) {
	const rows = [["regime", "layer", "kind", "states", "whose", "share", "zone_share", "area_km2", "claimed", "claimed_by", "credit", "question"]];
	const row = (kind, states, whose, ...cells) => rows.push([shown.regime.title, layer || shown.regime.layer, kind, states.map((k) => model.states[k].code).sort().join(" "), whose, ...cells, credit, shown.asked]);
	shown.shares.forEach((s, k) => {
		const c = shown.claims.find((c) => c.state === k);
		row("share", [k], model.states[k].name, s.share, "", s.area_km2 ?? "", c ? c.text : "", c ? c.by : "");
	});
	for (const z of shown.zones) row(z.kind, z.of, z.whose, "", z.zone_share || "", z.area_km2, "", "");
	// A text that a spreadsheet would take for a formula begins with an apostrophe.
	const cell = (v) => {
		const text = typeof v === "string" && /^[=+\-@\t\r]/.test(v) ? "'" + v : String(v);
		return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
	};
	return rows.map((r) => r.map(cell).join(",") + "\r\n").join("");
}

// save hands a file to the reader.
function save(name, blob) {
	const a = make(document.body, "a", { href: URL.createObjectURL(blob), download: name });
	a.click();
	a.remove();
	setTimeout(() => URL.revokeObjectURL(a.href), 60000);
}
