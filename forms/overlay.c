#include "forms/overlay.h"

#include <stdlib.h>

#include "base/text.h"
#include "scan/marks.h"

static struct scan_mark mark_of(const struct form *form,
                                const struct sheet *sheet,
                                const struct sheet_cell *cell)
{
    struct scan_mark mark = {.quad = cell->quad};

    if (cell->row == 0) {
        mark.colour = SCAN_MARK_BLUE;
        (void)text_copy(mark.text, sizeof mark.text,
                        form->fields[cell->column].name);
        return mark;
    }
    mark.colour = sheet->rows[cell->row - 1].kind == SHEET_ROW_TOTAL
                      ? SCAN_MARK_ORANGE
                      : SCAN_MARK_GREEN;
    (void)text_copy(mark.text, sizeof mark.text,
                    form->columns[cell->column].code);
    return mark;
}

enum status sheet_draw(const struct page *page, const struct form *form,
                       const struct sheet *sheet, struct Pix **out,
                       struct fault *fault)
{
    struct scan_mark *marks = calloc(sheet->n_cells + 1, sizeof *marks);
    enum status rc;

    *out = NULL;
    if (marks == NULL)
        return fault_set(fault, ST_NOMEM, "overlay: out of memory");
    for (size_t i = 0; i < sheet->n_cells; i++)
        marks[i] = mark_of(form, sheet, &sheet->cells[i]);
    rc = scan_draw_marks(page->colour != NULL ? page->colour : page->grey,
                         marks, sheet->n_cells, out, fault);
    free(marks);
    return rc;
}
