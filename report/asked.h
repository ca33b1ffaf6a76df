/* What a report is asked for: of when, of where and of whom, told by the
 * archive where the caller does not say. Private to report/. */
#ifndef TZ_REPORT_ASKED_H
#define TZ_REPORT_ASKED_H

#include "db/archive.h"
#include "report/catalogue.h"
#include "report/period.h"

struct report_asked {
    char text[PERIOD_TEXT_MAX]; /* "" the archive has no sheet */
    struct period period;       /* year 0 then */
    char unit[SHEET_UNIT_MAX];
    bool unit_given;
    char base[24];      /* whom it counts; "" no sheet says */
    bool base_is_usual; /* ... as most sheets do, and those that do not
                           say */
};

/**
 * @period  NULL: the latest year, see report_summarise()
 * @unit    NULL: the unit on most of the office's own sheets
 * @base    NULL: the population that most of them count
 *
 * Returns ST_OK; ST_INPUT when @period is none; ST_NONE when no sheet counts
 * @base; ST_DB; ST_NOMEM.
 */
MUST_CHECK enum status asked_settle(struct db_archive *archive,
                                    const struct report_catalogue *catalogue,
                                    const char *period, const char *unit,
                                    const char *base, struct report_asked *out,
                                    struct fault *fault);

#endif
