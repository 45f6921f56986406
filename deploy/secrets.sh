#!/bin/sh
# Makes the secrets of compose.yaml in deploy/secrets, those that are not there yet. Keep a copy of secret_key: nothing that is stored
# can be opened without it. The directory is closed to others; the files are readable because the containers run as other users.
set -eu
cd "$(dirname "$0")"
mkdir -p -m 0700 secrets
cd secrets

make() {
  [ -e "$1" ] || printf '%s' "$2" >"$1"
  chmod 0444 "$1"
}

make secret_key "$(openssl rand -hex 32)"
make metrics_token "$(openssl rand -hex 24)"
make meta_verify_token "$(openssl rand -hex 24)"
make postgres_password "$(openssl rand -hex 24)"
make database_url "postgres://dawk:$(cat postgres_password)@postgres:5432/dawk"
make meta_app_secret ''
