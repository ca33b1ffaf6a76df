/* taizhang grid: only find the tables of images; no archive, no forms. */
#include <jansson.h>
#include <leptonica/allheaders.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/language.h"
#include "cli/options.h"
#include "cli/speech.h"
#include "cli/walk.h"
#include "forms/grid.h"
#include "report/csv.h"
#include "scan/debug.h"
#include "scan/page.h"

enum { KEY_FORMAT = 0x200 };

struct grid_words {
    char **paths;
    int n_paths;
    bool csv;
    json_t *tables; /* NULL: JSON is not wanted */
    bool json;
    bool failed;
    int images; /* under the word of the command line at hand */
};

static const struct argp_option options[] = {
    {"format", KEY_FORMAT, "text|csv|json", 0,
     N_("a line a table, CSV with a line a cell, or JSON"), 0},
    CLI_DEBUG_OPTION,
    {0},
};

static error_t parse(int key, char *word, struct argp_state *state)
{
    struct grid_words *words = state->input;

    switch (key) {
    case KEY_FORMAT:
        words->csv = strcmp(word, "csv") == 0;
        words->json = strcmp(word, "json") == 0;
        if (!words->csv && !words->json && strcmp(word, "text") != 0)
            return cli_refuse_word(
                state, _("--format is text, csv or json, not '%s'"), word);
        return 0;
    case ARGP_KEY_ARGS:
        words->paths = state->argv + state->next;
        words->n_paths = state->argc - state->next;
        return 0;
    case ARGP_KEY_NO_ARGS:
        return cli_refuse_word(state, _("an image is missing"));
    default:
        return cli_parse_debug(key, word, state);
    }
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

/* Rows and columns are counted from 1, as everywhere in what we write. */
static void print_cells(const char *source, int table, const struct page *page,
                        const struct grid *grid)
{
    for (size_t i = 0; i < grid->n_cells; i++) {
        const struct grid_cell *cell = &grid->cells[i];
        struct scan_box box = scan_box_in_original(page, &cell->quad);
        report_csv_text(stdout, source);
        printf(",%d,%d,%d,%d,%d,%d,%d,%d,%d\n", table, cell->row + 1,
               cell->column + 1, cell->row_span, cell->column_span, box.x,
               box.y, box.w, box.h);
    }
}

static void print_table(const char *source, int number, int table,
                        const struct page *page, const struct grid *grid)
{
    struct scan_quad whole =
        grid_quad(grid, 0, 0, grid->n_rows, grid->n_columns);
    struct scan_box box = scan_box_in_original(page, &whole);

    printf(_("%s: page %d: table %d: %d rows, %d columns, %zu cells, "
             "at %d,%d, %d x %d px\n"),
           source, number, table, grid->n_rows, grid->n_columns,
           grid->n_cells, box.x, box.y, box.w, box.h);
}

static json_t *cells_json(const struct page *page, const struct grid *grid)
{
    json_t *all = json_array();

    for (size_t i = 0; i < grid->n_cells; i++) {
        const struct grid_cell *cell = &grid->cells[i];
        struct scan_box box = scan_box_in_original(page, &cell->quad);
        json_array_append_new(
            all, json_pack("{s:i, s:i, s:i, s:i, s:[i,i,i,i]}", "row",
                           cell->row + 1, "column", cell->column + 1,
                           "row_span", cell->row_span, "col_span",
                           cell->column_span, "box", box.x, box.y, box.w,
                           box.h));
    }
    return all;
}

static json_t *table_json(const char *source, int number, int table,
                          const struct page *page, const struct grid *grid)
{
    struct scan_quad whole =
        grid_quad(grid, 0, 0, grid->n_rows, grid->n_columns);
    struct scan_box box = scan_box_in_original(page, &whole);

    return json_pack("{s:s, s:i, s:i, s:i, s:i, s:[i,i,i,i], s:o}", "source",
                     source, "page", number, "table", table, "rows",
                     grid->n_rows, "columns", grid->n_columns, "box", box.x,
                     box.y, box.w, box.h, "cells", cells_json(page, grid));
}

static void print_set(const struct grid_words *words, const char *source,
                      int number, int tables_before, const struct page *page,
                      const struct grid_set *set)
{
    if (set->n_grids == 0 && !words->csv && !words->json)
        printf(_("%s: page %d: no table\n"), source, number);
    for (size_t i = 0; i < set->n_grids; i++) {
        int table = tables_before + (int)i + 1;
        if (words->json)
            json_array_append_new(words->tables,
                                  table_json(source, number, table, page,
                                             &set->grids[i]));
        else if (words->csv)
            print_cells(source, table, page, &set->grids[i]);
        else
            print_table(source, number, table, page, &set->grids[i]);
    }
}

/* One image of a file; returns how many tables it had, -1 on failure. */
static int find_in_image(const struct grid_words *words, const char *path,
                         int number, int tables_before)
{
    struct Pix *image = NULL;
    struct page page = {0};
    struct grid_set set = {0};
    struct fault fault = {{0}};
    int found = -1;

    scan_debug_page(path, number);
    if (scan_decode(path, number, SCAN_LIMITS_DEFAULT, &image, &fault) !=
            ST_OK ||
        scan_make_page(image, &page, &fault) != ST_OK ||
        grid_find(&page, &set, &fault) != ST_OK) {
        cli_complain(_("%s: page %d: %s"), path, number, fault.text);
        goto done;
    }
    print_set(words, base_name(path), number, tables_before, &page, &set);
    found = (int)set.n_grids;
done:
    grid_set_clear(&set);
    scan_page_clear(&page);
    pixDestroy(&image);
    return found;
}

static void find_in_file(const char *path, bool named, void *context)
{
    struct grid_words *words = context;
    struct fault fault = {{0}};
    int n_pages = 0, tables = 0;

    if (!named && !scan_is_image(path))
        return;
    words->images++;
    if (scan_count_pages(path, SCAN_LIMITS_DEFAULT, &n_pages, &fault) !=
        ST_OK) {
        cli_complain("%s: %s", path, fault.text);
        words->failed = true;
        return;
    }
    for (int number = 1; number <= n_pages; number++) {
        int found = find_in_image(words, path, number, tables);
        if (found < 0)
            words->failed = true;
        else
            tables += found;
    }
}

int cmd_grid(int argc, char **argv)
{
    struct grid_words words = {0};
    struct cli_common common;
    int rc = cli_parse(argc, argv, "IMAGE|DIR...",
                       N_("Find the tables of images, without any archive or "
                          "form."),
                       options, parse, &common, &words);

    if (rc != CLI_DONE)
        return rc;
    words.json = words.json || common.json;
    if (words.json)
        words.tables = json_array();
    else if (words.csv)
        puts("source,table,row,column,row_span,col_span,x,y,w,h");
    for (int i = 0; i < words.n_paths; i++) {
        words.images = 0;
        if (!cli_walk(words.paths[i], find_in_file, &words))
            words.failed = true;
        else if (words.images == 0) {
            cli_complain(_("%s: there is no image in it"), words.paths[i]);
            words.failed = true;
        }
    }
    if (words.json) {
        if (json_dumpf(words.tables, stdout, JSON_INDENT(1)) != 0)
            words.failed = true;
        putchar('\n');
        json_decref(words.tables);
    }
    return words.failed ? CLI_FOUND : CLI_DONE;
}
