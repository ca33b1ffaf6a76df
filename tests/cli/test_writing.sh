#!/bin/sh
# Numbers as people write them, from a page that is drawn for it to the export.
# usage: test_writing.sh TAIZHANG
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

# page FORM: the form and its fill, drawn, read and exported to cells.csv
page() {
    rm -rf archive
    {
        "$taizhang" init -q archive && "$taizhang" form add -q -a archive "$1.yaml" &&
            "$taizhang" form print -q -a archive "$1" --fill "$1.csv" -o "$1.png" &&
            "$taizhang" scan -q -a archive "$1.png" && "$taizhang" read -q -a archive --no-check &&
            "$taizhang" export -a archive cells --format csv >cells.csv
    } || {
        echo "FAILED: page $1"
        exit 1
    }
}

# cell ROW COLUMN VALUE STATE RAW
cell() {
    checks=$((checks + 1))
    case $5 in *,*) raw="\"$5\"" ;; *) raw=$5 ;; esac
    grep -qF -- ",$1,$2,$3,$4,$raw," cells.csv || {
        failures=$((failures + 1))
        echo "FAILED: row $1 column $2 is not $3 ($4, $raw):"
        grep -F -- ",$1,$2," cells.csv
    }
}

# ---- counts in numerals and strokes ----
cat >TALLY.yaml <<'END'
form: TALLY
version: 1
name: {zh: 出生登记画正表, en: Births counted by strokes}
titles: [各村出生人数画正统计表]
period: year
rows: {kind: unit, least: 2, ruled: yes, total_labels: [合计]}
header: {levels: 1}
fields:
  - {name: title}
  - {name: year, type: year}
columns:
  - {code: unit, header: [村名], type: text, label: yes, width: 25}
  - {code: c1, header: [已婚妇女], type: count, total: sum, width: 25}
  - {code: c2, header: [出生], type: count, written: numerals, total: sum, width: 25}
  - {code: c3, header: [画正], type: count, written: tally, total: sum, width: 25}
END
cat >TALLY.csv <<'END'
year,2025

unit,c1,c2,c3
南庄村,208,十二,正正丅
光明村,95,七,正
太平村,三十六,二十四,正正正下
合计,339,四十三,正正正正正正正
END
page TALLY
cell 1 c1 208 value 208
cell 2 c1 95 value 95
cell 3 c1 36 value 三十六
cell 1 c2 12 value 十二
cell 2 c2 7 value 七
cell 3 c2 24 value 二十四
cell 4 c2 43 value 四十三
cell 1 c3 12 value 正正丅
cell 2 c3 5 value 正
cell 3 c3 18 value 正正正下
cell 4 c3 35 value 正正正正正正正

echo "test_writing: $checks checks, $failures failures"
[ "$failures" = 0 ]
