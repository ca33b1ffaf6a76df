/* The period on a page, its figures read by the figure reader. Private. */
#ifndef TZ_FORMS_PERIOD_READ_H
#define TZ_FORMS_PERIOD_READ_H

#include "base/status.h"
#include "forms/header_text.h"
#include "forms/stated_period.h"
#include "scan/page.h"

struct ocr_reader;

struct period_reading {
    struct form_period period;
    const struct header_text *from; /* lent; NULL when no year was found */
    double score;                   /* 0 to 1, of the least sure figure */
    double half_score;              /* 0 to 1, of 上半年 or 下半年 */
};

/**
 * Find the period among the words above the table. Words are read by a model
 * of words, which takes a slashed or handwritten 0 for a 6 or an O; so the four
 * figures before 年 and the ones before 月 are cut out and read again as figures.
 *
 * @reader  NULL: the words are believed as they are
 *
 * Returns ST_OK (also when there is none); ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status period_read(const struct page *page,
                                   const struct header_texts *texts,
                                   struct ocr_reader *reader,
                                   struct period_reading *out,
                                   struct fault *fault);

#endif
