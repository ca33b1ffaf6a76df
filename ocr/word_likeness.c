/*
 * Of each word only the part is compared in which the list's words differ: the
 * last character of 政策内 and 政策外. How much a likeness tells is learned
 * from the sure fields themselves, each held against the others.
 */
#include "ocr/word_likeness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ocr/word_chance.h"

enum { SIDE = 20, PICTURE = SIDE * SIDE, NEAREST = 3, LEAST_SURE = 3 };
/* A field counts as sure, and as doubtful. */
static const double SURE = 0.97, DOUBTFUL = 0.97;
/* The most that likeness alone may make of a word: it is asked all the same;
 * unless many fields were read surely, each of them tells its own word (else
 * none of this is done), and this one leaves no doubt either. */
static const double MOST = 0.95, MOST_OF_MANY = 0.985, NO_DOUBT = 0.9999;
enum { MANY = 10 };

struct look {
    float picture[PICTURE]; /* mean 0, length 1 */
    struct field *field;
    int word; /* of the list; -1: doubtful */
};

struct looks {
    struct look *look;
    size_t n, n_sure;
    const struct value_type *type;
};

/* ---- pictures ---- */

/* Where the list's words differ, as shares of their length. */
static void differing_part(const struct value_type *type, double *from,
                           double *to)
{
    size_t length = text_length(type->words[0]), first = length, last = 0;

    *from = 0;
    *to = 1;
    for (size_t w = 1; w < type->n_words; w++) {
        const char *a = type->words[0], *b = type->words[w];
        if (text_length(b) != length)
            return;
        for (size_t i = 0; i < length; i++) {
            size_t n = word_char_bytes(a), m = word_char_bytes(b);
            if (n != m || memcmp(a, b, n) != 0) {
                first = i < first ? i : first;
                last = i > last ? i : last;
            }
            a += n;
            b += m;
        }
    }
    if (first > last)
        return;
    *from = (double)first / (double)length;
    *to = (double)(last + 1) / (double)length;
}

/* The ink's own box inside of the part, so that where it stands is nothing. */
static struct scan_box tighten(const struct cell_patch *patch,
                               struct scan_box part)
{
    int left = part.x + part.w, right = part.x, top = part.y + part.h,
        bottom = part.y;

    for (int y = part.y; y < part.y + part.h; y++)
        for (int x = part.x; x < part.x + part.w; x++)
            if (patch->ink[y * patch->w + x]) {
                left = x < left ? x : left;
                right = x >= right ? x + 1 : right;
                top = y < top ? y : top;
                bottom = y >= bottom ? y + 1 : bottom;
            }
    return (struct scan_box){left, top, right - left, bottom - top};
}

static void draw(const struct cell_patch *patch, struct scan_box box,
                 float *picture)
{
    int side = box.w > box.h ? box.w : box.h;
    double step = (double)side / SIDE;
    double x0 = box.x + (box.w - side) / 2.0, y0 = box.y + (box.h - side) / 2.0;

    /* Every pixel of ink into the square that it falls in, and a little into
     * the squares around it, for no two strokes stand at the same place. */
    for (int y = box.y; y < box.y + box.h; y++)
        for (int x = box.x; x < box.x + box.w; x++) {
            int column = (int)((x + 0.5 - x0) / step);
            int row = (int)((y + 0.5 - y0) / step);
            if (!patch->ink[y * patch->w + x])
                continue;
            for (int v = row - 1; v <= row + 1; v++)
                for (int u = column - 1; u <= column + 1; u++)
                    if (u >= 0 && u < SIDE && v >= 0 && v < SIDE)
                        picture[v * SIDE + u] +=
                            (u == column && v == row) ? 2 : 1;
        }
}

static bool normalise(float *picture)
{
    double mean = 0, length = 0;

    for (int i = 0; i < PICTURE; i++)
        mean += (double)picture[i] / PICTURE;
    for (int i = 0; i < PICTURE; i++) {
        picture[i] -= (float)mean;
        length += (double)picture[i] * (double)picture[i];
    }
    if (length < 1e-9)
        return false;
    for (int i = 0; i < PICTURE; i++)
        picture[i] = (float)((double)picture[i] / sqrt(length));
    return true;
}

static bool take_picture(const struct field *field, double from, double to,
                         float *picture)
{
    struct scan_box all = cell_blobs_extent(&field->blobs), part = all;

    part.x = all.x + (int)(from * all.w);
    part.w = (int)(to * all.w) - (int)(from * all.w);
    part = tighten(&field->patch, part);
    if (part.w <= 0 || part.h <= 0)
        return false;
    memset(picture, 0, PICTURE * sizeof *picture);
    draw(&field->patch, part, picture);
    return normalise(picture);
}

/* ---- likeness ---- */

static double correlation(const struct look *a, const struct look *b)
{
    double sum = 0;

    for (int i = 0; i < PICTURE; i++)
        sum += (double)a->picture[i] * (double)b->picture[i];
    return sum;
}

/* Mean of the best few correlations with sure fields of @word; -1: none. */
static double likeness(const struct looks *looks, const struct look *look,
                       int word)
{
    double best[NEAREST] = {-1, -1, -1}, sum = 0;
    int n = 0;

    for (size_t i = 0; i < looks->n; i++) {
        double now;
        if (&looks->look[i] == look || looks->look[i].word != word)
            continue;
        now = correlation(&looks->look[i], look);
        n++;
        for (int k = 0; k < NEAREST; k++)
            if (now > best[k]) {
                double out = best[k];
                best[k] = now;
                now = out;
            }
    }
    if (n == 0)
        return -1;
    n = n < NEAREST ? n : NEAREST;
    for (int k = 0; k < n; k++)
        sum += best[k];
    return sum / n;
}

/* By how much a sure field is more like its own word than like any other. */
static double lead_of(const struct looks *looks, const struct look *look,
                      int word)
{
    double other = -1;

    for (size_t w = 0; w < looks->type->n_words; w++)
        if ((int)w != word)
            other = fmax(other, likeness(looks, look, (int)w));
    return likeness(looks, look, word) - other;
}

/* Log odds that a unit of lead is worth: of two words whose leads scatter
 * alike, twice the mean by the variance. 0: the words cannot be told apart. */
static double worth_of_lead(const struct looks *looks)
{
    double sum = 0, squares = 0, n = 0, mean, variance;

    for (size_t i = 0; i < looks->n; i++) {
        double lead;
        if (looks->look[i].word < 0)
            continue;
        lead = lead_of(looks, &looks->look[i], looks->look[i].word);
        if (lead <= 0)
            return 0;
        sum += lead;
        squares += lead * lead;
        n++;
    }
    mean = sum / n;
    variance = fmax(squares / n - mean * mean, 0.25 * mean * mean);
    return variance > 0 ? 2 * mean / variance : 0;
}

/* ---- answers ---- */

static int by_score(const void *a, const void *b)
{
    double p = ((const struct ocr_candidate *)a)->score;
    double q = ((const struct ocr_candidate *)b)->score;
    return (p < q) - (p > q);
}

static double read_score(const struct reading *reading, const char *word)
{
    for (int i = 0; i < reading->n_candidates; i++)
        if (strcmp(reading->candidates[i].value, word) == 0)
            return reading->candidates[i].score;
    return 0;
}

static void weigh_look(const struct looks *looks, const struct look *look,
                       double worth)
{
    const struct value_type *type = looks->type;
    struct reading *reading = look->field->reading;
    struct ocr_candidate out[OCR_CANDIDATES] = {{{0}, {0}, 0}};
    size_t n = type->n_words < OCR_CANDIDATES ? type->n_words : OCR_CANDIDATES;
    double sum = 0;

    for (size_t w = 0; w < n; w++) {
        double like = likeness(looks, look, (int)w);
        double read = fmax(read_score(reading, type->words[w]), 0.01);
        out[w].score = read * exp(worth * (like - 1));
        sum += out[w].score;
        (void)text_copy(out[w].value, sizeof out[w].value, type->words[w]);
        (void)text_copy(out[w].text, sizeof out[w].text,
                        reading->n_candidates > 0 ? reading->candidates[0].text
                                                  : type->words[w]);
    }
    for (size_t w = 0; w < n && sum > 0; w++) {
        double share = out[w].score / sum;
        bool beyond = looks->n_sure >= MANY && share >= NO_DOUBT;
        out[w].score = fmin(share, beyond ? MOST_OF_MANY : MOST);
    }
    qsort(out, n, sizeof *out, by_score);
    memcpy(reading->candidates, out, n * sizeof *out);
    reading->n_candidates = (int)n;
    if (look->field->open)
        field_settle(look->field, READ_VALUE, "likeness");
}

static int sure_word(const struct field *field)
{
    const struct value_type *type = &field->cell->type;
    const struct ocr_candidate *first = &field->reading->candidates[0];

    if (field->reading->n_candidates == 0 || first->score < SURE)
        return -1;
    for (size_t w = 0; w < type->n_words; w++)
        if (strcmp(type->words[w], first->value) == 0)
            return (int)w;
    return -1;
}

/* Where a printed word was marked all fields look alike. */
static bool is_listed(const struct field *field)
{
    return field->cell->type.kind == VALUE_CODE && field->blobs.n > 0 &&
           !field->struck && strcmp(field->reading->engine, "mark") != 0 &&
           (field->open || field->reading->state == READ_VALUE);
}

static void take_looks(struct field *fields, size_t n, size_t first,
                       struct looks *looks)
{
    double from, to;

    looks->type = &fields[first].cell->type;
    looks->n = looks->n_sure = 0;
    differing_part(looks->type, &from, &to);
    for (size_t i = first; i < n; i++) {
        struct look *look = &looks->look[looks->n];
        if (!is_listed(&fields[i]) ||
            fields[i].cell->type.words != looks->type->words ||
            !take_picture(&fields[i], from, to, look->picture))
            continue;
        look->field = &fields[i];
        look->word = sure_word(&fields[i]);
        looks->n_sure += look->word >= 0;
        looks->n++;
    }
}

static bool tells_apart(const struct looks *looks)
{
    int sure = 0, words = 0;

    for (size_t w = 0; w < looks->type->n_words; w++) {
        int here = 0;
        for (size_t i = 0; i < looks->n; i++)
            here += looks->look[i].word == (int)w;
        sure += here;
        words += here >= 2;
    }
    return sure >= LEAST_SURE && words == (int)looks->type->n_words;
}

static bool is_first_of_list(const struct field *fields, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (is_listed(&fields[i]) &&
            fields[i].cell->type.words == fields[at].cell->type.words)
            return false;
    return true;
}

enum status word_likeness_weigh(struct field *fields, size_t n)
{
    struct looks looks = {.look = calloc(n + 1, sizeof *looks.look)};

    if (looks.look == NULL)
        return ST_NOMEM;
    for (size_t f = 0; f < n; f++) {
        double worth;
        if (!is_listed(&fields[f]) || !is_first_of_list(fields, f))
            continue;
        take_looks(fields, n, f, &looks);
        if (!tells_apart(&looks))
            continue;
        worth = worth_of_lead(&looks);
        for (size_t i = 0; i < looks.n && worth > 0; i++)
            if (looks.look[i].word < 0 ||
                looks.look[i].field->reading->candidates[0].score < DOUBTFUL)
                weigh_look(&looks, &looks.look[i], worth);
    }
    free(looks.look);
    return ST_OK;
}
