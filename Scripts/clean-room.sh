#!/usr/bin/env bash
# Tries what a stranger tries, on a Debian 12 that has nothing of ours: as root, and with the network.
#   Scripts/clean-room.sh package FILE.deb     installs the package; examines its own server and its own meter
#   Scripts/clean-room.sh source [COMMAND]     a clone of the last commit, with this machine's Swift toolchain lent to
#                                              it: './demo && ./check' unless told otherwise
# The bare system is made once and kept below CLEAN_ROOM, /var/tmp/synchroscope-clean-room unless set.
set -euo pipefail
cd "$(dirname "$0")/.."
. Scripts/prepare.sh
rooms=${CLEAN_ROOM:-/var/tmp/synchroscope-clean-room}
base=$rooms/debian-12

make_base() {
  [ ! -e "$base/complete" ] || return 0
  command -v debootstrap >/dev/null || install_packages debootstrap
  say "Making a bare Debian 12 in $base"
  rm -rf "$base"
  mkdir -p "$base"
  debootstrap --variant=minbase bookworm "$base" http://deb.debian.org/debian >"$base.log" 2>&1 \
    || fail "debootstrap did not work" "read $base.log"
  touch "$base/complete"
}

# The room of one try: a copy of the bare system, thrown away at the end.
open_room() {
  room=$(mktemp -d -p "$rooms" try-XXXXXX)
  trap 'rm -rf --one-file-system "$room"' EXIT
  cp -a --reflink=auto "$base/." "$room"
  cp -L /etc/resolv.conf "$room/etc/resolv.conf"
  # What an installer writes and debootstrap leaves to others.
  printf '127.0.0.1 localhost\n::1 localhost\n' >"$room/etc/hosts"
}

# inside COMMAND: in the room, in processes and mounts of its own that end with it.
inside() {
  unshare --mount --pid --fork --kill-child bash -c '
    set -e
    room=$1 toolchain=$2
    mount -t proc proc "$room/proc"
    mount --rbind /dev "$room/dev"
    mount -t tmpfs tmpfs "$room/tmp"
    if [ -n "$toolchain" ]; then
      mkdir -p "$room$toolchain"
      mount --bind -o ro "$toolchain" "$room$toolchain"
    fi
    exec chroot "$room" env -i HOME=/root TERM=dumb LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
      http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" no_proxy="127.0.0.1,localhost" \
      PATH="${toolchain:+$toolchain/usr/bin:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" \
      bash -c "$3"
  ' bash "$room" "$toolchain" "$1"
}

try_package() {
  toolchain=
  cp "$1" "$room/synchroscope.deb"
  say "Installing the package and what it depends on"
  inside 'apt-get update -qq && apt-get install -qq -y --no-install-recommends /synchroscope.deb >/dev/null'
  say "Looking at it as a user without rights"
  inside 'useradd --create-home visitor && su - visitor -c "
    set -e
    cd \$(mktemp -d)
    ! command -v swift
    synchroscope --version
    synchroscope check
    test -s /usr/share/man/man1/synchroscope.1.gz
    synchroscope mock cds --tls --ca ca.pem --quiet --lifetime 2m >url &
    server=\$!
    until [ -s url ]; do sleep 0.1; done
    synchroscope run cds/full --target \$(cat url) --ca ca.pem --format quiet
    kill \$server
    synchroscope run sg-network/meter-reading --target mock:device --format quiet
  "'
  say "Taking it away again"
  inside 'apt-get purge -qq -y synchroscope >/dev/null && ! ls -d /usr/share/synchroscope /usr/bin/synchroscope 2>/dev/null'
}

try_source() {
  local swift
  swift=$(command -v swift) || fail "no 'swift' on the PATH" "put the toolchain that is to be lent there"
  swift=$(realpath "$swift")
  toolchain=${swift%/usr/bin/*}
  git clone --quiet --no-hardlinks . "$room/root/synchroscope"
  say "In a fresh clone: $1"
  inside "cd /root/synchroscope && $1"
}

[ "$(id -u)" -eq 0 ] || fail "a clean room is made by root" "run: sudo $0 $*"
case ${1:-} in
  package) [ -f "${2:-}" ] || fail "name the package" "run: $0 package .build/package/*.deb" ;;
  source) ;;
  *) fail "say what to try" "run: $0 package FILE.deb, or $0 source" ;;
esac
mkdir -p "$rooms"
make_base
open_room
case $1 in
  package) try_package "$2" ;;
  source) try_source "${2:-./demo && ./check}" ;;
esac
printf '\nclean room: passed\n'
