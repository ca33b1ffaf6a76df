#include "sample_sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "temp_folder.h"

static char year_label[] = "年";

static void must(enum status rc, const struct fault *fault)
{
    if (rc == ST_OK)
        return;
    fprintf(stderr, "%s: %s\n", status_text(rc), fault->text);
    abort();
}

static void make_form(struct sample *s)
{
    static const char *const codes[SAMPLE_COLUMNS] = {"unit", "c1", "c2"};

    snprintf(s->form.id, sizeof s->form.id, "T1");
    s->form.version = 1;
    s->form.columns = s->columns;
    s->form.n_columns = SAMPLE_COLUMNS;
    s->form.fields = s->fields;
    s->form.n_fields = SAMPLE_FIELDS;
    for (int i = 0; i < SAMPLE_COLUMNS; i++)
        snprintf(s->columns[i].code, sizeof s->columns[i].code, "%s", codes[i]);
    s->columns[0].is_label = true;
    s->columns[2].sensitive = true;
    snprintf(s->fields[0].name, sizeof s->fields[0].name, "unit");
    snprintf(s->fields[1].name, sizeof s->fields[1].name, "year");
    s->fields[1].label = year_label;
}

size_t sample_at(int row, int column)
{
    return row == 0
               ? (size_t)column
               : (size_t)(SAMPLE_FIELDS + (row - 1) * SAMPLE_COLUMNS + column);
}

void sample_set(struct sample *s, size_t at, const char *value)
{
    struct reading *reading = &s->cells[at].reading;
    struct verdict *verdict = &s->verdicts[at];

    reading->state = value[0] == '\0' ? READ_BLANK : READ_VALUE;
    reading->n_candidates = 2;
    reading->ink = 0.125;
    snprintf(reading->engine, sizeof reading->engine, "drawn");
    snprintf(reading->candidates[0].text, OCR_TEXT_MAX, " %s", value);
    snprintf(reading->candidates[0].value, OCR_TEXT_MAX, "%s", value);
    reading->candidates[0].score = 0.9;
    snprintf(reading->candidates[1].text, OCR_TEXT_MAX, "%s?", value);
    snprintf(reading->candidates[1].value, OCR_TEXT_MAX, "7%s", value);
    reading->candidates[1].score = 0.1;
    snprintf(verdict->value, sizeof verdict->value, "%s", value);
    verdict->state = reading->state;
    verdict->confidence = 1.0 / 3.0;
    verdict->status = at % 2 == 0 ? VERDICT_ACCEPTED : VERDICT_REVIEW;
    snprintf(verdict->why, sizeof verdict->why, "drawn by the test");
}

static void make_cells(struct sample *s)
{
    static const char *const values[SAMPLE_CELLS] = {
        "清水镇", "2025", "东村", "12", "3", "西村",
        "30",     "",     "合计", "42", "3"};

    for (int row = 0; row <= SAMPLE_ROWS; row++)
        for (int i = 0; i < (row == 0 ? SAMPLE_FIELDS : SAMPLE_COLUMNS); i++) {
            size_t at = sample_at(row, i);
            s->cells[at].row = row;
            s->cells[at].column = i;
            s->cells[at].box = (struct scan_box){100 * i, 50 * row, 90, 40};
            sample_set(s, at, values[at]);
        }
}

static void make_finding(struct sample *s)
{
    struct finding *f = &s->finding;

    snprintf(f->check, sizeof f->check, "A1");
    f->severity = FINDING_WARNING;
    snprintf(f->law, sizeof f->law, "total of c1");
    f->row = SAMPLE_ROWS;
    f->left = 42.5;
    f->right = 42;
    f->tolerance = 0.25;
    f->n_cells = 2;
    f->cells[0] = sample_at(3, 1);
    f->cells[1] = sample_at(1, 1);
    snprintf(f->explanation_zh, sizeof f->explanation_zh, "合计不符");
    snprintf(f->explanation_en, sizeof f->explanation_en, "the sum is wrong");
}

void sample_make(struct sample *s)
{
    *s = (struct sample){0};
    make_form(s);
    make_cells(s);
    make_finding(s);
    s->rows[SAMPLE_ROWS - 1].kind = SHEET_ROW_TOTAL;
    for (int i = 0; i < SAMPLE_ROWS; i++)
        (void)text_copy(s->rows[i].label, sizeof s->rows[i].label,
                        s->verdicts[sample_at(i + 1, 0)].value);
    snprintf(s->sheet.form, sizeof s->sheet.form, "T1");
    s->sheet.form_version = 1;
    snprintf(s->sheet.unit, sizeof s->sheet.unit, "清水镇");
    snprintf(s->sheet.period, sizeof s->sheet.period, "2025-01");
    s->sheet.match_score = 0.75;
    s->sheet.runner_up_score = 0.25;
    snprintf(s->sheet.runner_up, sizeof s->sheet.runner_up, "T9");
    s->sheet.n_rows = SAMPLE_ROWS;
    s->sheet.rows = s->rows;
    s->sheet.cells = s->cells;
    s->sheet.n_cells = SAMPLE_CELLS;
    s->result = (struct check_result){.verdicts = s->verdicts,
                                      .n_verdicts = SAMPLE_CELLS,
                                      .findings = &s->finding,
                                      .n_findings = 1,
                                      .laws_tried = 4,
                                      .laws_held = 3};
    s->table = (struct db_table){&s->sheet, &s->form, &s->result};
    s->outcome = (struct db_outcome){.state = DB_PAGE_READ,
                                     .quality = {.width = 800,
                                                 .height = 600,
                                                 .depth = 8,
                                                 .dpi = 300,
                                                 .skew_degrees = 0.5},
                                     .tables = &s->table,
                                     .n_tables = 1};
}

void sample_move(struct sample *s, int dy)
{
    for (size_t i = 0; i < SAMPLE_CELLS; i++)
        s->cells[i].box.y += dy;
}

void sample_offer(struct reading *reading, const char *text, double score)
{
    struct ocr_candidate *to = &reading->candidates[reading->n_candidates++];

    reading->state = READ_VALUE;
    snprintf(reading->engine, sizeof reading->engine, "digits");
    snprintf(to->text, sizeof to->text, "%s", text);
    snprintf(to->value, sizeof to->value, "%s", text);
    to->score = score;
}

/* A database without pages. Every migration parses the whole schema anew, so a
 * test program makes one and copies it. */
static struct {
    char bytes[512 * 1024];
    size_t n;
} empty;

static void keep_empty(const char *database)
{
    FILE *file = fopen(database, "rb");

    empty.n =
        file == NULL ? 0 : fread(empty.bytes, 1, sizeof empty.bytes, file);
    if (empty.n == 0 || empty.n == sizeof empty.bytes) {
        fprintf(stderr, "%s: missing, or too long to be kept\n", database);
        abort();
    }
    fclose(file);
}

static void copy_empty(const char *path, const char *database)
{
    char below[TEMP_PATH];

    mkdir(path, 0777);
    temp_path(below, path, "originals");
    mkdir(below, 0777);
    temp_path(below, path, "forms");
    mkdir(below, 0777);
    temp_write(database, empty.bytes, empty.n);
}

struct db_archive *sample_archive(char folder[TEMP_PATH])
{
    char path[TEMP_PATH], database[TEMP_PATH];
    struct db_archive *archive;
    struct fault fault = {""};

    temp_folder_make(folder);
    temp_path(path, folder, "archive");
    temp_path(database, path, "archive.db");
    if (empty.n == 0) {
        must(db_create(path, (struct db_init_options){0}, &fault), &fault);
        keep_empty(database);
    } else {
        copy_empty(path, database);
    }
    must(db_open(path, &archive, &fault), &fault);
    return archive;
}

int64_t sample_take(struct db_archive *archive, const char *folder,
                    const char *name, const char *content)
{
    char path[TEMP_PATH];
    struct fault fault;
    enum db_taken taken;
    struct db_page *pages;
    size_t n;
    int64_t id;

    temp_path(path, folder, name);
    temp_write(path, content, strlen(content));
    must(db_take_original(archive, path, 1, &taken, NULL, 0, &fault), &fault);
    must(db_list_pages(archive, true, &pages, &n, &fault), &fault);
    id = n == 0 ? 0 : pages[n - 1].id;
    free(pages);
    return id;
}

struct wanted {
    int64_t id;
    struct db_cell *cell;
};

static enum status keep_cell(const struct db_cell *cell, void *context)
{
    struct wanted *wanted = context;

    wanted->id = cell->id;
    if (wanted->cell != NULL)
        *wanted->cell = *cell;
    return ST_OK;
}

int64_t sample_cell_id(struct db_archive *archive, int row, const char *column,
                       struct db_cell *cell)
{
    struct fault fault;
    struct wanted wanted = {.cell = cell};
    struct db_filter filter = {.row = row, .column = column};

    must(db_each_cell(archive, filter, keep_cell, &wanted, &fault), &fault);
    return wanted.id;
}

static enum status print_cell(const struct db_cell *c, void *context)
{
    fprintf(context,
            "%s,%d,%s,%s,%s,%d,%s,%s,%d,%s,%.17g,%d,%d,%d,%d,%d,%s,%s\n",
            c->source, c->page, c->form, c->unit, c->period, c->row, c->column,
            c->value, (int)c->state, c->raw, c->confidence, (int)c->status,
            c->box.x, c->box.y, c->box.w, c->box.h, c->row_label, c->why);
    return ST_OK;
}

static enum status print_sheet(const struct db_sheet *s, void *context)
{
    fprintf(context, "%s,%d,%s,%d,%s,%s,%d,%d,%d,%d,%.17g,%s,%g,%d,%s\n",
            s->source, s->page, s->form, s->form_version, s->unit, s->period,
            s->n_rows, s->n_cells, s->n_review, s->n_findings, s->match_score,
            s->runner_up, s->runner_up_score, (int)s->state, s->reason);
    return ST_OK;
}

static enum status print_finding(const struct db_finding *f, void *context)
{
    fprintf(context, "%s,%d,%s,%s,%d,%g,%g,%s,%s\n", f->source, f->page,
            f->check, f->law, f->row, f->left, f->right, f->cells,
            f->explanation_zh);
    return ST_OK;
}

char *sample_export(struct db_archive *archive)
{
    char *text = NULL;
    size_t size;
    struct fault fault;
    FILE *out = open_memstream(&text, &size);

    must(out == NULL ? ST_NOMEM : ST_OK, &(struct fault){"no memory"});
    must(db_each_cell(archive, DB_FILTER_ALL, print_cell, out, &fault), &fault);
    must(db_each_sheet(archive, DB_FILTER_ALL, print_sheet, out, &fault),
         &fault);
    must(db_each_finding(archive, DB_FILTER_ALL, print_finding, out, &fault),
         &fault);
    fclose(out);
    return text;
}
