#!/usr/bin/env bash
# Atkinson Hyperlegible Next, regular and bold, cut to Latin: build/fonts/{regular,bold}.ttf.
# ImGui and the browser read the same file, fetched once: glyf outlines, which stb_truetype reads, and no hinting,
# which it ignores. Compressed on the way it is a sixth larger than a .woff2 would be, and two are twice as large.
# ImGui knows no kerning, so the browser gets none either: the document has to lie exactly over the drawing.
#
# Asked for below, but the face lacks them (tests/ and screens must not count on them):
#   U+00AD (soft hyphen) U+00B5, U+2010-2012 U+2015 U+201B, the arrows U+2190-2193, the tick U+2713,
#   U+014A-014B (eng) and U+0166-0167 (t with stroke) of Northern Sami, U+0108-0109 U+0114-0115
#   U+011C-011D U+0124-0125 U+0128-0129 U+012C-012D U+0134-0135 U+0138 U+013F-0140 U+0149
#   U+014C-014F U+0156-0157 U+015C-015D U+0168-0169 U+016C-016D U+017F.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$root"
source=node_modules/@expo-google-fonts/atkinson-hyperlegible-next
out=build/fonts
glyphs=U+0020-007E,U+00A0-00FF,U+0100-017F,U+2009,U+2010-2015,U+2018-201E,U+2022,U+2026,U+2030
glyphs+=,U+20AC,U+2190-2193,U+2212,U+2248,U+2264-2265,U+2713

stamp=$(sha256sum package-lock.json scripts/fonts.sh | sha256sum)
[ "$(cat $out/.hemval-stamp 2>/dev/null)" = "$stamp" ] && exit 0

step "Cutting the fonts"
rm -rf $out
mkdir -p $out "$logs"
for pair in regular:400Regular bold:700Bold; do
    name=${pair%%:*} weight=${pair##*:}
    /usr/bin/pyftsubset "$source/$weight/AtkinsonHyperlegibleNext_$weight.ttf" --unicodes=$glyphs \
        --no-hinting --layout-features= --output-file="$out/$name.ttf" \
        >"$logs/fonts.log" 2>&1 || fail "the fonts could not be cut: $(reason_in_log "$logs/fonts.log")"
    # An OpenType face with CFF outlines begins with "OTTO"; ImGui would draw nothing with it.
    [ "$(head -c 4 "$out/$name.ttf" | od -An -tx1 | tr -d ' ')" = 00010000 ] ||
        fail "the font $weight has no TrueType outlines."
done
say "$stamp" >$out/.hemval-stamp
