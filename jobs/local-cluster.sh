#!/usr/bin/env bash
# A real Spark standalone cluster on this machine: one master and N workers, each its own Java process.
set -euo pipefail

usage() {
  cat <<'END'
Usage: jobs/local-cluster.sh start [WORKERS] [CORES] [MEMORY] | stop | status

  start    starts a master and WORKERS workers (2) with CORES cores (1) and MEMORY (3g) each on
           127.0.0.1, waits until all are registered, and prints the master's URL as the last line
  stop     stops what start began; does nothing where nothing runs
  status   prints the master's URL and its workers; exit status 1 where nothing runs

Environment:
  LOCAL_CLUSTER_DIR      pid files, logs and the workers' folders (target/cluster)
  LOCAL_CLUSTER_PORT     the master's port; 0, the default, takes a free one
  LOCAL_CLUSTER_UI_PORT  the port of the master's web page; 0, the default, takes a free one
  LOCAL_CLUSTER_SECONDS  how long start waits for the workers (60)
  SPARK_HOME             a Spark whose jars to run (target/spark, built from the Maven jars)

Examples:
  jobs/local-cluster.sh start 2
  jobs/run.sh --master "$(jobs/local-cluster.sh start 2 1 3g | tail -n 1)" conf/addition.conf --out runs/cluster
  jobs/local-cluster.sh stop
END
}

UNROLL_ROOT=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=jobs/environment.sh
source "$UNROLL_ROOT/jobs/environment.sh"
cluster=$(realpath -m "${LOCAL_CLUSTER_DIR:-$UNROLL_ROOT/target/cluster}")
readonly host=127.0.0.1

# Prints the process of a pid file, where it is still a process of this cluster.
process_of() {
  local pid
  pid=$(cat "$1" 2>/dev/null) || return 1
  { tr '\0' '\n' <"/proc/$pid/cmdline"; } 2>/dev/null | grep -qxF -- "-Dunroll.cluster=$cluster" || return 1
  printf '%s\n' "$pid"
}

# launch NAME MAIN-CLASS ARGUMENT...: a Java process that outlives this script.
launch() {
  local name=$1
  shift
  SPARK_HOME=$home SPARK_SCALA_VERSION=2.12 SPARK_LOCAL_IP=$host SPARK_PUBLIC_DNS=$host \
    JAVA_HOME=$java_home \
    setsid nohup "$JAVA" -Xmx512m "${SPARK_JVM[@]}" "-Dunroll.cluster=$cluster" \
    -Dlog4j2.configurationFile=org/apache/spark/log4j2-defaults.properties \
    -cp "$home/jars/*" "$@" </dev/null >"$cluster/$name.log" 2>&1 {lock}>&- &
  printf '%s\n' "$!" >"$cluster/$name.pid"
}

# Waits until a pattern stands in a log and prints what its group matched.
await() {
  local name=$1 pattern=$2 found
  while ((SECONDS < deadline)); do
    found=$(sed -nE "s#.*$pattern.*#\\1#p" "$cluster/$name.log" | head -n 1)
    if [[ -n $found ]]; then
      printf '%s\n' "$found"
      return
    fi
    process_of "$cluster/$name.pid" >/dev/null || give_up "the $name ended"
    sleep 0.2
  done
  give_up "the $name did not start within $patience s"
}

give_up() {
  say "$1; the end of $cluster/${name:-master}.log:"
  tail -n 15 "$cluster/${name:-master}.log" >&2 || true
  stop
  exit 1
}

# Prints how many workers the master counts as alive.
workers_alive() {
  local page
  { exec {page}<>"/dev/tcp/$host/$1"; } 2>/dev/null || { printf '0\n'; return; }
  printf 'GET /json/ HTTP/1.0\r\nHost: %s\r\n\r\n' "$host" >&"$page"
  sed -nE 's/.*"aliveworkers" *: *([0-9]+).*/\1/p' <&"$page"
  exec {page}>&-
}

# number NAME VALUE: refuses what is no count.
number() { [[ $2 =~ ^[1-9][0-9]*$ ]] || die 2 "$1 must be a whole number of at least 1, got $2"; }

start() {
  local workers=${1:-2} cores=${2:-1} memory=${3:-3g} patience=${LOCAL_CLUSTER_SECONDS:-60}
  local name=master home java_home url page deadline alive=0 index lock
  number WORKERS "$workers"
  number CORES "$cores"
  number LOCAL_CLUSTER_SECONDS "$patience"
  [[ $memory =~ ^[0-9]+[mMgG]$ ]] || die 2 "MEMORY must be a size such as 3g or 2000m, got $memory"
  find_java
  java_home=$(dirname "$(dirname "$(readlink -f "$JAVA")")")
  mkdir -p "$cluster"
  exec {lock}>"$cluster/lock"
  if command -v flock >/dev/null; then flock "$lock"; fi
  if process_of "$cluster/master.pid" >/dev/null; then
    die 1 "a cluster runs already in $cluster ($(cat "$cluster/url")); stop it first with jobs/local-cluster.sh stop, or set LOCAL_CLUSTER_DIR"
  fi
  home=${SPARK_HOME:-$UNROLL_ROOT/target/spark}
  if [[ -z ${SPARK_HOME:-} ]]; then build_if_stale; fi
  compgen -G "$home/jars/spark-core_*.jar" >/dev/null ||
    die 2 "SPARK_HOME must hold jars/spark-core_*.jar, $home does not; unset it to use target/spark"
  rm -rf "${cluster:?}"/{*.pid,*.log,url,page,work}
  trap 'stop; exit 1' INT TERM

  deadline=$((SECONDS + patience))
  launch master org.apache.spark.deploy.master.Master --host "$host" \
    --port "${LOCAL_CLUSTER_PORT:-0}" --webui-port "${LOCAL_CLUSTER_UI_PORT:-0}"
  url=$(await master '(spark://[^ ]+:[0-9]+)') || exit 1
  page=$(await master "started at http://[^ :]+:([0-9]+)") || exit 1
  printf '%s\n' "$url" >"$cluster/url"
  printf '%s\n' "$page" >"$cluster/page"
  for ((index = 1; index <= workers; index++)); do
    launch "worker-$index" org.apache.spark.deploy.worker.Worker --host "$host" --port 0 \
      --webui-port 0 --cores "$cores" --memory "$memory" --work-dir "$cluster/work" "$url"
  done
  while alive=$(workers_alive "$page") && ((${alive:-0} < workers)); do
    name=worker-$((alive + 1))
    ((SECONDS < deadline)) || give_up "only ${alive:-0} of $workers workers registered within $patience s"
    sleep 0.2
  done
  say "$workers workers of $cores cores and $memory; web page http://$host:$page, logs in $cluster"
  printf '%s\n' "$url"
}

# Workers first, so that they take their executors with them before the master forgets them.
stop() {
  local file pid pids=() waited
  for file in "$cluster"/worker-*.pid "$cluster/master.pid"; do
    if pid=$(process_of "$file"); then
      kill "$pid" 2>/dev/null || true
      pids+=("$pid")
    fi
  done
  for ((waited = 0; waited < 100; waited++)); do
    kill -0 "${pids[@]}" 2>/dev/null || break
    sleep 0.1
  done
  for file in "$cluster"/worker-*.pid "$cluster/master.pid"; do
    if pid=$(process_of "$file"); then kill -9 "$pid" 2>/dev/null || true; fi
    rm -f "$file"
  done
  rm -f "$cluster/url" "$cluster/page"
}

status() {
  process_of "$cluster/master.pid" >/dev/null || die 1 "no cluster runs in $cluster"
  say "$(workers_alive "$(cat "$cluster/page")") workers alive; web page http://$host:$(cat "$cluster/page"), logs in $cluster"
  cat "$cluster/url"
}

case ${1:-} in
  start)
    (($# <= 4)) || die 2 "start takes WORKERS, CORES and MEMORY, got ${*:2}; see --help"
    start "${@:2}"
    ;;
  stop | status)
    (($# == 1)) || die 2 "$1 takes no argument, got ${*:2}; see --help"
    "$1"
    ;;
  -h | --help) usage ;;
  *)
    usage >&2
    die 2 "the first argument must be start, stop or status, got '${1:-}'"
    ;;
esac
