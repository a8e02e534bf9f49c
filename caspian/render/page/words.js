// Words and numbers in the language of the page.

const { lang, dir } = document.documentElement;
const rtl = dir === "rtl";
const words = JSON.parse(document.getElementById("words").textContent);

// named returns a name in the language, as it is where there is none.
const named = (text) => (Object.hasOwn(words, text) ? words[text] : text);

// say returns a text with what stands in the places of its verbs.
function say(text, ...parts) {
	let k = 0;
	return named(text).replace(/%[s%]/g, (verb) => (verb === "%%" ? "%" : parts[k++]));
}

// plain returns what runs from left to right in every language, such as positions.
const plain = (text) => (rtl ? `\u2066${text}\u2069` : text);

// written writes a number with so many decimals, or as many as it has, in groups or not.
const formats = new Map();
function written(v, decimals, useGrouping = false) {
	const key = `${decimals} ${useGrouping}`;
	if (!formats.has(key)) formats.set(key, new Intl.NumberFormat(lang, { minimumFractionDigits: decimals ?? 0, maximumFractionDigits: decimals ?? 20, useGrouping }));
	return formats.get(key).format(v);
}
const count = (n) => written(n, 0);
