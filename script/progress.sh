# Shared by the scripts of this folder: how they speak, and how they build. Sourced, not run.

script_name=${0##*/}
script_began=$SECONDS

# One line about a step: say_step 2 4 "building"
say_step() { printf '[%s/%s] %s (%s)\n' "$1" "$2" "$3" "$(elapsed)"; }

say() { printf '      %s\n' "$*"; }

# Time since the script began, as 0:07.
elapsed() {
  local passed=$((SECONDS - script_began))
  printf '%d:%02d' $((passed / 60)) $((passed % 60))
}

# One clear sentence and what to try, then the end.
fail() {
  printf '%s: %s\n' "$script_name" "$1" >&2
  [ $# -lt 2 ] || printf '  Try: %s\n' "$2" >&2
  exit 1
}

# Makes a folder, or says whose fault it is that it cannot be written.
make_writable() {
  mkdir -p "$1" 2>/dev/null || true
  [ ! -w "$1" ] || return 0
  local place=$PWD
  [ ! -e "$1" ] || place=$PWD/$1
  fail "$PWD/$1 cannot be written; $place belongs to $(stat -c %U "$place")." \
    "sudo chown -R $(id -un) '$place'"
}

# Compilers at once: one for each processor, and one for each GB of free memory.
build_jobs() {
  local processors memory_gb
  processors=$(nproc)
  memory_gb=$(awk '/^MemAvailable/ {print int($2 / 1048576)}' /proc/meminfo)
  [ "$memory_gb" -ge 1 ] || memory_gb=1
  echo $((processors < memory_gb ? processors : memory_gb))
}

# build PRESET [cmake options --] [TARGET…]: configures and builds build/PRESET.
build() {
  local preset=$1 options=() targets=() word
  shift
  for word in "$@"; do
    case "$word" in
      -D*) options+=("$word") ;;
      *) targets+=(--target "$word") ;;
    esac
  done
  make_writable build
  # A checkout that was moved or copied has a build that points to the old place.
  local cache=build/$preset/CMakeCache.txt
  if [ -f "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$cache"; then
    rm -rf "build/$preset"
  fi
  local log=build/$preset.log
  cmake --preset "$preset" "${options[@]}" >"$log" 2>&1 || {
    tail -n 15 "$log" >&2
    fail "cmake could not prepare the build '$preset' (all it said is in $log)." "script/setup"
  }
  local status=0
  if [ -t 1 ]; then
    cmake --build --preset "$preset" -j "$(build_jobs)" "${targets[@]}" || status=$?
  else
    # No terminal: the whole in a log, a line now and then, and on failure what matters.
    # stdbuf keeps the lines coming while the pipe is open.
    cmake --build --preset "$preset" -j "$(build_jobs)" "${targets[@]}" 2>&1 | tee -a "$log" |
      awk -v every=10 'match($0, /^\[[0-9]+\/[0-9]+\]/) {
        split(substr($0, 2, RLENGTH - 2), n, "/")
        if (n[1] == n[2] || (n[1] > 0 && n[1] % every == 0)) { print "      " n[1] " of " n[2]; fflush() } }' ||
      status=$?
  fi
  if [ "$status" -ne 0 ]; then
    grep -E -A3 '(error:|FAILED:|undefined reference|ld: )' "$log" 2>/dev/null | head -n 40 >&2 || true
    fail "the build '$preset' failed (all it said is in $log)." \
      "read the first error above; 'cmake --build --preset $preset -j1' shows it alone"
  fi
}
