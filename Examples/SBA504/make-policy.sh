#!/bin/sh
# Writes policy.yaml: the built-in policy with the leaves of policy-changes.yaml changed. LPRISK names the engine.
set -eu
cd "$(dirname "$0")"
LPRISK=${LPRISK:-../../.build/release/lprisk}
builtin=$(mktemp -d)
trap 'rm -rf "$builtin"' EXIT
"$LPRISK" policy init --output "$builtin/policy.yaml"
python3 ../../Scripts/fit-policy.py "$builtin/policy.yaml" policy.yaml policy-changes.yaml
"$LPRISK" policy check policy.yaml
