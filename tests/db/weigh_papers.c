#include "weigh_papers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sample_sheet.h"

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

struct fault weigh_fault;

void weigh_must(enum status rc)
{
    if (rc != ST_OK)
        fail_msg("%s: %s", status_text(rc), weigh_fault.text);
}

int weigh_people(int unit, int month)
{
    return 300 + 177 * unit + 13 * month + 5 * unit * month;
}

struct sheet_cell *weigh_paper_cell(struct weigh_paper *paper, int row,
                                    int column)
{
    return &paper->cells[row == 0 ? 0 : FIELDS + (row - 1) * COLUMNS + column];
}

static void fill(struct weigh_paper *paper, int month)
{
    static const char *const NAMES[UNITS + 1] = {"东山村", "西河村", "南坡村",
                                                 "合计"};
    int sums[2] = {0, 0};
    char text[24];

    *paper = (struct weigh_paper){0};
    snprintf(paper->sheet.form, FORM_ID_MAX, "S");
    paper->sheet.form_version = 1;
    snprintf(paper->sheet.unit, SHEET_UNIT_MAX, "清水镇");
    snprintf(paper->sheet.period, SHEET_PERIOD_MAX, "2025-%02u",
             (unsigned char)(month + 1));
    paper->sheet.n_rows = UNITS + 1;
    paper->sheet.rows = paper->rows;
    paper->sheet.cells = paper->cells;
    paper->sheet.n_cells = sizeof paper->cells / sizeof *paper->cells;
    sample_offer(&weigh_paper_cell(paper, 0, 0)->reading, "2025", 0.9);
    for (int row = 1; row <= UNITS + 1; row++) {
        bool total = row == UNITS + 1;

        paper->rows[row - 1].kind = total ? SHEET_ROW_TOTAL : SHEET_ROW_BODY;
        snprintf(paper->rows[row - 1].label, SHEET_UNIT_MAX, "%s",
                 NAMES[row - 1]);
        for (int column = 0; column < COLUMNS; column++) {
            struct sheet_cell *cell = weigh_paper_cell(paper, row, column);
            int value = column == 0 ? 0
                        : total     ? sums[column - 1]
                                    : weigh_people(row - 1, month + column - 1);

            cell->row = row;
            cell->column = column;
            cell->box = (struct scan_box){100 * column, 50 * row, 90, 40};
            snprintf(text, sizeof text, "%d", value);
            sample_offer(&cell->reading, column == 0 ? NAMES[row - 1] : text, 0.99);
            if (column == 0)
                snprintf(cell->reading.engine, sizeof cell->reading.engine,
                         "tesseract-chi");
            if (column > 0 && !total)
                sums[column - 1] += value;
        }
    }
}

/* Row and total are misread alike, so that the sheet alone agrees with it. */
void weigh_misread(struct weigh_paper *paper, int row, int column, int more)
{
    char text[24];
    const int rows[2] = {row, UNITS + 1};

    for (int i = 0; i < 2; i++) {
        struct reading *reading =
            &weigh_paper_cell(paper, rows[i], column)->reading;

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

void weigh_papers_make(struct weigh_papers *f)
{
    char yaml[] = "/tmp/taizhang-weigh-XXXXXX";
    int handle = mkstemp(yaml);
    FILE *file = fdopen(handle, "w");

    *f = (struct weigh_papers){0};
    assert_non_null(file);
    fputs(STOCK, file);
    fclose(file);
    weigh_must(form_load(yaml, &f->form, &weigh_fault));
    unlink(yaml);
    f->catalogue = (struct form_catalogue){.forms = &f->form, .n_forms = 1};
    f->archive = sample_archive(f->folder);
    for (int month = 0; month < MONTHS; month++)
        fill(&f->papers[month], month);
}

void weigh_papers_end(struct weigh_papers *f)
{
    db_close(&f->archive);
    temp_folder_remove(f->folder);
    form_free(&f->form);
}

/* Read a month as `taizhang read` does. */
void weigh_papers_read(struct weigh_papers *f, int month)
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
    weigh_must(check_sheet(table.sheet, f->form, CHECK_OPTIONS_DEFAULT, &result,
                           &weigh_fault));
    weigh_must(
        db_store_outcome(f->archive, f->pages[month], &outcome, &weigh_fault));
    check_result_clear(&result);
}

struct db_weighed weigh_papers_weigh(struct weigh_papers *f)
{
    struct db_weighed weighed;

    weigh_must(
        db_weigh_again(f->archive, &f->catalogue, &weighed, &weigh_fault));
    return weighed;
}

static void complain(const char *line, void *context)
{
    (void)context;
    print_message("%s\n", line);
}

void weigh_papers_verify(struct weigh_papers *f)
{
    weigh_must(db_verify(f->archive, complain, NULL, &weigh_fault));
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

struct db_cell weigh_papers_find(struct weigh_papers *f, const char *source,
                                 int row, const char *column)
{
    struct wanted wanted = {.source = source};
    struct db_filter filter = DB_FILTER_ALL;

    filter.row = row;
    filter.column = column;
    weigh_must(
        db_each_cell(f->archive, filter, note_cell, &wanted, &weigh_fault));
    assert_true(wanted.cell.id > 0);
    return wanted.cell;
}
