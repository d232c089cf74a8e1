#!/bin/sh
# try.sh PACKAGE: installs a .deb or .rpm, tries the program as an ordinary person, and removes it again. For a
# system that may be thrown away, as root: it installs what the package depends on.
set -eu

package=$1
home=/tmp/somebody
data="$home/.local/share/Dodo Payment Links"

ours() {
    find / -xdev \( -path /proc -o -path /tmp -o -path /packages -o -path /var/cache \) -prune -o -iname '*dodo*' -print
}

somebody() {
    su -s /bin/sh nobody -c "HOME=$home LANG=C.UTF-8 PATH=/usr/bin:/bin $*"
}

case $package in
    *.deb)
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -q
        apt-get install -y -q --no-install-recommends "$package"
        ;;
    # find and su are not in every image of Fedora.
    *.rpm) dnf install -y --setopt=install_weak_deps=False findutils util-linux "$package" ;;
esac

mkdir -p "$data"
echo "an order" > "$data/kept"
chown -R nobody "$home"
somebody dodo-desktop --version
somebody dodo-desktop --self-check

case $package in
    *.deb)
        apt-get remove -y -q dodo-desktop
        dpkg --purge dodo-desktop
        ;;
    *.rpm) dnf remove -y dodo-desktop ;;
esac
left=$(ours)
if [ -n "$left" ]; then
    echo "These are left behind: $left" >&2
    exit 1
fi
[ "$(cat "$data/kept")" = "an order" ]
echo "Installed, tried and removed; the person's data are there still."
