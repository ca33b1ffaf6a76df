/* Sheets weighed again when others come in: what changes, what is told, and
 * that neither a person's word nor the order of pages is touched. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/archive.h"
#include "db/whole.h"
#include "sample_sheet.h"
#include "temp_folder.h"

enum { MONTHS = 3, UNITS = 3, COLUMNS = 3, FIELDS = 1 };

/* Stocks of three villages by month: c1 at its beginning, c2 at its end. */
static const char *const STOCK = "form: S\nversion: 1\nperiod: month\n"
                                 "rows: {kind: unit, total_labels: [合计]}\n"
                                 "fields:\n  - {name: year, type: year}\n"
                                 "columns:\n"
                                 "  - {code: unit, type: text, label: yes}\n"
                                 "  - {code: c1, type: count, total: sum}\n"
                                 "  - {code: c2, type: count, total: sum}\n"
                                 "laws:\n"
                                 "  - law: c1 = previous c2\n"
                                 "  - law: c1 <= c2\n";

static struct fault fault;

static void must(enum status rc)
{
    if (rc != ST_OK)
        fail_msg("%s: %s", status_text(rc), fault.text);
}

struct paper {
    struct sheet sheet;
    struct sheet_row rows[UNITS + 1];
    struct sheet_cell cells[FIELDS + (UNITS + 1) * COLUMNS];
};

struct fixture {
    char folder[TEMP_PATH];
    struct db_archive *archive;
    struct form *form;
    struct form_catalogue catalogue;
    struct paper papers[MONTHS];
    int64_t pages[MONTHS]; /* 0: not taken in yet */
};

static int people(int unit, int month)
{
    return 300 + 177 * unit + 13 * month + 5 * unit * month;
}

static void offer(struct reading *reading, const char *text, double score)
{
    struct ocr_candidate *to = &reading->candidates[reading->n_candidates++];

    reading->state = READ_VALUE;
    snprintf(reading->engine, sizeof reading->engine, "digits");
    snprintf(to->text, sizeof to->text, "%s", text);
    snprintf(to->value, sizeof to->value, "%s", text);
    to->score = score;
}

static struct sheet_cell *cell_at(struct paper *paper, int row, int column)
{
    return &paper->cells[row == 0 ? 0 : FIELDS + (row - 1) * COLUMNS + column];
}

static void fill(struct paper *paper, int month)
{
    static const char *const NAMES[UNITS + 1] = {"东山村", "西河村", "南坡村",
                                                 "合计"};
    int sums[2] = {0, 0};
    char text[24];

    *paper = (struct paper){0};
    snprintf(paper->sheet.form, FORM_ID_MAX, "S");
    paper->sheet.form_version = 1;
    snprintf(paper->sheet.unit, SHEET_UNIT_MAX, "清水镇");
    snprintf(paper->sheet.period, SHEET_PERIOD_MAX, "2025-%02u",
             (unsigned char)(month + 1));
    paper->sheet.n_rows = UNITS + 1;
    paper->sheet.rows = paper->rows;
    paper->sheet.cells = paper->cells;
    paper->sheet.n_cells = sizeof paper->cells / sizeof *paper->cells;
    offer(&cell_at(paper, 0, 0)->reading, "2025", 0.9);
    for (int row = 1; row <= UNITS + 1; row++) {
        bool total = row == UNITS + 1;

        paper->rows[row - 1].kind = total ? SHEET_ROW_TOTAL : SHEET_ROW_BODY;
        snprintf(paper->rows[row - 1].label, SHEET_UNIT_MAX, "%s",
                 NAMES[row - 1]);
        for (int column = 0; column < COLUMNS; column++) {
            struct sheet_cell *cell = cell_at(paper, row, column);
            int value = column == 0 ? 0
                        : total     ? sums[column - 1]
                                    : people(row - 1, month + column - 1);

            cell->row = row;
            cell->column = column;
            cell->box = (struct scan_box){100 * column, 50 * row, 90, 40};
            snprintf(text, sizeof text, "%d", value);
            offer(&cell->reading, column == 0 ? NAMES[row - 1] : text, 0.99);
            if (column == 0)
                snprintf(cell->reading.engine, sizeof cell->reading.engine,
                         "tesseract-chi");
            if (column > 0 && !total)
                sums[column - 1] += value;
        }
    }
}

/* Row and total are misread alike, so that the sheet alone agrees with it. */
static void misread(struct paper *paper, int row, int column, int more)
{
    char text[24];
    const int rows[2] = {row, UNITS + 1};

    for (int i = 0; i < 2; i++) {
        struct reading *reading = &cell_at(paper, rows[i], column)->reading;

        reading->candidates[1] = reading->candidates[0];
        reading->n_candidates = 2;
        snprintf(text, sizeof text, "%d",
                 atoi(reading->candidates[0].value) + more);
        snprintf(reading->candidates[0].text, OCR_TEXT_MAX, "%s", text);
        snprintf(reading->candidates[0].value, OCR_TEXT_MAX, "%s", text);
        reading->candidates[0].score = 0.8;
        reading->candidates[1].score = 0.2;
    }
}

static void make(struct fixture *f)
{
    char path[TEMP_PATH], yaml[] = "/tmp/taizhang-weigh-XXXXXX";
    int handle = mkstemp(yaml);
    FILE *file = fdopen(handle, "w");

    *f = (struct fixture){0};
    assert_non_null(file);
    fputs(STOCK, file);
    fclose(file);
    must(form_load(yaml, &f->form, &fault));
    unlink(yaml);
    f->catalogue = (struct form_catalogue){.forms = &f->form, .n_forms = 1};
    temp_folder_make(f->folder);
    temp_path(path, f->folder, "archive");
    must(db_create(path, (struct db_init_options){0}, &fault));
    must(db_open(path, &f->archive, &fault));
    for (int month = 0; month < MONTHS; month++)
        fill(&f->papers[month], month);
}

static void end(struct fixture *f)
{
    db_close(&f->archive);
    temp_folder_remove(f->folder);
    form_free(&f->form);
}

/* Read a month as `taizhang read` does. */
static void read_month(struct fixture *f, int month)
{
    struct check_result result;
    struct db_table table = {
        .sheet = &f->papers[month].sheet, .form = f->form, .result = &result};
    struct db_outcome outcome = {
        .state = DB_PAGE_READ, .tables = &table, .n_tables = 1};
    char name[24];

    snprintf(name, sizeof name, "m%d.png", month);
    if (f->pages[month] == 0)
        f->pages[month] = sample_take(f->archive, f->folder, name, name);
    must(check_sheet(table.sheet, f->form, CHECK_OPTIONS_DEFAULT, &result,
                     &fault));
    must(db_store_outcome(f->archive, f->pages[month], &outcome, &fault));
    check_result_clear(&result);
}

static struct db_weighed weigh(struct fixture *f)
{
    struct db_weighed weighed;

    must(db_weigh_again(f->archive, &f->catalogue, &weighed, &fault));
    return weighed;
}

static void complain(const char *line, void *context)
{
    (void)context;
    print_message("%s\n", line);
}

static void verify(struct fixture *f)
{
    must(db_verify(f->archive, complain, NULL, &fault));
}

struct wanted {
    const char *source, *column;
    int row;
    struct db_cell cell;
};

static enum status note_cell(const struct db_cell *cell, void *context)
{
    struct wanted *wanted = context;

    if (strcmp(cell->source, wanted->source) == 0)
        wanted->cell = *cell;
    return ST_OK;
}

static struct db_cell find(struct fixture *f, const char *source, int row,
                           const char *column)
{
    struct wanted wanted = {.source = source};
    struct db_filter filter = DB_FILTER_ALL;

    filter.row = row;
    filter.column = column;
    must(db_each_cell(f->archive, filter, note_cell, &wanted, &fault));
    assert_true(wanted.cell.id > 0);
    return wanted.cell;
}

static enum status count_told(const struct db_event *event, void *context)
{
    if (strcmp(event->what, "verdict") == 0 &&
        strstr(event->why, "weighed again") != NULL &&
        strstr(event->why, "c1 = previous c2") != NULL)
        ++*(int *)context;
    return ST_OK;
}

/* The new page settles what the old ones could not know. */
static void new_page_settles(void **state)
{
    struct fixture f;
    char right[24];
    int told = 0;

    (void)state;
    make(&f);
    snprintf(right, sizeof right, "%d", people(1, 1));
    misread(&f.papers[0], 2, 2, 70);
    read_month(&f, 0);
    (void)weigh(&f);
    assert_string_not_equal(find(&f, "m0.png", 2, "c2").value, right);
    read_month(&f, 1);
    assert_int_equal(weigh(&f).changed, 2);
    assert_string_equal(find(&f, "m0.png", 2, "c2").value, right);
    assert_int_equal(find(&f, "m0.png", 2, "c2").status, VERDICT_ACCEPTED);
    must(db_each_event(f.archive, count_told, &told, &fault));
    assert_int_equal(told, 2);
    assert_int_equal(weigh(&f).sheets, 0);
    verify(&f);
    end(&f);
}

static void persons_stand(void **state)
{
    struct fixture f;
    struct db_cell cell;

    (void)state;
    make(&f);
    read_month(&f, 0);
    (void)weigh(&f);
    cell = find(&f, "m0.png", 2, "c2");
    must(db_decide(f.archive, cell.id, "499", VERDICT_CORRECTED, "li", NULL,
                   &fault));
    read_month(&f, 1);
    assert_true(weigh(&f).sheets == 2);
    cell = find(&f, "m0.png", 2, "c2");
    assert_string_equal(cell.value, "499");
    assert_int_equal(cell.status, VERDICT_CORRECTED);
    verify(&f);
    end(&f);
}

/* What a person says settles the cell beside it. */
static void word_settles(void **state)
{
    struct fixture f;
    char right[24];

    (void)state;
    make(&f);
    misread(&f.papers[0], 2, 2, 70);
    snprintf(right, sizeof right, "%d", people(1, 1));
    read_month(&f, 0);
    (void)weigh(&f);
    must(db_decide(f.archive, find(&f, "m0.png", 2, "c2").id, right,
                   VERDICT_CORRECTED, "li", NULL, &fault));
    assert_int_equal(weigh(&f).changed, 1);
    snprintf(right, sizeof right, "%d",
             people(0, 1) + people(1, 1) + people(2, 1));
    assert_string_equal(find(&f, "m0.png", 4, "c2").value, right);
    end(&f);
}

/* ---- tables over several pages ---- */

/* Rows @from to @to of a month and columns @first to @last, as a page of their
 * own. */
static void cut_paper(const struct paper *paper, int from, int to, int first,
                      int last, struct paper *out)
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

static int64_t read_paper(struct fixture *f, struct paper *paper,
                          const char *name)
{
    struct check_result result;
    struct db_table table = {
        .sheet = &paper->sheet, .form = f->form, .result = &result};
    struct db_outcome outcome = {
        .state = DB_PAGE_READ, .tables = &table, .n_tables = 1};
    int64_t page = sample_take(f->archive, f->folder, name, name);

    must(check_sheet(table.sheet, f->form, CHECK_OPTIONS_DEFAULT, &result,
                     &fault));
    must(db_store_outcome(f->archive, page, &outcome, &fault));
    check_result_clear(&result);
    return page;
}

/* Join the parts of one table as `taizhang read` does. */
static void join(struct fixture *f, struct paper *whole, size_t n_parts,
                 const struct db_whole_part *parts)
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
        must(db_load_sheet(f->archive, parts[p].sheet_id, f->form, &loaded,
                           &fault));
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
    must(check_sheet(&whole->sheet, f->form, CHECK_OPTIONS_DEFAULT, &result,
                     &fault));
    joined.cell_ids = ids;
    joined.result = &result;
    must(db_store_whole(f->archive, &joined, &fault));
    check_result_clear(&result);
}

static int64_t sheet_of(struct fixture *f, const char *source)
{
    return find(f, source, 1, NULL).sheet_id;
}

/* The month after says what a cell on the second page must be. */
static void parts_are_weighed_as_one(void **state)
{
    struct fixture f;
    struct paper top, foot;
    char right[24];

    (void)state;
    make(&f);
    snprintf(right, sizeof right, "%d", people(2, 2));
    misread(&f.papers[1], 3, 2, 70);
    cut_paper(&f.papers[1], 1, 2, 0, COLUMNS - 1, &top);
    cut_paper(&f.papers[1], 3, UNITS + 1, 0, COLUMNS - 1, &foot);
    (void)read_paper(&f, &top, "top.png");
    (void)read_paper(&f, &foot, "foot.png");
    join(&f, &f.papers[1], 2,
         (struct db_whole_part[]){{sheet_of(&f, "top.png"), 0, 0, 2},
                                  {sheet_of(&f, "foot.png"), 0, 2, 2}});
    (void)weigh(&f);
    assert_string_not_equal(find(&f, "foot.png", 1, "c2").value, right);
    read_month(&f, 2);
    assert_int_equal(weigh(&f).changed, 2);
    assert_string_equal(find(&f, "foot.png", 1, "c2").value, right);
    assert_int_equal(weigh(&f).sheets, 0);
    verify(&f);
    end(&f);
}

/* c1 on the left page, c2 on the right one. */
static void halves_are_weighed_as_one(void **state)
{
    struct fixture f;
    struct paper left, right_half;
    char right[24];
    int64_t left_id;

    (void)state;
    make(&f);
    snprintf(right, sizeof right, "%d", people(1, 1));
    misread(&f.papers[0], 2, 2, 70);
    cut_paper(&f.papers[0], 1, UNITS + 1, 0, 1, &left);
    cut_paper(&f.papers[0], 1, UNITS + 1, 2, 2, &right_half);
    (void)read_paper(&f, &left, "left.png");
    (void)read_paper(&f, &right_half, "right.png");
    left_id = sheet_of(&f, "left.png");
    join(&f, &f.papers[0], 2,
         (struct db_whole_part[]){
             {left_id, 0, 0, UNITS + 1},
             {sheet_of(&f, "right.png"), left_id, 0, UNITS + 1}});
    (void)weigh(&f);
    read_month(&f, 1);
    assert_int_equal(weigh(&f).changed, 2);
    assert_string_equal(find(&f, "right.png", 2, "c2").value, right);
    assert_string_equal(find(&f, "right.png", 2, "c2").row_label, "西河村");
    verify(&f);
    end(&f);
}

static double confidence_of(struct fixture *f, const char *column)
{
    return find(f, "m2.png", 1, column).confidence;
}

/* Where persons find many errors, what is left is trusted less; and what was
 * set right before is set right from what it was in the beginning. */
static void decisions_set_confidence_right(void **state)
{
    struct fixture f;
    double before, after;

    (void)state;
    make(&f);
    for (int month = 0; month < MONTHS; month++)
        read_month(&f, month);
    (void)weigh(&f);
    before = confidence_of(&f, "c2");
    for (int month = 0; month < 2; month++)
        for (int row = 1; row <= UNITS; row++) {
            char source[24], value[OCR_TEXT_MAX + 1];
            struct db_cell cell;

            snprintf(source, sizeof source, "m%d.png", month);
            cell = find(&f, source, row, "c2");
            snprintf(value, sizeof value, "%s1", cell.value);
            must(db_decide(f.archive, cell.id, value, VERDICT_CORRECTED, "li",
                           NULL, &fault));
        }
    (void)weigh(&f);
    after = confidence_of(&f, "c2");
    assert_true(after < before);
    (void)weigh(&f);
    assert_true(confidence_of(&f, "c2") == after);
    verify(&f);
    end(&f);
}

static enum status note_finding(const struct db_finding *finding, void *context)
{
    char **out = context;
    size_t used = strlen(*out);

    snprintf(*out + used, 4096 - used, "%s %s %s %s\n", finding->source,
             finding->check, finding->law, finding->cells);
    return ST_OK;
}

/* The clerk carried over another figure. */
static void finding_names_both_pages(void **state)
{
    char buffer[4096] = "", *listed = buffer;
    struct fixture f;

    (void)state;
    make(&f);
    snprintf(cell_at(&f.papers[1], 3, 1)->reading.candidates[0].value,
             OCR_TEXT_MAX, "%d", people(2, 1) - 200);
    read_month(&f, 0);
    read_month(&f, 1);
    (void)weigh(&f);
    must(db_each_finding(f.archive, DB_FILTER_ALL, note_finding, &listed,
                         &fault));
    assert_non_null(
        strstr(buffer, "m1.png B1 c1 = previous c2 3:c1 m0.png:1/3:c2"));
    verify(&f);
    /* Read again the one that is named only: the finding holds all the same. */
    read_month(&f, 0);
    (void)weigh(&f);
    verify(&f);
    buffer[0] = '\0';
    must(db_each_finding(f.archive, DB_FILTER_ALL, note_finding, &listed,
                         &fault));
    assert_non_null(strstr(buffer, "3:c1 m0.png:1/3:c2"));
    end(&f);
}

static void placed_by_figures(void **state)
{
    struct fixture f;

    (void)state;
    make(&f);
    f.papers[1].sheet.period[0] = '\0';
    for (int month = 0; month < MONTHS; month++)
        read_month(&f, month);
    (void)weigh(&f);
    /* Three villages and their total agree with the months on either side. */
    assert_string_equal(find(&f, "m1.png", 2, "c2").period, "2025-02");
    verify(&f);
    end(&f);
}

static char *read_in_order(const int *order, bool each_time)
{
    struct fixture f;
    char *exported;

    make(&f);
    misread(&f.papers[0], 2, 2, 70);
    misread(&f.papers[2], 1, 1, 8);
    for (int i = 0; i < MONTHS; i++) {
        read_month(&f, order[i]);
        if (each_time)
            (void)weigh(&f);
    }
    (void)weigh(&f);
    exported = sample_export(f.archive);
    end(&f);
    return exported;
}

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Exports follow the order of pages: their lines are what must be alike. */
static char *sort_lines(char *text)
{
    char *lines[512], *copy = strdup(text), *state = NULL, *line;
    size_t n = 0;

    for (line = strtok_r(copy, "\n", &state); line != NULL && n < 512;
         line = strtok_r(NULL, "\n", &state))
        lines[n++] = line;
    qsort(lines, n, sizeof *lines, compare_lines);
    text[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        strcat(text, lines[i]);
        strcat(text, "\n");
    }
    free(copy);
    return text;
}

static void order_is_nothing(void **state)
{
    static const int ORDERS[][MONTHS] = {
        {0, 1, 2}, {2, 1, 0}, {1, 0, 2}, {1, 2, 0}};
    char *first = sort_lines(read_in_order(ORDERS[0], false));

    (void)state;
    assert_non_null(strstr(first, "c1"));
    for (size_t i = 1; i < sizeof ORDERS / sizeof *ORDERS; i++)
        for (int each_time = 0; each_time < 2; each_time++) {
            char *other = sort_lines(read_in_order(ORDERS[i], each_time));

            assert_string_equal(first, other);
            free(other);
        }
    free(first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_page_settles),
        cmocka_unit_test(persons_stand),
        cmocka_unit_test(parts_are_weighed_as_one),
        cmocka_unit_test(halves_are_weighed_as_one),
        cmocka_unit_test(word_settles),
        cmocka_unit_test(decisions_set_confidence_right),
        cmocka_unit_test(finding_names_both_pages),
        cmocka_unit_test(placed_by_figures),
        cmocka_unit_test(order_is_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
