# Sourced by ./unroll and the scripts in this folder: finds Java, builds the jar, knows the processor.
# shellcheck shell=bash
# Expects UNROLL_ROOT, the repository's root. Everything printed goes to standard error.

# spark-submit adds these by itself; plain java on 17 needs them said.
# shellcheck disable=SC2034  # read by the scripts that source this file
SPARK_JVM=(
  -XX:+IgnoreUnrecognizedVMOptions
  --add-opens=java.base/java.lang=ALL-UNNAMED
  --add-opens=java.base/java.lang.invoke=ALL-UNNAMED
  --add-opens=java.base/java.lang.reflect=ALL-UNNAMED
  --add-opens=java.base/java.io=ALL-UNNAMED
  --add-opens=java.base/java.net=ALL-UNNAMED
  --add-opens=java.base/java.nio=ALL-UNNAMED
  --add-opens=java.base/java.util=ALL-UNNAMED
  --add-opens=java.base/java.util.concurrent=ALL-UNNAMED
  --add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED
  --add-opens=java.base/jdk.internal.ref=ALL-UNNAMED
  --add-opens=java.base/sun.nio.ch=ALL-UNNAMED
  --add-opens=java.base/sun.nio.cs=ALL-UNNAMED
  --add-opens=java.base/sun.security.action=ALL-UNNAMED
  --add-opens=java.base/sun.util.calendar=ALL-UNNAMED
  -Djdk.reflect.useDirectMethodHandle=false
  # Libraries write numbers into file names by the language of the machine.
  -Duser.language=en
  -Duser.country=US
)

# Java takes names of files and arguments for ASCII in a locale without an encoding, as cron and containers
# have it, or with one that is not installed.
case $(locale charmap 2>/dev/null || true) in
  '' | ANSI_X3.4-1968 | US-ASCII | 646) export LC_ALL=C.UTF-8 ;;
esac

say() { printf 'unroll: %s\n' "$*" >&2; }

die() {
  say "$2"
  exit "$1"
}

# Sets JAVA and JAVA_VERSION (17.0.15). Spark 3.5's Hadoop client does not start on Java 24 and later.
find_java() {
  local advice='install a JDK 17 (Debian, Ubuntu: apt install openjdk-17-jdk; macOS: brew install openjdk@17; or https://adoptium.net) and set JAVA_HOME to it'
  local from major
  if [[ -n ${JAVA_HOME:-} ]]; then
    JAVA=$JAVA_HOME/bin/java
    from="JAVA_HOME=$JAVA_HOME"
    [[ -x $JAVA ]] || die 2 "$from holds no bin/java; $advice, or unset JAVA_HOME to use the java on PATH"
  else
    JAVA=$(command -v java) || die 2 "Java 17 is needed, found no java: JAVA_HOME is not set and PATH has none; $advice"
    from=$JAVA
  fi
  JAVA_VERSION=$("$JAVA" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1) || true
  [[ -n $JAVA_VERSION ]] || die 2 "$from does not run: '$JAVA -version' names no version; $advice"
  major=${JAVA_VERSION%%[.-]*}
  if ((major < 17 || major > 23)); then
    die 2 "Java 17 is needed (up to 23 may work), $from is $JAVA_VERSION; $advice"
  fi
  if ((major > 17)); then
    # What Hadoop's login asks for was switched off after 17.
    SPARK_JVM+=(-Djava.security.manager=allow)
  fi
}

# Sets ND4J to avx512, avx2 or plain: the widest nd4j binary this processor runs, or UNROLL_ND4J.
find_nd4j() {
  local flags flag
  ND4J=${UNROLL_ND4J:-}
  if [[ -z $ND4J ]]; then
    flags=" $(sed -n '/^flags/{s/.*: //p;q}' /proc/cpuinfo 2>/dev/null) "
    ND4J=avx512
    for flag in avx512f avx512bw avx512cd avx512dq avx512vl; do
      [[ $flags == *" $flag "* ]] || ND4J=avx2
    done
    if [[ $ND4J == avx2 ]] && ! [[ $flags == *" avx2 "* && $flags == *" fma "* ]]; then ND4J=plain; fi
  fi
  case $ND4J in
    plain) ND4J_EXTENSION='' ;;
    avx2 | avx512) ND4J_EXTENSION=-$ND4J ;;
    *) die 2 "UNROLL_ND4J must be plain, avx2 or avx512, got $ND4J" ;;
  esac
}

# Prints the memory this process may use, in MiB: the machine's, or the container's where that is less.
memory_mib() {
  local machine limit
  machine=$(awk '/^MemTotal:/ { print int($2 / 1024) }' /proc/meminfo 2>/dev/null)
  machine=${machine:-4096}
  limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null || true)
  if [[ $limit =~ ^[0-9]+$ ]] && ((limit / 1048576 < machine)); then machine=$((limit / 1048576)); fi
  printf '%s\n' "$machine"
}

unroll_jar_is_stale() {
  local jar=$UNROLL_ROOT/target/unroll.jar
  [[ ! -f $jar ]] && return 0
  [[ -n $(find "$UNROLL_ROOT/pom.xml" "$UNROLL_ROOT/src/main" "$UNROLL_ROOT/src/build" \
    "$UNROLL_ROOT/conf/reference.conf" -newer "$jar" -print -quit) ]]
}

# Builds target/unroll.jar and target/spark where a source is newer; at most one build at a time.
build_if_stale() {
  unroll_jar_is_stale || return 0
  local maven lock
  mkdir -p "$UNROLL_ROOT/target"
  exec {lock}>"$UNROLL_ROOT/target/build.lock"
  if command -v flock >/dev/null && ! flock -n "$lock"; then
    say 'waiting for another build of this folder to end ...'
    flock "$lock"
  fi
  if unroll_jar_is_stale; then
    maven=$(command -v mvn) || die 2 'Maven 3.8.7 or newer is needed to build, PATH has no mvn; install it (Debian, Ubuntu: apt install maven; macOS: brew install maven)'
    local home=${JAVA_HOME:-}
    [[ -n $home ]] || home=$(dirname "$(dirname "$(readlink -f "$JAVA")")")
    [[ -x $home/bin/javac ]] || die 2 "building needs a JDK, $home has no bin/javac; install one (Debian, Ubuntu: apt install openjdk-17-jdk)"
    say 'building (first build takes a few minutes) ...'
    if ! (cd "$UNROLL_ROOT" && JAVA_HOME=$home "$maven" -B -Dstyle.color=never \
      -Dmaven.test.skip=true -Dspotless.check.skip=true package) \
      >"$UNROLL_ROOT/target/build.log" 2>&1; then
      { grep '^\[ERROR\]' "$UNROLL_ROOT/target/build.log" || tail -n 30 "$UNROLL_ROOT/target/build.log"; } |
        head -n 30 >&2
      die 1 "the build failed; the whole log is $UNROLL_ROOT/target/build.log"
    fi
    # Maven writes the jar only where something in it changed.
    touch "$UNROLL_ROOT/target/unroll.jar"
  fi
  exec {lock}>&-
}
