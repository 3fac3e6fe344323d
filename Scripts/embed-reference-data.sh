#!/bin/sh
# Writes the copy of Fixtures/cds/reference.json that is compiled into the program.
set -eu
cd "$(dirname "$0")/.."
target=Sources/SynchroMocks/State/ReferenceData.swift
{
  echo '// Written by Scripts/embed-reference-data.sh from Fixtures/cds/reference.json: edit that file.'
  echo
  echo '/// The reference data as text, so that the program needs no file beside it.'
  echo 'enum ReferenceData {'
  echo '  static let text = #"""'
  sed -e 's/^\(.\)/    \1/' Fixtures/cds/reference.json
  echo '    """#'
  echo '}'
} >"$target"
