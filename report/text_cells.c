/* Cells and pages in words. */
#include <string.h>

#include "forms/column_head.h"
#include "report/text_parts.h"

static const char *told_value(const struct report_cell *cell)
{
    if (cell->state == READ_WITHHELD)
        return _("[s]");
    return cell->personal ? "" : cell->value;
}

void text_cell(const struct report *report, const struct report_cell *cell,
               char *text, size_t size)
{
    char column[COLUMN_HEAD_MAX + FORM_CODE_MAX];

    columns_named(columns_of(form_catalogue_lookup(&report->forms, cell->form)),
                  cell->column, column, sizeof column);
    if (cell->row_label[0] != '\0' && !cell->personal)
        snprintf(text, size, _("%s page %d, row %d (%s), %s = %s (%.2f)"),
                 cell->source, cell->page, cell->row, cell->row_label,
                 column, told_value(cell), cell->confidence);
    else
        snprintf(text, size, _("%s page %d, row %d, %s = %s (%.2f)"),
                 cell->source, cell->page, cell->row, column,
                 told_value(cell), cell->confidence);
}

static bool page_before(const struct report_source *source, size_t at)
{
    const struct report_cell *cell = source->uses[at].cell;

    for (size_t i = 0; i < at; i++)
        if (source->uses[i].cell->sheet_id == cell->sheet_id)
            return true;
    return false;
}

/* Cells mostly come page after page in the order of the archive; only one that
 * goes back needs a look at all before it. */
static bool is_new_page(const struct report_source *source, size_t at,
                        int64_t *highest)
{
    int64_t page = source->uses[at].cell->sheet_id;

    if (at > 0 && source->uses[at - 1].cell->sheet_id == page)
        return false;
    if (page <= *highest)
        return !page_before(source, at);
    *highest = page;
    return true;
}

void text_pages(const struct report_source *source, char *text, size_t size)
{
    int64_t highest = 0;
    size_t used = 0;
    int shown = 0, all = 0;

    text[0] = '\0';
    for (size_t i = 0; i < source->n_uses; i++) {
        const struct report_cell *cell = source->uses[i].cell;
        if (!is_new_page(source, i, &highest))
            continue;
        all++;
        if (all > 3 || used + 64 > size)
            continue;
        shown++;
        used += (size_t)snprintf(text + used, size - used, "%s%s:%d",
                                 all > 1 ? " " : "", cell->source, cell->page);
    }
    if (all > shown && used < size)
        snprintf(text + used, size - used, _(" and %d more"), all - shown);
}
