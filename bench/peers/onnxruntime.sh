#!/usr/bin/env bash
# Brings ONNX Runtime's native library (from npm) into ./onnxruntime, or the folder given, and prints its path:
#   library=$(bench/peers/onnxruntime.sh); dotnet run -c Release --project bench/Pointwise.Bench -- onnxruntime "$library"
set -eu
folder=${1:-onnxruntime}
mkdir -p "$folder"
[ -d "$folder/node_modules/onnxruntime-node" ] || (cd "$folder" && npm install --silent --ignore-scripts onnxruntime-node@1.30.0 >/dev/null)
find "$(cd "$folder" && pwd)/node_modules" -name 'libonnxruntime.so.1' -path '*linux/x64*' | head -1
