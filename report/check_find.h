/*
 * Findings that come from the archive as it stands, each as db_each_finding()
 * gives those of the sheets: which check, which paper, which cells, both sides,
 * and the explanation in two languages. Private to report/check_*.c.
 */
#ifndef TZ_REPORT_CHECK_FIND_H
#define TZ_REPORT_CHECK_FIND_H

#include "forms/column_head.h"
#include "report/check_papers.h"
#include "report/period.h"
#include "report/render.h"

struct report_catalogue;

typedef enum status check_each(const struct db_finding *, void *);

struct check_finder {
    struct db_archive *archive;
    const struct check_papers *papers;
    const struct report_catalogue *catalogue;
    const char *period; /* findings of this one only; NULL, "": all */
    check_each *each;
    void *context;
    enum status rc;     /* what @each returned last: ST_OK, or no more is told */
    struct fault *fault;
};

/** Begin a finding on a paper; both sides are numbers yet to be told. */
void check_begin(struct db_finding *out, const char *check,
                 const struct check_paper *paper, int row);

/** Name a cell of the paper that it is on, or of another one. */
void check_name_cell(struct db_finding *finding, const struct check_paper *on,
                     const struct check_paper *paper, int row, int column);

enum { CHECK_NAME_MAX = COLUMN_HEAD_MAX + FORM_CODE_MAX };

/** "期末已婚育龄妇女·2孩 c6" */
void check_name_column(const struct check_paper *paper, int column,
                       char out[CHECK_NAME_MAX]);

void check_sides(struct db_finding *finding, double expected, double found,
                 double tolerance);

/** Explain it, once in each language. */
void check_say(struct db_finding *finding, enum report_language language,
               const char *format, ...) __attribute__((format(printf, 3, 4)));

/** Hand it over, if it is of the period asked for. */
void check_tell(struct check_finder *finder, struct db_finding *finding);

/* ---- the checks, file by file ---- */

typedef void check_papers_find(struct check_finder *finder);
check_papers_find check_find_rates, /* A4 A5 A6 E1: printed rates */
    check_find_ranges,              /* E1 K1 K2: single cells */
    check_find_jumps,               /* E2: a figure among its neighbours in time */
    check_find_uniform,             /* E4: columns without any variation */
    check_find_dates,               /* D2 E5: days and years */
    check_find_signs,               /* D5: who signed, when */
    check_find_numbers,             /* E6: running numbers */
    check_find_counts,              /* C2: slips and registers, ledgers, reports */
    check_find_together;            /* D1 D3 E3: papers side by side */

#endif
