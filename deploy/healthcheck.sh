#!/usr/bin/env bash
# Whether a server on this machine answers 200: healthcheck [PATH [PORT]]. The image has no curl, and needs none.
set -euo pipefail
readonly path="${1:-/health/ready}" port="${2:-8080}"
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$path" >&3
read -r -t 2 _ status _ <&3
[[ $status == 200 ]]
