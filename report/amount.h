/* Figures without rounding surprises: whole numbers of ten-thousandths. */
#ifndef TZ_REPORT_AMOUNT_H
#define TZ_REPORT_AMOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Ten-thousandths in one: counts, money and printed means fit exactly. */
enum { AMOUNT_ONE = 10000 };

struct amount {
    int64_t parts; /* ten-thousandths */
};

/** Read "1024", "-3", "9.093". False for anything else, for more than four
 * decimals and for what does not fit. */
bool amount_parse(const char *text, struct amount *out);

/** a + sign * b; false when it does not fit. */
bool amount_add(struct amount a, struct amount b, int sign,
                struct amount *out);

/**
 * @of / @to * @times, rounded half up (away from zero) in decimal to @decimals
 * (0 to 4): 196 / 216 * 100 to one decimal is 90.7.
 *
 * False when @to is zero or the result does not fit.
 */
bool amount_ratio(struct amount of, struct amount to, int times, int decimals,
                  struct amount *out);

/** Rounded half up to @decimals (0 to 4) and written with just these. */
void amount_text(struct amount amount, int decimals, char *text, size_t size);

#endif
