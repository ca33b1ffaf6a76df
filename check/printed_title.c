#include "check/printed_title.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

static bool is_title_field(const struct board_sheet *on,
                           const struct sheet_cell *cell)
{
    return cell->row == 0 && cell->column >= 0 &&
           (size_t)cell->column < on->form->n_fields &&
           strcmp(on->form->fields[cell->column].name, "title") == 0;
}

bool printed_title_is_read(const struct board *board, size_t cell)
{
    const struct board_sheet *on = board_sheet_of(board, cell);
    const struct sheet_cell *at = board->cells[cell].at;
    char read[OCR_TEXT_MAX], whole[OCR_TEXT_MAX + SHEET_UNIT_MAX],
        title[OCR_TEXT_MAX + SHEET_UNIT_MAX];

    if (!is_title_field(on, at) || at->reading.state != READ_VALUE ||
        at->reading.n_candidates == 0 ||
        !text_normalise(read, sizeof read, at->reading.candidates[0].value))
        return false;
    for (size_t i = 0; i < on->form->n_titles; i++)
        for (int with_unit = 0; with_unit <= 1; with_unit++) {
            (void)snprintf(whole, sizeof whole, "%s%s",
                           with_unit ? on->sheet->unit : "",
                           on->form->titles[i]);
            if (text_normalise(title, sizeof title, whole) &&
                strcmp(title, read) == 0)
                return true;
        }
    return false;
}
