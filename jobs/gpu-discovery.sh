#!/usr/bin/env bash
# Tells Spark which GPUs a machine has: spark.executor.resource.gpu.discoveryScript.
set -euo pipefail

indices=$(nvidia-smi --query-gpu=index --format=csv,noheader) || exit 1
[[ -n $indices ]] || { printf 'gpu-discovery: nvidia-smi names no GPU\n' >&2; exit 1; }
printf '{"name": "gpu", "addresses": [%s]}\n' "$(sed 's/.*/"&"/' <<<"$indices" | paste -sd, - | sed 's/,/, /g')"
