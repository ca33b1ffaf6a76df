/*
 * Decides cells as a reviewer who knows the truth would:
 *
 *     decide_cells ARCHIVE < LIST
 *
 * A line of LIST is "source page row column value", with tabs between them.
 * Where the value stands already it is confirmed, else corrected. Prints how
 * many were decided and how many of them stood as they should.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/archive.h"

struct wanted {
    char source[256], column[64], value[OCR_TEXT_MAX];
    int page, row;
    int64_t cell;
    bool stands;
};

struct list {
    size_t n, room;
    struct wanted *at;
};

static bool parse(char *line, struct wanted *w)
{
    char *field[5];

    line[strcspn(line, "\r\n")] = '\0';
    for (int i = 0; i < 5; i++)
        if ((field[i] = strsep(&line, "\t")) == NULL)
            return false;
    *w = (struct wanted){.page = atoi(field[1]), .row = atoi(field[2])};
    snprintf(w->source, sizeof w->source, "%s", field[0]);
    snprintf(w->column, sizeof w->column, "%s", field[3]);
    snprintf(w->value, sizeof w->value, "%s", field[4]);
    return true;
}

static bool read_list(FILE *file, struct list *list)
{
    char line[1024];

    while (fgets(line, sizeof line, file) != NULL) {
        if (list->n == list->room) {
            size_t room = list->room == 0 ? 256 : 2 * list->room;
            struct wanted *more = realloc(list->at, room * sizeof *more);
            if (more == NULL)
                return false;
            list->at = more;
            list->room = room;
        }
        if (!parse(line, &list->at[list->n++]))
            return false;
    }
    return true;
}

static enum status find(const struct db_cell *cell, void *context)
{
    struct list *list = context;

    for (size_t i = 0; i < list->n; i++) {
        struct wanted *w = &list->at[i];
        if (w->row != cell->row || w->page != cell->page ||
            strcmp(w->column, cell->column) != 0 ||
            strcmp(w->source, cell->source) != 0)
            continue;
        w->cell = cell->id;
        w->stands = strcmp(w->value, cell->value) == 0;
    }
    return ST_OK;
}

static enum status decide(struct db_archive *archive, const struct list *list,
                          struct fault *fault)
{
    enum status rc = ST_OK;
    int decided = 0, stood = 0;

    for (size_t i = 0; i < list->n && rc == ST_OK; i++) {
        const struct wanted *w = &list->at[i];
        if (w->cell == 0)
            continue;
        rc = db_decide(archive, w->cell, w->value,
                       w->stands ? VERDICT_CONFIRMED : VERDICT_CORRECTED,
                       NULL, "truth", fault);
        decided++;
        stood += w->stands;
    }
    printf("%d decided, %d stood\n", decided, stood);
    return rc;
}

int main(int argc, char **argv)
{
    struct db_archive *archive = NULL;
    struct list list = {0};
    struct fault fault = {""};
    enum status rc;

    if (argc != 2) {
        fprintf(stderr, "usage: decide_cells ARCHIVE < LIST\n");
        return 2;
    }
    rc = read_list(stdin, &list)
             ? db_open(argv[1], &archive, &fault)
             : fault_set(&fault, ST_INPUT, "a line has no five fields");
    if (rc == ST_OK)
        rc = db_each_cell(archive, DB_FILTER_ALL, find, &list, &fault);
    if (rc == ST_OK)
        rc = decide(archive, &list, &fault);
    if (rc != ST_OK)
        fprintf(stderr, "decide_cells: %s\n", fault.text);
    db_close(&archive);
    free(list.at);
    return rc == ST_OK ? 0 : 1;
}
