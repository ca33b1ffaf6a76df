/*
 * All fields of one type are laid over each other. Ink that many of them have
 * at the same place was printed: that is the empty form, as this page has it.
 * It falls into as many parts as there are words, at its widest gaps. The ink
 * of a field that was not printed is counted for each part; over all fields it
 * falls into little (specks, print that is a px off) and much (marks), and
 * where the one ends and the other begins is taken from the page itself.
 */
#include "ocr/mark_choice.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* Choices of one list; fields that must be there to tell print from marks. */
enum { CHOICES = 8, LEAST_FIELDS = 3 };

/* Share of the fields that have ink where it was printed. Marks are nowhere
 * twice in quite the same place. */
static const double PRINTED_SHARE = 0.5;

/* Where most of the ink is no print, nothing was printed. */
static const double LEAST_PRINT = 0.5;

/* Printed ink is a px off from field to field. */
enum { OFF_PX = 1 };

/* Shares of a character's square: less ink than the first is nothing; the
 * border between specks and marks is about the second, within a factor of e. */
static const double NOTHING = 0.025, BORDER = 0.1;

/* How steeply the chance of a mark rises with the logarithm of its ink. */
static const double STEEPNESS = 4;

/* Less likely than this nothing is a candidate. */
static const double LEAST = 1e-3;

/* Fields of one type, in px from the field's upper left corner. */
struct group {
    size_t n;
    struct field **field;
    int w, h;
    int level;              /* darker is ink, in all of them alike: print next
                               to a black mark is as thick as without it */
    unsigned char *printed; /* w x h */
    int n_parts;
    bool stacked;      /* the parts are below each other */
    int end[CHOICES];  /* where each part ends */
    double *excess;    /* n x n_parts, ink that was not printed, shares of a
                          character's square */
    double middle;     /* between no mark and a mark */
};

static bool has_ink(const struct group *g, size_t i, int x, int y)
{
    const struct cell_patch *p = &g->field[i]->patch;

    x += p->left;
    y += p->top;
    return x >= 0 && y >= 0 && x < p->w && y < p->h &&
           p->grey[y * p->w + x] < g->level;
}

static bool is_printed(const struct group *g, int x, int y)
{
    int n = 0;

    for (size_t i = 0; i < g->n; i++)
        n += has_ink(g, i, x, y);
    return n >= PRINTED_SHARE * (double)g->n && n >= LEAST_FIELDS;
}

static bool is_near_print(const struct group *g, int x, int y)
{
    for (int v = y - OFF_PX; v <= y + OFF_PX; v++)
        for (int u = x - OFF_PX; u <= x + OFF_PX; u++)
            if (u >= 0 && v >= 0 && u < g->w && v < g->h &&
                g->printed[v * g->w + u])
                return true;
    return false;
}

static void find_print(struct group *g)
{
    for (int y = 0; y < g->h; y++)
        for (int x = 0; x < g->w; x++)
            g->printed[y * g->w + x] = (unsigned char)is_printed(g, x, y);
}

static bool has_print(const struct group *g, int at, bool row)
{
    int n = row ? g->w : g->h;

    for (int i = 0; i < n; i++)
        if (g->printed[row ? at * g->w + i : i * g->w + at])
            return true;
    return false;
}

struct gap {
    int from, width;
};

static int by_width(const void *a, const void *b)
{
    return ((const struct gap *)b)->width - ((const struct gap *)a)->width;
}

static int by_place(const void *a, const void *b)
{
    return ((const struct gap *)a)->from - ((const struct gap *)b)->from;
}

/* The @wanted widest gaps in the print, in their order; false when there are
 * fewer. */
static bool find_gaps(const struct group *g, bool rows, int wanted,
                      struct gap *gaps)
{
    enum { GAPS = 64 };
    struct gap all[GAPS];
    int n = 0, size = rows ? g->h : g->w, last = -1;

    for (int at = 0; at < size; at++) {
        if (!has_print(g, at, rows))
            continue;
        if (last >= 0 && at - last > 1 && n < GAPS)
            all[n++] = (struct gap){last + 1, at - last - 1};
        last = at;
    }
    if (n < wanted)
        return false;
    qsort(all, (size_t)n, sizeof *all, by_width);
    qsort(all, (size_t)wanted, sizeof *all, by_place);
    memcpy(gaps, all, (size_t)wanted * sizeof *all);
    return true;
}

static int narrowest(const struct gap *gaps, int n)
{
    int least = gaps[0].width;

    for (int i = 1; i < n; i++)
        least = gaps[i].width < least ? gaps[i].width : least;
    return least;
}

/* Side by side or below each other, whichever leaves wider gaps. */
static bool find_parts(struct group *g, int words)
{
    struct gap beside[CHOICES], below[CHOICES], *gaps = beside;
    bool is_beside, is_below;

    g->n_parts = words;
    g->stacked = false;
    if (words == 1) {
        g->end[0] = g->w;
        return true;
    }
    is_beside = find_gaps(g, false, words - 1, beside);
    is_below = find_gaps(g, true, words - 1, below);
    if (!is_beside && !is_below)
        return false;
    g->stacked = !is_beside || (is_below && narrowest(below, words - 1) >
                                                narrowest(beside, words - 1));
    gaps = g->stacked ? below : beside;
    for (int i = 0; i + 1 < words; i++)
        g->end[i] = gaps[i].from + gaps[i].width / 2;
    g->end[words - 1] = g->stacked ? g->h : g->w;
    return true;
}

static int part_at(const struct group *g, int x, int y)
{
    int at = g->stacked ? y : x, part = 0;

    while (part + 1 < g->n_parts && at >= g->end[part])
        part++;
    return part;
}

/* Ink beside the print, and ink where the print is: a mark goes through it. */
static void count_ink(struct group *g, size_t i, double square,
                      double *on_print)
{
    double *excess = &g->excess[i * (size_t)g->n_parts];

    for (int y = 0; y < g->h; y++)
        for (int x = 0; x < g->w; x++) {
            int part = part_at(g, x, y);
            if (!has_ink(g, i, x, y))
                continue;
            if (is_near_print(g, x, y))
                on_print[i * (size_t)g->n_parts + (size_t)part] += 1 / square;
            else
                excess[part] += 1 / square;
        }
}

static int by_size(const void *a, const void *b)
{
    double p = *(const double *)a, q = *(const double *)b;
    return (p > q) - (p < q);
}

/* What the print itself has is what the fields with least ink have there: most
 * may have the same mark. */
static void add_excess_on_print(struct group *g, const double *on_print,
                                double *sorted)
{
    size_t parts = (size_t)g->n_parts;

    for (size_t part = 0; part < parts; part++) {
        for (size_t i = 0; i < g->n; i++)
            sorted[i] = on_print[i * parts + part];
        qsort(sorted, g->n, sizeof *sorted, by_size);
        for (size_t i = 0; i < g->n; i++)
            g->excess[i * parts + part] += fmax(
                0, on_print[i * parts + part] - sorted[g->n / 10]);
    }
}

static enum status find_excess(struct group *g, double square)
{
    double *on_print = calloc(g->n * (size_t)g->n_parts + 1, sizeof *on_print);
    double *sorted = calloc(g->n + 1, sizeof *sorted);
    enum status rc = on_print == NULL || sorted == NULL ? ST_NOMEM : ST_OK;

    for (size_t i = 0; i < g->n && rc == ST_OK; i++)
        count_ink(g, i, square, on_print);
    if (rc == ST_OK)
        add_excess_on_print(g, on_print, sorted);
    free(on_print);
    free(sorted);
    return rc;
}

/* The widest step on the page between little and much, the nearer to where it
 * usually is the better. */
static double find_middle(const struct group *g)
{
    size_t n = g->n * (size_t)g->n_parts;
    double *sorted = malloc((n + 1) * sizeof *sorted);
    double middle = BORDER, best = 0.1;

    if (sorted == NULL)
        return middle;
    memcpy(sorted, g->excess, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_size);
    for (size_t i = 1; i < n; i++) {
        double low = fmax(sorted[i - 1], NOTHING);
        double high = fmax(sorted[i], NOTHING);
        double at = sqrt(low * high), off = log(at / BORDER);
        double fit = log(high / low) - off * off / 2;
        if (fit > best) {
            best = fit;
            middle = at;
        }
    }
    free(sorted);
    return middle;
}

static double chance_of_mark(double excess, double middle)
{
    double ratio = fmax(excess, 1e-4) / middle;

    return 1 / (1 + pow(ratio, -STEEPNESS));
}

static void add(struct reading *reading, const char *word, double score)
{
    struct ocr_candidate *c = reading->candidates;
    int at = 0;

    if (score < LEAST || reading->n_candidates == OCR_CANDIDATES)
        return;
    while (at < reading->n_candidates && c[at].score >= score)
        at++;
    memmove(&c[at + 1], &c[at],
            (size_t)(reading->n_candidates - at) * sizeof *c);
    c[at] = (struct ocr_candidate){.score = score};
    (void)text_copy(c[at].text, sizeof c[at].text, word);
    (void)text_copy(c[at].value, sizeof c[at].value, word);
    reading->n_candidates++;
}

/* One marked, none, or more than one: what the last leaves is doubt. */
static void decide(struct field *field, const double *excess, int n,
                   double middle)
{
    const struct value_type *type = &field->cell->type;
    double none = 1, one[CHOICES];

    for (int i = 0; i < n; i++)
        none *= 1 - chance_of_mark(excess[i], middle);
    for (int i = 0; i < n; i++) {
        one[i] = chance_of_mark(excess[i], middle);
        for (int k = 0; k < n; k++)
            one[i] *= k == i ? 1 : 1 - chance_of_mark(excess[k], middle);
        add(field->reading, type->words[i], one[i]);
    }
    if (field->reading->n_candidates > 0 &&
        field->reading->candidates[0].score >= none) {
        field_settle(field, READ_VALUE, "mark");
        return;
    }
    field->reading->candidates[0] = (struct ocr_candidate){.score = none};
    field->reading->n_candidates = 1;
    field_settle(field, READ_BLANK, "mark");
}

static bool is_of_group(const struct field *field, const struct field *first)
{
    const struct value_type *a = &field->cell->type, *b = &first->cell->type;

    return field->open && a->marked && a->words == b->words &&
           a->n_words == b->n_words;
}

static void gather(struct field *fields, size_t n, const struct field *first,
                   struct group *g)
{
    for (size_t i = 0; i < n; i++) {
        const struct cell_patch *p = &fields[i].patch;
        if (!is_of_group(&fields[i], first))
            continue;
        g->field[g->n++] = &fields[i];
        g->level += p->level;
        g->w = p->right - p->left > g->w ? p->right - p->left : g->w;
        g->h = p->bottom - p->top > g->h ? p->bottom - p->top : g->h;
    }
    g->level /= (int)g->n;
}

/* Is most of the fields' ink print? */
static bool has_words_printed(const struct group *g)
{
    double print = 0, ink = 0;

    for (int y = 0; y < g->h; y++)
        for (int x = 0; x < g->w; x++) {
            print += g->printed[y * g->w + x];
            for (size_t i = 0; i < g->n; i++)
                ink += has_ink(g, i, x, y);
        }
    return print * (double)g->n >= LEAST_PRINT * ink && print > 0;
}

static enum status read_group(struct group *g, int words, int glyph_px)
{
    double square;
    enum status rc;

    g->printed = calloc((size_t)g->w * (size_t)g->h + 1, 1);
    g->excess = calloc(g->n * CHOICES + 1, sizeof *g->excess);
    if (g->printed == NULL || g->excess == NULL)
        return ST_NOMEM;
    if (g->n >= LEAST_FIELDS)
        find_print(g);
    if ((words > 1 && !has_words_printed(g)) || !find_parts(g, words))
        return ST_OK;
    if (glyph_px <= 0)
        glyph_px = g->h / 2;
    square = (double)glyph_px * glyph_px;
    rc = find_excess(g, square);
    if (rc != ST_OK)
        return rc;
    g->middle = find_middle(g);
    for (size_t i = 0; i < g->n; i++)
        decide(g->field[i], &g->excess[i * (size_t)g->n_parts], g->n_parts,
               g->middle);
    return ST_OK;
}

enum status mark_choice_read(struct field *fields, size_t n, int glyph_px)
{
    bool *tried = calloc(n + 1, sizeof *tried);
    enum status rc = tried == NULL ? ST_NOMEM : ST_OK;

    for (size_t i = 0; i < n && rc == ST_OK; i++) {
        const struct value_type *type = &fields[i].cell->type;
        struct group g = {.n = 0};
        if (tried[i] || !fields[i].open || !type->marked ||
            type->n_words == 0 || type->n_words > CHOICES)
            continue;
        for (size_t k = i; k < n; k++)
            tried[k] = tried[k] || is_of_group(&fields[k], &fields[i]);
        g.field = calloc(n, sizeof *g.field);
        if (g.field == NULL) {
            rc = ST_NOMEM;
            break;
        }
        gather(fields, n, &fields[i], &g);
        rc = read_group(&g, (int)type->n_words, glyph_px);
        free(g.field);
        free(g.printed);
        free(g.excess);
    }
    free(tried);
    return rc;
}
