/*
 * bench_report FOLDER VILLAGES MONTHS [MOST_SECONDS [MOST_MB]]
 *
 * How long a report takes, and how much memory, over an archive of so many
 * villages and months: every village's ledger of every year with a row a month,
 * and the office's sheets of every month, half-year and year with a row a
 * village. FOLDER is made when it is not there, and used again when it is;
 * more_years.sql beside this file adds nine years quickly. Prints seconds by
 * the clock, seconds of work and the most memory so far; ends with 1 when a
 * report takes more work than MOST_SECONDS or the process more memory than
 * MOST_MB.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/text.h"
#include "db/archive.h"
#include "report/render.h"

enum { LAST_YEAR = 2025 };

struct world {
    struct db_archive *db;
    struct form_catalogue forms;
    char folder[512];
    int villages, years, pages;
    double most_mb; /* of memory, so far */
};

static void must(enum status rc, const struct fault *fault)
{
    if (rc == ST_OK)
        return;
    fprintf(stderr, "bench_report: %s\n", fault->text);
    exit(2);
}

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* ---- an archive ---- */

struct drawn {
    struct sheet sheet;
    struct check_result result;
    const struct form *form;
};

static void add_cell(struct drawn *drawn, int row, int column, const char *text)
{
    size_t at = drawn->sheet.n_cells++;
    struct sheet_cell *cell = &drawn->sheet.cells[at];
    struct verdict *verdict = &drawn->result.verdicts[at];

    cell->row = row;
    cell->column = column;
    cell->box = (struct scan_box){100 * column, 40 * row, 90, 30};
    cell->reading.state = READ_VALUE;
    cell->reading.n_candidates = 1;
    text_copy(cell->reading.candidates[0].text, OCR_TEXT_MAX, text);
    text_copy(cell->reading.candidates[0].value, OCR_TEXT_MAX, text);
    verdict->state = READ_VALUE;
    verdict->status = VERDICT_ACCEPTED;
    verdict->confidence = 0.99;
    text_copy(verdict->value, sizeof verdict->value, text);
}

static void add_row(struct drawn *drawn, int row, const char *label,
                    enum sheet_row_kind kind, int factor)
{
    drawn->sheet.rows[row - 1].kind = kind;
    text_copy(drawn->sheet.rows[row - 1].label, SHEET_UNIT_MAX, label);
    add_cell(drawn, row, 0, label);
    for (size_t i = 1; i < drawn->form->n_columns; i++) {
        char text[32];
        snprintf(text, sizeof text, "%d", factor * (100 - 4 * (int)(i % 20)));
        add_cell(drawn, row, (int)i, text);
    }
}

static int64_t take_page(struct world *world)
{
    char path[600];
    struct fault fault = {{0}};
    struct db_page page;
    enum db_taken taken;
    FILE *file;

    snprintf(path, sizeof path, "%s/page%d.png", world->folder, ++world->pages);
    file = fopen(path, "w");
    if (file == NULL)
        exit(2);
    fprintf(file, "page %d", world->pages);
    fclose(file);
    must(db_take_original(world->db, path, 1, &taken, NULL, 0, &fault), &fault);
    must(db_find_taken_page(world->db, path, 1, &page, &fault), &fault);
    remove(path);
    return page.id;
}

static void begin(struct world *world, const char *form, int rows,
                  struct drawn *drawn)
{
    size_t cells;

    *drawn = (struct drawn){.form = form_catalogue_lookup(&world->forms, form)};
    cells = (size_t)rows * drawn->form->n_columns;
    drawn->sheet.rows = calloc((size_t)rows, sizeof *drawn->sheet.rows);
    drawn->sheet.cells = calloc(cells, sizeof *drawn->sheet.cells);
    drawn->result.verdicts = calloc(cells, sizeof *drawn->result.verdicts);
    drawn->sheet.n_rows = rows;
    drawn->sheet.match_score = 0.9;
    text_copy(drawn->sheet.form, sizeof drawn->sheet.form, form);
    drawn->sheet.form_version = drawn->form->version;
    if (drawn->sheet.rows == NULL || drawn->sheet.cells == NULL ||
        drawn->result.verdicts == NULL)
        exit(2);
}

static void store(struct world *world, struct drawn *drawn, const char *unit,
                  const char *period)
{
    struct db_table table = {&drawn->sheet, drawn->form, &drawn->result};
    struct db_outcome outcome = {
        .state = DB_PAGE_READ, .tables = &table, .n_tables = 1};
    struct fault fault = {{0}};

    text_copy(drawn->sheet.unit, sizeof drawn->sheet.unit, unit);
    text_copy(drawn->sheet.period, sizeof drawn->sheet.period, period);
    drawn->result.n_verdicts = drawn->sheet.n_cells;
    must(db_store_outcome(world->db, take_page(world), &outcome, &fault),
         &fault);
    free(drawn->sheet.rows);
    free(drawn->sheet.cells);
    free(drawn->result.verdicts);
}

static void village_name(int at, char *name, size_t size)
{
    snprintf(name, size, "第%d村", at + 1);
}

static void draw_office_sheet(struct world *world, const char *form,
                              const char *period)
{
    struct drawn drawn;
    char name[32];

    begin(world, form, world->villages + 1, &drawn);
    for (int i = 0; i < world->villages; i++) {
        village_name(i, name, sizeof name);
        add_row(&drawn, i + 1, name, SHEET_ROW_BODY, 1);
    }
    add_row(&drawn, world->villages + 1, "合计", SHEET_ROW_TOTAL,
            world->villages);
    store(world, &drawn, "清水镇", period);
}

static void draw_ledger(struct world *world, int village, const char *period)
{
    struct drawn drawn;
    char name[32], month[16];

    begin(world, "F8", 13, &drawn);
    for (int i = 1; i <= 12; i++) {
        snprintf(month, sizeof month, "%d", i);
        add_row(&drawn, i, month, SHEET_ROW_BODY, 1);
    }
    add_row(&drawn, 13, "合计", SHEET_ROW_TOTAL, 12);
    village_name(village, name, sizeof name);
    store(world, &drawn, name, period);
}

static void draw_year(struct world *world, int year)
{
    char period[32];

    for (int month = 1; month <= 12; month++) {
        snprintf(period, sizeof period, "%d-%02d", year, month);
        draw_office_sheet(world, "F5", period);
    }
    for (int half = 1; half <= 2; half++) {
        snprintf(period, sizeof period, "%dH%d", year, half);
        draw_office_sheet(world, "F1S", period);
    }
    snprintf(period, sizeof period, "%d", year);
    draw_office_sheet(world, "F3", period);
    for (int i = 0; i < world->villages; i++)
        draw_ledger(world, i, period);
}

static void draw_archive(struct world *world)
{
    struct fault fault = {{0}};
    double start = seconds();

    must(db_create(world->folder, (struct db_init_options){false}, &fault),
         &fault);
    must(db_open(world->folder, &world->db, &fault), &fault);
    must(form_catalogue_load(NULL, &world->forms, &fault), &fault);
    for (int i = world->years - 1; i >= 0; i--) {
        draw_year(world, LAST_YEAR - i);
        fprintf(stderr, "%d drawn, %.0f s\n", LAST_YEAR - i, seconds() - start);
    }
    form_catalogue_clear(&world->forms);
    db_close(&world->db);
}

/* ---- reports ---- */

static double worked(const struct rusage *usage)
{
    return (double)(usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) +
           (double)(usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / 1e6;
}

static double measure(struct world *world, const char *period, const char *unit)
{
    struct report *report = NULL;
    struct fault fault = {{0}};
    struct rusage usage, before;
    FILE *out = fopen("/dev/null", "w");
    double start = seconds(), took, work;

    getrusage(RUSAGE_SELF, &before);
    must(report_summarise(world->db, period, unit, &report, &fault), &fault);
    must(report_render_text(report, REPORT_CHINESE, out, &fault), &fault);
    took = seconds() - start;
    getrusage(RUSAGE_SELF, &usage);
    work = worked(&usage) - worked(&before);
    world->most_mb = (double)usage.ru_maxrss / 1024;
    printf("%-8s %-12s %7.2f s  %7.2f s of work  %6.0f MB at most  %zu sure "
           "of %zu\n",
           period, unit != NULL ? unit : "office", took, work, world->most_mb,
           report->n_sure, report->n_figures);
    report_free(&report);
    fclose(out);
    return work;
}

int main(int argc, char **argv)
{
    struct world world = {0};
    struct fault fault = {{0}};
    double limit = argc > 4 ? atof(argv[4]) : 1e9, worst = 0;
    double most_mb = argc > 5 ? atof(argv[5]) : 1e9;
    const char *const asked[][2] = {
        {"2025-12", NULL}, {"2025", "第1村"}, {"2025", NULL}};

    if (argc < 4)
        return 2;
    text_copy(world.folder, sizeof world.folder, argv[1]);
    world.villages = atoi(argv[2]);
    world.years = (atoi(argv[3]) + 11) / 12;
    if (db_open(world.folder, &world.db, &fault) != ST_OK)
        draw_archive(&world);
    else
        db_close(&world.db);
    must(db_open(world.folder, &world.db, &fault), &fault);
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        double took = measure(&world, asked[i][0], asked[i][1]);
        worst = took > worst ? took : worst;
    }
    db_close(&world.db);
    return worst > limit || world.most_mb > most_mb ? 1 : 0;
}
