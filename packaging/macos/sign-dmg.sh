#!/usr/bin/env bash
# sign-dmg.sh DMG: signs the disk image; the variables are those of sign.sh.

here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"

dmg=$1
have MACOS_CERTIFICATE MACOS_CERTIFICATE_PASSWORD MACOS_IDENTITY || exit 0
open_keychain
codesign --force --timestamp --keychain "$keychain" --sign "$MACOS_IDENTITY" "$dmg"
codesign --verify --strict "$dmg"
