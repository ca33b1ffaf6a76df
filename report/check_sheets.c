#include "report/check_sheets.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is remembered of a sheet: who, when, and its figures as one number. */
struct known_sheet {
    struct db_sheet sheet;
    uint64_t figures;
    int n_figures;
};

struct known {
    struct known_sheet *all;
    size_t n, room, at;
    struct form_catalogue forms;
    struct fault *fault;
};

/* A register goes on over many pages: they are alike by right. */
static bool goes_on(const struct form *form)
{
    return form != NULL &&
           (form->rows == FORM_ROWS_PERSON || form->rows == FORM_ROWS_ITEM);
}

static enum status note_sheet(const struct db_sheet *sheet, void *context)
{
    struct known *known = context;

    if (sheet->form[0] == '\0' || sheet->state != DB_PAGE_READ ||
        goes_on(form_catalogue_lookup(&known->forms, sheet->form)))
        return ST_OK;
    if (known->n == known->room) {
        size_t room = known->room * 2 + 64;
        struct known_sheet *more =
            realloc(known->all, room * sizeof *more);

        if (more == NULL)
            return fault_set(known->fault, ST_NOMEM, "out of memory");
        known->all = more;
        known->room = room;
    }
    known->all[known->n++] = (struct known_sheet){.sheet = *sheet};
    return ST_OK;
}

static uint64_t mix(uint64_t sum, const char *text)
{
    for (; *text != '\0'; text++)
        sum = (sum ^ (unsigned char)*text) * 1099511628211u;
    return (sum ^ 0xff) * 1099511628211u;
}

/* Cells come in the order of the sheets. */
static enum status note_cell(const struct db_cell *cell, void *context)
{
    struct known *known = context;
    struct known_sheet *sheet;

    if (cell->row == 0)
        return ST_OK;
    for (size_t i = 0; i < known->n && (known->at >= known->n ||
                                        known->all[known->at].sheet.id !=
                                            cell->sheet_id);
         i++)
        known->at = i;
    if (known->at >= known->n || known->all[known->at].sheet.id != cell->sheet_id)
        return ST_OK;
    sheet = &known->all[known->at];
    sheet->figures = mix(sheet->figures, cell->value);
    sheet->n_figures += cell->value[0] != '\0';
    return ST_OK;
}

/* ---- order ---- */

static int compare(const void *a, const void *b)
{
    const struct db_sheet *x = &((const struct known_sheet *)a)->sheet;
    const struct db_sheet *y = &((const struct known_sheet *)b)->sheet;
    int order = strcmp(x->form, y->form);

    if (order == 0)
        order = strcmp(x->unit, y->unit);
    if (order == 0)
        order = strcmp(x->period, y->period);
    return order != 0 ? order : (x->id > y->id) - (x->id < y->id);
}

static bool is_same_series(const struct db_sheet *a, const struct db_sheet *b)
{
    return strcmp(a->form, b->form) == 0 && strcmp(a->unit, b->unit) == 0 &&
           a->unit[0] != '\0';
}

/* Months since the year 0 of "2025-03", or -1. */
static int month_of(const char *period)
{
    if (strlen(period) != 7 || period[4] != '-')
        return -1;
    return 12 * atoi(period) + atoi(period + 5) - 1;
}

/* ---- findings ---- */

typedef enum status check_each(const struct check_sheets_finding *, void *);

static struct check_sheets_finding begin(const char *check,
                                         const struct db_sheet *sheet)
{
    struct check_sheets_finding out = {.check = check,
                                       .form = sheet->form,
                                       .unit = sheet->unit,
                                       .period = sheet->period};

    (void)snprintf(out.page, sizeof out.page, "%s:%d", sheet->source,
                   sheet->page);
    return out;
}

static enum status tell_twice(const struct known_sheet *first,
                              const struct known_sheet *second,
                              check_each *each, void *context)
{
    struct check_sheets_finding out = begin("D3", &second->sheet);
    bool same = first->figures == second->figures;

    (void)snprintf(out.zh, sizeof out.zh, "与 %.80s 第 %d 页是同一单位同一期的表，%s",
                   first->sheet.source, first->sheet.page,
                   same ? "各数相同" : "各数不同");
    (void)snprintf(out.en, sizeof out.en,
                   "%.80s page %d is the same unit's of the same period; the "
                   "figures are %s",
                   first->sheet.source, first->sheet.page,
                   same ? "the same" : "others");
    return each(&out, context);
}

static enum status tell_copy(const struct known_sheet *before,
                             const struct known_sheet *sheet, check_each *each,
                             void *context)
{
    struct check_sheets_finding out = begin("E3", &sheet->sheet);

    (void)snprintf(out.zh, sizeof out.zh, "%d 个数与 %s 的表逐格相同",
                   sheet->n_figures, before->sheet.period);
    (void)snprintf(out.en, sizeof out.en,
                   "All %d figures are those of %s", sheet->n_figures,
                   before->sheet.period);
    return each(&out, context);
}

static enum status tell_gap(const struct known_sheet *before,
                            const struct known_sheet *after, check_each *each,
                            void *context)
{
    struct check_sheets_finding out = begin("D1", &after->sheet);
    int from = month_of(before->sheet.period) + 1;
    int to = month_of(after->sheet.period) - 1;

    out.page[0] = '\0';
    (void)snprintf(out.zh, sizeof out.zh, "缺 %d-%02d 至 %d-%02d，共 %d 个月",
                   from / 12, from % 12 + 1, to / 12, to % 12 + 1,
                   to - from + 1);
    (void)snprintf(out.en, sizeof out.en,
                   "%d-%02d to %d-%02d is lacking, %d months", from / 12,
                   from % 12 + 1, to / 12, to % 12 + 1, to - from + 1);
    return each(&out, context);
}

static enum status tell_pair(const struct known_sheet *before,
                             const struct known_sheet *sheet, check_each *each,
                             void *context)
{
    enum { FIGURES_LEAST = 6 };
    int from = month_of(before->sheet.period), to = month_of(sheet->sheet.period);
    enum status rc = ST_OK;

    if (!is_same_series(&before->sheet, &sheet->sheet) ||
        before->sheet.period[0] == '\0')
        return ST_OK;
    if (strcmp(before->sheet.period, sheet->sheet.period) == 0)
        return tell_twice(before, sheet, each, context);
    if (from >= 0 && to > from + 1)
        rc = tell_gap(before, sheet, each, context);
    if (rc == ST_OK && before->figures == sheet->figures &&
        sheet->n_figures >= FIGURES_LEAST)
        rc = tell_copy(before, sheet, each, context);
    return rc;
}

enum status check_sheets_together(struct db_archive *archive,
                                  struct db_filter filter, check_each *each,
                                  void *context, struct fault *fault)
{
    struct known known = {.fault = fault};
    enum status rc =
        form_catalogue_load(db_forms_folder(archive), &known.forms, fault);

    if (rc == ST_OK)
        rc = db_each_sheet(archive, filter, note_sheet, &known, fault);
    if (rc == ST_OK)
        rc = db_each_cell(archive, filter, note_cell, &known, fault);
    if (rc == ST_OK && known.n > 0)
        qsort(known.all, known.n, sizeof *known.all, compare);
    for (size_t i = 1; rc == ST_OK && i < known.n; i++)
        rc = tell_pair(&known.all[i - 1], &known.all[i], each, context);
    free(known.all);
    form_catalogue_clear(&known.forms);
    return rc;
}
