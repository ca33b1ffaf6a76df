/* Weighing sheets again: what the files of this room share about it. */
#ifndef TZ_DB_WEIGH_ROWS_H
#define TZ_DB_WEIGH_ROWS_H

#include "db/archive.h"
#include "db/digest.h"
#include "db/questions.h"

/** A sheet that may be weighed, without its cells: of a table that goes on over
 * several sheets the first one, which stands for all. */
struct weigh_sheet {
    int64_t id;
    const struct form *form;
    char unit[SHEET_UNIT_MAX], period[SHEET_PERIOD_MAX]; /* as its header says */
    char state[DB_DIGEST_SIZE]; /* changes with all that it is weighed by */
    int64_t n_cells;
    bool decided;               /* persons said something on it */
    char signature[DB_DIGEST_SIZE]; /* of when it was weighed last; "" never */
    int family;                 /* forms that laws lead to from its own */
    bool far;                   /* ... if any do */
};

struct weigh_list {
    struct weigh_sheet *sheets; /* in an order that does not depend on when
                                   they were read */
    size_t n, room;
};

/** The sheets of one page each that a table is made of; mostly one. */
struct weigh_part {
    int64_t sheet_id, page_id;
    int number; /* among its page's tables */
    char source[256];
    int page, rows_before;
    bool beside; /* the right half of the part before */
};

/** A sheet with its readings, for check/. */
struct weigh_loaded {
    struct sheet sheet; /* rows of all parts */
    struct weigh_part *parts; /* n_parts, at least 1 */
    size_t n_parts;
    struct weigh_cell {
        int64_t id;
        size_t part; /* where it stands */
        bool fixed; /* decided, withheld, or doubtful by its ink */
        bool decided;
    } *cells;       /* sheet.n_cells */
    struct check_word *words;
    size_t n_words;
};

/* ---- weigh_groups.c ---- */

/** List all sheets that count and whose form is known. ST_OK; ST_NOMEM; ST_DB.
 * End with weigh_list_clear(). */
MUST_CHECK enum status weigh_list_load(struct db_archive *archive,
                                       const struct form_catalogue *catalogue,
                                       struct weigh_list *out,
                                       struct fault *fault);
void weigh_list_clear(struct weigh_list *list);

/** Sheets to weigh together. */
struct weigh_group {
    size_t *members; /* into the list, in its order */
    bool *settled;   /* ... those whose verdicts come of this group; the others
                        are there to weigh them by */
    size_t n;
    char signature[DB_DIGEST_SIZE];
};

struct weigh_groups {
    struct weigh_group *groups;
    size_t n;
};

/** All groups in which something has changed. ST_OK; ST_NOMEM. */
MUST_CHECK enum status weigh_groups_make(const struct weigh_list *list,
                                         struct weigh_groups *out,
                                         struct fault *fault);
void weigh_groups_clear(struct weigh_groups *groups);

/* ---- weigh_load.c ---- */

/** The part that bears a row of the whole, and for row 0 the first. */
const struct weigh_part *weigh_part_of_row(const struct weigh_loaded *loaded,
                                           int row);

MUST_CHECK enum status weigh_load(struct db_archive *archive,
                                  const struct weigh_sheet *from,
                                  struct weigh_loaded *out,
                                  struct fault *fault);
void weigh_loaded_clear(struct weigh_loaded *loaded);

/* ---- weigh_store.c ---- */

/** What a group gave. */
struct db_recalibration;

struct weigh_result {
    const struct weigh_sheet *const *sheets;
    const struct weigh_loaded *loaded;
    const struct check_result *results;
    size_t n;
    const struct db_thresholds *thresholds;
    const struct db_recalibration *recalibration;
};

/** Store what came out for one sheet of a group; counts changed cells. */
MUST_CHECK enum status weigh_store(struct db_archive *archive,
                                   const struct weigh_result *group, size_t at,
                                   const char *signature,
                                   const struct check_published *published,
                                   size_t n_published, int64_t *changed,
                                   struct fault *fault);

#endif
