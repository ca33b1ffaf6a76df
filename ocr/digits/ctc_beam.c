#include "ocr/digits/ctc_beam.h"

#include <stdint.h>
#include <string.h>

enum { BEAM = 16, MOST_NEXT = BEAM * (NET_CLASSES + 1) + 1 };

/* Symbols less likely than this at a step are not tried. */
static const float LEAST_TRIED = 1e-6F;

/* Nor are strings followed that are so much less likely than the likeliest. */
static const double LEAST_SHARE = 1e-18;

/* Two ways to have read a string: the last step was a blank, or its last
 * symbol. Only after a blank does the same symbol again mean a second one. */
struct prefix {
    int length;
    uint32_t sum; /* of the classes, to compare by */
    unsigned char classes[CTC_LONGEST];
    double after_blank, after_symbol;
};

struct beam {
    int n;
    struct prefix prefix[MOST_NEXT];
};

static double whole(const struct prefix *p)
{
    return p->after_blank + p->after_symbol;
}

static uint32_t sum_with(uint32_t sum, int symbol)
{
    return sum * 31 + (uint32_t)symbol;
}

/* That string among the first @n of @beam, or NULL. */
static struct prefix *find(struct beam *beam, int n,
                           const struct prefix *wanted)
{
    for (int i = 0; i < n; i++) {
        struct prefix *p = &beam->prefix[i];
        if (p->sum == wanted->sum && p->length == wanted->length &&
            memcmp(p->classes, wanted->classes, (size_t)p->length) == 0)
            return p;
    }
    return NULL;
}

/* A longer string is new, or one of the @n that were there already: two of
 * them have one parent and different ends, or different parents. */
static void lengthen(const struct prefix *from, int class, float probability,
                     struct beam *to, int n)
{
    bool again = from->length > 0 && from->classes[from->length - 1] == class;
    double before = again ? from->after_blank : whole(from);
    struct prefix *longer = &to->prefix[to->n], *known;

    if (from->length == CTC_LONGEST || before <= 0)
        return;
    memcpy(longer->classes, from->classes, (size_t)from->length);
    longer->classes[from->length] = (unsigned char)class;
    longer->length = from->length + 1;
    longer->sum = sum_with(from->sum, class);
    longer->after_blank = longer->after_symbol = 0;
    known = find(to, n, longer);
    if (known == NULL)
        to->n++;
    else
        longer = known;
    longer->after_symbol += before * (double)probability;
}

static void stay(const struct prefix *from, const float *row, struct prefix *to)
{
    *to = *from;
    to->after_blank = whole(from) * (double)row[NET_BLANK];
    to->after_symbol = 0;
    if (from->length > 0)
        to->after_symbol =
            from->after_symbol * (double)row[from->classes[from->length - 1]];
}

static void step(const struct beam *from, const float *row, const bool *wanted,
                 struct beam *to)
{
    int tried[NET_CLASSES], n = 0;

    for (int c = 1; c < NET_CLASSES; c++)
        if (wanted[c] && row[c] > LEAST_TRIED)
            tried[n++] = c;
    for (int i = 0; i < from->n; i++)
        stay(&from->prefix[i], row, &to->prefix[i]);
    to->n = from->n;
    for (int i = 0; i < from->n; i++)
        for (int k = 0; k < n; k++)
            lengthen(&from->prefix[i], tried[k], row[tried[k]], to, from->n);
}

/* A step's probabilities given that it is one of the wanted classes. A step
 * where they have next to nothing is taken for blank. */
static const float *among_wanted(const float *row, const bool *wanted,
                                 float *scaled)
{
    float sum = 1e-6F + row[NET_BLANK];

    for (int c = 1; c < NET_CLASSES; c++)
        sum += wanted[c] ? row[c] : 0;
    for (int c = 0; c < NET_CLASSES; c++)
        scaled[c] = wanted[c] ? row[c] / sum : 0;
    scaled[NET_BLANK] = (row[NET_BLANK] + 1e-6F) / sum;
    return scaled;
}

/* Equal probabilities are ordered by the string. */
static int by_probability(const struct prefix *p, const struct prefix *q)
{
    double x = whole(p), y = whole(q);

    if (x != y)
        return (x < y) - (x > y);
    if (p->length != q->length)
        return p->length - q->length;
    return memcmp(p->classes, q->classes, (size_t)p->length);
}

/* The likeliest in falling order: most are turned away at one comparison, where
 * sorting them all took a good part of the reader's time. */
static int pick(const struct beam *beam, const struct prefix *top[BEAM])
{
    int n = 0;

    for (int i = 0; i < beam->n; i++) {
        const struct prefix *p = &beam->prefix[i];
        int at = n < BEAM ? n++ : BEAM - 1;
        if (i >= BEAM && by_probability(p, top[at]) > 0)
            continue;
        for (; at > 0 && by_probability(p, top[at - 1]) < 0; at--)
            top[at] = top[at - 1];
        top[at] = p;
    }
    return n;
}

static void narrow(struct beam *beam)
{
    const struct prefix *top[BEAM];
    struct prefix kept[BEAM];
    int n = pick(beam, top);

    while (n > 1 && whole(top[n - 1]) < LEAST_SHARE * whole(top[0]))
        n--;
    for (int i = 0; i < n; i++)
        kept[i] = *top[i];
    memcpy(beam->prefix, kept, (size_t)n * sizeof *kept);
    beam->n = n;
}

static void spell(const struct prefix *p, struct ctc_string *string)
{
    for (int i = 0; i < p->length; i++)
        string->text[i] = NET_ALPHABET[p->classes[i] - 1];
    string->text[p->length] = '\0';
    string->probability = whole(p);
}

int ctc_beam(const float *probabilities, int steps, const char *symbols,
             struct ctc_string *strings, int most)
{
    struct beam beams[2];
    struct beam *now = &beams[0], *next = &beams[1], *swap;
    bool wanted[NET_CLASSES] = {false};
    float scaled[NET_CLASSES];

    for (int c = 1; c < NET_CLASSES; c++)
        wanted[c] =
            NET_ALPHABET[c - 1] != '\0' &&
            (symbols == NULL || strchr(symbols, NET_ALPHABET[c - 1]) != NULL);
    now->n = 1;
    now->prefix[0] = (struct prefix){.after_blank = 1};
    for (int t = 0; t < steps; t++) {
        const float *row = probabilities + t * NET_CLASSES;
        if (symbols != NULL)
            row = among_wanted(row, wanted, scaled);
        step(now, row, wanted, next);
        narrow(next);
        swap = now;
        now = next;
        next = swap;
    }
    for (int i = 0; i < now->n && i < most; i++)
        spell(&now->prefix[i], &strings[i]);
    return now->n < most ? now->n : most;
}
