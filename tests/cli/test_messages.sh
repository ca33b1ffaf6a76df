#!/bin/sh
# Every message has its Chinese: test_messages.sh SOURCE_DIR
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$1/po/make_pot.sh" "$work/taizhang.pot"
n=$(grep -c '^msgid' "$work/taizhang.pot")
echo "$n messages"
[ "$n" -gt 100 ]
msgcmp "$1/po/zh_CN.po" "$work/taizhang.pot"
