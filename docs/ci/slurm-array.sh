#!/bin/sh
#SBATCH --job-name=synchroscope
#SBATCH --array=1-7
#SBATCH --ntasks=1
#SBATCH --output=shard-%a.log
# One run of the suites, shared by an array of seven, and merged by one more job:
#
#   TARGET=https://hub.example.com SUITES=cds/discovery sh slurm-array.sh
#   TARGET=mock sh slurm-array.sh       # each task examines a reference server of its own
#
# SUITES, SEED and OUT choose what is run, with which random values, and where the reports go.
# Synchroscope reads its shard from the array's variables; nothing about shards stands below.
set -eu

export TARGET="${TARGET:?name the target, or say mock}"
export SUITES="${SUITES:-cds/full}" SEED="${SEED:-$(date +%s)}" OUT="${OUT:-$PWD/reports}"

# Started by hand: submit the array, and behind it what puts the shards together. A shard that finds a
# failure ends with 1, so the merge waits for the end of all and not for their success.
if [ -z "${SLURM_ARRAY_TASK_ID:-}" ]; then
  mkdir -p "$OUT"
  array=$(sbatch --parsable --export=ALL "$0")
  merge=$(sbatch --parsable --export=ALL --dependency="afterany:$array" --job-name=merge \
    --output=merge.log --wrap "synchroscope merge '$OUT'/shards/*/*/ --out '$OUT'")
  echo "array $array, merge $merge"
  exit
fi

run() {
  # shellcheck disable=SC2086  # SUITES may be several words
  synchroscope run $SUITES --target "$1" --seed "$SEED" --format quiet \
    --out "$OUT/shards/$SLURM_ARRAY_TASK_ID"
}

# Tests that change what all see of a server must not meet those of another shard. A server for each
# task, under one address in a network of the task's own, keeps them apart; tasks that run at the same
# time against one product do so only in suites without such tests. '--array=1-7%1' is the other way.
mock() {
  ip link set lo up
  synchroscope mock cds --port 8080 --operator-port 8444 --seed 1 --quiet \
    --lifetime 10m >"$OUT/mock-$SLURM_ARRAY_TASK_ID" &
  until [ -s "$OUT/mock-$SLURM_ARRAY_TASK_ID" ]; do sleep 0.1; done
  status=0
  run http://127.0.0.1:8080 || status=$?
  kill $!
  rm -f "$OUT/mock-$SLURM_ARRAY_TASK_ID"
  exit $status
}

case $TARGET in
  mock) [ -n "${OWN_NETWORK:-}" ] || OWN_NETWORK=1 exec unshare --map-root-user --net sh "$0"; mock ;;
  *) run "$TARGET" ;;
esac
