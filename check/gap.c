#include "check/gap.h"

#include <stdlib.h>
#include <string.h>

/* Too rare to be carried along. */
static const double RARE = 1e-8;

/* The likeliest option's gaps, and what all others add. */
enum { ADDED_MAX = 4 * GAPS_MAX, MERGED_MAX = GAPS_MAX + ADDED_MAX };

struct added {
    struct gap gaps[ADDED_MAX];
    int n;
    double bar;
};

void gap_list_start(struct gap_list *list, int64_t at)
{
    list->gaps[0] = (struct gap){.at = at, .chance = 1};
    list->n = 1;
    list->chance = 1;
    list->bar = RARE;
}

/* Keep the likeliest: raise the bar until they fit. */
static int keep_likely(struct gap *gaps, int n, int most, double *least)
{
    double bar = *least;
    int kept = n;

    while (kept > most) {
        kept = 0;
        for (int i = 0; i < n; i++)
            kept += gaps[i].chance >= bar;
        if (kept > most)
            bar *= 4;
    }
    *least = bar;
    if (kept == n)
        return n;
    kept = 0;
    for (int i = 0; i < n; i++)
        if (gaps[i].chance >= bar)
            gaps[kept++] = gaps[i];
    return kept;
}

static void add_option(const struct gap_list *from, int64_t shift,
                       double chance, struct added *added)
{
    double least = added->bar / chance;

    for (int i = 0; i < from->n; i++) {
        if (from->gaps[i].chance < least)
            continue;
        if (added->n == ADDED_MAX)
            added->n =
                keep_likely(added->gaps, added->n, ADDED_MAX / 2, &added->bar);
        added->gaps[added->n++] =
            (struct gap){.at = from->gaps[i].at + shift,
                         .chance = from->gaps[i].chance * chance};
    }
}

static int compare_gaps(const void *a, const void *b)
{
    int64_t x = ((const struct gap *)a)->at, y = ((const struct gap *)b)->at;

    return (x > y) - (x < y);
}

/* Few and almost in order, as a rule. */
static void sort_added(struct added *added)
{
    enum { FEW = 64 };

    if (added->n > FEW) {
        qsort(added->gaps, (size_t)added->n, sizeof *added->gaps, compare_gaps);
        return;
    }
    for (int i = 1; i < added->n; i++) {
        struct gap one = added->gaps[i];
        int k = i;

        for (; k > 0 && added->gaps[k - 1].at > one.at; k--)
            added->gaps[k] = added->gaps[k - 1];
        added->gaps[k] = one;
    }
}

/* Both rising; @from comes shifted and weighed. */
static int merge(const struct added *added, const struct gap_list *from,
                 int64_t shift, double chance, struct gap *out)
{
    int n = 0, i = 0, k = 0;

    while (i < added->n || k < from->n) {
        int64_t a = i < added->n ? added->gaps[i].at : INT64_MAX;
        int64_t b = k < from->n ? from->gaps[k].at + shift : INT64_MAX;
        struct gap one = {.at = a < b ? a : b};

        while (i < added->n && added->gaps[i].at == one.at)
            one.chance += added->gaps[i++].chance;
        if (b == one.at)
            one.chance += from->gaps[k++].chance * chance;
        if (one.chance >= added->bar)
            out[n++] = one;
    }
    return n;
}

void gap_list_add(const struct gap_list *from, const int64_t *shifts,
                  const double *chances, int n, struct gap_list *to)
{
    struct gap merged[MERGED_MAX];
    struct added added;
    int best = 0;

    added.n = 0;
    added.bar = from->bar;
    for (int i = 1; i < n; i++)
        if (chances[i] > chances[best])
            best = i;
    for (int i = 0; i < n; i++)
        if (i != best && chances[i] >= RARE)
            add_option(from, shifts[i], chances[i], &added);
    sort_added(&added);
    to->n =
        n > 0 ? merge(&added, from, shifts[best], chances[best], merged) : 0;
    to->bar = added.bar;
    to->n = keep_likely(merged, to->n, GAPS_MAX, &to->bar);
    memcpy(to->gaps, merged, (size_t)to->n * sizeof *merged);
    to->chance = 0;
    for (int i = 0; i < to->n; i++)
        to->chance += to->gaps[i].chance;
}

void gap_list_finish(struct gap_list *list)
{
    double below = 0;

    for (int i = 0; i < list->n; i++) {
        list->gaps[i].below = below;
        below += list->gaps[i].chance;
    }
    list->chance = below;
}

/* Chance of all gaps below @limit. */
static double chance_below(const struct gap_list *list, int64_t limit)
{
    int low = 0, high = list->n;

    while (low < high) {
        int middle = (low + high) / 2;

        if (list->gaps[middle].at < limit)
            low = middle + 1;
        else
            high = middle;
    }
    return low == list->n ? list->chance : list->gaps[low].below;
}

double gap_list_within(const struct gap_list *list, int64_t low, int64_t high)
{
    double within = chance_below(list, high + 1) - chance_below(list, low);

    return within > 0 ? within : 0;
}

static double chance_before(const struct gap_list *list, int i)
{
    return i == list->n ? list->chance : list->gaps[i].below;
}

/* As the left gap rises, the window on the right falls. */
double gap_lists_within(const struct gap_list *left,
                        const struct gap_list *right, int64_t low, int64_t high)
{
    int from = right->n, to = right->n;
    double sum = 0;

    for (int i = 0; i < left->n; i++) {
        int64_t at = left->gaps[i].at;

        while (to > 0 && right->gaps[to - 1].at > high - at)
            to--;
        while (from > 0 && right->gaps[from - 1].at >= low - at)
            from--;
        if (to > from)
            sum += left->gaps[i].chance *
                   (chance_before(right, to) - chance_before(right, from));
    }
    return sum;
}
