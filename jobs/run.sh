#!/usr/bin/env bash
# Submits one Unroll command to a Spark cluster. The command is this script's name: run.sh runs.
set -euo pipefail

command=$(basename "${BASH_SOURCE[0]}" .sh)

case $command in
  evaluate | decode)
    operand=OUT
    needed='the folder of a trained run must be named, such as runs/addition'
    ;;
  *)
    operand=CONF
    needed='a settings file must be named, such as conf/addition.conf'
    ;;
esac

usage() {
  cat <<END
Usage: jobs/$command.sh --master URL $operand [UNROLL-OPTION...]
       jobs/$command.sh --master URL [SPARK-SUBMIT-OPTION...] -- $operand [UNROLL-OPTION...]

Submits target/unroll.jar, built first where sources are newer, to the cluster at URL and runs
'$command $operand ...' there. Whatever stands before -- goes to spark-submit and wins over these defaults:

  spark.executor.cores=1, spark.executor.memory=2g, spark.executor.memoryOverhead=2g,
  spark.executorEnv.OMP_NUM_THREADS=1, spark.executorEnv.LC_ALL=C.UTF-8, spark.locality.wait=0,
  spark.dynamicAllocation.enabled=false

Paths must be ones the whole cluster sees, or of a file system such as hdfs:// or s3a://. With --deploy-mode
cluster the driver runs there, too: the settings file must be at the same absolute path on every machine (or
be handed out by --files where the master does that), and the status is 0 or not, without shades.

Environment:
  SPARK_HOME    a Spark whose bin/spark-submit to use; otherwise the one in target/spark
  JAVA_HOME     the Java to use (17); otherwise java on PATH
  UNROLL_HEAP   heap of the driver, such as 4g (2g)
  UNROLL_GPU    1: one GPU for each executor and task, for backend.device = gpu; the jar must have been
                built with mvn -Pcuda package (never tried on a real GPU so far)
  UNROLL_ND4J   plain, avx2 or avx512, for driver and executors alike; by default what this machine
                runs, avx2 at most, as the cluster's machines may know less

Examples:
  jobs/run.sh --master spark://host:7077 conf/addition.conf --out hdfs:///runs/addition
  jobs/run.sh --master "\$(jobs/local-cluster.sh start 2 | tail -n 1)" conf/addition.conf --out runs/cluster
  jobs/run.sh --master yarn --num-executors 8 --executor-memory 8g -- conf/addition.conf --set training.workers=8
  jobs/run.sh --master spark://host:7077 --deploy-mode cluster -- "\$PWD/conf/addition.conf" --out hdfs:///runs/addition
  jobs/retrain.sh --master yarn conf/nightly.conf --date 2026-11-20 --out hdfs:///models/mail
  jobs/decode.sh --master yarn hdfs:///runs/sms --table hdfs:///sms.parquet --column text --output hdfs:///labelled.parquet
END
}

UNROLL_ROOT=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=jobs/environment.sh
source "$UNROLL_ROOT/jobs/environment.sh"

master=''
submit=()
application=()
for argument in "$@"; do
  if [[ $argument == -- ]]; then split=1; fi
done
while (($# > 0)); do
  case $1 in
    -h | --help)
      usage
      exit 0
      ;;
    --master)
      (($# > 1)) || die 2 '--master must be followed by a URL such as spark://host:7077'
      master=$2
      shift
      ;;
    --master=*) master=${1#--master=} ;;
    --)
      shift
      application+=("$@")
      break
      ;;
    *) if [[ -n ${split:-} ]]; then submit+=("$1"); else application+=("$1"); fi ;;
  esac
  shift
done
[[ -n $master ]] || die 2 "--master must name the cluster, such as spark://host:7077 or yarn; to run on this machine alone: ./unroll $command ..."
((${#application[@]} > 0)) || die 2 "$needed; see jobs/$command.sh --help"

find_java
find_nd4j
if [[ -z ${UNROLL_ND4J:-} && $ND4J == avx512 ]]; then
  ND4J=avx2
  ND4J_EXTENSION=-avx2
fi
build_if_stale
heap=${UNROLL_HEAP:-2g}
log="-Dlog4j2.configurationFile=file:$UNROLL_ROOT/src/main/resources/log4j2-unroll.properties"
nd4j="-Dorg.bytedeco.javacpp.platform.extension=$ND4J_EXTENSION"
language='-Duser.language=en -Duser.country=US'
# Off the heap, where the arrays are: the cluster's own limit on a process is the one that counts.
memory='-Dorg.bytedeco.javacpp.maxbytes=2g -Dorg.bytedeco.javacpp.maxphysicalbytes=0'
say "Java $JAVA_VERSION, nd4j $ND4J, submitting to $master"

case ${UNROLL_GPU:-} in
  '') ;;
  1)
    submit=(
      --conf spark.executor.resource.gpu.amount=1
      --conf spark.task.resource.gpu.amount=1
      --conf "spark.executor.resource.gpu.discoveryScript=$UNROLL_ROOT/jobs/gpu-discovery.sh"
      "${submit[@]}"
    )
    ;;
  *) die 2 "UNROLL_GPU must be 1 or empty, got $UNROLL_GPU" ;;
esac

arguments=(
  --master "$master"
  --name "unroll $command"
  --class io.unroll.Unroll
  --driver-memory "$heap"
  --conf spark.executor.cores=1
  --conf spark.executor.memory=2g
  --conf spark.executor.memoryOverhead=2g
  --conf spark.executorEnv.OMP_NUM_THREADS=1
  --conf spark.executorEnv.OMP_WAIT_POLICY=PASSIVE
  --conf spark.executorEnv.LC_ALL=C.UTF-8
  --conf spark.yarn.appMasterEnv.LC_ALL=C.UTF-8
  --conf spark.kubernetes.driverEnv.LC_ALL=C.UTF-8
  --conf spark.locality.wait=0
  --conf spark.dynamicAllocation.enabled=false
  --conf "spark.executor.defaultJavaOptions=$nd4j $memory $language"
  --conf "spark.driver.defaultJavaOptions=$nd4j $memory $language $log"
  "${submit[@]}"
  "$UNROLL_ROOT/target/unroll.jar" "$command" "${application[@]}"
)
cluster=''
if [[ " ${submit[*]} " =~ (--deploy-mode|spark.submit.deployMode)[=\ ]cluster\  ]]; then
  say 'the driver runs on the cluster: what it prints stands in its log there'
  cluster=1
  # A standalone master hands the driver these alone, and none of the defaults above.
  arguments=(
    --conf spark.standalone.submit.waitAppCompletion=true
    --conf "spark.driver.extraJavaOptions=${SPARK_JVM[*]} $nd4j $memory"
    "${arguments[@]}"
  )
fi
export UNROLL_ROOT OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-PASSIVE}
if [[ $master == *://127.0.0.1:* || $master == *://localhost:* ]]; then
  export SPARK_LOCAL_IP=${SPARK_LOCAL_IP:-127.0.0.1}
fi

if [[ -n ${SPARK_HOME:-} && -x $SPARK_HOME/bin/spark-submit ]]; then
  JAVA_HOME=$(dirname "$(dirname "$(readlink -f "$JAVA")")")
  export JAVA_HOME
  submission=("$SPARK_HOME/bin/spark-submit" "${arguments[@]}")
else
  # The driver is this very process, so its options stand here and not in the arguments.
  read -r -a off_heap <<<"$memory"
  export SPARK_HOME=$UNROLL_ROOT/target/spark SPARK_SCALA_VERSION=2.12
  submission=("$JAVA" "-Xmx$heap" "${SPARK_JVM[@]}" "$nd4j" "${off_heap[@]}" "$log"
    -cp "$SPARK_HOME/jars/*" org.apache.spark.deploy.SparkSubmit "${arguments[@]}")
fi
[[ -n $cluster && $master == spark://* ]] || exec "${submission[@]}"

# There Spark ends with 0 however its driver has ended; it only says how.
status=0
said=$("${submission[@]}" 2>&1 | tee >(cat >&2)) || status=$?
((status == 0)) || exit "$status"
[[ $said == *"is FINISHED"* ]] || die 1 "the driver did not end well; its log is on the worker that ran it, see above"
