#!/bin/sh
# Expected: <SimpleData> of a <SimpleField type="bool"> with the value false, or 0, is read as false.
# Found: @tmcw/togeojson 7.1.2 reads every text as true, false and 0 too; and an entry "name" in
#   ExtendedData stands before the placemark's own <name>.
# Date: 2026-11-27. Why it matters here: whether a turning point is a tripoint, and whose a zone is; truths
#   are int, 1 or 0, in our KML, and no entry is called name. Needs: node with npm. Exit 0 while it is so.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-fund --no-audit @tmcw/togeojson@7.1.2 @xmldom/xmldom@0.8.10 > log 2>&1 || { cat log; exit 2; }
cat > main.cjs <<'JS'
const { kml } = require("@tmcw/togeojson"), { DOMParser } = require("@xmldom/xmldom");
for (const value of ["true", "false", "1", "0"]) {
	const text = `<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Schema id="s" name="s"><SimpleField name="open" type="bool"/></Schema>
<Placemark><name>lake</name><ExtendedData><Data name="name"><value>other</value></Data>
<SchemaData schemaUrl="#s"><SimpleData name="open">${value}</SimpleData></SchemaData></ExtendedData>
<Point><coordinates>1,2</coordinates></Point></Placemark></Document></kml>`;
	const { name, open } = kml(new DOMParser().parseFromString(text, "text/xml")).features[0].properties;
	console.log(value, "is", open, "and its name", name);
}
JS
npm ls --depth 0 | tail -n +2
node main.cjs | tee out
for value in true false 1 0; do grep -qx "$value is true and its name other" out; done
