#!/bin/sh
# Collect every message into a template: po/make_pot.sh OUT.pot
# The program's own words are in _() and ngettext(); the sentences of faults are
# looked up where they are made (base/status.h), so any room may have some.
set -eu
out=$(realpath -m "$1")
cd "$(dirname "$0")/.."
xgettext --from-code=UTF-8 --language=C --sort-by-file --no-location \
    --keyword=_ --keyword=N_ --keyword=ngettext:1,2 --flag=_:1:pass-c-format \
    --keyword=fault_set:3 --flag=fault_set:3:c-format \
    --keyword=fault_words:1 --flag=fault_words:1:pass-c-format \
    --keyword=FAULT_WORDS:1 --keyword=form_complain:4 --flag=form_complain:4:c-format \
    --keyword=refuse_token:2 --keyword=fail:3 --keyword=refuse:3 \
    --keyword=db_prepare:2 --keyword=db_begin:2 --keyword=db_end:2 \
    --keyword=db_execute:2 --keyword=db_ask_int:2 --keyword=run_on_page:2 \
    --package-name=taizhang --output="$out" \
    base/*.[ch] scan/*.c ocr/*.c ocr/digits/*.c forms/*.c check/*.c db/*.c batch/*.c review/*.c \
    report/*.c cli/*.[ch]
