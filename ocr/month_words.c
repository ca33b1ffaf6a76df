#include "ocr/month_words.h"

#include "ocr/number_text.h"
#include "ocr/word_choice.h"

static const char *const MONTHS[] = {
    "一月", "二月", "三月", "四月",   "五月",   "六月", "七月",
    "八月", "九月", "十月", "十一月", "十二月", "正月", "腊月",
};

/* As surely as a number has to be read for nothing else to be tried. */
static const double SURE = 0.9;
/* No more like one month than like others. */
static const double LIKE_LEAST = 0.3;

void month_words_fill(const struct engine_line *line,
                      const struct value_type *type, struct reading *reading)
{
    const struct value_type words = {.kind = VALUE_CODE,
                                     .words = MONTHS,
                                     .n_words = sizeof MONTHS / sizeof *MONTHS,
                                     .words_only = true};
    struct reading likely = {.n_candidates = 0};

    number_text_fill(line, 0, type, reading);
    if (reading->n_candidates > 0 && reading->candidates[0].score >= SURE)
        return;
    word_choice_fill(line, &words, &likely);
    if (likely.n_candidates == 0 || likely.candidates[0].score < LIKE_LEAST ||
        (reading->n_candidates > 0 &&
         likely.candidates[0].score < reading->candidates[0].score))
        return;
    reading->n_candidates = 0;
    for (int i = 0; i < likely.n_candidates; i++) {
        struct ocr_candidate *c = &reading->candidates[reading->n_candidates];
        *c = likely.candidates[i];
        if (ocr_normalise_value(likely.candidates[i].value, type, c->value,
                                sizeof c->value))
            reading->n_candidates++;
    }
}
