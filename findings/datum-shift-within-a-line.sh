#!/bin/sh
# Expected: one data set on an older datum gets one shift to WGS84, or a word that it gets several.
# Found: GDAL with PROJ, as in gdal3.js 2.8.1 and in Debian 12 (GDAL 3.6.2, PROJ 9.1.1), chooses the
#   shift of ED50 for every vertex by the rectangle that it lies in, without a word: a meridian through
#   the Caspian is moved by 112 m up to 37.39° N and not at all from there on. Named with -ct it is one.
# Date: 2026-11-27. Why it matters here: a shore of Iran converted so has a step, and shares with it;
#   messages about such files therefore advise -ct. Needs: node with npm. Exit 0 while it is so.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > in.geojson <<'JSON'
{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[51,37.3],[51,37.38],[51,37.4],[51,37.5]]}}]}
JSON
cat > main.cjs <<'JS'
const { readFileSync } = require("fs"), init = require("gdal3.js/node");
const before = JSON.parse(readFileSync("in.geojson")).features[0].geometry.coordinates;
(async () => {
  const gdal = await init({ path: "node_modules/gdal3.js/dist/package" });
  for (const named of [[], ["-ct", "urn:ogc:def:coordinateOperation:EPSG::1135"]]) {
    const { datasets } = await gdal.open("in.geojson");
    const out = await gdal.ogr2ogr(datasets[0], ["-f", "GeoJSON", "-s_srs", "EPSG:4230", "-t_srs", "EPSG:4326", ...named]);
    const after = JSON.parse(Buffer.from(await gdal.getFileBytes(out.local))).features[0].geometry.coordinates;
    // A degree of latitude there is 110.98 km long, one of longitude 88.3 km.
    const moved = after.map((p, k) => Math.round(Math.hypot((p[0] - 51) * 88300, (p[1] - before[k][1]) * 110980)));
    console.log((named[1] || "unnamed") + ": " + moved.join(" ") + " m");
  }
})();
JS
npm install --silent --no-fund --no-audit gdal3.js@2.8.1 > log 2>&1 || { cat log; exit 2; }
node --version
node -p '"gdal3.js " + require("gdal3.js/package.json").version'
node main.cjs | tee moved
grep -Eqx 'unnamed: 11[12] 11[12] 0 0 m' moved
grep -Eqx 'urn:ogc:def:coordinateOperation:EPSG::1135:( 11[12]){4} m' moved
