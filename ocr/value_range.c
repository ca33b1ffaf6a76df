#include "ocr/value_range.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ocr/number_words.h"

/* 约 means half of the last place that is not 0, and 近 no less than that. */
static const double HALF_PLACE = 0.5;

/* One in the last place that is not 0 ("32000": 1000); of a number with a
 * point one in its last decimal. */
static double last_place(const char *value)
{
    const char *point = strchr(value, '.');
    double place = 1;

    if (point != NULL) {
        for (const char *at = point + 1; *at != '\0'; at++)
            place /= 10;
        return place;
    }
    for (size_t i = strlen(value); i > 1 && value[i - 1] == '0'; i--)
        place *= 10;
    return place;
}

static void widen(enum number_about about, double place, bool whole,
                  struct value_range *range)
{
    double one = whole ? 1 : 0;

    switch (about) {
    case NUMBER_EXACT:
        break;
    case NUMBER_MORE:
        range->high += place - one;
        break;
    case NUMBER_ABOUT:
        range->low -= HALF_PLACE * place;
        range->high += HALF_PLACE * place;
        break;
    case NUMBER_NEARLY:
        range->low -= HALF_PLACE * place;
        range->high -= one;
        break;
    case NUMBER_AT_LEAST:
        range->high = HUGE_VAL;
        break;
    case NUMBER_AT_MOST:
        range->low = 0;
        break;
    }
    range->exact = about == NUMBER_EXACT;
}

static bool is_number(enum value_kind kind)
{
    return kind <= VALUE_MONEY;
}

bool ocr_value_range(const char *text, const struct value_type *type,
                     struct value_range *range)
{
    char plain[OCR_TEXT_MAX], value[OCR_TEXT_MAX];

    *range = (struct value_range){.exact = true};
    if (!ocr_normalise_value(text, type, value, sizeof value) ||
        !text_normalise(plain, sizeof plain, text))
        return false;
    if (is_number(type->kind)) {
        range->low = range->high = strtod(value, NULL);
        widen(number_drop_about(plain), last_place(value),
              type->kind == VALUE_COUNT, range);
        return true;
    }
    if (type->kind != VALUE_DATE || !value_date_days(plain, &range->days))
        return false;
    range->exact = strcmp(range->days.first, range->days.last) == 0;
    return true;
}
