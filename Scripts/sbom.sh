#!/usr/bin/env bash
# Writes the bill of materials of a built program, as SPDX 2.3: what is inside it, what it asks for at run time,
# and what only its tests bring.
#   Scripts/sbom.sh PROGRAM VERSION COMMIT
set -euo pipefail
cd "$(dirname "$0")/.."
. Scripts/linked-packages.sh
program=$1 version=$2 commit=$3
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}

# package ID NAME VERSION LICENSE SUPPLIER PURL: a record.
package() {
  jq -n --arg id "SPDXRef-$1" --arg name "$2" --arg version "$3" --arg license "$4" --arg supplier "$5" \
    --arg purl "$6" '{SPDXID: $id, name: $name, versionInfo: $version, supplier: $supplier,
      downloadLocation: "NOASSERTION", filesAnalyzed: false, licenseConcluded: $license,
      licenseDeclared: $license, copyrightText: "NOASSERTION",
      externalRefs: [{referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: $purl}]}'
}

swift=$(swift --version 2>/dev/null | grep -oE 'swift-[0-9.]+-RELEASE' | head -n 1)
records() {
  package synchroscope synchroscope "$version" Apache-2.0 "Organization: The Synchroscope contributors" \
    "pkg:generic/synchroscope@$version" \
    | jq --arg sum "$(sha256sum "$program" | cut -d' ' -f1)" --arg commit "$commit" \
      '. + {primaryPackagePurpose: "APPLICATION", sourceInfo: "commit \($commit)", checksums: [{algorithm: "SHA256", checksumValue: $sum}]}'
  # Static: Swift's standard library, its concurrency, strings and dispatch.
  package swift-runtime swift-runtime "$swift" "Apache-2.0 WITH Swift-exception" \
    "Organization: The Swift project" "pkg:github/swiftlang/swift@$swift"
  local name number
  linked_packages "$program" | while read -r name; do
    package "deb-${name//+/-}" "$name" "$(dpkg-query -W -f '${Version}' "$name")" NOASSERTION \
      "Organization: Debian" "pkg:deb/debian/$name@$(dpkg-query -W -f '${Version}' "$name")?distro=bookworm"
  done
  # Only tests and adapters want these; none of them is in the package.
  sed -n 's/^\([A-Za-z0-9._-]*\)==\([^ ]*\).*/\1 \2/p' Tests/Interop/*requirements.txt \
    Adapters/*/requirements.txt | sort -u | while read -r name number; do
    package "pypi-$name" "$name" "$number" NOASSERTION NOASSERTION "pkg:pypi/${name,,}@$number"
  done
}

records | jq -s --arg name "synchroscope-$version" --arg commit "$commit" --arg version "$version" \
  --arg created "$(date -u -d "@$epoch" +%Y-%m-%dT%H:%M:%SZ)" '
  def kind: if .SPDXID == "SPDXRef-swift-runtime" then ["SPDXRef-synchroscope", "STATIC_LINK", .SPDXID]
    elif .SPDXID | startswith("SPDXRef-deb-") then ["SPDXRef-synchroscope", "DYNAMIC_LINK", .SPDXID]
    else [.SPDXID, "TEST_TOOL_OF", "SPDXRef-synchroscope"] end;
  {spdxVersion: "SPDX-2.3", dataLicense: "CC0-1.0", SPDXID: "SPDXRef-DOCUMENT", name: $name,
   documentNamespace: ("https://synchroscope.example/spdx/" + $version + "-" + ($commit | gsub(" "; "-"))),
   creationInfo: {created: $created, creators: ["Tool: Scripts/sbom.sh"]},
   packages: .,
   relationships: ([{spdxElementId: "SPDXRef-DOCUMENT", relationshipType: "DESCRIBES",
       relatedSpdxElement: "SPDXRef-synchroscope"}]
     + [.[] | select(.SPDXID != "SPDXRef-synchroscope") | kind
       | {spdxElementId: .[0], relationshipType: .[1], relatedSpdxElement: .[2]}])}'
