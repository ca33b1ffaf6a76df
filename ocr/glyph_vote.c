#include "ocr/glyph_vote.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ocr/glyph_shape.h"

struct ballot {
    double own[GLYPH_LABEL_COUNT];    /* weights counted */
    double shared[GLYPH_LABEL_COUNT]; /* with those of kinds that look alike */
    double likely[GLYPH_LABEL_COUNT];
    double votes;
};

struct glyph_vote {
    const struct glyph_sheet *sheet;
    int n_kinds;
    struct ballot *ballot;
};

/* Kinds below this likeness are different characters. */
static const double ALIKE = 0.80;

/* Above this they are the same one. */
static const double ONE_SHAPE = 0.9;

enum status glyph_vote_new(const struct glyph_sheet *sheet,
                           struct glyph_vote **out)
{
    struct glyph_vote *vote = calloc(1, sizeof *vote);

    *out = NULL;
    if (vote == NULL)
        return ST_NOMEM;
    vote->sheet = sheet;
    vote->n_kinds = glyph_sheet_kinds(sheet);
    vote->ballot = calloc((size_t)vote->n_kinds + 1, sizeof *vote->ballot);
    if (vote->ballot == NULL) {
        glyph_vote_free(&vote);
        return ST_NOMEM;
    }
    *out = vote;
    return ST_OK;
}

void glyph_vote_free(struct glyph_vote **vote)
{
    if (*vote == NULL)
        return;
    free((*vote)->ballot);
    free(*vote);
    *vote = NULL;
}

void glyph_vote_add(struct glyph_vote *vote, int index, char label,
                    double weight)
{
    const char *at = label != '\0' ? strchr(GLYPH_LABELS, label) : NULL;
    struct ballot *b;

    if (at == NULL)
        return;
    b = &vote->ballot[glyph_sheet_kind(vote->sheet, index)];
    b->own[at - GLYPH_LABELS] += weight;
    b->votes += weight;
}

static double sum_of(const double *values)
{
    double sum = 0;
    for (int d = 0; d < GLYPH_LABEL_COUNT; d++)
        sum += values[d];
    return sum;
}

/* The dot or slash inside a zero misleads an engine every time it looks, so
 * the votes of such a kind are no better for being many. */
static void heed_rings(struct glyph_vote *vote, int k)
{
    const double doubt = 0.25;
    struct ballot *b = &vote->ballot[k];
    double count = glyph_sheet_count(vote->sheet, k);

    if (!glyph_shape_is_ring(glyph_sheet_look(vote->sheet, k)))
        return;
    for (int d = 0; d < GLYPH_LABEL_COUNT; d++)
        b->own[d] *= GLYPH_LABELS[d] == '0' ? 1 : doubt;
    b->own[0] += count;
    b->votes = sum_of(b->own);
}

/* A kind lends its votes to kinds that look nearly the same, but never so many
 * that it would drown what they say themselves. */
static void share_votes(struct glyph_vote *vote, int k)
{
    struct ballot *b = &vote->ballot[k];
    double most = 2 * b->votes + 4;

    memcpy(b->shared, b->own, sizeof b->shared);
    for (int j = 0; j < vote->n_kinds; j++) {
        const struct ballot *other = &vote->ballot[j];
        double like, lent;
        if (j == k || other->votes <= 0)
            continue;
        like = glyph_sheet_likeness(vote->sheet, k, j);
        if (like <= ALIKE)
            continue;
        lent = pow((like - ALIKE) / (1 - ALIKE), 2);
        if (other->votes > most)
            lent *= most / other->votes;
        for (int d = 0; d < GLYPH_LABEL_COUNT; d++)
            b->shared[d] += lent * other->own[d];
    }
}

/* The kind that surely is label @d, or -1. */
static int owner_of(const struct glyph_vote *vote, int d)
{
    const double least_share = 0.7, least_votes = 4;
    int owner = -1;

    for (int k = 0; k < vote->n_kinds; k++) {
        const struct ballot *b = &vote->ballot[k];
        if (b->votes < least_votes ||
            b->shared[d] < least_share * sum_of(b->shared))
            continue;
        if (owner < 0 || b->own[d] > vote->ballot[owner].own[d])
            owner = k;
    }
    return owner;
}

/* One font has one shape for a digit. A kind whose votes are divided (a dotted
 * zero is read as 8, 6 or 9) is therefore unlikely to be a digit for which the
 * page has another, certain shape. */
static double taken_penalty(const struct glyph_vote *vote, int k, int d,
                            int owner)
{
    const double unlikely = 0.1, certain_share = 0.9, certain_votes = 6;
    const struct ballot *b = &vote->ballot[k];

    double like;

    if (owner < 0 || owner == k)
        return 1;
    like = glyph_sheet_likeness(vote->sheet, k, owner);
    if (like > ONE_SHAPE)
        return 1;
    if (b->votes >= certain_votes &&
        b->shared[d] >= certain_share * sum_of(b->shared))
        return 1;
    return unlikely;
}

void glyph_vote_settle(struct glyph_vote *vote)
{
    const double unseen = 0.05; /* a label nobody voted for stays possible */
    int owner[GLYPH_LABEL_COUNT];

    for (int k = 0; k < vote->n_kinds; k++)
        heed_rings(vote, k);
    for (int k = 0; k < vote->n_kinds; k++)
        share_votes(vote, k);
    for (int d = 0; d < GLYPH_LABEL_COUNT; d++)
        owner[d] = owner_of(vote, d);
    for (int k = 0; k < vote->n_kinds; k++) {
        struct ballot *b = &vote->ballot[k];
        double sum;
        for (int d = 0; d < GLYPH_LABEL_COUNT; d++)
            b->likely[d] = (b->shared[d] + unseen) *
                           taken_penalty(vote, k, d, owner[d]);
        sum = sum_of(b->likely);
        for (int d = 0; d < GLYPH_LABEL_COUNT; d++)
            b->likely[d] /= sum;
    }
}

double glyph_vote_ask(const struct glyph_vote *vote, int index,
                      double likely[GLYPH_LABEL_COUNT])
{
    const struct ballot *b =
        &vote->ballot[glyph_sheet_kind(vote->sheet, index)];

    memcpy(likely, b->likely, sizeof b->likely);
    return sum_of(b->shared);
}
