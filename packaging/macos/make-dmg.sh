#!/usr/bin/env bash
# make-dmg.sh APP DMG: a disk image with the program and a link to the folder that it is to be dragged into.

here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"

app=$1
dmg=$2
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
# ditto keeps the links inside frameworks, without which their signatures break.
ditto "$app" "$stage/$(basename "$app")"
ln -s /Applications "$stage/Applications"
rm -f "$dmg"
# Indexing sometimes holds the image for a moment.
for attempt in 1 2 3; do
    hdiutil create -volname "Dodo Payment Links" -srcfolder "$stage" -fs HFS+ -format UDZO -ov "$dmg" && break
    if [ "$attempt" = 3 ]; then exit 1; fi
    sleep 5
done
hdiutil verify "$dmg"
