/*
 * An invented township's year, made from one seed: what happened in each
 * village, month by month, and how many of whom there were at each month's end.
 * All forms are written from it, so that they agree with each other.
 */
#ifndef TZ_SAMPLES_TOWNSHIP_H
#define TZ_SAMPLES_TOWNSHIP_H

#include <stdint.h>

enum { TOWNSHIP_VILLAGES = 6, TOWNSHIP_MONTHS = 12, TOWNSHIP_BIRTHS_MAX = 64,
       TOWNSHIP_ORDERS = 3, TOWNSHIP_METHODS = 22 };

struct township_birth {
    int month, day;   /* from 1 */
    int order;        /* 1, 2, 3: third and later */
    int girl;         /* 0 or 1 */
    int within;       /* 1: within the policy */
    int group;        /* of the village, from 1 */
    const char *mother, *remark;
};

/** What was there at a month's end, and what happened in the month. */
struct township_month {
    int people, women, married;
    int children[4];  /* married women with none, one, two, more */
    int boys, girls, deaths, moved_in, moved_out;
    int weddings, early_weddings, late_weddings;
    int certificates; /* in this month */
    int certificates_held;
    int found_late;   /* births of earlier years that came to light */
};

struct township_village {
    const char *name;
    int people_before, groups;
    struct township_month months[TOWNSHIP_MONTHS];
    struct township_birth births[TOWNSHIP_BIRTHS_MAX]; /* by date */
    int n_births;
    int methods[TOWNSHIP_METHODS]; /* F3's c1 to c21 at the year's end; [0] is
                                      not used */
};

struct township {
    struct township_village villages[TOWNSHIP_VILLAGES];
};

extern const char TOWNSHIP_NAME[];
enum { TOWNSHIP_YEAR = 2025 };

void township_make(struct township *township, uint64_t seed);

/** How many births of one order, sex (-1: both) and policy (-1: both) there
 * were from month @first to @last. */
int township_count_births(const struct township_village *village, int first,
                          int last, int order, int girl, int within);

#endif
