#!/bin/sh
# Expected: a GEOMETRYCOLLECTION in WKB is read as it is, or refused.
# Found: SpatiaLite 5.1.0 (spl.js 0.1.2; 5.0.1 does so too) reads a collection of POINT(1 1), a MULTIPOINT
#   and POINT(4 4) as POINT(1 1) and a POINT(0 0) that is nowhere, and as text it reads all four points.
# Date: 2026-11-27. Why it matters here: zones in WKB; what has one part is written as a Polygon or a
#   LineString, and the docs send what has several to GeoPackage or text. Needs: node, npm. Exit 0 while so.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-fund --no-audit spl.js@0.1.2 > log 2>&1 || { cat log; exit 2; }
cat > main.mjs <<'JS'
import SPL from "spl.js/dist/spl-node.mjs";
const db = (await SPL()).db();
const one = (sql) => db.exec(sql).get.first;
const point = (x, y) => {
	const b = Buffer.alloc(21);
	b[0] = 1, b.writeUInt32LE(1, 1), b.writeDoubleLE(x, 5), b.writeDoubleLE(y, 13);
	return b;
};
const several = (type, parts) => {
	const b = Buffer.alloc(9);
	b[0] = 1, b.writeUInt32LE(type, 1), b.writeUInt32LE(parts.length, 5);
	return Buffer.concat([b, ...parts]);
};
const wkb = several(7, [point(1, 1), several(4, [point(2, 2), point(3, 3)]), point(4, 4)]).toString("hex");
console.log("SpatiaLite", one("SELECT spatialite_version()"));
console.log("binary", one(`SELECT AsText(GeomFromWKB(x'${wkb}', 4326))`));
console.log("text", one("SELECT AsText(GeomFromText('GEOMETRYCOLLECTION(POINT(1 1), MULTIPOINT(2 2, 3 3), POINT(4 4))', 4326))"));
JS
node main.mjs | tee out
grep -qx 'binary GEOMETRYCOLLECTION(POINT(1 1), POINT(0 0))' out
grep -qx 'text GEOMETRYCOLLECTION(POINT(1 1), POINT(2 2), POINT(3 3), POINT(4 4))' out
