#!/usr/bin/env bash
# notarise.sh DMG: has Apple look at the disk image and fastens its answer to it, so that Gatekeeper asks no further.
#
# APPLE_API_KEY: a key of App Store Connect (the text of the .p8 file). APPLE_API_KEY_ID: its id.
# APPLE_API_ISSUER: the id of the team's issuer. The image has to be signed.

here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"

dmg=$1
have APPLE_API_KEY APPLE_API_KEY_ID APPLE_API_ISSUER || exit 0
if ! codesign --verify --strict "$dmg" 2> /dev/null; then
    echo "Left out: $dmg is not signed, and Apple looks at signed images only." >&2
    exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
(umask 077 && printf '%s\n' "$APPLE_API_KEY" > "$folder/key.p8")
key=(--key "$folder/key.p8" --key-id "$APPLE_API_KEY_ID" --issuer "$APPLE_API_ISSUER")
xcrun notarytool submit "$dmg" "${key[@]}" --wait --timeout 45m --output-format json |
    tee "$folder/answer.json" || true
if ! grep -q '"status" *: *"Accepted"' "$folder/answer.json"; then
    id=$(sed -n 's/.*"id" *: *"\([^"]*\)".*/\1/p' "$folder/answer.json" | head -n 1)
    [ -z "$id" ] || xcrun notarytool log "$id" "${key[@]}" >&2
    echo "Apple did not accept $dmg; the lines above say why." >&2
    exit 1
fi
xcrun stapler staple "$dmg"
xcrun stapler validate "$dmg"
spctl --assess --type open --context context:primary-signature --verbose=2 "$dmg"
