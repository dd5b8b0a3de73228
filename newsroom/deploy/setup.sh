#!/usr/bin/env bash
# Makes .venv from requirements.txt (exact versions, with hashes), if it is not up to date.
# "setup.sh test" also installs the Debian packages that the tests need. Asks nothing; says in
# one German sentence what is missing and ends with status 1 where it can't help itself.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec 3>&2 # what a person should read, while other output goes to .state/setup.log

stop() {
  echo "$*" >&3
  exit 1
}

# For root, or who may become root without a password; waits for another apt to end.
install_debian_packages() {
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo -n)
    sudo -n true 2>/dev/null ||
      stop "Es fehlen Pakete von Debian; bitte einmal ausführen: sudo apt-get install $*"
  fi
  command -v apt-get >/dev/null || stop "Es fehlen Programme, bitte installieren: $*"
  echo "Installiere aus Debian: $*" >&3
  local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends)
  install+=(-o DPkg::Lock::Timeout=120 "$@")
  "${as_root[@]}" "${install[@]}" </dev/null >>.state/setup.log 2>&1 ||
    { "${as_root[@]}" apt-get update </dev/null && "${as_root[@]}" "${install[@]}" </dev/null; } \
      >>.state/setup.log 2>&1 ||
    stop "Debians Pakete ließen sich nicht installieren ($*); der Grund steht in .state/setup.log."
}

find_python() {
  local found="" candidate
  for candidate in python3 python3.11 python3.12 python3.13 python3.14; do
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null &&
      echo "$candidate" && return
    found=${found:-$("$candidate" --version 2>/dev/null || true)}
  done
  stop "Gebraucht wird Python 3.11 oder neuer, gefunden: ${found:-keines}."
}

up_to_date() {
  works && [ "$(cat .venv/requirements.sha256 2>/dev/null)" = "$wanted" ]
}

works() {
  .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

install_with_uv() {
  command -v uv >/dev/null || return 1
  works || uv venv --quiet --clear --no-python-downloads --python "$python" .venv || return 1
  VIRTUAL_ENV=.venv uv pip sync --quiet --require-hashes requirements.txt
}

name_of_venv_package() {
  "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
}

install_with_pip() {
  if ! { works && .venv/bin/python -m pip --version; }; then
    "$python" -c 'import ensurepip, venv' || install_debian_packages "$(name_of_venv_package)"
    "$python" -m venv --clear .venv || return 1
  fi
  # Where there is no network, give up after two more tries instead of five.
  .venv/bin/python -m pip install --require-hashes --no-deps --no-input --retries 2 \
    --disable-pip-version-check --progress-bar off --quiet -r requirements.txt
}

make_environment() {
  local python
  python=$(find_python)
  echo "Richte .venv ein, das dauert beim ersten Mal bis zu einer Minute …"
  rm -f .venv/requirements.sha256
  if ! { install_with_uv || install_with_pip; } >>.state/setup.log 2>&1; then
    grep -qiE 'do not match the hashes|hash mismatch' .state/setup.log &&
      stop "Ein Paket hat nicht die erwartete Prüfsumme; nichts davon wurde benutzt (.state/setup.log)."
    grep -qiE 'connect|resol|timed out|unreachable|no matching distribution' .state/setup.log &&
      stop "Kein Paketverzeichnis ist erreichbar; bitte Netz oder PIP_INDEX_URL prüfen (.state/setup.log)."
    grep -qiE 'no space left' .state/setup.log && stop "Der Platz auf der Festplatte reicht nicht."
    stop "Die Python-Pakete ließen sich nicht installieren; der Grund steht in .state/setup.log."
  fi
  echo "$wanted" >.venv/requirements.sha256
}

[ -w . ] || stop "In $PWD fehlen Schreibrechte."
mkdir -p -m 700 .state 2>/dev/null && [ -w .state ] || stop "In $PWD/.state fehlen Schreibrechte."
[ ! -e .venv ] || [ -w .venv ] || stop "In $PWD/.venv fehlen Schreibrechte."
exec 9>.state/setup.lock
flock 9

wanted=$(sha256sum <requirements.txt)
if ! up_to_date; then
  : >.state/setup.log
  make_environment
fi

if [ "${1:-}" = test ]; then
  missing=()
  command -v chromium >/dev/null || missing+=(chromium fonts-liberation)
  command -v msgfmt >/dev/null || missing+=(gettext)
  [ ${#missing[@]} -eq 0 ] || install_debian_packages "${missing[@]}"
fi
