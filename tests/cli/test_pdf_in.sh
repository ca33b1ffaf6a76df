#!/bin/sh
# A PDF as a scanner hands it out is read as the images on its pages are, and
# what cannot be read of it is one line.
# usage: test_pdf_in.sh TAIZHANG SOURCE_DIR PDF_OF_IMAGES
pages=$2/samples/pages
pdf_of_images=$3
. "$(dirname "$0")/run_program.sh"
# what a program leaves behind is seen here
TMPDIR=$work/tmp
export TMPDIR
mkdir tmp

# says TEXT FILE
says() {
    grep -qF -- "$1" "$2" || fail "$said: $2 lacks '$1'"
}

# cells ARCHIVE: without the names of the files, pages counted through
cells() {
    run 0 export -a "$1" cells --format csv
    sed -e 's/^first.png,1,/1,/' -e 's/^second.png,1,/2,/' -e 's/^both.pdf,//' out |
        sed 1d | sort
}

cp "$pages/05-women-2025.png" first.png
cp "$pages/10-ledger-3.png" second.png
mkdir folder
"$pdf_of_images" folder/both.pdf first.png second.png || fail 'no PDF was made'
run 0 init png
run 0 init pdf
run 0 scan -a png first.png second.png
run 0 scan -a pdf folder; says '1 files with 2 pages taken in' err
run 0 scan -a pdf folder/both.pdf; says 'already' err
cmp -s folder/both.pdf pdf/originals/*/*.pdf || fail 'the original is not kept as it came'
run 0 read -a png
run 0 read -a pdf
cells png >png.csv
cells pdf >pdf.csv
[ "$(wc -l <png.csv)" -gt 100 ] || fail 'too few cells were read'
diff png.csv pdf.csv >out || fail 'a PDF is read otherwise than its images'
run 0 verify -a pdf
run 0 grid folder/both.pdf; says 'both.pdf' out

# ---- what cannot be taken in ----
head -c 100000 folder/both.pdf >cut.pdf
run 1 scan -a pdf cut.pdf; says 'cut.pdf: is a broken PDF: ' err
run 1 scan -a pdf --lang zh cut.pdf; says 'cut.pdf: ' err; says '是损坏的 PDF' err
: >empty.pdf
run 1 scan -a pdf empty.pdf; says 'empty.pdf: is empty' err
cp folder/both.pdf other.pdf
echo >>other.pdf
saved=$PATH
PATH=$work/tmp
run 1 scan -a pdf other.pdf
PATH=$saved
says 'package poppler-utils' err
run 0 scan -a pdf other.pdf

# ---- poppler lacks what Chinese text needs ----
mkdir lacking
cat >lacking/pdfimages <<'END'
#!/bin/sh
echo "Syntax Error: Missing language pack for 'Adobe-GB1' mapping" >&2
END
chmod +x lacking/pdfimages
cp folder/both.pdf third.pdf
printf '\n\n' >>third.pdf
PATH=$work/lacking:$saved
run 1 scan -a pdf third.pdf
PATH=$saved
says 'third.pdf: has text in a script that the package poppler-data' err

# ---- poppler crashes while a page is read ----
mkdir broken
printf '#!/bin/sh\nkill -SEGV $$\n' >broken/pdftoppm
chmod +x broken/pdftoppm
PATH=$work/broken:$saved
run 1 read -a pdf
PATH=$saved
says 'other.pdf: page 1: failed: pdftoppm crashed on it (SIGSEGV)' err
says 'other.pdf: page 2: failed: pdftoppm crashed on it (SIGSEGV)' err
run 0 verify -a pdf

[ -z "$(ls tmp)" ] || fail "files were left behind: $(ls tmp)"
[ "$failures" = 0 ] || exit 1
echo 'all checks of PDF files hold'
