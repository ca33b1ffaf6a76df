#include "made_archive.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <cairo.h>

#include "base/text.h"

enum { MAX_ROWS = 200 };

void made_open(struct made_archive *made)
{
    made_open_keeping(made, false);
}

void made_open_keeping(struct made_archive *made, bool keep_personal)
{
    *made = (struct made_archive){.folder = "/tmp/taizhang-report-XXXXXX"};
    assert_non_null(mkdtemp(made->folder));
    made_open_at(made, keep_personal);
}

void made_open_at(struct made_archive *made, bool keep_personal)
{
    struct fault fault = {{0}};

    if (db_create(made->folder, (struct db_init_options){keep_personal},
                  &fault) !=
            ST_OK ||
        db_open(made->folder, &made->db, &fault) != ST_OK ||
        form_catalogue_load(NULL, &made->forms, &fault) != ST_OK)
        fail_msg("%s", fault.text);
}

void made_close(struct made_archive *made)
{
    char command[128];

    db_close(&made->db);
    form_catalogue_clear(&made->forms);
    snprintf(command, sizeof command, "rm -r '%s'", made->folder);
    assert_int_equal(system(command), 0);
}

static void draw_cell(cairo_t *cr, const char *word, int column, int row)
{
    cairo_rectangle(cr, 100 * column, 40 * row, 90, 30);
    cairo_stroke(cr);
    cairo_move_to(cr, 100 * column + 12, 40 * row + 23);
    cairo_show_text(cr, word);
}

/* Black on white; no two pages alike. */
static void draw_page(struct made_archive *made, const char *path,
                      const char *const *rows)
{
    cairo_surface_t *surface;
    cairo_t *cr;
    char copy[1024], *word, *rest, number[32];
    int n = 0;

    while (rows[n] != NULL)
        n++;
    surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 2400,
                                         40 * (n + 2));
    cr = cairo_create(surface);

    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_set_source_rgb(cr, 0, 0, 0);
    cairo_select_font_face(cr, "Noto Sans CJK SC", CAIRO_FONT_SLANT_NORMAL,
                           CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(cr, 20);
    snprintf(number, sizeof number, "%d", made->n_pages);
    draw_cell(cr, number, 0, 0);
    for (int row = 0; rows[row] != NULL; row++) {
        int column = 0;
        rest = NULL;
        assert_true(text_copy(copy, sizeof copy, rows[row]));
        for (word = strtok_r(copy, " ", &rest); word != NULL;
             word = strtok_r(NULL, " ", &rest))
            draw_cell(cr, word, column++, row + 1);
    }
    assert_int_equal(cairo_surface_write_to_png(surface, path),
                     CAIRO_STATUS_SUCCESS);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
}

static void write_page(struct made_archive *made, const char *path,
                       const char *const *rows)
{
    FILE *file;

    if (made->inked) {
        draw_page(made, path, rows);
        return;
    }
    file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "page %d", made->n_pages);
    fclose(file);
}

/* The archive keeps files by their content, so each needs one of its own. */
static int64_t take_page(struct made_archive *made, const char *const *rows)
{
    char path[128];
    struct fault fault = {{0}};
    enum db_taken taken;
    struct db_page *pages = NULL;
    size_t n = 0;
    int64_t id;

    snprintf(path, sizeof path, "%s/page%d.png", made->folder,
             ++made->n_pages);
    write_page(made, path, rows);
    if (db_take_original(made->db, path, 1, &taken, NULL, 0, &fault) !=
            ST_OK ||
        db_list_pages(made->db, true, &pages, &n, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    assert_int_equal(n, made->n_pages);
    id = pages[n - 1].id;
    free(pages);
    return id;
}

static void write_cell(const char *word, struct sheet_cell *cell,
                       struct verdict *verdict)
{
    size_t length = strlen(word);
    bool doubt = length > 1 && word[length - 1] == '?';
    char text[OCR_TEXT_MAX];

    text_copy(text, sizeof text, word);
    if (doubt)
        text[length - 1] = '\0';
    cell->reading.state = strcmp(text, "-") == 0   ? READ_DASH
                          : strcmp(text, "_") == 0 ? READ_BLANK
                          : strcmp(text, "!") == 0 ? READ_ILLEGIBLE
                          : strcmp(text, "0") == 0 ? READ_ZERO
                                                   : READ_VALUE;
    verdict->state = cell->reading.state;
    verdict->status = doubt || verdict->state == READ_ILLEGIBLE
                          ? VERDICT_REVIEW
                          : VERDICT_ACCEPTED;
    verdict->confidence = verdict->status == VERDICT_REVIEW ? 0.60 : 0.99;
    cell->reading.n_candidates = 1;
    text_copy(cell->reading.candidates[0].text, OCR_TEXT_MAX, text);
    if (cell->reading.state == READ_VALUE || cell->reading.state == READ_ZERO)
        text_copy(verdict->value, sizeof verdict->value, text);
    text_copy(cell->reading.candidates[0].value, OCR_TEXT_MAX,
              verdict->value);
}

/* One row of text into cells, blank where the text ends early. */
static void write_row(const struct form *form, const char *text, int row,
                      struct sheet *sheet, struct verdict *verdicts)
{
    char copy[1024], *word, *rest = NULL;

    assert_true(text_copy(copy, sizeof copy, text));
    word = strtok_r(copy, " ", &rest);
    text_copy(sheet->rows[row - 1].label, SHEET_UNIT_MAX,
              word != NULL ? word : "");
    sheet->rows[row - 1].kind = word != NULL && strcmp(word, "合计") == 0
                                    ? SHEET_ROW_TOTAL
                                    : SHEET_ROW_BODY;
    for (size_t i = 0; i < form->n_columns; i++) {
        struct sheet_cell *cell = &sheet->cells[sheet->n_cells];
        cell->row = row;
        cell->column = (int)i;
        cell->box = (struct scan_box){100 * (int)i, 40 * row, 90, 30};
        write_cell(word != NULL ? word : "_", cell,
                   &verdicts[sheet->n_cells++]);
        word = word != NULL ? strtok_r(NULL, " ", &rest) : NULL;
    }
    assert_null(word);
}

static void write_field(const struct form *form, const char *name,
                        const char *word, struct sheet *sheet,
                        struct verdict *verdicts)
{
    size_t at = 0;

    while (at < form->n_fields && strcmp(form->fields[at].name, name) != 0)
        at++;
    assert_true(at < form->n_fields);
    sheet->cells[sheet->n_cells].column = (int)at;
    write_cell(word, &sheet->cells[sheet->n_cells], &verdicts[sheet->n_cells]);
    sheet->n_cells++;
}

static void write_header(const struct form *form,
                         const struct made_archive *made, struct sheet *sheet,
                         struct verdict *verdicts)
{
    if (made->date != NULL)
        write_field(form, "report_date", made->date, sheet, verdicts);
    for (int i = 0; made->header != NULL && made->header[i] != NULL; i++) {
        char copy[128], *word;

        assert_true(text_copy(copy, sizeof copy, made->header[i]));
        word = strchr(copy, '=');
        assert_non_null(word);
        *word++ = '\0';
        write_field(form, copy, word, sheet, verdicts);
    }
}

int made_sheet(struct made_archive *made, const char *form_id,
               const char *unit, const char *period, const char *const *rows)
{
    const struct form *form = form_catalogue_lookup(&made->forms, form_id);
    struct sheet_row kinds[MAX_ROWS] = {0};
    struct sheet sheet = {.rows = kinds, .match_score = 0.9,
                          .runner_up = "T1", .runner_up_score = 0.35};
    struct check_result result = {0};
    struct db_outcome outcome = {.state = DB_PAGE_READ};
    struct db_table table;
    struct fault fault = {{0}};

    assert_non_null(form);
    sheet.cells = calloc(MAX_ROWS * form->n_columns + form->n_fields + 1,
                         sizeof *sheet.cells);
    result.verdicts =
        calloc(MAX_ROWS * form->n_columns + form->n_fields + 1,
               sizeof *result.verdicts);
    write_header(form, made, &sheet, result.verdicts);
    text_copy(sheet.base, sizeof sheet.base,
              made->base != NULL ? made->base : form->base);
    text_copy(sheet.form, sizeof sheet.form, form->id);
    sheet.form_version = form->version;
    text_copy(sheet.unit, sizeof sheet.unit, unit);
    text_copy(sheet.period, sizeof sheet.period, period);
    while (rows[sheet.n_rows] != NULL) {
        assert_true(sheet.n_rows < MAX_ROWS);
        sheet.n_rows++;
        write_row(form, rows[sheet.n_rows - 1], sheet.n_rows, &sheet,
                  result.verdicts);
    }
    result.n_verdicts = sheet.n_cells;
    table = (struct db_table){&sheet, form, &result};
    outcome.tables = &table;
    outcome.n_tables = 1;
    if (db_store_outcome(made->db, take_page(made, rows), &outcome, &fault) !=
        ST_OK)
        fail_msg("%s", fault.text);
    free(sheet.cells);
    free(result.verdicts);
    return made->n_pages;
}

char *made_render(struct made_archive *made, const char *unit,
                  report_renderer *renderer)
{
    struct report *report = NULL;
    struct fault fault = {{0}};
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    if (report_summarise(made->db, NULL, unit, &report, &fault) != ST_OK ||
        renderer(report, REPORT_CHINESE, out, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    fclose(out);
    report_free(&report);
    return text;
}

struct wanted {
    int page, row;
    const char *column;
    int64_t id;
};

static enum status find_cell(const struct db_cell *cell, void *context)
{
    struct wanted *wanted = context;
    char source[64];

    snprintf(source, sizeof source, "page%d.png", wanted->page);
    if (strcmp(cell->source, source) == 0 && cell->row == wanted->row &&
        strcmp(cell->column, wanted->column) == 0)
        wanted->id = cell->id;
    return ST_OK;
}

void made_correct(struct made_archive *made, int page, int row,
                  const char *column, const char *value)
{
    struct wanted wanted = {page, row, column, 0};
    struct fault fault = {{0}};

    if (db_each_cell(made->db, DB_FILTER_ALL, find_cell, &wanted, &fault) !=
            ST_OK ||
        db_decide(made->db, wanted.id, value, VERDICT_CORRECTED, "tester",
                  "looked at the paper", &fault) != ST_OK)
        fail_msg("%s", fault.text);
}

static const char *const f5_december[] = {
    "东村 20000 5000 4000 150 1800 1970 80 16 9 60 400",
    "西村 3122 892 452 15 167 254 16 2 2 13 112",
    "合计 23122 5892 4452 165 1967 2224 96 18 11 73 512", NULL};
static const char *const f3_year[] = {
    "东村 5000 4000 150 1800 1000 1300 700 10 300 1970 300 1200 250 650 10 "
    "100 80 60 15 0 2",
    "西村 892 452 15 167 63 111 29 5 62 254 100 105 36 54 4 25 16 7 1 - 1",
    "合计 5892 4452 165 1967 1063 1411 729 15 362 2224 400 1305 286 704 14 "
    "125 96 67 16 0 3",
    NULL};
static const char *const f1s_first[] = {
    "东村 20050 19980 3990 400 20 25 44 10 20 24 1 2 2 3 50 1 30 70",
    "西村 3021 3108 448 68 7 5 12 6 8 9 1 1 2 1 17 - 7 11",
    "合计 23071 23088 4438 468 27 30 56 16 28 33 2 3 4 4 67 1 37 81", NULL};
static const char *const f1s_second[] = {
    "东村 19980 20000 4000 400 30 20 49 27 20 43 1 - - 2 60 2 30 60",
    "西村 3108 3122 452 112 3 3 6 2 3 4 _ 1 1 1 5 - 2 4", NULL};

/* "c8" of a row of text: the ninth word gets a question mark. */
static void mark_doubt(const char *row, const char *column, char *out,
                       size_t size)
{
    int wanted = column != NULL ? atoi(column + 1) : -1, at = 0;
    char copy[1024], *word, *rest = NULL;

    text_copy(copy, sizeof copy, row);
    out[0] = '\0';
    for (word = strtok_r(copy, " ", &rest); word != NULL;
         word = strtok_r(NULL, " ", &rest), at++) {
        size_t used = strlen(out);
        snprintf(out + used, size - used, "%s%s%s", at > 0 ? " " : "", word,
                 at == wanted ? "?" : "");
    }
}

void made_golden(struct made_archive *made, const char *doubt)
{
    char total[1024];
    const char *second[] = {f1s_second[0], f1s_second[1], total, NULL};

    mark_doubt("合计 23088 23122 4452 512 33 23 55 29 23 47 1 1 1 3 65 2 32 "
               "64",
               doubt, total, sizeof total);
    made_sheet(made, "F5", "清水镇", "2025-12", f5_december);
    made_sheet(made, "F1S", "清水镇", "2025H1", f1s_first);
    made_sheet(made, "F1S", "清水镇", "2025H2", second);
    made_sheet(made, "F3", "清水镇", "2025", f3_year);
}
