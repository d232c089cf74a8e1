#!/usr/bin/env bash
# try.sh DMG: copies the program out of the disk image as a person would, tries it, and removes it again.

here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"

dmg=$1
folder=$(mktemp -d)
trap 'hdiutil detach -quiet "$folder/image" 2> /dev/null || true; rm -rf "$folder"' EXIT
hdiutil attach -nobrowse -readonly -mountpoint "$folder/image" "$dmg"
[ "$(readlink "$folder/image/Applications")" = /Applications ]
ditto "$folder/image/Dodo Payment Links.app" "$folder/Dodo Payment Links.app"
hdiutil detach -quiet "$folder/image"
codesign --verify --deep --strict "$folder/Dodo Payment Links.app"
plutil -lint "$folder/Dodo Payment Links.app/Contents/Info.plist"
"$folder/Dodo Payment Links.app/Contents/MacOS/Dodo Payment Links" --version
"$folder/Dodo Payment Links.app/Contents/MacOS/Dodo Payment Links" --self-check
