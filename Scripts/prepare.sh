# Shared by ./check and ./demo: finds the toolchain and installs the C libraries that are missing.
# Sourced, not run.

say() { printf '\n==> %s\n' "$*"; }

fail() {
  printf 'error: %s\n' "$1" >&2
  shift
  for line in "$@"; do printf '  help: %s\n' "$line" >&2; done
  exit 2
}

# The Debian packages that are needed, each with a file that shows it is there: first what the Swift
# toolchain itself wants, then the libraries that we link.
missing_packages() {
  local package file
  while read -r package file; do
    compgen -G "$file" >/dev/null || printf '%s ' "$package"
  done <<'LIST'
binutils /usr/bin/ld
curl /usr/bin/curl
git /usr/bin/git
jq /usr/bin/jq
libc6-dev /usr/include/stdlib.h
libgcc-12-dev /usr/lib/gcc/*/*/crtbegin.o
libncurses6 /lib/*/libncurses.so.6
libsqlite3-0 /usr/lib/*/libsqlite3.so.0
libstdc++-12-dev /usr/include/c++/*/string
libxml2 /usr/lib/*/libxml2.so.2
pkg-config /usr/bin/pkg-config
perl /usr/share/perl/*/TAP/Parser.pm
libcurl4-openssl-dev /usr/include/*/curl/curl.h
libssl-dev /usr/include/openssl/ssl.h
zlib1g-dev /usr/include/zlib.h
LIST
  # Any Python 3 will do: it reads our JUnit XML and plays a web server. Debian's makes no environment of its
  # own, for the clients of others, without the second package.
  command -v python3 >/dev/null 2>&1 || printf 'python3 python3-venv '
}

prepare() {
  command -v swift >/dev/null 2>&1 || fail "no 'swift' on the PATH" \
    "install the Swift 6.3 toolchain for Debian 12 from https://www.swift.org/install/linux/" \
    "then put its usr/bin folder on the PATH"
  local packages
  packages=$(missing_packages)
  if [ -n "$packages" ]; then install_packages "$packages"; fi
  swift --version >/dev/null 2>&1 || fail "'swift --version' does not work" \
    "run it by hand: it says what the toolchain misses"
}

install_packages() {
  local packages=$1
  say "Installing what is missing: $packages"
  local install="apt-get install -y --no-install-recommends $packages"
  if [ "$(id -u)" -ne 0 ]; then
    fail "these Debian packages are missing: $packages" \
      "run: sudo apt-get update && sudo $install"
  fi
  command -v apt-get >/dev/null 2>&1 || fail "these packages are missing: $packages" \
    "install them with this system's package manager (the names are Debian's)"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq </dev/null || fail "apt-get update did not work" "check the network"
  # shellcheck disable=SC2086  # a list of words
  $install -qq </dev/null >/dev/null || fail "apt-get could not install: $packages" \
    "run it by hand to see why: $install"
}
