/* Dates, years and months as they are written, into ISO form. */
#ifndef TZ_OCR_VALUE_DATE_H
#define TZ_OCR_VALUE_DATE_H

#include <stdbool.h>
#include <stddef.h>

/**
 * "2025.3.4", "二〇二五年三月四日", "87年3月4日", "民国三十六年三月" ->
 * YYYY-MM-DD, YYYY-MM or YYYY. A month of the old calendar (1987年腊月, 农历)
 * becomes the month that most of it lies in; 上旬, 年底 and the like keep what
 * they are sure of. What is left open value_range.h tells.
 *
 * @text  NFKC without white space
 */
bool value_date_normalise(const char *text, char *value, size_t size);
bool value_year_normalise(char *text, char *value, size_t size);
bool value_month_normalise(char *text, char *value, size_t size);

/** Whether it names a month or a part of one or of a year: 腊月, 上旬, 年底. */
bool value_date_has_names(const char *text);

/** A date's days: the first and the last that it may be, YYYY-MM-DD. */
struct value_days {
    char first[16], last[16];
};
bool value_date_days(const char *text, struct value_days *days);

#endif
