#!/usr/bin/env bash
# sign.sh APP: signs the program with the hardened runtime, from the inside out.
#
# MACOS_CERTIFICATE: a Developer ID Application certificate with its key (.p12 in base64).
# MACOS_CERTIFICATE_PASSWORD: its password. MACOS_IDENTITY: its name.
# Without them the signature that belongs to nobody stays, which lets the program run on the computer that built it.

here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"

app=$1
have MACOS_CERTIFICATE MACOS_CERTIFICATE_PASSWORD MACOS_IDENTITY || exit 0
open_keychain

sign() {
    codesign --force --timestamp --options runtime --keychain "$keychain" --sign "$MACOS_IDENTITY" "$@"
}

# Libraries first: the signature of the whole vouches for theirs.
find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' \) -print0 |
    while IFS= read -r -d '' file; do sign "$file"; done
find "$app/Contents/Frameworks" -maxdepth 6 -type d -name '*.framework' -prune -print0 |
    while IFS= read -r -d '' framework; do sign "$framework"; done
find "$app/Contents/Frameworks" -maxdepth 1 -type f -perm -u+x ! -name '*.dylib' ! -name '*.so' -print0 |
    while IFS= read -r -d '' file; do
        if file -b "$file" | grep -q Mach-O; then sign "$file"; fi
    done
sign --entitlements "$here/entitlements.plist" "$app"
codesign --verify --deep --strict --verbose=2 "$app"
echo "Signed as $MACOS_IDENTITY."
