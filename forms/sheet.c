#include "forms/sheet.h"

#include <stdlib.h>
#include <string.h>

void sheet_clear(struct sheet *sheet)
{
    if (sheet == NULL)
        return;
    free(sheet->rows);
    free(sheet->cells);
    free(sheet->strays);
    memset(sheet, 0, sizeof *sheet);
}

void sheet_set_clear(struct sheet_set *set)
{
    for (size_t i = 0; i < set->n_sheets; i++)
        sheet_clear(&set->sheets[i]);
    free(set->sheets);
    *set = (struct sheet_set){0};
}

const struct sheet_cell *sheet_lookup(const struct sheet *sheet, int row,
                                      int column)
{
    for (size_t i = 0; i < sheet->n_cells; i++)
        if (sheet->cells[i].row == row && sheet->cells[i].column == column)
            return &sheet->cells[i];
    return NULL;
}
