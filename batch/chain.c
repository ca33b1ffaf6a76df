/*
 * A part is joined to the one before it when the paper says so (续表, 第2页) or
 * names it by nothing, and when nothing speaks against it: another unit or
 * period, a total that has been drawn already, the same rows once more, a page
 * number or a row's number that leaves a gap. The right half of a table that
 * lies across two pages is joined to the left one before it when its columns
 * begin where that one's end, and it has as many rows.
 */
#include "batch/chain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A table of more rows than any office's is a register whose pages are judged
 * by themselves. */
enum { MOST_ROWS = 1500, SERIALS_AGREE = 3 };

void chain_clear(struct chain *chain)
{
    for (size_t i = 0; i < chain->n; i++)
        db_loaded_clear(&chain->loaded[i]);
    free(chain->loaded);
    *chain = (struct chain){0};
}

/* ---- halves ---- */

bool chain_is_left(const struct db_part *part)
{
    return part->n_columns > 0 && part->first_column == 0;
}

bool chain_is_right(const struct db_part *part)
{
    return part->first_column > 0;
}

/* The last part that bears rows of its own: no right half does. */
static size_t last_of_rows(const struct chain *chain)
{
    size_t at = chain->n - 1;

    while (at > 0 && chain_is_right(&chain->parts[at]))
        at--;
    return at;
}

static const struct sheet *last_rows(const struct chain *chain)
{
    return &chain->loaded[last_of_rows(chain)].sheet;
}

/* Rows of the whole that stand before part @at. */
int chain_rows_before(const struct chain *chain, size_t at)
{
    int before = 0;

    for (size_t i = 0; i < at; i++)
        if (!chain_is_right(&chain->parts[i]) &&
            (i + 1 < at || !chain_is_right(&chain->parts[at])))
            before += chain->parts[i].n_rows;
    return before;
}

/* Does @right bear what is missing of @left? */
static bool stands_beside(const struct db_part *left,
                          const struct db_part *right)
{
    return chain_is_left(left) && right->first_column == left->n_columns &&
           strcmp(left->form, right->form) == 0 &&
           left->form_version == right->form_version && right->follows;
}

/* ---- what rows say ---- */

static bool is_page_total(const char *label)
{
    return strstr(label, "本页") != NULL || strstr(label, "小计") != NULL ||
           strcmp(label, "过次页") == 0 || strcmp(label, "承前页") == 0;
}

/* Has the table's own total been drawn? */
static bool is_ended(const struct chain *chain)
{
    const struct sheet *last = last_rows(chain);
    const struct sheet_row *row;

    if (last->n_rows == 0 || chain->form->total_first ||
        chain->form->group_rows > 0)
        return false;
    row = &last->rows[last->n_rows - 1];
    return row->kind == SHEET_ROW_TOTAL && !is_page_total(row->label);
}

static bool has_label(const struct sheet *sheet, const char *label)
{
    for (int r = 0; r < sheet->n_rows; r++)
        if (sheet->rows[r].kind == SHEET_ROW_BODY &&
            strcmp(sheet->rows[r].label, label) == 0)
            return true;
    return false;
}

/* Rows that have names, none of which stood there before. */
static bool brings_new_rows(const struct chain *chain,
                            const struct sheet *sheet)
{
    int named = 0;

    for (int r = 0; r < sheet->n_rows; r++) {
        const char *label = sheet->rows[r].label;
        if (sheet->rows[r].kind != SHEET_ROW_BODY || label[0] == '\0')
            continue;
        named++;
        for (size_t i = 0; i < chain->n; i++)
            if (has_label(&chain->loaded[i].sheet, label))
                return false;
    }
    return named > 0;
}

static int count_body(const struct sheet *sheet)
{
    int n = 0;

    for (int r = 0; r < sheet->n_rows; r++)
        n += sheet->rows[r].kind == SHEET_ROW_BODY;
    return n;
}

/* The number that the first body row has where rows are numbered and most of
 * them agree; 0: they are not. */
static int first_serial(const struct sheet *sheet)
{
    int best = 0, most = 0, body = 0;

    for (int r = 0; r < sheet->n_rows; r++) {
        int start, agree = 0, other = 0;
        if (sheet->rows[r].kind != SHEET_ROW_BODY)
            continue;
        start = atoi(sheet->rows[r].label) - body++;
        for (int k = 0; start > 0 && k < sheet->n_rows; k++) {
            if (sheet->rows[k].kind != SHEET_ROW_BODY)
                continue;
            agree += atoi(sheet->rows[k].label) - other++ == start;
        }
        if (agree > most) {
            most = agree;
            best = start;
        }
    }
    return most >= SERIALS_AGREE && most * 2 > body ? best : 0;
}

/* How many numbered rows are missing before @sheet; 0: none, or not numbered.
 */
static int serial_gap(const struct chain *chain, const struct sheet *sheet)
{
    const struct sheet *last = last_rows(chain);
    int before = first_serial(last), start = first_serial(sheet);
    int gap = start - (before + count_body(last));

    return before > 0 && start > 0 && gap > 0 ? gap : 0;
}

/* ---- does it go on? ---- */

static bool agrees(const char *own, const char *whole)
{
    return own[0] == '\0' || strcmp(own, whole) == 0;
}

static bool is_same_key(const struct db_part *a, const struct db_part *b)
{
    return a->unit[0] != '\0' && a->period[0] != '\0' &&
           strcmp(a->unit, b->unit) == 0 && strcmp(a->period, b->period) == 0;
}

/* By what the sheets' heads say. */
bool chain_may_go_on(const struct chain *chain, const struct db_part *part)
{
    const struct db_part *head = &chain->parts[0];

    if (chain_is_right(part))
        return stands_beside(&chain->parts[chain->n - 1], part) &&
               agrees(part->period, head->period);
    return part->follows && chain_is_left(part) == chain_is_left(head) &&
           strcmp(part->form, head->form) == 0 &&
           part->form_version == head->form_version &&
           chain->rows + part->n_rows <= MOST_ROWS &&
           agrees(part->unit, head->unit) &&
           agrees(part->period, head->period) &&
           (part->part != SHEET_WHOLE || is_same_key(part, head));
}

void chain_note_gap(bool pages, int from, int to, char *zh, char *en)
{
    snprintf(zh, CHAIN_WORDS,
             pages ? "缺第%d页至第%d页，合计无法核对"
                   : "缺序号%d至%d的行，合计无法核对",
             from, to);
    snprintf(en, CHAIN_WORDS,
             pages ? "Pages %d to %d are missing; the total cannot be checked"
                   : "Rows numbered %d to %d are missing; the total cannot be "
                     "checked",
             from, to);
}

static bool rows_agree(const struct db_part *left, const struct db_part *right,
                       char *zh, char *en)
{
    if (left->n_rows == right->n_rows)
        return true;
    snprintf(zh, CHAIN_WORDS, "这是右半张，有%d行，而它左边的半张有%d行",
             right->n_rows, left->n_rows);
    snprintf(en, CHAIN_WORDS,
             "This right half has %d rows, but the left half before it has %d",
             right->n_rows, left->n_rows);
    return false;
}

/* By what their rows say. Words of what is missing are left in @zh and @en. */
bool chain_goes_on(const struct chain *chain, const struct db_part *part,
                   const struct sheet *sheet, char *zh, char *en)
{
    const struct db_part *last = &chain->parts[chain->n - 1];
    int gap;

    if (chain_is_right(part))
        return rows_agree(last, part, zh, en);
    if (is_ended(chain) ||
        (part->part != SHEET_BELOW && !brings_new_rows(chain, sheet)))
        return false;
    if (last->printed_no > 0 && part->printed_no > last->printed_no + 1) {
        chain_note_gap(true, last->printed_no + 1, part->printed_no - 1, zh,
                       en);
        return false;
    }
    gap = serial_gap(chain, sheet);
    if (gap > 0) {
        int from = first_serial(sheet) - gap;
        chain_note_gap(false, from, from + gap - 1, zh, en);
        return false;
    }
    return true;
}
