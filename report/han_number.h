/* 二百一十六: numbers in Chinese numerals. Private to report/. */
#ifndef TZ_REPORT_HAN_NUMBER_H
#define TZ_REPORT_HAN_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Write a number as it is read aloud: "216" 二百一十六, "90.7" 九十点七, "10005"
 * 一万零五, "-3" 负三. False, and nothing written, for what is no number of at
 * most 16 digits before the mark.
 */
bool report_han_number(const char *text, char *to, size_t size);

#endif
