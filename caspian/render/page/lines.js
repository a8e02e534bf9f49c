// Lines as people have them: GeoJSON, WKT, CSV with a head, the tables that the command
// prints, and lists of positions.

// mostPlaces is how many positions a line may have.
const mostPlaces = 20000;

// readLine returns the positions of the one line in a text, each different from the one
// before. It throws what to show, with the place in the text, if there is none.
function readLine(text) {
	const plain = text.trim();
	if (!plain) throw new Error(say("There is no line yet."));
	const read = /^[{[]/.test(plain) ? lineOfJSON : /^(SRID=\d+;)?\s*(MULTI)?LINESTRING/i.test(plain) ? lineOfWKT : lineOfRows;
	const places = read(plain).filter((p, k, all) => !k || p[0] !== all[k - 1][0] || p[1] !== all[k - 1][1]);
	if (places.length < 2) throw new Error(say("A line needs two different positions."));
	if (places.length > mostPlaces) throw new Error(say("The line has %s positions, and %s are the most.", count(places.length), count(mostPlaces)));
	return places;
}

// placed runs a reader of something, and says where that is if it throws.
function placed(where, read) {
	try {
		return read();
	} catch (error) {
		throw new Error(say("%s: %s", where, error.message));
	}
}

// onlyLine returns the positions of the only one of some lines, [where, positions].
function onlyLine(lines, others) {
	if (!lines.length) throw new Error(others.length ? say("There is no LineString, only %s.", plain([...new Set(others)].join(", "))) : say("There is no LineString."));
	if (lines.length > 1) throw new Error(say("There are %s lines, at %s; leave one.", count(lines.length), plain(lines.slice(0, 3).map((l) => l[0]).join(", ") + (lines.length > 3 ? " …" : ""))));
	return lines[0][1].map((p, k) => placed(say("%s, position %s", plain(lines[0][0]), count(k + 1)), () => {
		if (!Array.isArray(p) || p.length < 2 || !p.every(Number.isFinite)) throw new Error(say("that is not longitude and latitude."));
		return check(p[0], p[1]);
	}));
}

function lineOfJSON(text) {
	const all = placed(say("The JSON cannot be read"), () => JSON.parse(text)), lines = [], others = [];
	const collect = (v, where) => {
		const list = (name, of) => {
			if (!Array.isArray(v[name])) throw new Error(say("%s has no %s.", where ? plain(where) : say("The JSON"), plain(name)));
			v[name].forEach((e, k) => of(e, `${where && where + "."}${name}[${k}]`));
		};
		switch (v && v.type) {
		case "FeatureCollection":
			return list("features", collect);
		case "Feature":
			return v.geometry && collect(v.geometry, where);
		case "GeometryCollection":
			return list("geometries", collect);
		case "MultiLineString":
			return list("coordinates", (line, at) => collect({ type: "LineString", coordinates: line }, at));
		case "LineString":
			if (!Array.isArray(v.coordinates)) throw new Error(say("%s has no %s.", where ? plain(where) : say("The LineString"), plain("coordinates")));
			return lines.push([where || "LineString", v.coordinates]);
		default:
			if (!v || typeof v.type !== "string") throw new Error(say("%s is not GeoJSON: it has no type.", where ? plain(where) : say("The JSON")));
			others.push(v.type);
		}
	};
	if (Array.isArray(all)) lines.push([say("The list"), all]); else collect(all, "");
	return onlyLine(lines, others);
}

function lineOfWKT(text) {
	const [head, multi] = text.match(/^(?:SRID=\d+;)?\s*(MULTI)?LINESTRING\s*(?:ZM|Z|M)?\s*/i);
	let k = head.length;
	const wrong = (what) => {
		token(/\s*/y);
		throw new Error(say("Character %s of the WKT: %s", count(k + 1), what));
	};
	const token = (pattern) => {
		pattern.lastIndex = k;
		const m = pattern.exec(text);
		if (m) k += m[0].length;
		return m && m[0].trim();
	};
	const open = () => token(/\s*\(\s*/y) ?? wrong(say("a bracket %s is missing.", plain("(")));
	const next = () => {
		const sign = token(/\s*[,)]\s*/y);
		return sign ? sign === "," : wrong(say("a comma or a bracket %s is missing.", plain(")")));
	};
	const lines = [];
	if (multi) open();
	do {
		const line = [];
		open();
		do {
			const p = [];
			for (let v; (v = token(/\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?(?=[\s,)]|$)/iy)) !== null;) p.push(Number(v));
			if (p.length < 2 || p.length > 4) wrong(say("a position has longitude and latitude."));
			line.push(p);
		} while (next());
		lines.push([multi ? say("Line %s", count(lines.length + 1)) : "LINESTRING", line]);
	} while (multi && next());
	if (k < text.length) wrong(say("there is more than a line."));
	return onlyLine(lines, []);
}

// cells splits a row of CSV.
const cells = (row) => [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => (m[1] ?? m[2]).replaceAll('""', '"').trim());

function lineOfRows(text) {
	const rows = text.split(/\r\n|\n|\r/).map((row, k) => [row.trim(), k + 1]).filter(([row]) => row && !row.startsWith("#"));
	const shown = (row) => "“" + (row.length > 40 ? row.slice(0, 40) + "…" : row) + "”";
	const read = ([row, number], of) => placed(say("Row %s, %s", count(number), plain(shown(row))), of);
	// The points of a table: a number, then a latitude and a longitude.
	const points = rows.map(([row, number]) => [row.match(/^[|\s]*(\d+)[|\s]+(\d+°[^NS]*[NS][\s,|]+\d+°[^EW]*[EW])/), row, number]).filter(([m]) => m);
	const end = points.findIndex(([m], k) => k && Number(m[1]) <= Number(points[k - 1][0][1]));
	if (points.length > 1) return points.slice(0, end < 0 ? points.length : end).map(([m, row, number]) => read([row, number], () => parsePosition(m[2].replaceAll("|", " "))));
	const head = cells(rows[0][0].toLowerCase()), lon = head.findIndex((c) => /^(lon|lng|longitude|x)$/.test(c)), lat = head.findIndex((c) => /^(lat|latitude|y)$/.test(c));
	if (lon >= 0 && lat >= 0) return rows.slice(1).map((row) => read(row, () => parsePosition(`${cells(row[0])[lon] ?? ""} ${cells(row[0])[lat] ?? ""}`)));
	const number = "[-+\u2212]?\\d+(?:\\.\\d+)?", list = new RegExp(`^${number}\\s+${number}(?:\\s*,\\s*${number}\\s+${number})+,?$`);
	return rows.flatMap(([row, number]) => row.split(list.test(row) ? "," : ";").map((part) => part.trim()).filter(Boolean).map((part) => read([part, number], () => parsePosition(part.replace(/,$/, "")))));
}
