/* Tables that go on over several pages are weighed as one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/archive.h"
#include "db/whole.h"
#include "sample_sheet.h"
#include "weigh_papers.h"

/* Rows @from to @to of a month and columns @first to @last, as a page of their
 * own. */
static void cut_paper(const struct weigh_paper *paper, int from, int to,
                      int first, int last, struct weigh_paper *out)
{
    *out = *paper;
    out->sheet.rows = out->rows;
    out->sheet.cells = out->cells;
    out->sheet.n_rows = to - from + 1;
    out->sheet.n_cells = 0;
    for (int row = from; row <= to; row++)
        out->rows[row - from] = paper->rows[row - 1];
    for (size_t i = 0; i < paper->sheet.n_cells; i++) {
        struct sheet_cell cell = paper->cells[i];
        bool here = cell.row == 0
                        ? from == 1 && first == 0
                        : cell.row >= from && cell.row <= to &&
                              cell.column >= first && cell.column <= last;
        if (!here)
            continue;
        cell.row -= cell.row > 0 ? from - 1 : 0;
        out->cells[out->sheet.n_cells++] = cell;
    }
    if (first > 0 || last < COLUMNS - 1) {
        out->sheet.first_column = first;
        out->sheet.n_columns = last - first + 1;
    }
}

static int64_t read_paper(struct weigh_papers *f, struct weigh_paper *paper,
                          const char *name)
{
    struct check_result result;
    struct db_table table = {
        .sheet = &paper->sheet, .form = f->form, .result = &result};
    struct db_outcome outcome = {
        .state = DB_PAGE_READ, .tables = &table, .n_tables = 1};
    int64_t page = sample_take(f->archive, f->folder, name, name);

    weigh_must(check_sheet(table.sheet, f->form, CHECK_OPTIONS_DEFAULT, &result,
                           &weigh_fault));
    weigh_must(db_store_outcome(f->archive, page, &outcome, &weigh_fault));
    check_result_clear(&result);
    return page;
}

/* Join the parts of one table as `taizhang read` does. */
static void join(struct weigh_papers *f, struct weigh_paper *whole,
                 size_t n_parts, const struct db_whole_part *parts)
{
    struct db_whole joined = {.form = f->form,
                              .parts = parts,
                              .n_parts = n_parts,
                              .sheet = &whole->sheet};
    struct check_result result;
    int64_t ids[sizeof whole->cells / sizeof *whole->cells];
    size_t n = 0;

    for (size_t p = 0; p < n_parts; p++) {
        struct db_loaded loaded;
        weigh_must(db_load_sheet(f->archive, parts[p].sheet_id, f->form,
                                 &loaded, &weigh_fault));
        for (size_t i = 0; i < loaded.sheet.n_cells; i++) {
            struct sheet_cell *at = &loaded.sheet.cells[i];
            int row = at->row + (at->row > 0 ? parts[p].rows_before : 0);
            ids[row == 0 ? 0 : FIELDS + (row - 1) * COLUMNS + at->column] =
                loaded.cell_ids[i];
            n++;
        }
        db_loaded_clear(&loaded);
    }
    assert_int_equal(n, whole->sheet.n_cells);
    weigh_must(check_sheet(&whole->sheet, f->form, CHECK_OPTIONS_DEFAULT,
                           &result, &weigh_fault));
    joined.cell_ids = ids;
    joined.result = &result;
    weigh_must(db_store_whole(f->archive, &joined, &weigh_fault));
    check_result_clear(&result);
}

static int64_t sheet_of(struct weigh_papers *f, const char *source)
{
    return weigh_papers_find(f, source, 1, NULL).sheet_id;
}

/* The month after says what a cell on the second page must be. */
static void parts_are_weighed_as_one(void **state)
{
    struct weigh_papers f;
    struct weigh_paper top, foot;
    char right[24];

    (void)state;
    weigh_papers_make(&f);
    snprintf(right, sizeof right, "%d", weigh_people(2, 2));
    weigh_misread(&f.papers[1], 3, 2, 70);
    cut_paper(&f.papers[1], 1, 2, 0, COLUMNS - 1, &top);
    cut_paper(&f.papers[1], 3, UNITS + 1, 0, COLUMNS - 1, &foot);
    (void)read_paper(&f, &top, "top.png");
    (void)read_paper(&f, &foot, "foot.png");
    join(&f, &f.papers[1], 2,
         (struct db_whole_part[]){{sheet_of(&f, "top.png"), 0, 0, 2},
                                  {sheet_of(&f, "foot.png"), 0, 2, 2}});
    (void)weigh_papers_weigh(&f);
    assert_string_not_equal(weigh_papers_find(&f, "foot.png", 1, "c2").value,
                            right);
    weigh_papers_read(&f, 2);
    assert_int_equal(weigh_papers_weigh(&f).changed, 2);
    assert_string_equal(weigh_papers_find(&f, "foot.png", 1, "c2").value,
                        right);
    assert_int_equal(weigh_papers_weigh(&f).sheets, 0);
    weigh_papers_verify(&f);
    weigh_papers_end(&f);
}

/* c1 on the left page, c2 on the right one. */
static void halves_are_weighed_as_one(void **state)
{
    struct weigh_papers f;
    struct weigh_paper left, right_half;
    char right[24];
    int64_t left_id;

    (void)state;
    weigh_papers_make(&f);
    snprintf(right, sizeof right, "%d", weigh_people(1, 1));
    weigh_misread(&f.papers[0], 2, 2, 70);
    cut_paper(&f.papers[0], 1, UNITS + 1, 0, 1, &left);
    cut_paper(&f.papers[0], 1, UNITS + 1, 2, 2, &right_half);
    (void)read_paper(&f, &left, "left.png");
    (void)read_paper(&f, &right_half, "right.png");
    left_id = sheet_of(&f, "left.png");
    join(&f, &f.papers[0], 2,
         (struct db_whole_part[]){
             {left_id, 0, 0, UNITS + 1},
             {sheet_of(&f, "right.png"), left_id, 0, UNITS + 1}});
    (void)weigh_papers_weigh(&f);
    weigh_papers_read(&f, 1);
    assert_int_equal(weigh_papers_weigh(&f).changed, 2);
    assert_string_equal(weigh_papers_find(&f, "right.png", 2, "c2").value,
                        right);
    assert_string_equal(weigh_papers_find(&f, "right.png", 2, "c2").row_label,
                        "西河村");
    weigh_papers_verify(&f);
    weigh_papers_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_weighed_as_one),
        cmocka_unit_test(halves_are_weighed_as_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
