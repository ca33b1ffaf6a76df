/*
 * Who reads figures how well, and at what cost: Tesseract's eng and chi_sim,
 * our digit model, and both together as the program combines them, on every
 * set in one run. The table is that of docs/reading.md:
 *
 *     bench_reading [--model FILE] [--seed N] [--cells N] [--only SET]
 *                   [DATA-FOLDER]
 *
 * FILE is a model of script/train-digits, else the built-in one; N cells are
 * drawn of each drawn set (500); SET is township, weather, meteo, amounts or
 * drawn; DATA-FOLDER is ../shared/data unless told.
 * All read the same cleaned cells on one core, before any arithmetic; ms is CPU
 * time. Sets that are not there are named on stderr.
 */
#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "reading_bench.h"

enum { WEATHER_PAGES = 4, METEO_PAGES = 5 };

struct asked {
    const char *model, *only;
    struct reading_bench *bench;
};

bool bench_has_set(struct reading_bench *bench, const char *name,
                   const char *file)
{
    char path[1024];
    size_t used = strlen(bench->skipped);

    snprintf(path, sizeof path, "%s/%s", bench->data, file);
    if (access(path, R_OK) == 0)
        return true;
    snprintf(bench->skipped + used, sizeof bench->skipped - used, " %s", name);
    return false;
}

enum status bench_add_row(struct reading_bench *bench, const char *name,
                          const char *place, struct reading_row **row,
                          struct fault *fault)
{
    *row = reading_rows_add(&bench->rows, name, place);
    return *row != NULL ? ST_OK
                        : fault_set(fault, ST_NOMEM, "no room for a row");
}

static error_t take_option(int key, char *value, struct argp_state *state)
{
    struct asked *asked = state->input;

    switch (key) {
    case 'm':
        asked->model = value;
        return 0;
    case 's':
        asked->bench->seed = strtoull(value, NULL, 10);
        return 0;
    case 'c':
        asked->bench->cells = atoi(value);
        if (asked->bench->cells < 4)
            argp_error(state, "--cells: 4 at least, not %s", value);
        return 0;
    case 'o':
        asked->only = value;
        return 0;
    case ARGP_KEY_ARG:
        if (state->arg_num > 0)
            argp_usage(state);
        asked->bench->data = value;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void take_words(int argc, char **argv, struct asked *asked)
{
    static const struct argp_option options[] = {
        {"model", 'm', "FILE", 0, "digit model instead of the built-in one", 0},
        {"seed", 's', "N", 0, "of pages and drawn cells (99)", 0},
        {"cells", 'c', "N", 0, "of each drawn set (500)", 0},
        {"only", 'o', "SET", 0,
         "township, weather, meteo, amounts or drawn; else all", 0},
        {0}};
    static const struct argp argp = {
        .options = options, .parser = take_option, .args_doc = "[DATA-FOLDER]"};

    (void)argp_parse(&argp, argc, argv, 0, NULL, asked);
}

static enum status bench_weather(struct reading_bench *bench,
                                 struct fault *fault)
{
    return bench_ledgers(bench, "weather yearbook, printed", "weather",
                         "fort-william", WEATHER_PAGES, fault);
}

static enum status bench_meteo(struct reading_bench *bench, struct fault *fault)
{
    return bench_ledgers(bench, "meteo ledgers, by hand", "meteo",
                         "congo-climate", METEO_PAGES, fault);
}

static const struct bench_set {
    const char *name;
    enum status (*measure)(struct reading_bench *, struct fault *);
} SETS[] = {{"township", bench_township},
            {"weather", bench_weather},
            {"meteo", bench_meteo},
            {"amounts", bench_amounts},
            {"drawn", bench_drawn}};

static enum status measure(struct reading_bench *bench, const char *only,
                           struct fault *fault)
{
    bool any = false;
    enum status rc = ST_OK;

    for (size_t i = 0; i < sizeof SETS / sizeof *SETS && rc == ST_OK; i++) {
        if (only != NULL && strcmp(only, SETS[i].name) != 0)
            continue;
        any = true;
        rc = SETS[i].measure(bench, fault);
    }
    return any ? rc : fault_set(fault, ST_INPUT, "no set %s", only);
}

int main(int argc, char **argv)
{
    struct reading_bench bench = {
        .data = "../shared/data", .seed = 99, .cells = 500};
    struct asked asked = {.bench = &bench};
    struct fault fault = {""};
    enum status rc;

    take_words(argc, argv, &asked);
    rc = cell_panel_open(asked.model, &bench.panel, &fault);
    if (rc == ST_OK)
        rc = measure(&bench, asked.only, &fault);
    if (bench.skipped[0] != '\0')
        fprintf(stderr, "bench_reading: not in %s, skipped:%s\n", bench.data,
                bench.skipped);
    if (rc == ST_OK)
        reading_rows_print(&bench.rows);
    else
        fprintf(stderr, "bench_reading: %s\n", fault.text);
    reading_rows_clear(&bench.rows);
    cell_panel_close(&bench.panel);
    return rc == ST_OK ? 0 : 1;
}
