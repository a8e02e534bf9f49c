#!/bin/sh
# Expected: countries of one map that adjoin have their border's positions in common, so that what no country
#   covers is water, as in Natural Earth.
# Found: of the Digital Chart of the World as GMT has it (gmt-dcw 2.1.1, gmt 6.4.0) no two of the Caspian's five
#   adjoining countries have one position in common; both outlines run along the border, metres apart. Each country is
#   stored in steps of 1/65535 of its own box. Date: 2026-11-28. Why it matters here: geodata/dcw is the sea that
#   no country covers, and slivers of such water go 43 km inland. Needs: Debian, gmt. Exit 0 while so.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
gmt --version | grep -q '^6\.4\.0' || { echo "gmt 6.4.0 is wanted"; exit 2; }
apt-get download -qq gmt-dcw=2.1.1-1 > log 2>&1 || { cat log; exit 2; }
dpkg -x gmt-dcw_*.deb data
echo "gmt $(gmt --version), gmt-dcw 2.1.1-1"
for country in AZ IR KZ RU TM; do
	gmt coast -E$country -M --DIR_DCW="$dir/data/usr/share/gmt-dcw" --FORMAT_FLOAT_OUT=%.6f | grep -v '^>' | sort -u > $country.txt
done
for pair in "KZ TM" "RU KZ" "AZ RU" "IR AZ" "TM IR"; do
	set -- $pair
	common=$(comm -12 "$1.txt" "$2.txt" | wc -l)
	# They do run side by side.
	near=$(awk 'NR == FNR { cell[int($1 * 100) " " int($2 * 100)] = 1; next } int($1 * 100) " " int($2 * 100) in cell' "$2.txt" "$1.txt" | wc -l)
	echo "$1 and $2: $(wc -l < "$1.txt") and $(wc -l < "$2.txt") positions, $near of the first in a hundredth of a degree with some of the other, $common in common"
	test "$common" -eq 0
	test "$near" -gt 20
done
