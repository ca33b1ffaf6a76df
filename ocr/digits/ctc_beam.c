#include "ocr/digits/ctc_beam.h"

#include <stdint.h>
#include <string.h>

enum { BEAM = 16 };
_Static_assert(NET_CLASSES <= 64, "a bit for each class");

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
    struct prefix prefix[BEAM]; /* the likeliest first */
};

/* A string of the next step, not yet spelled out: most are turned away at one
 * comparison. */
struct next {
    const struct prefix *from;
    int class;                  /* one symbol more, or NET_BLANK: none */
    double after_blank, after_symbol, whole;
};

static double whole(const struct prefix *p)
{
    return p->after_blank + p->after_symbol;
}

static uint32_t sum_with(uint32_t sum, int symbol)
{
    return sum * 31 + (uint32_t)symbol;
}

static int last_of(const struct prefix *p)
{
    return p->length > 0 ? p->classes[p->length - 1] : NET_BLANK;
}

/* How probable @from was with what may come before @class. */
static double before(const struct prefix *from, int class)
{
    return last_of(from) == class ? from->after_blank : whole(from);
}

static bool is_longer_by_last(const struct prefix *p, const struct prefix *from)
{
    return p->length == from->length + 1 &&
           p->sum == sum_with(from->sum, last_of(p)) &&
           memcmp(p->classes, from->classes, (size_t)from->length) == 0;
}

static int length_of(const struct next *p)
{
    return p->from->length + (p->class != NET_BLANK);
}

static int class_at(const struct next *p, int i)
{
    return i < p->from->length ? p->from->classes[i] : p->class;
}

/* Equal probabilities are ordered by the string. */
static bool comes_before(const struct next *p, const struct next *q)
{
    int length = length_of(p);

    if (p->whole > q->whole || p->whole < q->whole)
        return p->whole > q->whole;
    if (length != length_of(q))
        return length < length_of(q);
    for (int i = 0; i < length; i++)
        if (class_at(p, i) != class_at(q, i))
            return class_at(p, i) < class_at(q, i);
    return false;
}

struct top {
    int n;
    struct next next[BEAM]; /* in falling order */
};

static void offer(struct top *top, const struct next *next)
{
    int at = top->n;

    if (at == BEAM) {
        if (!comes_before(next, &top->next[BEAM - 1]))
            return;
        at--;
    } else {
        top->n++;
    }
    for (; at > 0 && comes_before(next, &top->next[at - 1]); at--)
        top->next[at] = top->next[at - 1];
    top->next[at] = *next;
}

/* The same string again, or a shorter one of the beam that becomes it: then
 * that symbol is noted as @used for the shorter one. */
static void offer_same(const struct beam *beam, int i, const float *row,
                       uint64_t used[BEAM], struct top *top)
{
    const struct prefix *p = &beam->prefix[i];
    int last = last_of(p);
    struct next next = {.from = p,
                        .after_blank = whole(p) * (double)row[NET_BLANK]};

    if (last != NET_BLANK)
        next.after_symbol = p->after_symbol * (double)row[last];
    for (int k = 0; k < beam->n && row[last] > LEAST_TRIED; k++)
        if (last != NET_BLANK && is_longer_by_last(p, &beam->prefix[k])) {
            used[k] |= (uint64_t)1 << last;
            next.after_symbol +=
                before(&beam->prefix[k], last) * (double)row[last];
        }
    next.whole = next.after_blank + next.after_symbol;
    offer(top, &next);
}

static void offer_longer(const struct beam *beam, int class, float probability,
                         const uint64_t used[BEAM], struct top *top)
{
    for (int i = 0; i < beam->n; i++) {
        const struct prefix *p = &beam->prefix[i];
        struct next next = {.from = p, .class = class};
        next.after_symbol = before(p, class) * (double)probability;
        next.whole = next.after_symbol;
        if (next.whole > 0 && p->length < CTC_LONGEST &&
            !(used[i] >> class & 1))
            offer(top, &next);
    }
}

/* The wanted classes that are tried, the likeliest first: what is likely turns
 * away all the rest. */
static int list_tried(const float *row, const bool *wanted,
                      int tried[NET_CLASSES])
{
    int n = 0;

    for (int c = 1; c < NET_CLASSES; c++) {
        int at = n;
        if (!wanted[c] || row[c] <= LEAST_TRIED)
            continue;
        for (; at > 0 && row[tried[at - 1]] < row[c]; at--)
            tried[at] = tried[at - 1];
        tried[at] = c;
        n++;
    }
    return n;
}

static void write_out(const struct next *next, struct prefix *to)
{
    *to = *next->from;
    to->after_blank = next->after_blank;
    to->after_symbol = next->after_symbol;
    if (next->class == NET_BLANK)
        return;
    to->classes[to->length++] = (unsigned char)next->class;
    to->sum = sum_with(to->sum, next->class);
}

static void step(const struct beam *from, const float *row, const bool *wanted,
                 struct beam *to)
{
    int tried[NET_CLASSES], n = list_tried(row, wanted, tried);
    uint64_t used[BEAM] = {0};
    struct top top = {0};

    for (int i = 0; i < from->n; i++)
        offer_same(from, i, row, used, &top);
    for (int k = 0; k < n; k++)
        offer_longer(from, tried[k], row[tried[k]], used, &top);
    for (to->n = 0; to->n < top.n; to->n++) {
        const struct next *next = &top.next[to->n];
        if (next->whole < LEAST_SHARE * top.next[0].whole)
            break;
        write_out(next, &to->prefix[to->n]);
    }
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
        swap = now;
        now = next;
        next = swap;
    }
    for (int i = 0; i < now->n && i < most; i++)
        spell(&now->prefix[i], &strings[i]);
    return now->n < most ? now->n : most;
}
