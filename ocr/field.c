#include "ocr/field.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ocr/cell_colour.h"
#include "ocr/cell_marks.h"
#include "ocr/cell_rules.h"
#include "ocr/cell_scars.h"
#include "ocr/digits/digit_canon.h"

static bool is_words(const struct value_type *type)
{
    return type->kind == VALUE_TEXT || type->kind == VALUE_CODE;
}

bool field_is_words(const struct field *field)
{
    return is_words(&field->cell->type);
}

bool field_has_dots(const struct field *field)
{
    switch (field->cell->type.kind) {
    case VALUE_COUNT: /* 六 has small strokes, 正 none smaller than a 1's */
        return field->cell->type.writing == WRITTEN_NUMERALS;
    case VALUE_YEAR:
        return false;
    case VALUE_DECIMAL:
    case VALUE_PERCENT:
    case VALUE_PERMILLE:
    case VALUE_MONEY:
        return !field->cell->type.fixed_point;
    case VALUE_TEXT:
    case VALUE_CODE:
    case VALUE_DATE:
    case VALUE_MONTH:
        return true;
    }
    return true;
}

void field_settle(struct field *field, enum reading_state state,
                  const char *engine)
{
    field->reading->state = state;
    (void)text_copy(field->reading->engine, sizeof field->reading->engine,
                    engine);
    field->open = false;
}

/* A state that the shape alone decides. */
static void settle_mark(struct field *field, enum reading_state state,
                        const char *text, double score)
{
    struct ocr_candidate *c = &field->reading->candidates[0];

    field->reading->n_candidates = 1;
    (void)text_copy(c->text, sizeof c->text, text);
    c->value[0] = '\0';
    c->score = score;
    field_settle(field, state, "ink");
}

static double ink_share(const struct field *field)
{
    const struct cell_patch *patch = &field->patch;
    double area = (double)(patch->right - patch->left) *
                  (patch->bottom - patch->top);
    double ink = 0;

    for (int i = 0; i < field->blobs.n; i++)
        ink += field->blobs.blob[i].area;
    return area > 0 ? ink / area : 0;
}

static void clean(struct cell_patch *patch, bool unruled, bool figures)
{
    if (!cell_patch_find_ink(patch, false))
        return;
    cell_rules_erase(patch, unruled);
    if (figures) /* characters have level gaps of their own */
        cell_scars_bridge(patch);
    /* Again, for print that is fainter than the rules were. */
    if (cell_patch_find_ink(patch, true))
        cell_rules_erase(patch, unruled);
}

/* ST_INPUT: nothing to see there. */
static enum status cut(struct Pix *grey, const struct ocr_cell *cell,
                       struct cell_patch *patch, struct cell_blobs *blobs)
{
    enum status rc = cell_patch_cut(grey, &cell->quad, patch);

    if (rc != ST_OK)
        return rc;
    clean(patch, cell->unruled, !is_words(&cell->type));
    rc = cell_blobs_find(patch, blobs);
    if (rc == ST_OK)
        cell_blobs_drop_foreign(blobs, patch);
    return rc;
}

/* A colour that was lifted off the page for a seal may be a red pen. */
static enum status cut_with_colour(struct field *field, const struct page *page)
{
    enum status rc;

    if (field_is_words(field) ||
        !cell_colour_is_lifted(page, &field->cell->quad))
        return ST_OK;
    field->coloured = calloc(1, sizeof *field->coloured);
    if (field->coloured == NULL)
        return ST_NOMEM;
    rc = cut(page->grey, field->cell, &field->coloured->patch,
             &field->coloured->blobs);
    if (rc == ST_OK && field->coloured->blobs.n > 0)
        cell_blobs_crop(&field->coloured->blobs, &field->coloured->patch);
    return rc == ST_INPUT ? ST_OK : rc;
}

enum status field_prepare(struct field *field, const struct page *page)
{
    enum status rc =
        cut(page->black, field->cell, &field->patch, &field->blobs);

    if (rc == ST_INPUT) {
        field_settle(field, READ_ILLEGIBLE, "ink");
        return ST_OK;
    }
    if (rc != ST_OK)
        return rc;
    field->field_px = field->patch.bottom - field->patch.top;
    if (field->blobs.n == 0) {
        field_release(field);
        settle_mark(field, READ_BLANK, "", 0.99);
        return ST_OK;
    }
    field->reading->ink = ink_share(field);
    cell_blobs_crop(&field->blobs, &field->patch);
    return cut_with_colour(field, page);
}

void field_release(struct field *field)
{
    cell_blobs_clear(&field->blobs);
    cell_patch_clear(&field->patch);
    if (field->coloured != NULL)
        cell_part_clear(field->coloured);
    free(field->coloured);
    field->coloured = NULL;
    free(field->line);
    field->line = NULL;
    free(field->opinion);
    field->opinion = NULL;
}

/* Ink is so much fainter than the page's usual ink that it is the other side's,
 * shining through. Pencil among print has about half of the print's contrast,
 * the other side a fifth. */
static const double SHINE = 0.3;

/* A stamp in grey is fainter than the page's usual ink too, but as dark as
 * pencil; what tells it is that it runs on through field after field. */
static const double RING = 0.65;

static int by_number(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static int median(int *numbers, size_t n)
{
    if (n == 0)
        return 0;
    qsort(numbers, n, sizeof *numbers, by_number);
    return numbers[n / 2];
}

/* Sum of how much darker than the paper the piece is, over its @area px. */
static long darkness(const struct field *field, const struct cell_blob *b)
{
    const struct cell_patch *patch = &field->patch;
    long sum = 0;

    for (int y = b->y; y < b->y + b->h; y++)
        for (int x = b->x; x < b->x + b->w; x++)
            if (field->blobs.labels[y * patch->w + x] == b->label)
                sum += patch->paper - patch->grey[y * patch->w + x];
    return sum;
}

static int contrast(const struct field *field)
{
    long sum = 0, n = 0;

    for (int i = 0; i < field->blobs.n; i++) {
        sum += darkness(field, &field->blobs.blob[i]);
        n += field->blobs.blob[i].area;
    }
    return n > 0 ? (int)(sum / n) : 0;
}

/* A piece that comes in over one edge of the field and leaves over another; it
 * may have been cut where the edge's rule was taken away. */
static bool runs_through(const struct cell_blob *b,
                         const struct cell_patch *patch)
{
    int near = 2 + (patch->bottom - patch->top) / 14;

    return (b->x <= patch->left + near) + (b->y <= patch->top + near) +
               (b->x + b->w >= patch->right - near) +
               (b->y + b->h >= patch->bottom - near) >=
           2;
}

/* The ring of a seal on a page without colours. A faint figure in a narrow
 * column reaches from edge to edge too, a character of a word does not. */
static void drop_rings(struct field *field, int usual)
{
    if (field->cell->type.kind != VALUE_TEXT)
        return;
    for (int i = field->blobs.n - 1; i >= 0; i--) {
        const struct cell_blob *b = &field->blobs.blob[i];
        if (runs_through(b, &field->patch) &&
            (double)darkness(field, b) < RING * usual * b->area)
            cell_blobs_erase(&field->blobs, i, &field->patch);
    }
}

enum status field_drop_shine(struct field *fields, size_t n)
{
    int *all = malloc((n + 1) * sizeof *all);
    size_t count = 0;
    int usual;

    if (all == NULL)
        return ST_NOMEM;
    for (size_t i = 0; i < n; i++)
        if (fields[i].open)
            all[count++] = contrast(&fields[i]);
    usual = median(all, count);
    free(all);
    for (size_t i = 0; i < n; i++) {
        if (!fields[i].open)
            continue;
        drop_rings(&fields[i], usual);
        if (contrast(&fields[i]) < SHINE * usual)
            settle_mark(&fields[i], READ_BLANK, "", 0.9);
    }
    return ST_OK;
}

static int usual_width(const struct field *fields, size_t n, bool words,
                       int height, int *numbers, size_t room)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++) {
        const struct cell_blobs *blobs = &fields[i].blobs;
        if (!fields[i].open || field_is_words(&fields[i]) != words)
            continue;
        for (int k = 0; k < blobs->n && count < room; k++)
            if (4 * blobs->blob[k].h > 3 * height &&
                3 * blobs->blob[k].h < 4 * height)
                numbers[count++] = blobs->blob[k].w;
    }
    return median(numbers, count);
}

struct glyph_sizes field_glyph_sizes(const struct field *fields, size_t n,
                                     bool words)
{
    struct glyph_sizes sizes = {0, 0};
    size_t room = 8 * n + 1, count = 0;
    int *numbers = malloc(room * sizeof *numbers);

    if (numbers == NULL)
        return sizes;
    for (size_t i = 0; i < n; i++) {
        int h;
        if (!fields[i].open || field_is_words(&fields[i]) != words)
            continue;
        h = cell_blobs_usual_height(&fields[i].blobs);
        /* Lower than this are dashes and specks. */
        if (h > fields[i].field_px / 6)
            numbers[count++] = h;
    }
    sizes.height = median(numbers, count);
    sizes.width = usual_width(fields, n, words, sizes.height, numbers, room);
    free(numbers);
    return sizes;
}

static bool holds_word(const struct value_type *type, const char *word)
{
    for (size_t i = 0; i < type->n_words; i++)
        if (strcmp(type->words[i], word) == 0)
            return true;
    return false;
}

/* 一, 二 and 三 look like dashes and are read as such by engines; where they
 * are words of the list they are those words. */
static bool settle_bars(struct field *field)
{
    static const char *const BARS[] = {"一", "二", "三"};
    struct ocr_candidate *c = &field->reading->candidates[0];
    int bars = cell_marks_count_bars(&field->blobs, &field->patch);

    if (bars < 1 || bars > 3 ||
        !holds_word(&field->cell->type, BARS[bars - 1]) ||
        !ocr_normalise_value(BARS[bars - 1], &field->cell->type, c->value,
                             sizeof c->value))
        return false;
    field->reading->n_candidates = 1;
    (void)text_copy(c->text, sizeof c->text, BARS[bars - 1]);
    c->score = 0.9;
    field_settle(field, READ_VALUE, "ink");
    return true;
}

void field_judge_marks(struct field *field, struct glyph_sizes sizes)
{
    cell_blobs_drop_specks(&field->blobs, &field->patch, sizes.height,
                           field_has_dots(field));
    if (field->blobs.n == 0) {
        settle_mark(field, READ_BLANK, "", 0.95);
        return;
    }
    if (settle_bars(field))
        return;
    /* One stroke of these is 一. */
    if (field->cell->type.writing != WRITTEN_FIGURES)
        return;
    switch (cell_marks_find(&field->blobs, &field->patch, sizes.height,
                            field_is_words(field))) {
    case MARK_NONE:
        return;
    case MARK_DASH:
        settle_mark(field, READ_DASH, "—", 0.95);
        return;
    case MARK_SLASH:
        settle_mark(field, READ_DASH, "/", 0.9);
        return;
    case MARK_DITTO:
        if (field->cell->no_ditto)
            return;
        settle_mark(field, READ_DITTO, "〃", 0.9);
        return;
    }
}

void field_show(const struct field *field, struct glyph_sizes sizes)
{
    const struct ocr_watcher *watcher = field->watcher;
    struct digit_strip strip;

    if (watcher != NULL && watcher->saw != NULL &&
        digit_canon(&field->patch, &field->blobs, sizes.height, &strip))
        watcher->saw(field->cell, &strip, watcher->context);
}
