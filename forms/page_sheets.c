/*
 * The largest table says which way up a page lies; the others are matched each
 * by itself, with the words around it, and where they are no form's surely they
 * are told as unread. A header that stands once over several tables holds for
 * those below it that have none.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "forms/continued.h"
#include "forms/match.h"
#include "forms/match_placed.h"
#include "forms/sheet.h"
#include "forms/sheet_fill.h"
#include "forms/table_reach.h"

/* A sheet while the page's others are read. */
struct part {
    struct sheet sheet;
    double left, top, bottom;      /* page px */
    bool says_unit, says_period;   /* something stands there, legible or not */
};

struct parts {
    const struct page *page;
    const struct form_catalogue *catalogue;
    bool keep_personal;
    struct ocr_reader *reader;
    struct part *items;
    size_t n;
    const struct grid **read; /* grids that sheets were made of */
    size_t n_read;
    const struct grid *unread[SHEET_UNREAD_MAX];
    size_t n_unread;
};

static void parts_clear(struct parts *parts)
{
    for (size_t i = 0; i < parts->n; i++)
        sheet_clear(&parts->items[i].sheet);
    free(parts->items);
    free(parts->read);
    parts->items = NULL;
    parts->read = NULL;
    parts->n = 0;
}

static bool says_unit(const struct match *match, const struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->n_cells; i++)
        if (sheet->cells[i].row == 0 &&
            strcmp(match->layout.form->fields[sheet->cells[i].column].name,
                   "unit") == 0)
            return true;
    return sheet->unit[0] != '\0';
}

static bool says_period(const struct match *match, const struct sheet *sheet)
{
    static const char *const marks[] = {"年", "月", "季度"};

    for (size_t i = 0; i < match->texts.n_texts; i++)
        for (size_t m = 0; m < sizeof marks / sizeof *marks; m++)
            if (match->texts.texts[i].above &&
                strstr(match->texts.texts[i].text, marks[m]) != NULL)
                return true;
    return sheet->period[0] != '\0';
}

static enum status read_part(struct parts *parts, const struct match *match,
                             struct fault *fault)
{
    const struct grid *grid = match->layout.grid;
    struct part *part = &parts->items[parts->n];
    enum status rc;

    *part = (struct part){0};
    rc = sheet_fill(parts->page, match, parts->keep_personal, parts->reader,
                    &part->sheet, fault);
    part->left = grid->nodes[0].x;
    part->top = grid->nodes[0].y;
    part->bottom = grid->nodes[grid->n_rows * (grid->n_columns + 1)].y;
    part->says_unit = says_unit(match, &part->sheet);
    part->says_period = says_period(match, &part->sheet);
    if (rc == ST_OK)
        parts->n++;
    else
        sheet_clear(&part->sheet);
    return rc;
}

/* A table across two pages is two grids. */
static void note_read(struct parts *parts, const struct match *match)
{
    parts->read[parts->n_read++] = match->layout.grid;
    if (match->beside.half != NULL)
        parts->read[parts->n_read++] = match->beside.layout.grid;
}

static bool is_read(const struct parts *parts, const struct grid *grid)
{
    for (size_t i = 0; i < parts->n_read; i++)
        if (parts->read[i] == grid)
            return true;
    return false;
}

static enum status read_further(struct parts *parts, const struct match *first,
                                size_t at, struct fault *fault)
{
    const struct grid *grid = &first->grids.grids[at];
    struct match match = {0};
    enum status rc = match_further(parts->page, parts->catalogue, &first->grids,
                                   at, parts->reader, &match, fault);

    if (rc == ST_OK && is_read(parts, match.beside.layout.grid))
        rc = ST_DOUBT;
    if (rc == ST_OK)
        rc = read_part(parts, &match, fault);
    if (rc == ST_OK)
        note_read(parts, &match);
    else if (rc == ST_DOUBT) {
        rc = ST_OK;
        if (parts->n_unread < SHEET_UNREAD_MAX)
            parts->unread[parts->n_unread++] = grid;
    }
    match_clear(&match);
    return rc;
}

/* Tables that share a line stand side by side. */
static bool comes_before(const struct part *a, const struct part *b)
{
    double low = a->top > b->top ? a->top : b->top;
    double high = a->bottom < b->bottom ? a->bottom : b->bottom;
    double least = a->bottom - a->top < b->bottom - b->top ? a->bottom - a->top
                                                           : b->bottom - b->top;

    return high - low > least / 2 ? a->left < b->left : a->top < b->top;
}

static void sort_parts(struct parts *parts)
{
    for (size_t i = 1; i < parts->n; i++)
        for (size_t k = i; k > 0 && comes_before(&parts->items[k],
                                                 &parts->items[k - 1]);
             k--) {
            struct part swap = parts->items[k];
            parts->items[k] = parts->items[k - 1];
            parts->items[k - 1] = swap;
        }
}

static bool is_there_already(const struct parts *parts, size_t before,
                             const struct sheet *sheet, const char *period)
{
    for (size_t i = 0; i < before; i++) {
        const struct sheet *other = &parts->items[i].sheet;
        if (strcmp(other->form, sheet->form) == 0 &&
            strcmp(other->unit, sheet->unit) == 0 &&
            strcmp(other->period, period) == 0)
            return true;
    }
    return false;
}

static void inherit_headers(struct parts *parts)
{
    for (size_t i = 1; i < parts->n; i++) {
        const struct part *before = &parts->items[i - 1];
        struct part *part = &parts->items[i];
        struct sheet *sheet = &part->sheet;
        if (!part->says_unit)
            text_copy(sheet->unit, sizeof sheet->unit, before->sheet.unit);
        if (!part->says_period &&
            !is_there_already(parts, i, sheet, before->sheet.period))
            text_copy(sheet->period, sizeof sheet->period,
                      before->sheet.period);
    }
}

static enum status hand_over(struct parts *parts, const struct grid *largest,
                             struct sheet_set *out, struct fault *fault)
{
    sort_parts(parts);
    inherit_headers(parts);
    for (size_t i = 0; i < parts->n_unread; i++)
        sheet_note_unread(parts->page, largest, parts->unread[i],
                          &parts->items[0].sheet);
    out->sheets = calloc(parts->n, sizeof *out->sheets);
    if (out->sheets == NULL)
        return fault_set(fault, ST_NOMEM, "sheet: out of memory");
    for (size_t i = 0; i < parts->n; i++)
        out->sheets[i] = parts->items[i].sheet;
    out->n_sheets = parts->n;
    parts->n = 0;
    return ST_OK;
}

/* The table of @first, and all others of the page. */
static enum status read_tables(const struct page *page,
                               const struct form_catalogue *catalogue,
                               const struct match *first, bool keep_personal,
                               struct ocr_reader *reader, struct sheet_set *out,
                               struct fault *fault)
{
    struct parts parts = {.page = page,
                          .catalogue = catalogue,
                          .keep_personal = keep_personal,
                          .reader = reader};
    enum status rc;

    parts.items = calloc(first->grids.n_grids + 1, sizeof *parts.items);
    parts.read = calloc(2 * first->grids.n_grids + 2, sizeof *parts.read);
    if (parts.items == NULL || parts.read == NULL) {
        parts_clear(&parts);
        return fault_set(fault, ST_NOMEM, "sheet: out of memory");
    }
    rc = read_part(&parts, first, fault);
    if (rc == ST_OK)
        note_read(&parts, first);
    for (size_t i = 0; rc == ST_OK && i < first->grids.n_grids; i++) {
        const struct grid *grid = &first->grids.grids[i];
        if (!is_read(&parts, grid) && grid_is_table(grid))
            rc = read_further(&parts, first, i, fault);
    }
    if (rc == ST_OK)
        rc = hand_over(&parts, first->layout.grid, out, fault);
    parts_clear(&parts);
    return rc;
}

static enum status read_found(struct page *page,
                              const struct form_catalogue *catalogue,
                              const char *id, const struct sheet_before *before,
                              bool keep_personal, struct ocr_reader *reader,
                              struct sheet_set *out, struct fault *fault)
{
    const struct form *form = NULL;
    struct match match = {0};
    enum status rc;

    *out = (struct sheet_set){0};
    rc = sheet_find_form(catalogue, id, &form, fault);
    if (rc != ST_OK)
        return rc;
    if (page->quality.blank)
        return fault_set(fault, ST_NONE, "the page is blank");
    if (before != NULL && before->first_column == 0 && before->n_columns > 0)
        rc = match_right_half(page, form, before->n_columns, reader, &match,
                              fault);
    else
        rc = match_page(page, catalogue, form, reader, &match, fault);
    if (rc == ST_OK && before != NULL)
        rc = continued_may_be(&match, before, fault);
    if (rc == ST_OK)
        rc = read_tables(page, catalogue, &match, keep_personal, reader, out,
                         fault);
    match_clear(&match);
    return rc;
}

enum status sheet_read_all(struct page *page,
                           const struct form_catalogue *catalogue,
                           const char *forced, bool keep_personal,
                           struct ocr_reader *reader, struct sheet_set *out,
                           struct fault *fault)
{
    return read_found(page, catalogue, forced, NULL, keep_personal, reader, out,
                      fault);
}

/* What was read is no part of the table before. */
static enum status objection(const struct sheet *sheet,
                             const struct sheet_before *before,
                             struct fault *fault)
{
    if (sheet->first_column > 0)
        return sheet->n_rows == before->n_rows
                   ? ST_OK
                   : fault_set(fault, ST_DOUBT,
                               "it is the right half of %s, but has %d rows "
                               "where the left half before it has %d",
                               sheet->form, sheet->n_rows, before->n_rows);
    if (sheet->part != SHEET_WHOLE)
        return ST_OK;
    return fault_set(fault, ST_DOUBT,
                     "it has a unit or period of its own, but no title that "
                     "says what it is");
}

enum status sheet_read_continued(struct page *page,
                                 const struct form_catalogue *catalogue,
                                 const struct sheet_before *before,
                                 bool keep_personal, struct ocr_reader *reader,
                                 struct sheet_set *out, struct fault *fault)
{
    enum status rc = read_found(page, catalogue, before->form, before,
                                keep_personal, reader, out, fault);

    if (rc == ST_OK)
        rc = objection(&out->sheets[0], before, fault);
    if (rc != ST_OK)
        sheet_set_clear(out);
    return rc;
}

enum status sheet_read_placed(struct page *page,
                              const struct form_catalogue *catalogue,
                              const char *id, const struct scan_quad *corners,
                              bool keep_personal, struct ocr_reader *reader,
                              struct sheet_set *out, struct fault *fault)
{
    const struct form *form = NULL;
    struct match match = {0};
    enum status rc;

    *out = (struct sheet_set){0};
    rc = sheet_find_form(catalogue, id, &form, fault);
    if (rc == ST_OK)
        rc = match_placed(page, form, corners, reader, &match, fault);
    if (rc == ST_OK)
        rc = read_tables(page, catalogue, &match, keep_personal, reader, out,
                         fault);
    match_clear(&match);
    return rc;
}
