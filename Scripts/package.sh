#!/usr/bin/env bash
# Makes a Debian package of what `swift build -c release` has built, with its bill of materials.
#   Scripts/package.sh [FOLDER]     the folder of the results; .build/package unless given
#
# The objects of the build are linked once more, with Swift's own libraries inside, and not compiled again: what is
# shipped is what the tests have run. The same commit and toolchain give the same bytes; SOURCE_DATE_EPOCH, the
# time of all files, is that of the commit unless it is set.
set -euo pipefail
cd "$(dirname "$0")/.."
. Scripts/prepare.sh
. Scripts/linked-packages.sh
export LC_ALL=C TZ=UTC
umask 022

build=.build/release
out=${1:-.build/package}
objects=$build/synchroscope.product/Objects.LinkFileList
[ -f "$objects" ] || fail "nothing is built" "run: swift build -c release --product synchroscope"
mkdir -p "$out"
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

commit=$(git rev-parse HEAD)
[ -z "$(git status --porcelain --untracked-files=no)" ] || commit+=" with changes"
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
number=$(sed -n 's/.*static let version = "\(.*\)"$/\1/p' Sources/SynchroCLI/Program.swift)
# Before the release of its number a package is older than that release.
version=$number
git tag --points-at HEAD | grep -qxF "v$number" \
  || version+="~git$(date -d "@$SOURCE_DATE_EPOCH" +%Y%m%d).${commit:0:8}"
architecture=$(dpkg --print-architecture)
package=synchroscope_${version}_$architecture

# --- What is installed

program=$tree/usr/bin/synchroscope
share=$tree/usr/share
doc=$share/doc/synchroscope
mkdir -p "${program%/*}" "$share"/{synchroscope,man/man1,bash-completion/completions,zsh/vendor-completions} \
  "$share/fish/vendor_completions.d" "$doc/examples" "$tree/DEBIAN"

# shellcheck disable=SC2046  # options, one a word
swiftc -static-stdlib -emit-executable -o "$program" -module-name synchroscope "@$objects" -L "$build" \
  $(pkg-config --libs libcurl openssl zlib) -Xlinker --gc-sections -Xlinker -s \
  -Xlinker --defsym -Xlinker main=synchroscope_main

git ls-files -z Suites docs Fixtures/pxb Adapters | tar -c --null -T - | tar -x -C "$doc"
mv "$doc/Suites" "$share/synchroscope/Suites"
mv "$doc/Fixtures/pxb" "$doc/Adapters" "$doc/examples"
rmdir "$doc/Fixtures"
printf '%s\n' "$commit" >"$share/synchroscope/COMMIT"

"$program" manual man | gzip -9n >"$share/man/man1/synchroscope.1.gz"
"$program" completions bash >"$share/bash-completion/completions/synchroscope"
"$program" completions zsh >"$share/zsh/vendor-completions/_synchroscope"
"$program" completions fish >"$share/fish/vendor_completions.d/synchroscope.fish"

cp README.md "$doc/README.md"
gzip -9n <CHANGELOG.md >"$doc/changelog.gz"
gzip -9n >"$doc/changelog.Debian.gz" <<CHANGES
synchroscope ($version) unstable; urgency=medium

  * Packaged from commit $commit.

 -- The Synchroscope maintainers <maintainers@synchroscope.example>  $(date -R -d "@$SOURCE_DATE_EPOCH")
CHANGES
cat >"$doc/copyright" <<COPYRIGHT
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: synchroscope

Files: *
Copyright: The Synchroscope contributors
License: Apache-2.0
 On Debian systems the text is in /usr/share/common-licenses/Apache-2.0.

Files: usr/bin/synchroscope
Copyright: The Synchroscope contributors; Apple Inc. and the Swift project authors
License: Apache-2.0 and Apache-2.0-with-Swift-exception
 The program contains the libraries of Swift, as sbom.spdx.json lists them, under the Apache License 2.0
 with the Runtime Library Exception: https://swift.org/LICENSE.txt
COPYRIGHT
Scripts/sbom.sh "$program" "$number" "$commit" >"$out/$package.spdx.json"
cp "$out/$package.spdx.json" "$doc/sbom.spdx.json"

# --- The package

# The packages of the libraries that the program asks for, each at least of the interface it was linked with.
dependencies() {
  local name
  linked_packages "$program" | while read -r name; do
    case $name in
      libc6)
        printf 'libc6 (>= %s)\n' "$(objdump -T "$program" | grep -oE 'GLIBC_[0-9.]+' | cut -d_ -f2 | sort -Vu | tail -n 1)" ;;
      # Names of their own with every change of the interface: any version will do.
      libssl3 | libgcc-s1 | zlib1g) printf '%s\n' "$name" ;;
      *) printf '%s (>= %s)\n' "$name" "$(dpkg-query -W -f '${Version}' "$name" | sed 's/^[0-9]*://; s/-[^-]*$//')" ;;
    esac
  done | paste -sd, | sed 's/,/, /g'
}

find "$tree" -type d -exec chmod 755 {} +
find "$tree" -type f -exec chmod 644 {} +
chmod 755 "$program"
(cd "$tree" && find usr -type f | sort | xargs -d '\n' md5sum) >"$tree/DEBIAN/md5sums"
cat >"$tree/DEBIAN/control" <<CONTROL
Package: synchroscope
Version: $version
Architecture: $architecture
Maintainer: The Synchroscope maintainers <maintainers@synchroscope.example>
Installed-Size: $(du -sk --apparent-size "$tree/usr" | cut -f1)
Depends: $(dependencies), tzdata
Recommends: ca-certificates
Suggests: python3
Section: net
Priority: optional
Description: conformance test harness for the connectivity of utilities
 Examines servers of the Connected Data Specifications and devices of the SG-Network requirements, names the
 clause that is broken and keeps every byte as evidence. Brings reference servers and devices that can be wrong in
 named ways.
CONTROL
find "$tree" -exec touch --no-dereference --date "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz --build "$tree" "$out/$package.deb" >/dev/null
(cd "$out" && sha256sum "$package.deb" "$package.spdx.json")
