#include "forms/candidates.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/layout_headers.h"

/* What title and headers, proved columns, and structure make of a score. */
static const double IDENTITY_WEIGHT = 0.55, COLUMNS_WEIGHT = 0.35,
                    STRUCTURE_WEIGHT = 0.10;
/* A title of which at most one character in five is misread needs no headers
 * beside it. */
static const double SURE_TITLE = 0.8;
static const double PROVED_COLUMNS = 0.6;
/* Below this a table lies upside down, or is another form's: its headers are
 * not worth reading. */
static const double LEAST_COLUMNS = 0.4;
static const double CLEAR_MARGIN = 0.08;
/* Two forms of one title: the headers of one fit so much better. */
static const double HEADERS_APART = 0.25;
/* Headers alone, behind a seal over the title, are worth a little less. */
static const double HEADERS_ALONE = 0.8;

struct contest {
    struct layout *layouts; /* likeliest first once sorted */
    size_t n;
    struct table_words words;
    double nearest;         /* title of the form that *why speaks of */
    char *why;
};

double candidates_identity(const struct layout *layout)
{
    double title = layout->title.like, headers = layout->headers, mixed;

    if (headers < 0 || title >= SURE_TITLE)
        return title;
    mixed = (title + 2 * headers) / 3;
    return mixed > HEADERS_ALONE * headers ? mixed : HEADERS_ALONE * headers;
}

static double score_with(const struct layout *layout, double columns)
{
    return IDENTITY_WEIGHT * candidates_identity(layout) + COLUMNS_WEIGHT * columns +
           STRUCTURE_WEIGHT * layout->structure;
}

double candidates_score(const struct layout *layout)
{
    return score_with(layout, layout->columns);
}

/* Likeliest first; of equals the one whose title needs fewer changes. */
static int by_score(const void *a, const void *b)
{
    const struct layout *p = a, *q = b;

    if (p->score != q->score)
        return p->score < q->score ? 1 : -1;
    return (p->title.away > q->title.away) - (p->title.away < q->title.away);
}

static void sort(struct contest *contest)
{
    qsort(contest->layouts, contest->n, sizeof *contest->layouts, by_score);
}

static void keep_reason(struct contest *contest, double title,
                        const char *reason)
{
    if (title < contest->nearest)
        return;
    contest->nearest = title;
    memcpy(contest->why, reason, LAYOUT_WHY_MAX);
}

static void enter_forms(struct contest *contest, const struct grid *grid,
                        const struct form_catalogue *catalogue,
                        const struct form *forced,
                        const struct header_texts *texts)
{
    for (size_t f = 0; f < catalogue->n_forms; f++) {
        const struct form *form = catalogue->forms[f];
        struct layout *layout = &contest->layouts[contest->n];
        struct title_likeness title;
        char reason[LAYOUT_WHY_MAX] = "";
        if (forced ? form != forced : form->forced_only)
            continue;
        title = title_likeness_of(texts, form);
        if (layout_start(grid, form, layout, reason) != ST_OK) {
            keep_reason(contest, title.like, reason);
            continue;
        }
        layout->title = title;
        layout->score = score_with(layout, 1);
        contest->n++;
    }
    sort(contest);
}

/* Proved and titled so well that @layout cannot come near. */
static bool is_beaten(const struct layout *layout, const struct layout *best)
{
    return best->form != NULL && best->title.like >= SURE_TITLE &&
           best->columns >= PROVED_COLUMNS &&
           score_with(layout, 1) + CLEAR_MARGIN <= best->score;
}

/* The likeliest first, so that most of the others need not be looked at. */
static enum status prove_all(struct contest *contest, struct fault *fault)
{
    struct layout best = {0};
    size_t kept = 0;

    for (size_t i = 0; i < contest->n; i++) {
        struct layout *layout = &contest->layouts[i];
        char reason[LAYOUT_WHY_MAX] = "";
        enum status rc = ST_OK;
        if (!is_beaten(layout, &best))
            rc = layout_prove(layout, &contest->words, reason, fault);
        if (rc == ST_NONE) {
            keep_reason(contest, layout->title.like, reason);
            continue;
        }
        if (rc != ST_OK)
            return rc;
        layout->score = score_with(layout, layout->columns);
        if (best.form == NULL || layout->score > best.score)
            best = *layout;
        if (layout != &contest->layouts[kept])
            contest->layouts[kept] = *layout;
        kept++;
    }
    contest->n = kept;
    sort(contest);
    return ST_OK;
}

/* Forms of the same columns are told apart by single characters of a title, or
 * by what is printed over the columns. */
static bool is_clear(const struct layout *best, const struct layout *next)
{
    if (best->score - next->score >= CLEAR_MARGIN)
        return true;
    if (next->headers >= 0 && best->headers - next->headers >= HEADERS_APART)
        return true;
    return best->title.like >= SURE_TITLE && best->columns >= PROVED_COLUMNS &&
           best->title.away < next->title.away;
}

static enum status read_headers(struct contest *contest, struct fault *fault)
{
    enum status rc = ST_OK;

    for (size_t i = 0; rc == ST_OK && i < contest->n; i++) {
        struct layout *layout = &contest->layouts[i];
        if (layout->headers < 0)
            rc = layout_read_headers(layout, &contest->words, fault);
        layout->score = score_with(layout, layout->columns);
    }
    sort(contest);
    return rc;
}

/* Versions of one form are no rivals: the newest that fits as well counts. */
static const struct layout *find_best(const struct contest *contest)
{
    const struct layout *first = &contest->layouts[0], *best = first;

    for (size_t i = 1; i < contest->n; i++) {
        const struct layout *other = &contest->layouts[i];
        if (strcmp(other->form->id, first->form->id) == 0 &&
            other->score > first->score - CLEAR_MARGIN &&
            other->form->version > best->form->version)
            best = other;
    }
    return best;
}

/* The likeliest of the other forms, or NULL. */
static const struct layout *find_rival(const struct contest *contest)
{
    for (size_t i = 1; i < contest->n; i++)
        if (strcmp(contest->layouts[i].form->id,
                   contest->layouts[0].form->id) != 0)
            return &contest->layouts[i];
    return NULL;
}

static bool leaves_doubt(const struct contest *contest)
{
    const struct layout *best = &contest->layouts[0], *rival;

    if (contest->n == 0 || best->columns < LEAST_COLUMNS)
        return false;
    rival = find_rival(contest);
    return best->title.like < SURE_TITLE ||
           (rival != NULL && !is_clear(best, rival));
}

static void decide(const struct contest *contest, struct candidates *out)
{
    const struct layout *rival;

    out->clear = true;
    if (contest->n == 0)
        return;
    out->best = *find_best(contest);
    out->identity = candidates_identity(&out->best);
    rival = find_rival(contest);
    if (rival == NULL)
        return;
    out->runner_up_score = rival->score;
    strcpy(out->runner_up, rival->form->id);
    out->clear = is_clear(&out->best, rival);
}

enum status candidates_weigh(const struct page *page, const struct grid *grid,
                             const struct form_catalogue *catalogue,
                             const struct form *forced,
                             const struct header_texts *texts,
                             struct ocr_reader *reader, struct candidates *out,
                             char *why, struct fault *fault)
{
    struct contest contest = {.nearest = -1, .why = why};
    enum status rc;

    *out = (struct candidates){0};
    contest.layouts = calloc(catalogue->n_forms + 1, sizeof *contest.layouts);
    rc = table_words_open(page, grid, reader, &contest.words, fault);
    if (rc == ST_OK && contest.layouts == NULL)
        rc = fault_set(fault, ST_NOMEM, "match: out of memory");
    if (rc != ST_OK)
        goto done;
    enter_forms(&contest, grid, catalogue, forced, texts);
    rc = prove_all(&contest, fault);
    if (rc == ST_OK && forced == NULL && leaves_doubt(&contest))
        rc = read_headers(&contest, fault);
    if (rc == ST_OK)
        decide(&contest, out);
done:
    table_words_clear(&contest.words);
    free(contest.layouts);
    return rc;
}
