/* Where a finding stands; between sheets, on which. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "check/explain.h"

enum { SHEET_WORDS = 96, SHEETS_TOLD = 3 };

/* "F8 甲村 2025"; a list of units is the office's, whose name says nothing. */
static void name_sheet(const struct board_sheet *on, char out[SHEET_WORDS])
{
    char unit[40] = "";

    if (on->form->rows != FORM_ROWS_UNIT)
        (void)text_copy(unit, sizeof unit, on->sheet->unit);
    (void)snprintf(out, SHEET_WORDS, "%s%s%s%s%s", on->form->id,
                   unit[0] == '\0' ? "" : " ", unit,
                   on->sheet->period[0] == '\0' ? "" : " ", on->sheet->period);
}

static void place_in_sheet(const struct board *board,
                           const struct relation *relation, char *zh, char *en,
                           size_t size)
{
    const char *label =
        board->sheets[relation->on].sheet->rows[relation->row - 1].label;
    bool named = label[0] != '\0';

    (void)snprintf(zh, size, "第%d行%s%s%s", relation->row, named ? "（" : "",
                   label, named ? "）" : "");
    (void)snprintf(en, size, "Row %d%s%s%s", relation->row, named ? " (" : "",
                   label, named ? ")" : "");
}

static bool is_far(const struct board *board, const struct relation *relation)
{
    for (size_t i = 0; i < relation->n_terms; i++)
        if (board->cells[relation->terms[i].cell].on != relation->on)
            return true;
    return false;
}

static bool told_before(const struct board *board,
                        const struct relation *relation, size_t term)
{
    size_t on = board->cells[relation->terms[term].cell].on;

    for (size_t i = 0; i < term; i++)
        if (board->cells[relation->terms[i].cell].on == on)
            return true;
    return false;
}

static size_t append(char *out, size_t used, size_t size, const char *joint,
                     const char *sheet, const char *row)
{
    int n = used >= size ? 0
                         : snprintf(out + used, size - used, "%s%s%s",
                                    used == 0 ? "" : joint, sheet, row);

    return used + (size_t)(n > 0 ? n : 0);
}

void explain_place(const struct board *board, const struct relation *relation,
                   char *zh, char *en, size_t size)
{
    size_t used_zh = 0, used_en = 0;
    int told = 0;

    if (!is_far(board, relation)) {
        place_in_sheet(board, relation, zh, en, size);
        return;
    }
    zh[0] = en[0] = '\0';
    for (size_t i = 0; i < relation->n_terms && told < SHEETS_TOLD; i++) {
        size_t cell = relation->terms[i].cell;
        char sheet[SHEET_WORDS], row[40];

        if (told_before(board, relation, i))
            continue;
        told++;
        name_sheet(board_sheet_of(board, cell), sheet);
        (void)snprintf(row, sizeof row, " 第%d行", board->cells[cell].at->row);
        used_zh = append(zh, used_zh, size, "与 ", sheet, row);
        (void)snprintf(row, sizeof row, " row %d", board->cells[cell].at->row);
        used_en = append(en, used_en, size, " and ", sheet, row);
    }
}
