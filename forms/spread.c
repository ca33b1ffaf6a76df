#include "forms/spread.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "forms/candidates.h"
#include "forms/layout_headers.h"
#include "forms/table_reach.h"

/* Two halves stand side by side for so much of the lower one's height; one that
 * has no header but the column numbers is so much lower than the other. */
static const double SHARED_HEIGHT = 0.5, LOWER_HEIGHT = 0.4;
/* Of the wider one's width, what may lie between them. */
static const double WIDEST_GUTTER = 0.5;
static const double ENOUGH_IDENTITY = 0.6;
/* Two forms of which both are likely. */
static const double CLEAR_MARGIN = 0.08;
/* Parts of one line, by their height. */
static const double SAME_LINE = 0.5;

struct bounds {
    double left, top, right, bottom;
};

static struct bounds bounds_of(const struct grid *grid)
{
    struct scan_quad q = grid_quad(grid, 0, 0, grid->n_rows, grid->n_columns);

    return (struct bounds){
        fmin(q.corner[0].x, q.corner[3].x), fmin(q.corner[0].y, q.corner[1].y),
        fmax(q.corner[1].x, q.corner[2].x), fmax(q.corner[2].y, q.corner[3].y)};
}

/* How far @other begins behind @own ends, when it stands beside it; else
 * HUGE_VAL. */
static double gutter(const struct bounds *own, const struct bounds *other)
{
    double shared =
        fmin(own->bottom, other->bottom) - fmax(own->top, other->top);
    double lower = fmin(own->bottom - own->top, other->bottom - other->top);
    double higher = fmax(own->bottom - own->top, other->bottom - other->top);
    double wider = fmax(own->right - own->left, other->right - other->left);
    double gap = other->left - own->right;

    return shared < SHARED_HEIGHT * lower || lower < LOWER_HEIGHT * higher ||
                   gap > WIDEST_GUTTER * wider || other->left <= own->left
               ? HUGE_VAL
               : fabs(gap);
}

int spread_neighbour(const struct grid_set *grids, int at)
{
    struct bounds own = bounds_of(&grids->grids[at]);
    double right = HUGE_VAL, left = HUGE_VAL;
    int best_right = -1, best_left = -1;

    for (int i = 0; i < (int)grids->n_grids; i++) {
        struct bounds other;
        if (i == at || !grid_is_table(&grids->grids[i]))
            continue;
        other = bounds_of(&grids->grids[i]);
        if (gutter(&own, &other) < right) {
            right = gutter(&own, &other);
            best_right = i;
        } else if (gutter(&other, &own) < left) {
            left = gutter(&other, &own);
            best_left = i;
        }
    }
    return best_right >= 0 ? best_right : best_left;
}

void spread_clear(struct spread *spread)
{
    half_found_clear(&spread->left);
    half_found_clear(&spread->right);
    header_texts_clear(&spread->texts);
}

/* ---- words around both ---- */

static bool is_there(const struct header_texts *texts,
                     const struct header_text *text)
{
    for (size_t i = 0; i < texts->n_texts; i++)
        if (memcmp(&texts->texts[i].box, &text->box, sizeof text->box) == 0)
            return true;
    return false;
}

static enum status add_texts(struct header_texts *to,
                             const struct header_texts *from,
                             struct fault *fault)
{
    struct header_text *more =
        realloc(to->texts, (to->n_texts + from->n_texts + 1) * sizeof *more);

    if (more == NULL)
        return fault_set(fault, ST_NOMEM, "header: out of memory");
    to->texts = more;
    for (size_t i = 0; i < from->n_texts; i++)
        if (!is_there(to, &from->texts[i]))
            to->texts[to->n_texts++] = from->texts[i];
    return ST_OK;
}

static enum status read_texts(const struct page *page,
                              const struct grid_set *grids, int at,
                              struct ocr_reader *reader,
                              struct header_texts *out, struct fault *fault)
{
    struct table_reach reach = table_reach_find(grids, (size_t)at);

    return header_texts_read(page, &grids->grids[at], &reach, reader, out,
                             fault);
}

/* A title that is set across both pages is two groups of words: put together
 * where they share a line. */
static enum status join_titles(const struct header_texts *left,
                               const struct header_texts *right,
                               struct header_texts *out, struct fault *fault)
{
    out->texts = calloc(left->n_texts * right->n_texts + 1, sizeof *out->texts);
    if (out->texts == NULL)
        return fault_set(fault, ST_NOMEM, "header: out of memory");
    for (size_t i = 0; i < left->n_texts; i++)
        for (size_t k = 0; k < right->n_texts; k++) {
            const struct header_text *a = &left->texts[i];
            const struct header_text *b = &right->texts[k];
            struct header_text *both = &out->texts[out->n_texts];
            double apart =
                fabs(a->box.y + a->box.h / 2.0 - b->box.y - b->box.h / 2.0);
            if (!a->above || !b->above ||
                apart > SAME_LINE * fmax(a->box.h, b->box.h) ||
                strlen(a->text) + strlen(b->text) >= sizeof both->text)
                continue;
            *both = *a;
            strcat(both->text, b->text);
            out->n_texts++;
        }
    return ST_OK;
}

/* ---- which form ---- */

struct pair {
    struct table_words left, right; /* words of the grids */
    const struct header_texts *texts, *titles;
    bool forced;
    char *why;
    double nearest; /* title of the form that *why speaks of */
};

static struct title_likeness title_of(const struct pair *pair,
                                      const struct form *form)
{
    struct title_likeness around = title_likeness_of(pair->texts, form);
    struct title_likeness across = title_likeness_of(pair->titles, form);

    return across.like > around.like ? across : around;
}

static bool columns_may_agree(const struct pair *pair, const struct form *form)
{
    int more = pair->left.grid->n_columns + pair->right.grid->n_columns -
               form->first_column - (int)form->n_columns;

    return more >= 0 && more <= half_count_labels(form) + 2;
}

static void object(struct pair *pair, double title, const char *why)
{
    if (title < pair->nearest)
        return;
    pair->nearest = title;
    (void)text_copy(pair->why, LAYOUT_WHY_MAX, why);
}

static enum status lay_both(struct pair *pair, const struct form *form,
                            double title, struct half_found *left,
                            struct half_found *right, struct fault *fault)
{
    char why[LAYOUT_WHY_MAX] = "";
    enum status rc = half_lay_left(&pair->left, form, false, left, why, fault);

    if (rc != ST_OK)
        return rc;
    rc = half_lay_right(&pair->right, form, left->half->n, right, why, fault);
    if (rc == ST_NONE) {
        snprintf(why, sizeof why,
                 fault_words("the table beside the left half of %s does not "
                             "bear its columns from %s on"),
                 form->id, form->columns[left->half->n].code);
        object(pair, title, why);
    }
    if (rc != ST_OK || left->layout.n_body == right->layout.n_body)
        return rc;
    snprintf(why, sizeof why,
             fault_words("%s lies across two pages, but the left one has %d "
                         "rows and the right one %d"),
             form->id, left->layout.n_body, right->layout.n_body);
    object(pair, title, why);
    return ST_NONE;
}

/* Means over both halves, for the score. */
static enum status score(struct pair *pair, struct half_found *left,
                         struct half_found *right, struct fault *fault)
{
    struct layout both = left->layout;
    enum status rc = ST_OK;

    if (both.headers < 0)
        rc = layout_read_headers(&left->layout, &pair->left, fault);
    if (rc == ST_OK && right->layout.headers < 0)
        rc = layout_read_headers(&right->layout, &pair->right, fault);
    both.headers = left->layout.headers < 0 || right->layout.headers < 0
                       ? fmax(left->layout.headers, right->layout.headers)
                       : (left->layout.headers + right->layout.headers) / 2;
    both.columns = (both.columns + right->layout.columns) / 2;
    both.structure = (both.structure + right->layout.structure) / 2;
    left->layout.headers = both.headers;
    left->layout.score = candidates_score(&both);
    left->layout.columns = both.columns;
    return rc;
}

/* Versions of one form are no rivals. */
static void keep_second(const struct half_found *beaten,
                        const struct half_found *by, double *second)
{
    if (beaten->half != NULL &&
        strcmp(beaten->half->form.id, by->half->form.id) != 0)
        *second = fmax(*second, beaten->layout.score);
}

static enum status try_form(struct pair *pair, const struct form *form,
                            struct spread *best, double *second,
                            struct fault *fault)
{
    struct half_found left = {0}, right = {0};
    struct title_likeness title = title_of(pair, form);
    enum status rc;

    if (!half_may_be(form) || !columns_may_agree(pair, form))
        return ST_OK;
    rc = lay_both(pair, form, title.like, &left, &right, fault);
    left.layout.title = title;
    if (rc == ST_OK)
        rc = score(pair, &left, &right, fault);
    if (rc == ST_OK && !pair->forced &&
        candidates_identity(&left.layout) < ENOUGH_IDENTITY)
        rc = ST_NONE;
    if (rc == ST_OK && (best->left.half == NULL ||
                        left.layout.score > best->left.layout.score)) {
        keep_second(&best->left, &left, second);
        half_found_clear(&best->left);
        half_found_clear(&best->right);
        best->left = left;
        best->right = right;
        return ST_OK;
    }
    if (rc == ST_OK)
        keep_second(&left, &best->left, second);
    half_found_clear(&left);
    half_found_clear(&right);
    return rc == ST_NONE ? ST_OK : rc;
}

static enum status try_forms(struct pair *pair,
                             const struct form_catalogue *catalogue,
                             const struct form *forced, struct spread *out,
                             struct fault *fault)
{
    double second = 0;
    enum status rc = ST_OK;

    for (size_t f = 0; rc == ST_OK && f < catalogue->n_forms; f++) {
        const struct form *form = catalogue->forms[f];
        if (forced != NULL ? form == forced : !form->forced_only)
            rc = try_form(pair, form, out, &second, fault);
    }
    if (rc == ST_OK && out->left.half != NULL &&
        out->left.layout.score - second < CLEAR_MARGIN) {
        half_found_clear(&out->left);
        half_found_clear(&out->right);
    }
    return rc;
}

/* @left is taken for the left half. */
static enum status try_order(const struct page *page,
                             const struct form_catalogue *catalogue,
                             const struct form *forced, struct pair *pair,
                             const struct grid *left, const struct grid *right,
                             struct ocr_reader *reader, struct spread *out,
                             struct fault *fault)
{
    enum status rc = table_words_open(page, left, reader, &pair->left, fault);

    if (rc == ST_OK)
        rc = table_words_open(page, right, reader, &pair->right, fault);
    if (rc == ST_OK)
        rc = try_forms(pair, catalogue, forced, out, fault);
    table_words_clear(&pair->left);
    table_words_clear(&pair->right);
    return rc;
}

enum status spread_match(const struct page *page,
                         const struct form_catalogue *catalogue,
                         const struct form *forced,
                         const struct grid_set *grids, int one, int other,
                         struct ocr_reader *reader, struct spread *out,
                         char *why, struct fault *fault)
{
    struct bounds a = bounds_of(&grids->grids[one]);
    struct bounds b = bounds_of(&grids->grids[other]);
    int l = a.left < b.left ? one : other, r = a.left < b.left ? other : one;
    struct header_texts texts = {0}, titles = {0};
    struct pair pair = {
        .titles = &titles, .forced = forced != NULL, .why = why, .nearest = -1};
    enum status rc;

    *out = (struct spread){0};
    pair.texts = &out->texts;
    rc = read_texts(page, grids, l, reader, &out->texts, fault);
    if (rc == ST_OK)
        rc = read_texts(page, grids, r, reader, &texts, fault);
    if (rc == ST_OK)
        rc = join_titles(&out->texts, &texts, &titles, fault);
    if (rc == ST_OK)
        rc = add_texts(&out->texts, &texts, fault);
    if (rc == ST_OK)
        rc = try_order(page, catalogue, forced, &pair, &grids->grids[l],
                       &grids->grids[r], reader, out, fault);
    if (rc == ST_OK && out->left.half == NULL)
        rc = try_order(page, catalogue, forced, &pair, &grids->grids[r],
                       &grids->grids[l], reader, out, fault);
    header_texts_clear(&texts);
    header_texts_clear(&titles);
    if (rc != ST_OK)
        spread_clear(out);
    return rc;
}
