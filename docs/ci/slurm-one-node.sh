#!/bin/sh
# A Slurm cluster of one node, for trying the array job where there is no cluster: in a container, say,
# without systemd and without control groups. It touches nothing of a Slurm that is there already: its
# configuration, keys, sockets and logs lie in one folder, and its ports are its own.
#
#   apt-get install --no-install-recommends slurm-wlm munge        # Debian 12: Slurm 22.05
#   sh slurm-one-node.sh start     # as root; prints what to export
#   export SLURM_CONF=/tmp/synchroscope-slurm/slurm.conf
#   sbatch …
#   sh slurm-one-node.sh stop
set -eu

folder=${SLURM_ONE_NODE:-/tmp/synchroscope-slurm}
node=$(hostname -s)

start() {
  for program in munged slurmctld slurmd; do
    command -v "$program" >/dev/null || {
      echo "$program is missing: apt-get install slurm-wlm munge" >&2
      exit 1
    }
  done
  [ "$(id -u)" = 0 ] || { echo "slurmd starts jobs as other users and must be root" >&2; exit 1; }
  mkdir -p "$folder/state" "$folder/spool" "$folder/munge"
  chmod 755 "$folder" "$folder/munge"
  configure
  munged
  # -i: there may be an old state of another configuration.
  SLURM_CONF=$folder/slurm.conf slurmctld -i
  SLURM_CONF=$folder/slurm.conf slurmd -N "$node"
  wait_until_idle
}

# Munge proves to the daemons who somebody is; here it guards nothing but this folder.
munged() {
  [ -f "$folder/munge/key" ] || (umask 077; head -c 1024 /dev/urandom >"$folder/munge/key")
  command munged --force --key-file="$folder/munge/key" --socket="$folder/munge/socket" \
    --pid-file="$folder/munge/pid" --log-file="$folder/munge/log" \
    --seed-file="$folder/munge/seed"
}

configure() {
  cat >"$folder/slurm.conf" <<CONF
ClusterName=one
SlurmctldHost=$node(127.0.0.1)
SlurmUser=root
SlurmctldPort=16817
SlurmdPort=16818
AuthType=auth/munge
AuthInfo=socket=$folder/munge/socket
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
# Processes are found by their parents: a container has no control groups to give.
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
MpiDefault=none
SwitchType=switch/none
ReturnToService=2
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
NodeName=$node NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
  # Read by slurmd of this version whether or not a plugin needs it.
  : >"$folder/cgroup.conf"
}

wait_until_idle() {
  for _ in $(seq 1 60); do
    state=$(SLURM_CONF=$folder/slurm.conf sinfo -h -o %t 2>/dev/null || true)
    if [ "$state" = idle ]; then
      echo "export SLURM_CONF=$folder/slurm.conf"
      return
    fi
    sleep 0.5
  done
  echo "the node did not become idle; see $folder/slurmctld.log and slurmd.log" >&2
  exit 1
}

stop() {
  for file in slurmd.pid slurmctld.pid munge/pid; do
    [ -f "$folder/$file" ] && kill "$(cat "$folder/$file")" 2>/dev/null || true
  done
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  *) echo "usage: $0 start|stop" >&2; exit 2 ;;
esac
