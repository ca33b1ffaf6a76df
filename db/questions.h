/* What persons are asked, in order, and how sure what they are not asked is. */
#ifndef TZ_DB_QUESTIONS_H
#define TZ_DB_QUESTIONS_H

#include "db/archive.h"

/** A cell to look at. Most are doubtful; some were accepted and drawn at random
 * to be checked, and nothing here tells which, for whoever looks must not
 * know: status and confidence are those of a doubtful cell that nothing is known
 * of (VERDICT_REVIEW, -1). */
struct db_question {
    struct db_cell cell;
    int settles; /* cells that an answer settles by the sums, itself included */
};

struct db_queue_options {
    struct db_filter filter;
    int audit_every; /* a drawn cell after so many doubtful ones; 0: none */
    int audit_more;  /* so many drawn ones when no doubtful one is left */
};
extern const struct db_queue_options DB_QUEUE_DEFAULT; /* all, 9, 0 */

/**
 * Call @each for every cell that waits for a person, what matters most first:
 * by the chance of being wrong x the published figures that go wrong with it,
 * summed over all cells that an answer would settle. Cells of equal rank come
 * in the order of pages. Cells for the audit are drawn first, so that this
 * writes.
 *
 * It stops when @each returns another code than ST_OK, and returns that. @each
 * must not write to the archive.
 */
MUST_CHECK enum status
db_each_question(struct db_archive *archive, struct db_queue_options options,
                 enum status (*each)(const struct db_question *, void *),
                 void *context, struct fault *fault);

/** Say what reports make of the forms' columns: sheets stored from now on are
 * ranked by it. ST_OK; ST_BUSY; ST_DB. */
MUST_CHECK enum status db_set_published(struct db_archive *archive,
                                        const struct check_published *published,
                                        size_t n, struct fault *fault);

/**
 * How long a person takes for a decision, pauses left out.
 *
 * Returns ST_OK; ST_NONE when too few were made to tell; ST_DB.
 */
MUST_CHECK enum status db_find_pace(struct db_archive *archive, double *seconds,
                                    struct fault *fault);

#define DB_AUDIT_CONFIDENCE 0.95

/** What the random audit says of the cells that nobody decided. */
struct db_audit {
    int64_t cells;   /* accepted ones, those of the audit included */
    int64_t drawn;
    int64_t checked; /* those that a person decided and that count */
    int64_t wrong;   /* ... and found wrong */
    double bound;    /* at most this share of the cells is wrong, at
                        DB_AUDIT_CONFIDENCE; 1 when nothing was checked */
    int64_t checks_to_halve; /* so many more would halve the bound */
};
MUST_CHECK enum status db_find_audit(struct db_archive *archive,
                                     struct db_audit *out, struct fault *fault);

/** Kinds of cells that are accepted from thresholds of their own. */
enum db_cell_kind { DB_FIGURES, DB_WORDS, DB_EMPTY };
enum { DB_CELL_KINDS = 3 };

struct db_thresholds {
    double max_error;             /* the target; 0: none was set */
    double accept[DB_CELL_KINDS]; /* confidence from which on each is accepted */
};
MUST_CHECK enum status db_find_thresholds(struct db_archive *archive,
                                          struct db_thresholds *out,
                                          struct fault *fault);

/**
 * Set how many of the accepted cells may be wrong. Thresholds follow at once,
 * and after each weighing: they rise where confidences or the audit say so, and
 * fall only where enough decisions of persons allow it. Told to the history.
 *
 * @max_error  a share, 0.002; 0: no target, 0.98 for all kinds
 *
 * Returns ST_OK; ST_INPUT when it is no share; ST_BUSY; ST_DB.
 */
MUST_CHECK enum status db_set_max_error(struct db_archive *archive,
                                        double max_error, struct fault *fault);

#endif
