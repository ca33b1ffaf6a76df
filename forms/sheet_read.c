#include "forms/sheet_fill.h"

#include <leptonica/allheaders.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "forms/body.h"
#include "forms/continued.h"
#include "forms/fields.h"
#include "forms/half_sheet.h"
#include "forms/overlay.h"
#include "forms/table_reach.h"
#include "scan/debug.h"

enum status sheet_find_form(const struct form_catalogue *catalogue,
                            const char *id, const struct form **form,
                            struct fault *fault)
{
    *form = id ? form_catalogue_lookup(catalogue, id) : NULL;
    if (id != NULL && *form == NULL)
        return fault_set(fault, ST_INPUT, "no form is called \"%s\"", id);
    return ST_OK;
}

/* Of the table that was read; a smaller one is a legend. */
static const double TABLE_SHARE = 0.25;

void sheet_note_unread(const struct page *page, const struct grid *read,
                       const struct grid *grid, struct sheet *out)
{
    struct scan_quad quad;

    if (grid == read || !grid_is_table(grid) ||
        grid->n_rows * grid->n_columns <
            TABLE_SHARE * read->n_rows * read->n_columns ||
        out->n_unread == SHEET_UNREAD_MAX)
        return;
    quad = grid_quad(grid, 0, 0, grid->n_rows, grid->n_columns);
    out->unread[out->n_unread++] = scan_box_in_original(page, &quad);
}

static void debug_fields(const struct page *page, const struct form *form,
                         const struct sheet *sheet)
{
    PIX *drawn = NULL;

    if (scan_debug_is_on() &&
        sheet_draw(page, form, sheet, &drawn, NULL) == ST_OK)
        scan_debug_step("fields", drawn, NULL, 0);
    pixDestroy(&drawn);
}

enum status sheet_fill(const struct page *page, const struct match *match,
                       bool keep_personal, struct ocr_reader *reader,
                       struct sheet *out, struct fault *fault)
{
    const struct form *form = layout_whole_form(&match->layout);
    enum status rc;

    text_copy(out->form, sizeof out->form, form->id);
    out->form_version = form->version;
    out->match_score = match->layout.score;
    out->runner_up_score = match->runner_up_score;
    text_copy(out->runner_up, sizeof out->runner_up, match->runner_up);
    out->cells = calloc(form->n_fields + 1, sizeof *out->cells);
    if (out->cells == NULL)
        return fault_set(fault, ST_NOMEM, "sheet: out of memory");
    rc = fields_fill(page, form, &match->texts, keep_personal, reader, out,
                     fault);
    if (rc == ST_OK)
        continued_note(match, out);
    if (rc == ST_OK)
        rc = body_read(page, &match->layout, keep_personal, reader, out, fault);
    if (rc == ST_OK && match->half != NULL)
        half_sheet_settle(match->half, out);
    if (rc == ST_OK && match->beside.half != NULL)
        rc = half_sheet_add(page, &match->beside, keep_personal, reader, out,
                            fault);
    if (rc == ST_OK)
        debug_fields(page, form, out);
    return rc;
}

enum status sheet_read(struct page *page,
                       const struct form_catalogue *catalogue,
                       const char *forced, bool keep_personal,
                       struct ocr_reader *reader, struct sheet *out,
                       struct fault *fault)
{
    const struct form *form = NULL;
    struct match match = {0};
    enum status rc;

    *out = (struct sheet){0};
    rc = sheet_find_form(catalogue, forced, &form, fault);
    if (rc != ST_OK)
        return rc;
    if (page->quality.blank)
        return fault_set(fault, ST_NONE, "the page is blank");
    rc = match_page(page, catalogue, form, reader, &match, fault);
    if (rc == ST_OK)
        rc = sheet_fill(page, &match, keep_personal, reader, out, fault);
    for (size_t i = 0; rc == ST_OK && i < match.grids.n_grids; i++)
        sheet_note_unread(page, match.layout.grid, &match.grids.grids[i], out);
    if (rc != ST_OK)
        sheet_clear(out);
    match_clear(&match);
    return rc;
}
