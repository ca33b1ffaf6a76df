#include "check/gap.h"

#include <string.h>

/* Too rare to be carried along. */
static const double RARE = 1e-8;

enum { MERGED_MAX = 2 * GAPS_MAX };

void gap_list_start(struct gap_list *list, int64_t at)
{
    list->gaps[0] = (struct gap){.at = at, .chance = 1};
    list->n = 1;
    list->chance = 1;
}

/* Keep the likeliest: raise the bar until they fit. */
static void keep_likely(struct gap *gaps, int n, struct gap_list *to)
{
    double bar = RARE;
    int kept;

    for (;; bar *= 8) {
        kept = 0;
        for (int i = 0; i < n; i++)
            kept += gaps[i].chance >= bar;
        if (kept <= GAPS_MAX)
            break;
    }
    to->n = 0;
    for (int i = 0; i < n; i++)
        if (gaps[i].chance >= bar)
            to->gaps[to->n++] = gaps[i];
}

/* Both rising; @from comes shifted and weighed. */
static int merge(const struct gap_list *so_far, const struct gap_list *from,
                 int64_t shift, double chance, struct gap *out)
{
    int n = 0, i = 0, k = 0;

    while (i < so_far->n || k < from->n) {
        int64_t a = i < so_far->n ? so_far->gaps[i].at : INT64_MAX;
        int64_t b = k < from->n ? from->gaps[k].at + shift : INT64_MAX;

        out[n] = (struct gap){.at = a < b ? a : b};
        if (a <= b)
            out[n].chance += so_far->gaps[i++].chance;
        if (b <= a)
            out[n].chance += from->gaps[k++].chance * chance;
        n++;
    }
    return n;
}

void gap_list_add(const struct gap_list *from, const int64_t *shifts,
                  const double *chances, int n, struct gap_list *to)
{
    struct gap merged[MERGED_MAX];

    to->n = 0;
    for (int i = 0; i < n; i++)
        if (chances[i] >= RARE)
            keep_likely(merged, merge(to, from, shifts[i], chances[i], merged),
                        to);
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

double gap_lists_within(const struct gap_list *left,
                        const struct gap_list *right, int64_t low, int64_t high)
{
    double sum = 0;

    for (int i = 0; i < left->n; i++)
        sum += left->gaps[i].chance * gap_list_within(right,
                                                      low - left->gaps[i].at,
                                                      high - left->gaps[i].at);
    return sum;
}
