# To be read by a test of the command line: . run_program.sh TAIZHANG. Goes into a
# folder of the test's own, which is gone when the test ends.
set -u
taizhang=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
unset TAIZHANG_ARCHIVE LANGUAGE LC_MESSAGES
LC_ALL=C.UTF-8
export LC_ALL
checks=0
failures=0

fail() {
    failures=$((failures + 1))
    echo "FAILED: $*"
    sed 's/^/    out: /' out
    sed 's/^/    err: /' err
}

# run CODE WORDS...: the exit code
run() {
    want=$1
    shift
    checks=$((checks + 1))
    said="taizhang $*"
    "$taizhang" "$@" >out 2>err
    got=$?
    [ "$got" = "$want" ] || fail "$said: exit $got, wanted $want"
}
