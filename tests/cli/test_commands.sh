#!/bin/sh
# The command line from outside: exit codes, one line a problem, both languages.
# usage: test_commands.sh TAIZHANG SOURCE_DIR
source=$2
. "$(dirname "$0")/run_program.sh"

# lines N FILE: how many lines were said
lines() {
    checks=$((checks + 1))
    n=$(wc -l <"$2")
    [ "$n" = "$1" ] || fail "$said: $n lines in $2, wanted $1"
}

# says TEXT FILE
says() {
    checks=$((checks + 1))
    grep -qF -- "$1" "$2" || fail "$said: $2 lacks '$1'"
}

# ---- usage ----
run 0 --help; says 'Commands:' out; says ' scan ' out; lines 0 err
run 0 --version; says 'taizhang ' out
run 2; lines 1 err
run 2 scam; lines 1 err; says "'scan'" err
run 2 qqqqqqqq; lines 1 err
run 2 scan --nonsense x; lines 1 err; says '--nonsense' err
run 2 scan -z; lines 1 err; says "'-z'" err
run 2 scan; lines 1 err
run 2 verify extra; lines 1 err; says "'extra'" err
run 2 read -j 0; lines 1 err
run 2 read -j many; lines 1 err
run 2 export; lines 1 err
run 2 export everything; lines 1 err; says everything err
run 2 export cells --format xml; lines 1 err
run 2 report --period soon; lines 1 err; says soon err
run 2 report --format odt; lines 1 err
run 2 report --words basics --format pdf; lines 1 err; says pdf err
run 2 report --words basics --table close; lines 1 err
run 2 report --words basics --json; lines 1 err; says '--json' err
run 2 report checks --table close; lines 1 err
run 2 form; lines 1 err
run 2 form paint; lines 1 err
run 2 why; lines 1 err
run 2 grid; lines 1 err
run 2 status --lang fr; lines 1 err; says fr err
run 2 init a b; lines 1 err
run 2 init ''; lines 1 err; says 'with a name' err
run 2 status -a ''; lines 1 err; says 'with a name' err
run 2 learn --back --reset; lines 1 err; says '--reset' err
commands=$("$taizhang" --help | sed -n 's/^  \([a-z]*\) .*/\1/p')
for command in $commands; do
    run 0 "$command" --help; says 'Usage: taizhang' out; lines 0 err
done

# Chinese has neither spaces to break at nor one byte a character.
wide() {
    checks=$((checks + 1))
    python3 -c '
import sys, unicodedata
for line in open("out", encoding="utf8"):
    text = line.rstrip("\n")
    width = sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)
    if width > 80:
        sys.exit(text)' 2>>err || fail "$said: a line is wider than 80 columns"
}
for command in $commands; do
    run 0 "$command" --lang zh --help; says '用法： taizhang' out; wide
    run 0 "$command" --help; wide
done

run 2 form place p.png 1,1 9,1 9,9 --form F5; lines 1 err
run 2 form place p.png 1,1 9,1 9,9 1,9; lines 1 err; says '--form' err
run 2 form place p.png 1,1 9,1 9,9 here --form F5; lines 1 err; says here err

run 2 scan --replace a.png b.png c.png; lines 1 err; says '--replace' err

# ---- --json lists, or is refused ----
run 2 init --json elsewhere; lines 1 err; [ ! -e elsewhere ] || fail 'made it'
run 2 scan --json x.png; lines 1 err; says '--json' err
run 2 read --json; lines 1 err; says '--json' err
run 2 form check --json x.yaml; lines 1 err; says '--json' err
run 2 form add --json x.yaml; lines 1 err; says '--json' err
is_json() {
    checks=$((checks + 1))
    python3 -m json.tool <out >/dev/null 2>&1 || fail "$said: not JSON"
}
run 0 form show F5 --json; is_json; says '"code": "c1"' out

# ---- language ----
run 0 --lang zh --help; says '命令：' out
run 0 --lang=zh --help; says '命令：' out
run 2 --lang zh scan; says '缺少文件或文件夹' err
LC_ALL=zh_CN.UTF-8 run 0 --help; says '命令：' out
LC_ALL='' LANG=zh_CN.UTF-8 run 0 --help; says '命令：' out
LC_ALL=zh_CN.UTF-8 run 0 --lang en --help; says 'Commands:' out
LC_ALL=C run 0 --lang zh --help; says '命令：' out
LC_ALL=de_DE.UTF-8 run 0 --help; says 'Commands:' out

# ---- no archive ----
for command in $commands; do
    case $command in
    init | form | grid | run) continue ;;
    scan) words=x.png ;;
    export) words=cells ;;
    why) words=births ;;
    *) words= ;;
    esac
    # shellcheck disable=SC2086
    run 1 "$command" $words; lines 1 err; says 'taizhang init' err
    # shellcheck disable=SC2086
    run 1 "$command" $words -a nowhere; lines 1 err; says nowhere err
done

# ---- init ----
run 0 init one; lines 1 err; [ -f one/archive.db ] || fail 'no archive.db'
run 1 init one; lines 1 err; says one err
run 0 init -q two; lines 0 err
mkdir plain
run 1 init /proc/nowhere/three; lines 1 err
echo text >file
run 1 init file; lines 1 err

# ---- scan ----
mkdir empty
run 1 scan -a one empty; says 'empty: there is no image in it' err
echo 'no image at all' >fake.png
run 1 scan -a one fake.png; says 'fake.png: ' err
run 1 scan -a one missing.png; says 'missing.png: ' err
run 2 scan -a one -dash.png; lines 1 err; says "'-dash.png'" err
run 2 scan -dash.png -a one; lines 1 err; says "'-dash.png'" err
run 2 scan -a one -qdash.png page.png; lines 1 err; says "'-qdash.png'" err
run 2 scan -a one -z page.png; lines 1 err; says "'-z'" err
run 2 scan -a one fake.png -a; lines 1 err; says "'-a'" err
run 1 scan -a one -- -dash.png; lines 1 err; says "-dash.png: " err
page=$(find "$source/samples/pages" -name '*.png' | sort | head -n 1)
[ -n "$page" ] || fail 'no sample page'
mkdir -p mixed/deeper mixed/.hidden
cp "$page" mixed/page10.png
{ cat "$page"; printf x; } >mixed/page2.png
{ cat "$page"; printf y; } >mixed/deeper/page.png
{ cat "$page"; printf z; } >mixed/.hidden/page.png
head -c 20 "$page" >mixed/short.png
echo notes >mixed/notes.txt
echo '%PDF-1.4' >mixed/book.pdf
run 1 scan -a one mixed fake.png
says 'mixed/short.png: ' err
says 'mixed/book.pdf: is a broken PDF: ' err
says '1 file that is no image was passed over' err
says '3 files with 3 pages taken in' err
run 0 scan -a one mixed/page10.png; says 'already' err
cp mixed/page10.png again.png
run 0 scan -a one again.png; says 'already, as page10.png' err
run 0 scan -a two -q mixed/page2.png mixed/page10.png; lines 0 err
TAIZHANG_ARCHIVE=two run 0 status --json; says '"waiting": 2' out
run 0 status -a one; says 'Pages     3: 3 wait' out
run 0 status -a one --lang zh; says '待读 3' out
run 0 status -a one --calibration; says 'Nobody has decided' out
run 0 status -a one --max-error 2; says 'at most 2 wrong in 1000' out
run 0 status -a one --max-error none --json; says '"max_error": 0.0' out
run 2 status -a one --max-error many; says '--max-error is like' err
run 0 report checks -a one; says 'Checks of the data' out
run 0 report checks -a one --format csv; says 'check,weight,sheet' out
run 2 report checks -a one --format html; says 'text, csv or json' err
run 2 report cheques -a one; says "not 'cheques'" err
run 0 status -a one --calibration --json; says '"ece": 0.0' out
(cd one && "$taizhang" status --json) >out 2>err
says '"pages": 3' out
run 1 scan -a one one; says 'one: there is no image in it' err

# ---- read and run: bad files beside good ones ----
mkdir run
cp "$page" run/page1.png
head -c 4000 "$page" >run/page2.png
echo text >run/page3.png
run 1 run -a made --format json -o run.json run
says 'made the archive made' err
says 'page2.png: page 1: ' err
says 'run/page3.png: ' err
cp run.json out; says '"period": ' out
run 0 export -a made sheets; says 'page1.png,1,read,' out
run 0 read -a made; says 'no page waits' err
run 1 read -a made --again --form nonsense; says nonsense err
run 0 verify -a made

# ---- learning ----
run 1 learn -a made; lines 1 err; says 'too few figures to learn from: 0' err
run 1 learn -a made --back; lines 1 err; says 'nothing was learned' err
run 1 learn -a made --reset; lines 1 err; says 'nothing was learned' err
run 2 learn -a made nonsense; lines 1 err
run 0 verify -a made

# ---- a sheet scanned anew ----
{ cat "$page"; echo again; } >run/page1b.png
run 1 scan -a made --replace page9.png run/page1b.png; lines 1 err
says 'no such page' err
run 1 scan -a made --replace page1.png run/page1.png; says 'that page itself' err
run 0 scan -a made run/page1b.png
run 0 read -a made; says 'is there already as page1.png page 1' err
run 0 scan -a made --replace page1.png run/page1b.png
says 'takes the place of page1.png page 1' err
run 0 read -a made; lines 1 err
run 0 export -a made sheets; says 'page1.png,1,replaced,,' out
says 'replaced by page1b.png page 1' out; says 'page1b.png,1,read,F5,' out
run 1 scan -a made --replace page1b.png run/page1.png
says 'is itself replaced' err
run 0 verify -a made

# ---- a table placed by hand ----
box=$("$taizhang" grid "$page" --format csv | awk -F, 'NR > 1 {
    if (x == "" || $7 < x) x = $7; if (y == "" || $8 < y) y = $8
    if ($7 + $9 > r) r = $7 + $9; if ($8 + $10 > b) b = $8 + $10 }
    END { print x, y, r, b }')
# shellcheck disable=SC2086
set -- $box
run 0 form place -a made page1b.png "$1,$2" "$3,$2" "$3,$4" "$1,$4" --form F5
run 0 export -a made sheets; says 'page1b.png,1,read,F5,' out
run 0 export -a made history; says ',place,page1b.png,1,' out
run 1 form place -a made page1b.png:2 "$1,$2" "$3,$2" "$3,$4" "$1,$4" --form F5
lines 1 err; says 'no such page' err
run 1 form place -a made page1b.png "$1,$2" "$3,$2" "$3,$4" "$1,$4" --form F99
lines 1 err; says "'F99'" err
run 1 form place -a made page1b.png "$3,$2" "$1,$2" "$1,$4" "$3,$4" --form F5
lines 1 err; says 'not in order' err
run 1 form place -a made page1b.png "$1,$2" "99999,$2" "$3,$4" "$1,$4" --form F5
lines 1 err; says 'outside of the image' err
run 0 verify -a made

# ---- exports, report, verify ----
run 0 export -a one cells; lines 1 out
says 'source,page,form,unit,period,row,column,value,state,raw,confidence,status,x,y,w,h' out
run 0 export -a one cells --format json; says '[' out
run 0 export -a one history; says 'page10.png' out; says ',cells json' out
run 0 export -a one queue; lines 1 out; says ',row_label,why' out
run 0 export -a made table:F5; says 'sheet_period,base,row,kind,unit,c1' out
run 0 export -a made table:F5 --format xlsx -o table.xlsx; lines 0 out
python3 -m zipfile -t table.xlsx >out 2>&1 || fail 'no workbook'
run 1 export -a made table:F99; lines 1 err; says F99 err
run 2 export -a made table:; lines 1 err
run 2 export -a made table:F5 --form F5; lines 1 err
run 0 export -a one sheets -o sheets.csv; lines 0 out; cp sheets.csv out
says 'source,page,state,form' out
for wrong in '--form F99' '--unit 无名村' '--period 1999'; do
    # shellcheck disable=SC2086
    run 1 export -a made cells $wrong -o untouched.csv; lines 1 err
    says "${wrong#* }" err
    # shellcheck disable=SC2086
    run 2 export -a made history $wrong; lines 1 err
done
[ ! -e untouched.csv ] || fail 'a refused export made a file'
run 2 export -a made cells --period soon; lines 1 err; says soon err
run 1 export -a one cells --with-personal; lines 1 err; lines 0 out
says 'keeps no personal columns' err
run 2 export -a one sheets --with-personal; lines 1 err; says cells err
run 0 init -q kept --keep-personal
run 0 export -a kept cells --with-personal; lines 1 out
run 0 export -a kept history; says 'with personal columns' out
run 0 verify -a kept
run 1 export -a one cells -o nowhere/cells.csv; lines 1 err
run 1 report -a one; lines 1 err; says 'no sheet' err
run 1 report -a made --period 1999; lines 1 err; says '1999' err
run 2 report -a made --period 0000; lines 1 err; says "'0000'" err
run 1 report -a made -o ''; lines 1 err; says '-o' err
run 1 report -a one --format json --period 2025; says '"period": "2025"' out
run 1 report -a one --format html --period 2025 -o report.html; cp report.html out
says '</html>' out
for format in csv xlsx pdf; do
    run 1 report -a one --format $format --period 2025 -o "report.$format"
    lines 1 err; [ -s "report.$format" ] || fail "no report.$format"
done
run 0 export -a one history; says ',export,' out; says 'report pdf 2025' out

# ---- who reads may leave early, as head does; a full disk is told of once ----
mkfifo left
for words in 'export cells' 'export history' 'report --period 2025' 'status' \
    'form show F5'; do
    said="taizhang $words | :"
    # The reader is there while the pipe is opened, and gone before the program.
    : <left &
    exec 3>left
    wait $!
    # shellcheck disable=SC2086
    "$taizhang" $words -a made >&3 2>err
    code=$?
    exec 3>&-
    : >out
    lines 0 err
    [ $code -gt 128 ] || fail "$said: exit $code"
    [ -e /dev/full ] || continue
    said="taizhang $words >/dev/full"
    # shellcheck disable=SC2086
    "$taizhang" $words -a made 2>err >/dev/full && fail "$said: exit 0"
    lines 1 err
done
# A limit stands for the disk: what stood there stays, and one line says so.
echo old >kept.pdf
cp kept.pdf kept.png
for words in 'form print F5 -o kept.pdf' 'form print F5 -o kept.png' \
    'report --period 2025 --format html -o kept.pdf' \
    'export cells -o kept.pdf' 'why births -o kept.png'; do
    said="taizhang $words on a full disk"
    # shellcheck disable=SC2086
    (trap '' XFSZ; ulimit -f 4; "$taizhang" $words -a made 2>err >out) &&
        fail "$said: exit 0"
    lines 1 err
    for file in kept.pdf kept.png; do
        [ "$(cat $file)" = old ] || fail "$said: $file is lost"
    done
done
ls | grep -q '\.part$' && fail 'a part of a file is left'

# ---- the queue in the order of work ----
run 0 export -a made queue; sort out >by-effect
run 0 export -a made queue --order page; sort out | cmp -s - by-effect ||
    fail 'another order has other cells'
run 0 export -a made queue --order column --column c1
run 2 export -a made queue --order luck; lines 1 err; says luck err
run 2 export -a made cells --order page; lines 1 err; says cells err
run 2 review -a made --second effect:; lines 1 err; says effect: err
run 2 review -a made --second 1.5; lines 1 err; says 1.5 err
run 1 review -a made --second struck,effect:3,0.4 </dev/null; lines 1 err
run 1 export -a made queue --page nothing.png; lines 1 err; says 'no such page' err

run 1 why -a one nothing; says "'nothing'" err
run 0 why -a one births --period 2025; says 'no sheet F1S of 2025H1' out
run 0 verify -a one; lines 1 err
run 0 verify -a one --json; is_json; says '"agree": true' out
original=$(find one/originals -name '*.png' | head -n 1)
chmod u+w "$original"
printf x >>"$original"
run 1 verify -a one; says 'taizhang: ' err
run 1 verify -a one --json; is_json; says '"agree": false' out

# ---- forms ----
run 0 form list; says 'F5' out; says 'fort-william' out; lines 0 err
run 0 form list --json; says '"id": "F5"' out
run 0 form --lang zh show F5; says '期末常住人口' out
run 1 form show F99; lines 1 err; says F99 err
run 0 form check "$source/forms/catalogue/F5.yaml"; lines 1 err
printf 'id: X\nversion: none\n' >bad.yaml
run 1 form check bad.yaml; lines 1 err; says bad.yaml err
sed 's/^form: .*/form: a b/' "$source/forms/catalogue/F5.yaml" >name.yaml
run 1 form check name.yaml --lang zh; lines 1 err; says '1 至 31 个字母' err
run 1 form add -a two bad.yaml; lines 1 err
sed 's/form: *F5/form: MINE/' "$source/forms/catalogue/F5.yaml" >mine.yaml
run 1 form add -a two mine.yaml; lines 1 err; says 'columns of form F5' err
run 0 form list -a two --json; ! grep -q MINE out || fail 'a twin was added'
sed -i 's/基本情况一览表/节育器具发放登记/' mine.yaml
run 0 form add -a two mine.yaml; says MINE err
sed 's/^version: .*/version: 2/' "$source/forms/catalogue/F5.yaml" >newer.yaml
run 0 form add -a two newer.yaml; says 'version 2' err
run 0 form list -a two; says MINE out
run 1 form check missing.yaml; lines 1 err
run 0 form print F5; says 'F5.pdf: form F5' err
[ "$(head -c 4 F5.pdf)" = %PDF ] || fail 'F5.pdf is no PDF'
run 0 form print -q F7-1 -o slip.png; lines 0 err
run 0 grid slip.png; says '18 columns' out
run 0 form print -q F5 --fill "$source/samples/csv/f5-2025-03.csv" -o f5.png
run 0 grid f5.png; says '12 columns' out
run 1 form print F99; lines 1 err; says F99 err

# ---- a form drafted from a page ----
run 0 form draft f5.png -o drafted.yaml; lines 1 err; says 'drafted as f5' err
run 0 form check drafted.yaml; says 'is sound' err
grep -q 'c3 = c4 + c5 + c6 + c7' drafted.yaml || fail 'the law of F5 is not drafted'
run 0 form show drafted.yaml f5.png -o overlay.png --debug steps; lines 1 err
[ -s overlay.png ] || fail 'no overlay'
[ -s steps/f5.png-1-01-decoded.png ] || fail 'no first step'
ls steps | grep -q -- '-fields.png' || fail 'no picture of the fields'
run 1 form draft missing.png; lines 1 err; says missing.png err
run 1 form show F99 f5.png -o overlay.png; lines 1 err; says F99 err
run 2 form show F5 -o overlay.png; lines 1 err
run 2 form draft --json f5.png; lines 1 err
run 2 grid --debug /dev/null/x f5.png; lines 1 err; says /dev/null/x err
run 1 form print F5 --fill missing.csv -o x.png; lines 1 err; says missing.csv err
run 2 form print F5 -o F5.doc; lines 1 err; says F5.doc err
run 2 form print; lines 1 err

# ---- what goes wrong is said in Chinese too ----
run 1 scan --lang zh -a two fake.png; says '不是图像' err
run 1 init --lang zh one; says '里已有档案' err
run 1 export --lang zh -a two cells --form F99; says '没有一张表页属于 表“F99”' err
run 1 export --lang zh -a two cells --with-personal; says '不保留个人信息栏' err
run 1 report --lang zh -a made --unit 无名村; says '没有一张表页' err
run 1 form --lang zh check bad.yaml; says '应为' err
run 1 read --lang zh -a made --again --form nonsense; says '没有名为' err
run 1 verify --lang zh -a one; says '已被改动' err
run 1 export --lang zh -a /dev/null cells; says 'taizhang init' err
mkdir broken; echo nothing >broken/archive.db
run 1 status --lang zh -a broken; says '不是 taizhang 档案' err

# ---- an archive that nobody may write, tried without root's rights ----
nobody() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
    else
        "$@"
    fi
}
cp -r made locked
chmod 755 .
chmod -R a-w,a+rX locked
as_nobody() {
    want=$1
    shift
    checks=$((checks + 1))
    said="taizhang $* (nobody)"
    nobody "$taizhang" "$@" >out 2>err
    got=$?
    [ "$got" = "$want" ] || fail "$said: exit $got, wanted $want"
}
as_nobody 0 status -a locked; says 'Pages' out; lines 0 err
as_nobody 0 verify -a locked; says agree err
as_nobody 0 export -a locked cells; says 'source,page,form' out; lines 1 err; says 'can only be read' err
as_nobody 0 export -q -a locked queue; says 'source,page' out; lines 0 err
as_nobody 0 report -a locked; says '2025' out; lines 1 err; says 'can only be read' err
as_nobody 0 report -a locked checks; lines 0 err
as_nobody 0 why -a locked births; lines 0 err
as_nobody 1 export -a locked cells --with-personal; says 'personal columns' err
as_nobody 1 status -a locked --max-error 2; says 'cannot write' err
as_nobody 1 read -a locked; lines 1 err; says 'cannot write' err
as_nobody 1 review -a locked; lines 1 err; says 'cannot write' err
chmod -R u+w locked

# ---- another program is at work on the archive ----
mkfifo go
python3 -c '
import sqlite3
held = sqlite3.connect("made/archive.db", isolation_level=None)
held.execute("BEGIN IMMEDIATE")
open("held", "w").close()
open("go").read()' &
until [ -e held ]; do sleep 0.05; done
rm -f err
said='taizhang export, while the archive is held'
checks=$((checks + 1))
"$taizhang" export -a made cells >out 2>err &
exporter=$!
until [ -s err ] || ! kill -0 $exporter 2>/dev/null; do sleep 0.05; done
: >go
wait $exporter || fail "$said: exit $?"
lines 1 err; says 'another program is writing' err; says 'source,page,form' out

# ---- grid ----
run 0 grid "$page"; says 'table 1' out
run 0 grid --format csv "$page"; lines 0 err
says 'source,table,row,column,row_span,col_span,x,y,w,h' out
[ "$(wc -l <out)" -gt 100 ] || fail 'the grid has few cells'
run 0 grid --json "$page"; is_json; says '"col_span"' out
run 0 grid --format json "$page"; is_json
run 1 grid fake.png "$page"; lines 1 err; says 'table 1' out
run 1 grid empty; lines 1 err
head -c 4000 "$page" >short.png
run 1 grid --lang zh short.png; lines 1 err; says '文件不完整' err

echo "$checks checks, $failures failed"
[ "$failures" = 0 ]
