"""Reads divisions with other programs and compares them with their source.

The source is the GeoJSON as Python's own json reads it, with the areas that it states;
areas are measured on the geometries that each reader has, with pyproj on WGS84.
"""

import csv
import html
import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pyproj
import shapely.wkb
import shapely.wkt
from osgeo import gdal, ogr

gdal.UseExceptions()
ogr.UseExceptions()
csv.field_size_limit(1 << 30)
work = Path(sys.argv[1])
geod = pyproj.Geod(ellps="WGS84")
failures = []
rows = []

LAYERS = {"sector": "sectors", "boundary": "boundaries", "limit": "boundaries", "turning_point": "turning_points"}


def layer_of(kind):
    return LAYERS.get(kind, "zones")


def area_km2(shape):
    return abs(geod.geometry_area_perimeter(shape)[0]) / 1e6


def spaced(text):
    return " ".join(text.split())


class Source:
    """What there is to be read: features by layer, in order."""

    def __init__(self, name):
        self.name = name
        data = json.loads((work / f"{name}.geojson").read_text(encoding="utf-8"))
        self.all = [dict(f["properties"], geometry=f["geometry"]) for f in data["features"]]
        self.layers = {}
        for f in self.all:
            self.layers.setdefault(layer_of(f["kind"]), []).append(f)
        self.zones = [f for f in self.all if layer_of(f["kind"]) in ("sectors", "zones")]


class Reading:
    """What one reader makes of one file, compared with the source."""

    def __init__(self, source, reader):
        self.source, self.reader = source, reader
        self.wrong, self.counts, self.types, self.area, self.names = [], 0, set(), 0.0, 0

    def same(self, what, got, want):
        if got != want:
            self.wrong.append(f"{what}: {got!r} is not {want!r}")

    def near(self, what, got, want, by=1e-8):
        if not (got is not None and abs(got - want) <= by * max(abs(want), 1e-9)):
            self.wrong.append(f"{what}: {got!r} is not {want!r}")

    def shape(self, f, shape):
        """Compares a geometry; a single part and a collection of one are the same."""
        self.counts += 1
        self.types.add(shape.geom_type)
        plain = lambda t: t.replace("Multi", "")
        self.same("type", plain(shape.geom_type), plain(f["geometry"]["type"]))
        self.same("parts", len(getattr(shape, "geoms", [0])), len(f["geometry"]["coordinates"]) if f["geometry"]["type"].startswith("Multi") else 1)
        if not shape.is_valid:
            self.wrong.append(f"{f['kind']} {f.get('name')} is not valid")
        if "area_km2" in f:
            got = area_km2(shape)
            self.near(f"area of {f.get('name', 'common')}", got, f["area_km2"])
            self.area += got

    def properties(self, f, get, guard=lambda t: t):
        """Compares what a reader has in columns or members."""
        self.same("kind", get("kind"), f["kind"])
        for name in ("state", "states"):
            if name in f:
                self.same(name, get(name), f[name])
        if "name" in f:
            self.same("name", get("name"), guard(f["name"]))
            self.names += 1
        for name in ("area_km2", "share", "zone_share", "coast_km", "length_km", "breadth_m"):
            if name in f:
                value = get(name)
                if not isinstance(value, float) and guard is str and not isinstance(value, int):
                    self.wrong.append(f"{name} is {type(value)}")
                self.near(name, float(value) if value not in (None, "") else None, f[name], 1e-6)
        if get("tripoint") is not None or f.get("notional"):
            name = "tripoint" if "tripoint" in f else "notional"
            self.same(name, get(name) in (True, 1, "true"), f[name])
        if f["kind"] == "turning_point":
            distances = get("distance_m")
            if distances is not None:
                if isinstance(distances, str):
                    distances = json.loads(distances)
                self.same("distance_m", distances, f["distance_m"])

    def end(self, count):
        self.same("count", self.counts, count)
        rows.append((self.source.name, self.reader, f"{self.counts} of {count}", " ".join(sorted(self.types)), f"{self.area:,.2f}" if self.area else "", str(self.names or ""), "differs" if self.wrong else "equal"))
        failures.extend(f"{self.source.name}, {self.reader}: {w}" for w in self.wrong[:5])


def from_ogr(feature):
    g = feature.GetGeometryRef()
    names = {feature.GetFieldDefnRef(k).GetName().lower(): k for k in range(feature.GetFieldCount())}

    def get(name):
        k = names.get(name)
        return None if k is None or not feature.IsFieldSetAndNotNull(k) else feature.GetField(k)

    return shapely.wkb.loads(bytes(g.ExportToWkb(ogr.wkbNDR))), get


def reals(r, layer, columns, types=("Real",)):
    for name in columns:
        k = layer.GetLayerDefn().GetFieldIndex(name)
        if k >= 0:
            r.same(f"type of {name}", layer.GetLayerDefn().GetFieldDefn(k).GetTypeName() in types, True)


NUMBERS = ("area_km2", "share", "zone_share", "coast_km", "length_km", "breadth_m")


def gdal_flat(s, reader, file):
    r = Reading(s, reader)
    opened = ogr.Open(str(file))
    layer = opened.GetLayer(0)
    reals(r, layer, NUMBERS, ("Real", "Integer"))  # JSON tells no integers apart
    got = [from_ogr(f) for f in layer]
    if "FlatGeobuf" in reader:  # which has its features in an order of its own
        order = lambda shape, get: (get("kind"), shape.wkt)
        got.sort(key=lambda p: order(*p))
        want = sorted(s.all, key=lambda f: (f["kind"], shapely.geometry.shape(f["geometry"]).wkt))
    else:
        want = s.all
    for f, (shape, get) in zip(want, got):
        r.shape(f, shape)
        r.properties(f, get)
    r.same("features", len(got), len(want))
    r.end(len(s.all))


def gdal_layers(s, reader, file, title=lambda l: l):
    r = Reading(s, reader)
    opened = ogr.Open(str(file))
    for name, features in s.layers.items():
        layer = opened.GetLayerByName(title(name))
        if layer is None:
            r.wrong.append(f"no layer {title(name)}")
            continue
        reals(r, layer, NUMBERS)
        got = [from_ogr(f) for f in layer]
        r.same(f"features of {name}", len(got), len(features))
        for f, (shape, get) in zip(features, got):
            r.shape(f, shape)
            if "KML" in reader and f["kind"] in ("turning_point", "boundary", "limit", "common"):
                f = {k: v for k, v in f.items() if k != "name"}
            r.properties(f, get)
    r.end(len(s.all))


def members(s, reader, collection):
    r = Reading(s, reader)
    for f, shape in zip(s.all, collection):
        r.shape(f, shape)
        r.same("multi", shape.geom_type.startswith("Multi"), f["geometry"]["type"].startswith("Multi"))
    r.same("members", len(collection), len(s.all))
    r.end(len(s.all))


def well_known(s):
    binary, text = (work / f"{s.name}.wkb").read_bytes(), (work / f"{s.name}.wkt").read_text()
    members(s, "shapely, WKB", list(shapely.wkb.loads(binary).geoms))
    members(s, "shapely, WKT", list(shapely.wkt.loads(text).geoms))
    for reader, g in (("GDAL, WKB", ogr.CreateGeometryFromWkb(binary)), ("GDAL, WKT", ogr.CreateGeometryFromWkt(text))):
        members(s, reader, [shapely.wkb.loads(bytes(g.GetGeometryRef(k).ExportToWkb(ogr.wkbNDR))) for k in range(g.GetGeometryCount())])


def zones_csv(s):
    guard = lambda t: "'" + t if t[0] in "=+-@" else t
    r = Reading(s, "GDAL, CSV of zones")
    opened = ogr.Open(str(work / f"{s.name}.csv"))
    for f, feature in zip(s.zones, opened.GetLayer(0)):
        shape, get = from_ogr(feature)
        r.shape(f, shape)
        r.properties(f, get, guard)
    r.end(len(s.zones))


def spatialite(s):
    db = sqlite3.connect(str(work / f"{s.name}.gpkg"))
    db.enable_load_extension(True)
    db.load_extension("mod_spatialite")
    r = Reading(s, "SpatiaLite, GeoPackage")
    for name, features in s.layers.items():
        have = [c[1] for c in db.execute(f"PRAGMA table_info({name})")]
        got = db.execute(f"SELECT AsBinary(GeomFromGPB(geom)), * FROM {name} ORDER BY fid").fetchall()
        r.same(f"rows of {name}", len(got), len(features))
        for f, row in zip(features, got):
            r.shape(f, shapely.wkb.loads(row[0]))
            values = dict(zip(have, row[1:]))
            r.properties(f, values.get)
    r.end(len(s.all))
    # It sorts the members of a collection by type, and invents points for members of
    # several parts: only what has none is read from binary, and text by its parts.
    binary, text = (work / f"{s.name}.wkb").read_bytes(), (work / f"{s.name}.wkt").read_text()
    whole = lambda kind: [f for f in s.all if f["geometry"]["type"].replace("Multi", "") == kind]
    ordered = whole("Point") + whole("LineString") + whole("Polygon")
    several = any(f["geometry"]["type"].startswith("Multi") for f in s.all)
    for form, query, value in (("WKT", "ST_GeomFromText(?, 4326)", text), ("WKB", "ST_GeomFromWKB(?, 4326)", binary)):
        if several and form == "WKB":
            continue
        r = Reading(s, f"SpatiaLite, {form}")
        read = db.execute(f"SELECT AsBinary({query})", (value,)).fetchone()[0]
        shapes = list(shapely.wkb.loads(read).geoms) if read else []
        if several:
            r.counts = len(shapes)
            r.types = {x.geom_type for x in shapes}
            r.area = sum(area_km2(x) for x in shapes if x.geom_type == "Polygon")
            r.near("area", r.area, sum(f.get("area_km2", 0) for f in s.all))
            r.end(sum(len(f["geometry"]["coordinates"]) if f["geometry"]["type"].startswith("Multi") else 1 for f in s.all))
            continue
        for f, shape in zip(ordered, shapes):
            r.shape(f, shape)
        r.end(len(s.all))
    db.close()


SCRIPT = """
const { kml } = require("@tmcw/togeojson"), { DOMParser } = require("@xmldom/xmldom"), fs = require("fs");
const [file] = process.argv.slice(1);
const text = fs.readFileSync(file, "utf8");
process.stdout.write(JSON.stringify(file.endsWith(".kml") ? kml(new DOMParser().parseFromString(text, "text/xml")) : JSON.parse(text)));
"""


def javascript(s):
    for ending, reader in (("geojson", "JavaScript, GeoJSON"), ("kml", "togeojson, KML")):
        r = Reading(s, reader)
        out = subprocess.run(["node", "-e", SCRIPT, str(work / f"{s.name}.{ending}")], cwd=work, check=True, capture_output=True).stdout
        got = json.loads(out)["features"]
        want = s.all if ending == "geojson" else [f for fs in sorted_layers(s) for f in fs]
        r.same("features", len(got), len(want))
        for f, g in zip(want, got):
            shape = shapely.geometry.shape(g["geometry"])
            if ending == "kml" and f["geometry"]["type"] == "MultiPolygon" and shape.geom_type == "GeometryCollection":
                shape = shapely.geometry.MultiPolygon(list(shape.geoms))
            r.shape(f, shape)
            if ending == "kml" and f["kind"] in ("turning_point", "boundary", "limit", "common"):
                f = {k: v for k, v in f.items() if k != "name"}
            r.properties(f, g["properties"].get, str)
        r.end(len(s.all))


def sorted_layers(s):
    return [s.layers[name] for name in ("sectors", "zones", "boundaries", "turning_points") if name in s.layers]


def in_words(s, reader, text):
    """Looks for names, shares and areas in a text for people."""
    r = Reading(s, reader)
    text = spaced(text)
    for f in s.zones:
        r.counts += 1
        share = f"{100 * (f.get('share') or f.get('zone_share')):.2f} %"
        # Sectors to the digit that the rounding of the coast's positions leaves: on ne10m 100 km².
        digits = -2 if f["kind"] == "sector" and s.name == "median" else 0
        area = f"{round(f['area_km2'], digits):,.0f}" if f["area_km2"] >= 100 else ""
        for what in (share, area, spaced(f.get("name", ""))):
            if what not in text:
                r.wrong.append(f"{what!r} of {f['kind']} is missing")
        r.area += f["area_km2"]
        r.names += "name" in f
    r.end(len(s.zones))


def chromium(s, ending):
    out = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={work}/chromium", "--virtual-time-budget=2000", "--dump-dom", f"file://{work}/{s.name}.{ending}"],
        check=True, capture_output=True, timeout=60).stdout.decode()
    out = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", out)
    in_words(s, f"Chromium, {ending.upper()}", html.unescape(re.sub(r"<[^>]*>", " ", out)))


def xmllint(s):
    for ending, query, want in (("kml", "//*[local-name()='Placemark']", len(s.all)), ("svg", "//*[local-name()='svg']", 1)):
        r = Reading(s, f"xmllint, {ending.upper()}")
        file = str(work / f"{s.name}.{ending}")
        subprocess.run(["xmllint", "--noout", file], check=True)
        got = subprocess.run(["xmllint", "--xpath", f"count({query})", file], check=True, capture_output=True).stdout
        r.counts = int(float(got))
        r.end(want)


for name in sys.argv[2:]:
    s = Source(name)
    gdal_flat(s, "GDAL, GeoJSON", work / f"{name}.geojson")
    gdal_layers(s, "GDAL, GeoPackage", work / f"{name}.gpkg")
    gdal_layers(s, "GDAL, KML", work / f"{name}.kml", lambda l: l.capitalize().replace("_", " "))
    subprocess.run(["ogr2ogr", "-f", "FlatGeobuf", str(work / f"{name}.fgb"), str(work / f"{name}.geojson")], check=True)
    gdal_flat(s, "GDAL, FlatGeobuf", work / f"{name}.fgb")
    subprocess.run(["ogr2ogr", "-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=15", str(work / f"{name}.back.geojson"), str(work / f"{name}.fgb")], check=True)
    gdal_flat(s, "GDAL, from FlatGeobuf", work / f"{name}.back.geojson")
    well_known(s)
    zones_csv(s)
    spatialite(s)
    javascript(s)
    xmllint(s)
    in_words(s, "pdftotext, PDF", subprocess.run(["pdftotext", str(work / f"{name}.pdf"), "-"], check=True, capture_output=True).stdout.decode())
    for ending in ("svg", "html"):
        chromium(s, ending)

head = ("division", "reader", "features", "types", "zones km²", "names", "")
width = [max(len(r[k]) for r in rows + [head]) for k in range(len(head))]
for row in [head] + rows:
    print("  ".join(cell.ljust(w) for cell, w in zip(row, width)).rstrip())
for f in failures:
    print(f, file=sys.stderr)
sys.exit(bool(failures))
