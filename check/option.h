/*
 * What a cell may hold: what the recogniser offered, and what its known
 * confusions allow beside that. Private to the check room.
 */
#ifndef TZ_CHECK_OPTION_H
#define TZ_CHECK_OPTION_H

#include <stdbool.h>

#include "ocr/reading.h"

enum { OPTIONS_MAX = 14, OPTION_TEXT_MAX = 24 };

enum option_origin {
    OPTION_READ,   /* a candidate of the reading */
    OPTION_EDITED, /* a candidate with one known confusion undone */
    OPTION_WANTED  /* no ink supports it: what the sums would have here */
};

struct option {
    double value;               /* the figure; nothing counts as 0 */
    char text[OPTION_TEXT_MAX]; /* normalised; "" for nothing */
    enum option_origin origin;
    int candidate; /* OPTION_READ: its index */
    double prior;  /* chance by the reading alone */
    double slip;   /* chance that the clerk should have written this, but
                      wrote what was read */
    double alone;  /* by the reading, the clerk and the figures around it, no
                      law heard; to one scale with rest_alone */
    double belief; /* ... and by the laws too */
};

/** options[0] is what was read; all figures differ from each other. */
struct option_list {
    struct option options[OPTIONS_MAX];
    int n;
    double rest; /* chance of something else, by the reading alone */
    double rest_alone, rest_belief;
};

/**
 * List the figures that a reading offers.
 *
 * @chance         of the first candidate's being right
 * @unsigned_only  no figure of the column is below zero
 *
 * Returns false when it offers none: illegible, withheld, not a figure.
 */
bool option_list_make(const struct reading *reading, double chance,
                      bool unsigned_only, struct option_list *out);

/**
 * What a person said: the only option, and certain. "" counts as nothing.
 *
 * Returns false when @value is no figure.
 */
bool option_list_say(struct option_list *list, const char *value);

/**
 * Add the figure @value, or do nothing when it is there. It counts as edited
 * when one confusion leads to it, else as wanted.
 */
void option_list_want(struct option_list *list, const struct reading *reading,
                      const struct value_type *type, double value);

/** Say how often a clerk writes such a cell wrongly. */
void option_list_set_clerk(struct option_list *list, double clerk);

/** The part of an option's belief that says "misread", not "miswritten". */
double option_misread_share(const struct option *option);

#endif
