#!/bin/sh
# Reads the machine formats of a results file with other people's readers: TAP::Parser of Perl's core
# and the XML reader of Python. Both must count what the results count.
#   Scripts/reports-check.sh [RESULTS [PROGRAM]]
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
results=${1:-$root/Fixtures/Verdict/results.json}
program=${2:-$root/.build/debug/synchroscope}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The exit code is the run's; only 2 means that nothing was written.
code=0
"$program" report "$results" --format quiet --junit "$folder/junit.xml" --tap "$folder/report.tap" \
  >/dev/null || code=$?
test "$code" -ne 2

python3 - "$results" "$folder/junit.xml" "$folder/counts" <<'PY'
import json, sys, xml.etree.ElementTree as tree

results, junit, counts = sys.argv[1:]
run = json.load(open(results, encoding="utf-8"))
kinds = []
faults = [f for f in run["doctor"] if f["severity"] == "fault"]
kinds += ["setupFault"] * len(faults)
for test in run["tests"]:
    own = [d["verdict"] for c in test["checks"] for d in c["decisions"]]
    if "stop" in test:
        own.append(test["stop"]["verdict"])
    kinds += own or [test["verdict"]]
kinds += ["inconclusive"] * len(run["interruptions"])
kinds = kinds or ["untestable"]

wanted = {
    "testcase": len(kinds),
    "failure": kinds.count("failed"),
    "error": sum(kinds.count(k) for k in ["untestable", "inconclusive", "setupFault", "harnessFault"]),
    "skipped": sum(kinds.count(k) for k in ["notApplicable", "review"]),
}
root = tree.parse(junit).getroot()
for name, number in wanted.items():
    found = len(list(root.iter(name)))
    if found != number:
        sys.exit(f"junit.xml: expected {number} of <{name}>, received {found}")
good = sum(kinds.count(k) for k in ["passed", "warned", "notApplicable"])
with open(counts, "w") as file:
    file.write(f"{len(kinds)} {good} {len(kinds) - good} {kinds.count('notApplicable')}\n")
print(f"junit.xml: {len(kinds)} cases, as in the results")
PY

perl - "$folder/report.tap" "$folder/counts" <<'PERL'
use strict;
use warnings;
use TAP::Parser;
my ($tap, $counts) = @ARGV;
open my $file, '<', $counts or die "$counts: $!";
my $wanted = <$file>;
chomp $wanted;
open my $stream, '<:encoding(UTF-8)', $tap or die "$tap: $!";
my $text = do { local $/; <$stream> };
my $parser = TAP::Parser->new({ tap => $text });
my $unknown = 0;
while (my $result = $parser->next) { $unknown++ if $result->is_unknown }
my $received = join ' ', $parser->tests_run, scalar($parser->passed), scalar($parser->failed),
  scalar($parser->skipped);
die "report.tap: expected (run, ok, not ok, skipped) $wanted, received $received\n"
  if $received ne $wanted;
die "report.tap: " . join('; ', $parser->parse_errors) . "\n" if $parser->parse_errors;
die "report.tap: $unknown lines are no TAP\n" if $unknown;
die "report.tap: something is TODO\n" if $parser->todo;
print "report.tap: run, ok, not ok, skipped: $received, as in the results\n";
PERL
