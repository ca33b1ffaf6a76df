#include "report/crop_list.h"

#include <stdlib.h>

#include "report/crop.h"
#include "report/months.h"

bool crop_is_told(const struct report_cell *cell)
{
    return !cell->personal && cell->state != READ_WITHHELD;
}

bool crop_figure_is_told(const struct report_figure *figure)
{
    return figure->state == REPORT_SURE || figure->state == REPORT_DOUBTFUL ||
           figure->state == REPORT_COUNTED;
}

bool crop_way_is_shown(const struct report_figure *figure, uint32_t at)
{
    const struct report_source *source = &figure->sources[at];

    return figure->chosen == (int)at ||
           (source->complete && figure->chosen >= 0 &&
            source->value.parts != figure->value.parts);
}

/* Such a page is still opened at once, and all its originals in a minute. */
enum { VILLAGES_SHOWN = 150 };

bool crop_villages_are_shown(const struct report *report)
{
    return report->n_villages <= VILLAGES_SHOWN;
}

static enum status add(struct crop_list *list, const struct report_cell *cell,
                       struct fault *fault)
{
    if (list->n == list->room) {
        size_t room = list->room == 0 ? 256 : list->room * 2;
        const struct report_cell **grown =
            realloc(list->cells, room * sizeof *grown);
        if (grown == NULL)
            return fault_set(fault, ST_NOMEM, "out of memory");
        list->cells = grown;
        list->room = room;
    }
    list->cells[list->n++] = cell;
    return ST_OK;
}

static enum status add_way(struct crop_list *list,
                           const struct report_source *source,
                           struct fault *fault)
{
    enum status rc = ST_OK;

    for (size_t i = 0;
         i < source->n_uses && i < REPORT_CROPS_FIGURE && rc == ST_OK; i++)
        if (crop_is_told(source->uses[i].cell))
            rc = add(list, source->uses[i].cell, fault);
    return rc;
}

static enum status add_figures(struct crop_list *list,
                               const struct report_figure *figures, size_t n,
                               struct fault *fault)
{
    enum status rc = ST_OK;

    for (size_t i = 0; i < n; i++)
        for (uint32_t j = 0; crop_figure_is_told(&figures[i]) &&
                             j < figures[i].indicator->n_rules && rc == ST_OK;
             j++)
            if (crop_way_is_shown(&figures[i], j))
                rc = add_way(list, &figures[i].sources[j], fault);
    return rc;
}

static int by_page(const void *a, const void *b)
{
    const struct report_cell *left = *(const struct report_cell *const *)a;
    const struct report_cell *right = *(const struct report_cell *const *)b;

    if (left->page_id != right->page_id)
        return left->page_id < right->page_id ? -1 : 1;
    if (left->sheet_id != right->sheet_id)
        return left->sheet_id < right->sheet_id ? -1 : 1;
    return left->id < right->id ? -1 : left->id > right->id;
}

/* Figures share cells. */
static void keep_each_once(struct crop_list *list)
{
    size_t kept = 0;

    if (list->n > 1)
        qsort(list->cells, list->n, sizeof *list->cells, by_page);
    for (size_t i = 0; i < list->n; i++)
        if (kept == 0 || list->cells[kept - 1] != list->cells[i])
            list->cells[kept++] = list->cells[i];
    list->n = kept;
}

enum status crop_list_of(const struct report_figure *figure,
                         struct crop_list *out, struct fault *fault)
{
    const struct report_source *source;
    enum status rc = ST_OK;

    if (!crop_figure_is_told(figure))
        return ST_OK;
    source = &figure->sources[figure->chosen];
    for (size_t i = 0; i < source->n_uses && rc == ST_OK; i++)
        if (crop_is_told(source->uses[i].cell))
            rc = add(out, source->uses[i].cell, fault);
    keep_each_once(out);
    return rc;
}

enum status crop_list_make(const struct report *report, struct crop_list *out,
                           struct fault *fault)
{
    enum status rc =
        add_figures(out, report->figures, report->n_figures, fault);

    for (size_t i = 0; crop_villages_are_shown(report) &&
                       i < report->n_villages && rc == ST_OK;
         i++)
        rc = add_figures(out, report->villages[i].figures, report->n_breakdown,
                         fault);
    for (size_t i = 0; i < report->n_figures; i++)
        for (size_t j = 0;
             months_list(report, i) && j < report->n_months && rc == ST_OK; j++)
            rc = add_figures(out, &report->months[j].figures[i], 1, fault);
    keep_each_once(out);
    return rc;
}

void crop_list_clear(struct crop_list *list)
{
    free(list->cells);
    *list = (struct crop_list){0};
}
