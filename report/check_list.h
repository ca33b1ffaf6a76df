/* The checks of data quality by their names. Private to report/. */
#ifndef TZ_REPORT_CHECK_LIST_H
#define TZ_REPORT_CHECK_LIST_H

#include <stdbool.h>

#include "check/check.h"

struct report_check {
    const char *id;
    enum finding_severity severity; /* as a rule */
    const char *zh, *en;
    bool by_laws; /* made while sheets are judged; else from the archive as it
                     stands, whenever somebody asks */
};

/** Ended by one whose id is NULL. */
extern const struct report_check REPORT_CHECKS[];

/** NULL when there is none of that name. */
const struct report_check *report_find_check(const char *id);

#endif
