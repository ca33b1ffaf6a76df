/* The period that a paper speaks of, from the words on it. */
#ifndef TZ_FORMS_STATED_PERIOD_H
#define TZ_FORMS_STATED_PERIOD_H

#include <stdbool.h>
#include <stddef.h>

struct form_period {
    int year;  /* 0: not stated */
    int month; /* 1 to 12, 0: none */
    int half;  /* 1 or 2, 0: none */
    int quarter; /* 1 to 4, 0: none */
};

/**
 * Look for a period anywhere in @text (NFKC without white space):
 * "2025年1月", "2025年第一季度", "2025年上半年", "2025年度", "二〇二五年三月", "民国廿三年",
 * "JANUARY1898". Returns false when there is no year; what was found of month,
 * quarter and half is in *out all the same.
 */
bool form_period_parse(const char *text, struct form_period *out);

/** "2025", "2025-01", "2025Q1", "2025H1"; "" without a year. */
void form_period_format(struct form_period period, char *to, size_t size);

#endif
