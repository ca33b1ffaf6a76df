#include "truth_cells.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 24, LINE_MAX_BYTES = 4096 };

/* One line of a CSV without quotes, which these files are. */
struct line {
    int n;
    char *field[COLUMNS];
};

static void split(char *text, struct line *line)
{
    line->n = 0;
    text[strcspn(text, "\r\n")] = '\0';
    while (text != NULL && line->n < COLUMNS)
        line->field[line->n++] = strsep(&text, ",");
}

static FILE *open_file(const char *folder, const char *name,
                       struct fault *fault)
{
    char path[1024];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "r");
    if (file == NULL)
        (void)fault_set(fault, ST_IO, "%s: %s", path, strerror(errno));
    return file;
}

static struct truth_cell *new_cell(struct truth_cells *cells)
{
    if ((cells->n & (cells->n - 1)) == 0) { /* full at powers of two */
        size_t room = cells->n > 0 ? 2 * (size_t)cells->n : 1;
        void *more = realloc(cells->cell, room * sizeof *cells->cell);
        if (more == NULL)
            return NULL;
        cells->cell = more;
    }
    return &cells->cell[cells->n++];
}

static bool add_cell(struct truth_cells *cells, const struct line *line)
{
    struct truth_cell *c = new_cell(cells);

    if (c == NULL)
        return false;
    *c = (struct truth_cell){.page = atoi(line->field[1]),
                             .row = atoi(line->field[5])};
    snprintf(c->file, sizeof c->file, "%s", line->field[0]);
    snprintf(c->column, sizeof c->column, "%s", line->field[6]);
    snprintf(c->value, sizeof c->value, "%s", line->field[7]);
    snprintf(c->written, sizeof c->written, "%s", line->field[8]);
    snprintf(c->state, sizeof c->state, "%s", line->field[9]);
    return true;
}

static bool add_value(struct truth_cells *cells, const struct line *line)
{
    struct truth_cell *c = new_cell(cells);

    if (c == NULL)
        return false;
    *c = (struct truth_cell){.page = atoi(line->field[1]),
                             .row = atoi(line->field[2]),
                             .digits_only = strcmp(line->field[5], "digits") == 0};
    snprintf(c->file, sizeof c->file, "%s", line->field[0]);
    snprintf(c->column, sizeof c->column, "%s", line->field[3]);
    snprintf(c->value, sizeof c->value, "%s", line->field[4]);
    snprintf(c->state, sizeof c->state, "value");
    return true;
}

/* Lines with fewer fields than @least are none of it. */
static enum status load_truth(const char *folder, int least,
                              bool (*add)(struct truth_cells *,
                                          const struct line *),
                              struct truth_cells *cells, struct fault *fault)
{
    char text[LINE_MAX_BYTES];
    struct line line;
    FILE *file = open_file(folder, "truth.csv", fault);
    enum status rc = ST_OK;

    if (file == NULL)
        return ST_IO;
    for (int i = 0; rc == ST_OK && fgets(text, sizeof text, file); i++) {
        split(text, &line);
        if (i > 0 && line.n >= least && !add(cells, &line))
            rc = fault_set(fault, ST_NOMEM, "out of memory for the truth");
    }
    fclose(file);
    return rc;
}

static bool is_it(const struct truth_cell *c, const struct line *line)
{
    return c->page == atoi(line->field[1]) && c->row == atoi(line->field[2]) &&
           strcmp(c->file, line->field[0]) == 0 &&
           strcmp(c->column, line->field[3]) == 0;
}

static enum status load_grid(const char *folder, struct truth_cells *cells,
                             struct fault *fault)
{
    char text[LINE_MAX_BYTES];
    struct line line;
    int at = 0;
    FILE *file = open_file(folder, "grid.csv", fault);

    if (file == NULL)
        return ST_IO;
    while (cells->n > 0 && fgets(text, sizeof text, file)) {
        split(text, &line);
        /* Both files list the cells in nearly the same order. */
        for (int tried = 0; line.n >= 12 && tried < cells->n; tried++) {
            struct truth_cell *c = &cells->cell[(at + tried) % cells->n];
            if (!is_it(c, &line))
                continue;
            for (int k = 0; k < 4; k++)
                c->quad.corner[k] = (struct scan_point){
                    atof(line.field[4 + 2 * k]), atof(line.field[5 + 2 * k])};
            c->has_quad = true;
            at = (int)(c - cells->cell);
            break;
        }
    }
    fclose(file);
    return ST_OK;
}

static enum status load_styles(const char *folder, struct truth_cells *cells,
                               struct fault *fault)
{
    char text[LINE_MAX_BYTES];
    struct line line;
    FILE *file = open_file(folder, "manifest.csv", fault);

    if (file == NULL)
        return ST_IO;
    while (fgets(text, sizeof text, file)) {
        split(text, &line);
        for (int i = 0; line.n >= 4 && i < cells->n; i++)
            if (cells->cell[i].page == atoi(line.field[1]) &&
                strcmp(cells->cell[i].file, line.field[0]) == 0)
                cells->cell[i].hand = strncmp(line.field[3], "hand", 4) == 0;
    }
    fclose(file);
    return ST_OK;
}

enum status truth_cells_load(const char *folder, struct truth_cells *cells,
                             struct fault *fault)
{
    enum status rc;

    *cells = (struct truth_cells){0};
    rc = load_truth(folder, 10, add_cell, cells, fault);
    if (rc == ST_OK)
        rc = load_grid(folder, cells, fault);
    if (rc == ST_OK)
        rc = load_styles(folder, cells, fault);
    if (rc != ST_OK)
        truth_cells_clear(cells);
    return rc;
}

enum status truth_cells_load_values(const char *folder,
                                    struct truth_cells *cells,
                                    struct fault *fault)
{
    enum status rc;

    *cells = (struct truth_cells){0};
    rc = load_truth(folder, 6, add_value, cells, fault);
    if (rc != ST_OK)
        truth_cells_clear(cells);
    return rc;
}

void truth_cells_clear(struct truth_cells *cells)
{
    free(cells->cell);
    *cells = (struct truth_cells){0};
}
