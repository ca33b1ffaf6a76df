#!/bin/sh
# Numbers as people write them, and choices as they mark them, from a page that is drawn for it to the export.
# usage: test_writing.sh TAIZHANG
. "$(dirname "$0")/run_program.sh"

# page FORM: the form (FORM.yaml, or else the built-in one) and its fill, drawn, read and exported
# to cells.csv
page() {
    rm -rf archive
    {
        "$taizhang" init -q archive &&
            { [ ! -e "$1.yaml" ] || "$taizhang" form add -q -a archive "$1.yaml"; } &&
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

# ---- marks, words and calendars ----
cat >WAYS.yaml <<'END'
form: WAYS
version: 1
name: {zh: 数字写法表, en: Ways to write numbers}
titles: [各村数字写法统计表]
period: year
rows: {kind: unit, least: 2, ruled: yes}
header: {levels: 1}
fields:
  - {name: title}
  - {name: year, type: year}
columns:
  - {code: unit, header: [村名], type: text, label: yes, width: 14}
  - {code: c1, header: [人数], type: count, width: 14}
  - {code: c2, header: [面积], type: decimal, width: 14}
  - {code: c3, header: [占比], type: percent, width: 14}
  - {code: c4, header: [出生率], type: permille, width: 14}
  - {code: c5, header: [金额], type: money, width: 14}
  - {code: c6, header: [日期], type: date, width: 16}
END
cat >WAYS.csv <<'END'
year,2025

unit,c1,c2,c3,c4,c5,c6
南庄村,"1,024",12.5,88.02%,6.31‰,"1,280.50",2025.3.4
光明村,１２８,0.75,100%,12.04‰,¥350.00,2025年3月4日
太平村,32000多,３.５,5.5％,8‰,96.00元,二〇二五年三月四日
红星村,约500,"1,306.25",0.9%,7.5‰,20.00,1987年腊月
东岭村,300余人,8.0,33.3%,9.12‰,"12,000.00",民国20年5月
南坡村,十几,41.25,97%,10.5‰,7.50,2024年2月
END
page WAYS
cell 1 c1 1024 value 1,024
cell 2 c1 128 value 128
cell 3 c1 32000 value 32000多
cell 4 c1 500 value 约500
cell 5 c1 300 value 300余人
cell 6 c1 10 value 十几
cell 1 c2 12.5 value 12.5
cell 2 c2 0.75 value 0.75
cell 3 c2 3.5 value 3.5
cell 4 c2 1306.25 value 1,306.25
cell 1 c3 88.02 value 88.02%
cell 2 c3 100 value 100%
cell 3 c3 5.5 value 5.5%
cell 4 c3 0.9 value 0.9%
cell 1 c4 6.31 value 6.31‰
cell 2 c4 12.04 value 12.04‰
cell 3 c4 8 value 8‰
cell 4 c4 7.5 value 7.5‰
cell 1 c5 1280.50 value 1,280.50
cell 2 c5 350.00 value 350.00
cell 3 c5 96.00 value 96.00元
cell 5 c5 12000.00 value 12,000.00
cell 1 c6 2025-03-04 value 2025.3.4
cell 2 c6 2025-03-04 value 2025年3月4日
cell 3 c6 2025-03-04 value 二〇二五年三月四日
cell 4 c6 1988-01 value 1987年腊月
cell 5 c6 1931-05 value 民国20年5月
cell 6 c6 2024-02 value 2024年2月

# ---- choices that are printed and crossed, ticked or circled, and boxes ----
cat >MARKS.yaml <<'END'
form: MARKS
version: 1
name: {zh: 验收登记表, en: Items accepted}
titles: [各村验收登记表]
period: year
rows: {kind: unit, least: 2, ruled: yes}
header: {levels: 1}
fields:
  - {name: title}
  - {name: year, type: year}
columns:
  - {code: unit, header: [村名], type: text, label: yes, width: 18}
  - {code: result, header: [验收结果], type: code, words: [合格, 不合格], marked: yes, width: 24}
  - {code: kind, header: [类别], type: code, words: [新, 旧, 免], marked: yes, width: 18}
  - {code: place, header: [存放], type: code, words: [村, 镇], marked: yes, width: 14}
  - {code: seen, header: [复核], type: code, words: [√], marked: yes, width: 12}
  - {code: c1, header: [件数], type: count, width: 11}
END
cat >MARKS.csv <<'END'
year,2025

unit,result,kind,place,seen,c1
南庄村,合格,新,村,√,12
光明村,不合格,旧,镇,√,7
太平村,合格,,村,,128
红星村,合格,免,,√,30
东岭村,,新,村,,5
南坡村,合格,旧,村,,66
北坡村,不合格,新,镇,√,41
END
page MARKS
row=0
sed '1,3d' MARKS.csv >rows
while IFS=, read -r unit result kind place seen c1; do
    row=$((row + 1))
    for told in "result=$result" "kind=$kind" "place=$place" "seen=$seen"; do
        state=value
        [ -n "${told#*=}" ] || state=blank
        cell "$row" "${told%%=*}" "${told#*=}" "$state" "${told#*=}"
    done
    cell "$row" c1 "$c1" value "$c1"
done <rows

# ---- the acceptance form of the catalogue ----
cat >T4.csv <<'END'
unit,南庄村
year,2025

item,standard,result,rework,town_sign,village_sign,date
育龄妇女底册,齐全,合格,1,,,2025.12.3
出生登记簿,与报表相符,合格,2,,,2025.12.3
药具台账,齐全,不合格,1,,,2025.12.3
流动人口台账,齐全,合格,1,,,2025.12.4
会议记录,每月一次,,1,,,2025.12.4
宣传品登记,齐全,不合格,2,,,2025.12.5
END
page T4
cell 1 result 合格 value 合格
cell 2 result 合格 value 合格
cell 3 result 不合格 value 不合格
cell 4 result 合格 value 合格
cell 5 result "" blank ""
cell 6 result 不合格 value 不合格
cell 6 date 2025-12-05 value 2025.12.5

echo "test_writing: $checks checks, $failures failures"
[ "$failures" = 0 ]
