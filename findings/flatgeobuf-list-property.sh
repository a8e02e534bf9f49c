#!/bin/sh
# Expected: GeoJSON with a list as a property goes to FlatGeobuf as it goes to GeoPackage: the list as text.
# Found: GDAL (gdal3.js 2.8.1; 3.6.2 too) ends at the first feature that has one: none is written, those
#   without a list neither, and with -skipfailures those alone. To GeoPackage the list goes as JSON.
# Date: 2026-11-27. Why it matters here: the states that a line parts were a list; they are one text,
#   parted by blanks, in every format. Needs: node with npm. Exit 0 while it is so.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-fund --no-audit gdal3.js@2.8.1 > log 2>&1 || { cat log; exit 2; }
cat > in.geojson <<'JSON'
{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"name":"a","states":["X","Y"]},"geometry":{"type":"Point","coordinates":[1,2]}},
{"type":"Feature","properties":{"name":"b"},"geometry":{"type":"Point","coordinates":[3,4]}}]}
JSON
cat > main.cjs <<'JS'
require("gdal3.js/node")({ path: "node_modules/gdal3.js/dist/package", useWorker: false }).then(async (gdal) => {
	const read = async (file) => { const d = (await gdal.open(file)).datasets[0]; return d ? d.info.layers[0].featureCount : 0; };
	console.log("gdal3.js", require("gdal3.js/package.json").version);
	const source = (await gdal.open("in.geojson")).datasets[0];
	for (const format of ["GPKG", "FlatGeobuf"]) {
		let count = "none";
		try {
			count = await read((await gdal.ogr2ogr(source, ["-f", format])).real);
		} catch (e) {
			console.log(String(e.message).trim());
		}
		console.log(format, count, "of 2 features");
	}
});
JS
node main.cjs 2>&1 | tee out
grep -qx 'GPKG 2 of 2 features' out
grep -qx 'FlatGeobuf none of 2 features' out
