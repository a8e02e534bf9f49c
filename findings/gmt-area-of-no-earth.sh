#!/bin/sh
# Expected: gmt spatial -Q, told of WGS84 and geodesics (-je), measures on the ellipsoid, or else on a sphere.
# Found: GMT 6.4.0 measures neither: a cell of 0.02° beside the Caspian is 0.029 % larger than GeographicLib's
#   area on WGS84, one of 2° 0.040 %, and GMT's own sphere gives 0.060 and 0.083 % less. -je changes no digit,
#   nor does -jf; what changes it is PROJ_ELLIPSOID alone. Date: 2026-11-28. Why it matters here: Iran's median
#   sector, checked so, seems 13 km² larger than it is. Needs: Debian, gmt, geographiclib-tools. Exit 0 while so.
set -eu
gmt --version | grep -q '^6\.4\.0' || { echo "gmt 6.4.0 is wanted"; exit 2; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo "gmt $(gmt --version), $(Planimeter --version)"
for side in 0.02 2; do
	awk -v s="$side" 'BEGIN { print 50, 38; print 50 + s, 38; print 50 + s, 38 + s; print 50, 38 + s; print 50, 38 }' > corners
	exact=$(head -4 corners | awk '{ print $2, $1 }' | Planimeter | awk '{ print $3 }')
	for mode in e g f; do
		gmt spatial corners -Qe -fg -j$mode 2> log | awk '{ print $3 }' > $mode
	done
	gmt spatial corners -Qe -fg --PROJ_ELLIPSOID=Sphere | awk '{ print $3 }' > sphere
	cmp e g
	cmp e f
	echo "side $side°: exact $exact m², gmt $(cat e), gmt on the sphere $(cat sphere)"
	awk -v exact="$exact" -v gmt="$(cat e)" -v sphere="$(cat sphere)" 'BEGIN {
		more = gmt / exact - 1; less = 1 - sphere / exact
		printf "ellipsoid %+.4f %%, sphere %+.4f %%\n", 100 * more, -100 * less
		exit !(more > 2.5e-4 && more < 4.5e-4 && less > 5e-4 && less < 9e-4) }'
done
