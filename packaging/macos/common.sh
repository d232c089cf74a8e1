# Shared by the steps; each of them starts with ". common.sh". Runs on macOS only.
# shellcheck shell=bash

set -euo pipefail

# Whether all of these variables have a value; says which are missing, never what is in the others.
have() {
    local name missing=()
    for name in "$@"; do
        [ -n "${!name:-}" ] || missing+=("$name")
    done
    if [ ${#missing[@]} -gt 0 ]; then
        echo "Left out: ${missing[*]} not given." >&2
        return 1
    fi
}

# A keychain for this step alone, with the certificate to sign with; gone when the step ends, however it ends.
open_keychain() {
    folder=$(mktemp -d)
    keychain="$folder/signing.keychain-db"
    trap 'security delete-keychain "$keychain" 2>/dev/null || true; rm -rf "$folder"' EXIT
    local word
    word=$(openssl rand -hex 24)
    security create-keychain -p "$word" "$keychain"
    security set-keychain-settings -lut 3600 "$keychain"
    security unlock-keychain -p "$word" "$keychain"
    (umask 077 && printf %s "$MACOS_CERTIFICATE" | base64 --decode > "$folder/certificate.p12")
    security import "$folder/certificate.p12" -k "$keychain" -P "$MACOS_CERTIFICATE_PASSWORD" -T /usr/bin/codesign
    rm "$folder/certificate.p12"
    security set-key-partition-list -S apple-tool:,apple: -s -k "$word" "$keychain" > /dev/null
    # codesign finds certificates only in keychains that are searched.
    # shellcheck disable=SC2046 # one word for each keychain is what is wanted
    security list-keychains -d user -s "$keychain" $(security list-keychains -d user | tr -d '"')
}
