#!/usr/bin/env bash
# GoogLeNet and Inception v3 here and in ONNX Runtime, in turn; prints a table for RESULTS.md. Takes minutes; nothing else should run meanwhile.
#   bench/peers/inference.sh [network …] [--batch 1,8] [--threads 1,2] [--pairs 30]
# ONNX Runtime is brought into ./onnxruntime, or the folder that ONNXRUNTIME names.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
library=$("$here/onnxruntime.sh" "${ONNXRUNTIME:-onnxruntime}")
exec dotnet run -c Release --project "$here/../Pointwise.Bench" -- peers "$library" "$@"
