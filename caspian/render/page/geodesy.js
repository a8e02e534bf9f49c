// Geodesy on WGS84: Lambert's azimuthal equal-area projection (Snyder 1987, Map
// Projections: A Working Manual, pp. 187-190), geodesics (Vincenty 1975, Survey
// Review 23, 88-93; to a tenth of a millimetre up to some 19,000 km), and positions
// as people write them. Angles are degrees, lengths metres.

const RAD = Math.PI / 180;
const A = 6378137, F = 1 / 298.257223563, B = A * (1 - F), E2 = F * (2 - F), E = Math.sqrt(E2);

// wrap returns a longitude from -180 up to 180.
const wrap = (lon) => lon - 360 * Math.floor((lon + 180) / 360);

// q is the area function of the sine of a latitude.
function q(sin) {
	const s = E * sin;
	return (1 - E2) * (sin / (1 - s * s) + Math.atanh(s) / E);
}

// projection returns the equal-area projection around a place: forward to metres
// east and north of it, and inverse.
function projection(lon0, lat0) {
	const pole = q(1), radius = A * Math.sqrt(pole / 2);
	const sin0 = q(Math.sin(lat0 * RAD)) / pole, cos0 = Math.sqrt(Math.max(0, 1 - sin0 * sin0));
	const s0 = Math.sin(lat0 * RAD);
	const D = cos0 > 1e-9 ? A * Math.cos(lat0 * RAD) / Math.sqrt(1 - E2 * s0 * s0) / (radius * cos0) : 1;
	return {
		forward(lon, lat) {
			const sin = Math.max(-1, Math.min(1, q(Math.sin(lat * RAD)) / pole)), cos = Math.sqrt(1 - sin * sin);
			const l = wrap(lon - lon0) * RAD;
			const b = radius * Math.sqrt(2 / (1 + sin0 * sin + cos0 * cos * Math.cos(l)));
			return [b * D * cos * Math.sin(l), b / D * (cos0 * sin - sin0 * cos * Math.cos(l))];
		},
		inverse(x, y) {
			const u = x / D, v = y * D, rho = Math.hypot(u, v);
			if (rho === 0) return [lon0, lat0];
			if (rho > 2 * radius) return null; // beyond the Earth
			const c = 2 * Math.asin(rho / (2 * radius));
			const sinB = Math.cos(c) * sin0 + v * Math.sin(c) * cos0 / rho;
			const lon = lon0 + Math.atan2(u * Math.sin(c), rho * cos0 * Math.cos(c) - v * sin0 * Math.sin(c)) / RAD;
			// Newton's method for the sine of the latitude.
			let s = Math.max(-1, Math.min(1, sinB));
			for (let k = 0; k < 6; k++) {
				const slope = 2 * (1 - E2) / (1 - E2 * s * s) ** 2;
				s = Math.max(-1, Math.min(1, s - (q(s) - sinB * pole) / slope));
			}
			return [wrap(lon), Math.asin(s) / RAD];
		},
	};
}

// series are Vincenty's coefficients A and B for a cosine squared of the azimuth at
// the equator.
function series(cos2) {
	const u = cos2 * (A * A - B * B) / (B * B);
	return [1 + u / 16384 * (4096 + u * (-768 + u * (320 - 175 * u))), u / 1024 * (256 + u * (-128 + u * (74 - 47 * u)))];
}

// shift is the difference of the arc on the sphere from the geodesic.
function shift(b, sin, cos, cosM) {
	return b * sin * (cosM + b / 4 * (cos * (2 * cosM * cosM - 1) - b / 6 * cosM * (4 * sin * sin - 3) * (4 * cosM * cosM - 3)));
}

// inverse returns the distance between two places and the azimuth at the first, or
// null where the series does not converge: for places nearly opposite to each other.
function inverse(p, r) {
	const L = wrap(r[0] - p[0]) * RAD;
	const t1 = (1 - F) * Math.tan(p[1] * RAD), t2 = (1 - F) * Math.tan(r[1] * RAD);
	const c1 = 1 / Math.hypot(1, t1), s1 = t1 * c1, c2 = 1 / Math.hypot(1, t2), s2 = t2 * c2;
	let l = L;
	for (let k = 0; k < 200; k++) {
		const x = c2 * Math.sin(l), y = c1 * s2 - s1 * c2 * Math.cos(l);
		const sin = Math.hypot(x, y), cos = s1 * s2 + c1 * c2 * Math.cos(l);
		if (sin === 0) return { distance: 0, azimuth: 0 };
		const sigma = Math.atan2(sin, cos), sinA = c1 * c2 * Math.sin(l) / sin, cos2A = 1 - sinA * sinA;
		const cosM = cos2A > 1e-15 ? cos - 2 * s1 * s2 / cos2A : 0;
		const C = F / 16 * cos2A * (4 + F * (4 - 3 * cos2A));
		const next = L + (1 - C) * F * sinA * (sigma + C * sin * (cosM + C * cos * (2 * cosM * cosM - 1)));
		if (Math.abs(next - l) < 1e-13) {
			const [a, b] = series(cos2A);
			return { distance: B * a * (sigma - shift(b, sin, cos, cosM)), azimuth: (Math.atan2(x, y) / RAD + 360) % 360 };
		}
		l = next;
	}
	return null;
}

// direct returns where a geodesic of some length and azimuth leads.
function direct(p, azimuth, distance) {
	const a1 = azimuth * RAD, sinA1 = Math.sin(a1), cosA1 = Math.cos(a1);
	const t = (1 - F) * Math.tan(p[1] * RAD), c = 1 / Math.hypot(1, t), s = t * c;
	const start = Math.atan2(t, cosA1), sinA = c * sinA1, cos2A = 1 - sinA * sinA, [a, b] = series(cos2A);
	let sigma = distance / (B * a), cosM = 0, sin = 0, cos = 1;
	for (let k = 0; k < 100; k++) {
		cosM = Math.cos(2 * start + sigma), sin = Math.sin(sigma), cos = Math.cos(sigma);
		const next = distance / (B * a) + shift(b, sin, cos, cosM);
		if (Math.abs(next - sigma) < 1e-14) break;
		sigma = next;
	}
	const z = s * sin - c * cos * cosA1;
	const lat = Math.atan2(s * cos + c * sin * cosA1, (1 - F) * Math.hypot(sinA, z));
	const l = Math.atan2(sin * sinA1, c * cos - s * sin * cosA1);
	const C = F / 16 * cos2A * (4 + F * (4 - 3 * cos2A));
	const lon = l - (1 - C) * F * sinA * (sigma + C * sin * (cosM + C * cos * (2 * cosM * cosM - 1)));
	return [wrap(p[0] + lon / RAD), lat / RAD];
}

// geodesic returns places along the geodesic between two.
function geodesic(p, r) {
	const g = inverse(p, r);
	if (!g) return [p, r];
	const n = Math.max(1, Math.min(128, Math.ceil(g.distance / 5000))), out = [p];
	for (let k = 1; k < n; k++) out.push(direct(p, g.azimuth, g.distance * k / n));
	out.push(r);
	return out;
}

// parsePosition reads longitude and latitude in decimal degrees, or both in degrees,
// minutes and seconds with their letters. It throws what to show if it cannot.
function parsePosition(text) {
	const plain = text.trim().replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0)).replace(/٫/g, ".").replace(/[\u200e\u200f\u2066-\u2069]/g, "").replace(/[\u2212\u2013]/g, "-").replace(/[º˚d]/g, "°").replace(/''|[″”“s]/g, '"').replace(/[′’‘m]/g, "'")
		.replace(/(\d)(['"])[.,](\d+)/g, "$1.$3$2").toUpperCase();
	const decimal = plain.match(/^(-?\d+(?:\.\d+)?)[\s,;]+(-?\d+(?:\.\d+)?)$/);
	if (decimal) return check(Number(decimal[1]), Number(decimal[2]));
	const half = /([NSEW])([^NSEW]+)|([^NSEW]+)([NSEW])/y, found = {};
	let rest = plain;
	for (let k = 0; k < 2; k++) {
		half.lastIndex = 0;
		const m = half.exec(rest);
		if (!m || !/\d/.test(plain)) throw new Error(say("Write longitude and latitude as 51.2717 38.575, or 38°34'30\"N 51°16'18\"E."));
		rest = rest.slice(m[0].length);
		const letter = m[1] || m[4], axis = "NS".includes(letter) ? "lat" : "lon";
		if (axis in found) throw new Error(axis === "lat" ? say("That is two latitudes.") : say("That is two longitudes."));
		const v = degrees(m[2] || m[3]);
		found[axis] = "SW".includes(letter) ? -v : v;
	}
	if (rest.trim() !== "") throw new Error(say("There is more than one position."));
	return check(found.lon, found.lat);
}

function check(lon, lat) {
	if (Math.abs(lat) > 90) throw new Error(say("A latitude lies between -90 and 90; longitude comes first."));
	if (Math.abs(lon) > 180) throw new Error(say("A longitude lies between -180 and 180."));
	return [lon, lat];
}

// degrees reads one angle without its letter.
function degrees(text) {
	const m = text.replace(/^[\s,;]+|[\s,;]+$/g, "").match(/^(\d+(?:[.,]\d+)?)\s*°?(?:\s*(\d+(?:[.,]\d+)?)\s*'?(?:\s*(\d+(?:[.,]\d+)?)\s*"?)?)?$/);
	if (!m) throw new Error(say("“%s” is not degrees, minutes and seconds.", text.trim()));
	const [d, min, sec] = m.slice(1).map((v) => Number((v || "0").replace(",", ".")));
	if (min >= 60 || sec >= 60) throw new Error(say("There are 60 or more minutes or seconds."));
	return d + min / 60 + sec / 3600;
}

// dms writes an angle in degrees, minutes and seconds.
function dms(v, positive, negative, decimals = 1) {
	const power = 10 ** decimals, units = Math.round(Math.abs(v) * 3600 * power);
	const sec = (units % (60 * power) / power).toFixed(decimals).padStart(3 + decimals, "0");
	const min = String(Math.floor(units / (60 * power)) % 60).padStart(2, "0");
	return Math.floor(units / (3600 * power)) + "°" + min + "′" + sec + "″" + (v < 0 ? negative : positive);
}
