/*
 * How a sum may miss: the chances of each difference between the two sides of
 * a relation, in whole units of its last digit. Private to the check room.
 */
#ifndef TZ_CHECK_GAP_H
#define TZ_CHECK_GAP_H

#include <stddef.h>
#include <stdint.h>

/* So many differences are kept, the likeliest; what else there is counts as
 * "anything". */
enum { GAPS_MAX = 96 };

struct gap {
    int64_t at;
    double chance;
    double below; /* chance of all gaps before this one; gap_finish() */
};

struct gap_list {
    struct gap gaps[GAPS_MAX]; /* rising */
    int n;
    double chance; /* of all listed */
    double bar;    /* rarer ones were left out */
};

/** Nothing is missed so far but @at. */
void gap_list_start(struct gap_list *list, int64_t at);

/**
 * One more cell: @shifts[i] with chance @chances[i]. What the chances leave to
 * 1 goes to "anything".
 */
void gap_list_add(const struct gap_list *from, const int64_t *shifts,
                  const double *chances, int n, struct gap_list *to);

/** Before gap_list_within(). */
void gap_list_finish(struct gap_list *list);

/** Chance that the gap lies between the two, both included. */
double gap_list_within(const struct gap_list *list, int64_t low, int64_t high);

/** The same of the sum of two lists' gaps; @right is finished. */
double gap_lists_within(const struct gap_list *left,
                        const struct gap_list *right, int64_t low,
                        int64_t high);

#endif
