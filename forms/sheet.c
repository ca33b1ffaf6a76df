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

const struct sheet_cell *sheet_lookup(const struct sheet *sheet, int row,
                                      int column)
{
    for (size_t i = 0; i < sheet->n_cells; i++)
        if (sheet->cells[i].row == row && sheet->cells[i].column == column)
            return &sheet->cells[i];
    return NULL;
}
