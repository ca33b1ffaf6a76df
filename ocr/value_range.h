/* How much a value as written leaves open: the value itself is one figure. */
#ifndef TZ_OCR_VALUE_RANGE_H
#define TZ_OCR_VALUE_RANGE_H

#include "ocr/reading.h"
#include "ocr/value_date.h"

struct value_range {
    bool exact;             /* it means what it says */
    double low, high;       /* numbers: both possible; HUGE_VAL: no upper end */
    struct value_days days; /* dates */
};

/**
 * @text  as written: "32000多" (32000 to 32999), "约500" (450 to 550), "近500",
 *        "1.2万", "2025年3月" (its days), "1987年腊月"
 *
 * Returns false when @text is no value of that type, or a word.
 */
bool ocr_value_range(const char *text, const struct value_type *type,
                     struct value_range *range);

#endif
