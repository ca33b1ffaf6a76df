/* Following one way to a figure. Private to report/. */
#ifndef TZ_REPORT_EVALUATE_H
#define TZ_REPORT_EVALUATE_H

#include "report/evidence.h"
#include "report/summary.h"

enum { REPORT_TALLIES = REPORT_CELLS_RIGHT + 1 };

/** What the archive itself tells of the period, by enum report_tally. */
struct report_tallies {
    int64_t of[REPORT_TALLIES];
};

/** Whose figures, of when. */
struct evaluate_scope {
    const struct report_evidence *evidence;
    const struct report_catalogue *catalogue;
    struct period period;
    const char *unit;
    bool village;       /* @unit is a village: its row, its own sheets */
    const bool *own;    /* by sheets: the village's; NULL unless village */
    bool one_office;    /* evidence_one_office() */
    int n_villages;     /* that the office's sheets list; 0: not known */
    const struct report_figure *figures; /* those worked out before */
    const struct report_tallies *tallies; /* NULL: not known of this scope */
};

/**
 * Follow @rule. @out is filled; free its uses and lacks.
 *
 * Returns ST_OK also when the way does not lead to a value; ST_INPUT when the
 * rule searches a personal column; ST_NOMEM.
 */
MUST_CHECK enum status evaluate_rule(const struct evaluate_scope *scope,
                                     const struct report_rule *rule,
                                     int decimals, struct report_source *out,
                                     struct fault *fault);

#endif
