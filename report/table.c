#include "report/table.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/table_maker.h"
#include "report/wording.h"

static const struct {
    const char *id;
    table_writer *write;
} tables[] = {
    {"compare", table_compare},       {"returns", table_returns},
    {"close", table_close},           {"ledgers", table_ledgers},
    {"acceptance", table_acceptance}, {"work", table_work},
};
enum { N_TABLES = sizeof tables / sizeof *tables };

const char *const REPORT_TABLES[] = {
    "compare", "returns", "close", "ledgers", "acceptance", "work", NULL};

/* ---- putting together ---- */

/* What the figures in it are figures of. */
static void note_attributes(struct table_maker *maker)
{
    const struct report *report = maker->report;
    struct report_table *table = maker->table;
    char text[WORDING_MAX];

    wording_attributes(report, maker->language, text, sizeof text);
    table->attributes = strdup(text);
    maker->failed |= table->attributes == NULL;
    memcpy(table->base, report->base, sizeof table->base);
    table->year = wording_year_code(report);
    table->late = wording_late_code(report);
}

__attribute__((format(printf, 2, 0))) static char *
write_text(struct table_maker *maker, const char *format, va_list args)
{
    char *text = NULL;

    if (maker->failed || vasprintf(&text, format, args) < 0) {
        maker->failed = true;
        return NULL;
    }
    return text;
}

void table_title(struct table_maker *maker, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    maker->table->title = write_text(maker, format, args);
    va_end(args);
}

void table_note(struct table_maker *maker, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    free(maker->table->note);
    maker->table->note = write_text(maker, format, args);
    va_end(args);
}

void table_column(struct table_maker *maker, const char *head, bool number)
{
    struct report_table *table = maker->table;
    char *copy = maker->failed ? NULL : strdup(head);

    if (copy == NULL || table->n_columns == REPORT_COLUMNS_MAX) {
        free(copy);
        maker->failed = true;
        return;
    }
    table->columns[table->n_columns].head = copy;
    table->columns[table->n_columns++].number = number;
}

void table_put(struct table_maker *maker, enum report_mark mark,
               const char *format, ...)
{
    struct report_table *table = maker->table;
    va_list args;
    char *text;

    va_start(args, format);
    text = write_text(maker, format, args);
    va_end(args);
    if (text == NULL)
        return;
    if (table->n_cells == maker->room) {
        size_t room = maker->room == 0 ? 64 : maker->room * 2;
        struct report_table_cell *grown =
            realloc(table->cells, room * sizeof *grown);
        if (grown == NULL) {
            free(text);
            maker->failed = true;
            return;
        }
        table->cells = grown;
        maker->room = room;
    }
    table->cells[table->n_cells++] = (struct report_table_cell){text, mark};
    table->n_rows = table->n_cells / table->n_columns;
}

static enum report_mark mark_of(enum report_state state)
{
    switch (state) {
    case REPORT_SURE:
    case REPORT_COUNTED:
        return REPORT_PLAIN;
    case REPORT_DOUBTFUL:
        return REPORT_UNSURE;
    case REPORT_MISSING:
    case REPORT_HIDDEN:
        return REPORT_ABSENT;
    }
    return REPORT_PLAIN;
}

void table_put_figure(struct table_maker *maker,
                      const struct report_figure *figure)
{
    const char *text = figure->state == REPORT_MISSING  ? _("—")
                       : figure->state == REPORT_HIDDEN ? _("[s]")
                                                        : figure->text;

    table_put(maker, mark_of(figure->state), "%s", text);
}

const char *table_whose(const struct table_maker *maker, char *text,
                        size_t size)
{
    char period[64];

    wording_period(maker->report->period, maker->language, period,
                   sizeof period);
    snprintf(text, size, "%s %s", maker->report->unit, period);
    return text;
}

enum status report_make_table(const struct report *report, const char *id,
                              enum report_language language,
                              struct report_table *out, struct fault *fault)
{
    struct table_maker maker = {
        .report = report, .language = language, .table = out};
    size_t at = 0;

    *out = (struct report_table){0};
    while (at < N_TABLES && strcmp(tables[at].id, id) != 0)
        at++;
    if (at == N_TABLES)
        return fault_set(fault, ST_NONE, "there is no table '%s'", id);
    out->id = tables[at].id;
    tables[at].write(&maker);
    note_attributes(&maker);
    return maker.failed ? fault_set(fault, ST_NOMEM, "out of memory") : ST_OK;
}

void report_table_clear(struct report_table *table)
{
    for (size_t i = 0; i < table->n_cells; i++)
        free(table->cells[i].text);
    for (size_t i = 0; i < table->n_columns; i++)
        free(table->columns[i].head);
    free(table->cells);
    free(table->title);
    free(table->note);
    free(table->attributes);
    *table = (struct report_table){0};
}
