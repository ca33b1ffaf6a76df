#!/bin/sh
# Collect every message into a template: po/make_pot.sh OUT.pot
set -eu
out=$(realpath -m "$1")
cd "$(dirname "$0")/.."
xgettext --from-code=UTF-8 --language=C --sort-by-file --no-location \
    --keyword=_ --keyword=N_ --keyword=ngettext:1,2 --flag=_:1:pass-c-format \
    --package-name=taizhang --output="$out" cli/*.c report/*.c po/argp_words.c
