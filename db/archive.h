/*
 * The archive: a folder with archive.db (SQLite, WAL), originals/ and forms/.
 * All SQL of the program lives in this room.
 */
#ifndef TZ_DB_ARCHIVE_H
#define TZ_DB_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "check/check.h"
#include "check/question.h"
#include "forms/definition.h"
#include "forms/sheet.h"
#include "scan/page.h"

struct db_archive;

struct db_init_options {
    bool keep_personal;
};

/**
 * Make an archive: the folder (may exist), archive.db, originals/, forms/. On
 * failure nothing is left behind that was not there before.
 *
 * Returns ST_OK; ST_INPUT when there is one already; ST_IO; ST_DB.
 */
MUST_CHECK enum status db_create(const char *folder,
                                 struct db_init_options options,
                                 struct fault *fault);

/**
 * Open and migrate to the newest schema. Two processes may have it open; each
 * write is one short transaction that waits up to 30 s for another program's;
 * see db_set_waiting_teller().
 *
 * Returns ST_OK; ST_NONE when @folder holds no archive; ST_INPUT when it is
 * not ours or was made by a newer program (it is left untouched); ST_IO;
 * ST_DB. *out is NULL on failure; end it with db_close().
 */
MUST_CHECK enum status db_open(const char *folder, struct db_archive **out,
                               struct fault *fault);

/**
 * Likewise, for what only looks. Where nobody may write (a folder that belongs
 * to somebody else, a copy on a disc) the archive is opened as it stands; what
 * would write fails then, and nothing is migrated: ST_INPUT when it was made by
 * an older program.
 */
MUST_CHECK enum status db_open_to_read(const char *folder,
                                       struct db_archive **out,
                                       struct fault *fault);

/** It was opened by db_open_to_read() and cannot be written. */
bool db_is_read_only(const struct db_archive *archive);

/** A read-only archive was written by somebody meanwhile, so that what was read
 * of it may be of two minds. */
bool db_was_changed(const struct db_archive *archive);
void db_close(struct db_archive **archive);

/** Whom to tell, once for each wait, that another program has held the archive
 * @folder for a second and that @seconds in all will be waited. It is called
 * in the midst of the work with the archive and must not use it. */
struct db_waiting_teller {
    void (*tell)(const char *folder, int seconds, void *context);
    void *context;
};

/** For the whole process; {0}: nobody. Returns who was told before. */
struct db_waiting_teller db_set_waiting_teller(struct db_waiting_teller now);

const char *db_folder(const struct db_archive *archive);

/** Where the archive's own definitions lie: "FOLDER/forms". Lent. */
const char *db_forms_folder(const struct db_archive *archive);

/** Where an office keeps its own figures and texts; it may not be there. */
void db_report_folder(const struct db_archive *archive, char *path,
                      size_t size);
bool db_keeps_personal(const struct db_archive *archive);

/** The login of who runs the program, or "uid 1000". */
void db_login(char *who, size_t size);

/* ---- pages in ---- */

enum db_taken { DB_TAKEN_NEW, DB_TAKEN_ALREADY };

/**
 * Store an original by its SHA-256 (copied to a temporary name, synced, then
 * renamed; only then recorded) with one page a contained image.
 *
 * @n_pages  images in the file, from scan_count_pages()
 * @known_as [optional] when it was there already: the name it first came under
 *
 * Returns ST_OK; ST_INPUT when it is no file, holds no image or changes while
 * it is copied; ST_IO when it cannot be read or stored (disk full), with
 * nothing left behind; ST_BUSY; ST_DB.
 */
MUST_CHECK enum status db_take_original(struct db_archive *archive,
                                        const char *path, int n_pages,
                                        enum db_taken *taken, char *known_as,
                                        size_t size, struct fault *fault);

enum db_page_state { DB_PAGE_WAITING, DB_PAGE_READ, DB_PAGE_REFUSED,
                     DB_PAGE_FAILED, DB_PAGE_BLANK,
                     DB_PAGE_REPLACED /* only of a db_sheet: another scan of it
                                         was read, this one counts no more */ };

struct db_page {
    int64_t id;
    char source[256];        /* base name of the file as it came */
    char path[4096];         /* of the stored original */
    int number;              /* image of the file, from 1 */
    enum db_page_state state;
    char reason[512];        /* why refused or failed */
    char forced_form[FORM_ID_MAX]; /* "" when none */
    bool placed;             /* a person placed its table: that of forced_form */
    struct scan_quad corners; /* ... there, px of the original */
    int64_t original_id;     /* the file that it is a page of */
    char hand[65];           /* SHA-256 of the digit reader's weights that were
                                learned for it, see db_hand_path(); "" none */
};

/**
 * Pages in the order they came. @again: those already read too.
 *
 * @pages  new; free()
 */
MUST_CHECK enum status db_list_pages(struct db_archive *archive, bool again,
                                     struct db_page **pages, size_t *n,
                                     struct fault *fault);

/**
 * Say which form a page must be read with (NULL or "": match it again). The
 * page waits from now on; what was read of it stays until it is read again.
 *
 * Returns ST_OK; ST_NONE when there is no such page; ST_INPUT when the id is
 * too long; ST_BUSY; ST_IO; ST_DB.
 */
MUST_CHECK enum status db_set_page_form(struct db_archive *archive,
                                        int64_t page_id, const char *form,
                                        struct fault *fault);

/**
 * Look a page up as a person names it: "scan0007.tif" (a file of one page),
 * "scan0007.tif:2" (its second page), or the page's number in the archive.
 *
 * Returns ST_OK; ST_NONE when there is no such page; ST_DOUBT when it may be
 * several (the fault says which numbers they have); ST_DB.
 */
MUST_CHECK enum status db_find_named_page(struct db_archive *archive,
                                          const char *name,
                                          struct db_page *page,
                                          struct fault *fault);

/**
 * Say where a page's table lies and which form it is, for ever or until it is
 * said anew. The page waits from now on, as after db_set_page_form().
 *
 * @corners  px of the original; NULL: take it back, find the table again
 *
 * Returns ST_OK; ST_NONE when there is no such page; ST_INPUT when the id is
 * empty or too long; ST_BUSY; ST_IO; ST_DB.
 */
MUST_CHECK enum status db_place_page(struct db_archive *archive,
                                     int64_t page_id, const char *form,
                                     const struct scan_quad *corners,
                                     struct fault *fault);

/**
 * A page that the file at @path was taken in as.
 *
 * Returns ST_OK; ST_NONE when it was not taken in or has no such image; ST_IO;
 * ST_DB.
 */
MUST_CHECK enum status db_find_taken_page(struct db_archive *archive,
                                          const char *path, int number,
                                          struct db_page *page,
                                          struct fault *fault);

/**
 * Say that a new scan stands for an older page. The new page waits from now
 * on; once it was read as the same form, the old one counts no more: exports,
 * reports and counts leave it out. Of a page with several tables each counts
 * until the new page gave the same one. It stays in the archive with all it gave.
 * What persons decided on the old page holds for the new one where the ink of
 * the cell reads the same; else the cell waits for review and says what was
 * decided before. Until then, and where the new page turns out to be another
 * form, or another unit's of another period, the old page counts as before.
 *
 * Returns ST_OK; ST_NONE when there is no such page; ST_INPUT when the new page
 * is replaced by the old one; ST_BUSY; ST_IO; ST_DB.
 */
MUST_CHECK enum status db_replace_page(struct db_archive *archive,
                                       int64_t old_id, int64_t new_id,
                                       struct fault *fault);

/**
 * The page of the first other sheet that counts and has the same form, unit and
 * period, all known, as table @number (from 1) of a page; it may be the same
 * page.
 *
 * Returns ST_OK; ST_NONE when there is none, or the sheet itself does not count;
 * ST_DB.
 */
MUST_CHECK enum status db_find_twin(struct db_archive *archive, int64_t page_id,
                                    int number, struct db_page *twin,
                                    struct fault *fault);

/**
 * Copy a definition's file into the archive's forms/ as "ID-VERSION.yaml"; one
 * that is there already is replaced.
 *
 * @form  as form_load() gave it, so it is known to be sound
 *
 * Returns ST_OK; ST_INPUT when its id cannot be a file's name; ST_IO; ST_DB.
 */
MUST_CHECK enum status db_add_form_file(struct db_archive *archive,
                                        const struct form *form,
                                        struct fault *fault);

/* ---- what reading gave ---- */

/**
 * Be the only process that reads this archive's pages, until
 * db_unlock_reading(), db_close() or the end of the process, however it ends.
 *
 * Returns ST_OK; ST_BUSY when another process is at it; ST_IO.
 */
MUST_CHECK enum status db_lock_reading(struct db_archive *archive,
                                       struct fault *fault);
void db_unlock_reading(struct db_archive *archive);

/** One table of a page, as it was read and judged. */
struct db_table {
    const struct sheet *sheet;
    const struct form *form;
    const struct check_result *result;
};

enum { DB_TABLES_MAX = 16 };

/** Everything one page gave; stored in one transaction. */
struct db_outcome {
    enum db_page_state state;      /* not WAITING */
    char reason[512];
    struct scan_quality quality;
    const struct db_table *tables; /* from top to bottom, left to right */
    size_t n_tables;               /* 0 unless READ, then 1 to DB_TABLES_MAX */
};

/**
 * Store what a page gave. Reading a page again replaces its readings and
 * verdicts (the old ones stay in history) but never a verdict that a person
 * confirmed or corrected: those hold for the cell at the same form, row and
 * column, as long as the middle of the box that the person saw lies inside of
 * it (original px), whatever other tables the page is now found to bear. Where
 * they hold no more (another form, another grid),
 * db_sheet.reason says how many. DB_PAGE_FAILED for a page that was read before
 * says nothing about the paper: the page stays as it was read, and the history
 * tells of the attempt.
 *
 * Personal cells are stored as READ_WITHHELD without any text unless the
 * archive keeps them.
 *
 * Returns ST_OK; ST_NONE when there is no such page; ST_INPUT when the outcome
 * contradicts itself (the fault says how); ST_BUSY; ST_IO; ST_DB. On failure
 * the page is as it was.
 */
MUST_CHECK enum status db_store_outcome(struct db_archive *archive,
                                        int64_t page_id,
                                        const struct db_outcome *outcome,
                                        struct fault *fault);

/**
 * A person's decision on one cell; kept for ever.
 *
 * @value   the normalised value; NULL with VERDICT_CONFIRMED: as it stands
 * @status  VERDICT_CONFIRMED (@value must be what stands) or
 *          VERDICT_CORRECTED
 * @who     NULL: the login of who runs the program
 * @why     NULL: no words
 *
 * Returns ST_OK; ST_NONE when there is no such cell (its page was read again:
 * look it up anew); ST_INPUT; ST_BUSY; ST_IO; ST_DB.
 */
MUST_CHECK enum status db_decide(struct db_archive *archive, int64_t cell_id,
                                 const char *value, enum verdict_status status,
                                 const char *who, const char *why,
                                 struct fault *fault);

struct db_weighed {
    int64_t sheets;  /* weighed with others, or with what persons said */
    int64_t changed; /* cells whose value or status is another one now */
};

/**
 * Weigh sheets again, with all others that identities lead to and with what
 * persons decided, wherever something came in since they were weighed last. What
 * changes is told to the history with the identities that decided; a person's
 * decision stands, and cells that wait for one because their ink is doubtful
 * keep waiting. What comes out depends on the sheets alone, not on the order in
 * which they were read. One transaction.
 *
 * Returns ST_OK; ST_BUSY; ST_NOMEM; ST_DB.
 */
MUST_CHECK enum status db_weigh_again(struct db_archive *archive,
                                      const struct form_catalogue *catalogue,
                                      struct db_weighed *out,
                                      struct fault *fault);

/* ---- what exports and reports read ---- */

struct db_cell {
    int64_t id, sheet_id, page_id;
    int64_t whole_id;            /* first sheet of a table that goes on over
                                    several; else its own */
    int rows_before;             /* body rows of that table's parts before */
    char source[256];
    int page;
    int number;                  /* of its table on the page, from 1 */
    char form[FORM_ID_MAX];
    char unit[SHEET_UNIT_MAX];
    char period[SHEET_PERIOD_MAX];
    int row;
    char column[FORM_CODE_MAX];
    char value[OCR_TEXT_MAX];
    enum reading_state state;
    char raw[OCR_TEXT_MAX];      /* as written, first candidate */
    double confidence;
    enum verdict_status status;
    struct scan_box box;         /* px of the original */
    enum sheet_row_kind row_kind;
    char row_label[SHEET_UNIT_MAX]; /* verdict of its first label cell that
                                       has a value */
    bool personal, sensitive;
    char why[VERDICT_WHY_MAX];
};

/** Where a cell's ink is to be seen. */
struct db_cell_image {
    int64_t page_id;
    char path[4096];     /* of the stored original */
    int number;          /* image of the file, from 1 */
    int turned_degrees;  /* clockwise, to set the image upright */
    double skew_degrees; /* the upright image leans so far clockwise */
};

/**
 * The image that a cell was cut from.
 *
 * Returns ST_OK; ST_NONE when there is no such cell; ST_DB.
 */
MUST_CHECK enum status db_find_cell_image(struct db_archive *archive,
                                          int64_t cell_id,
                                          struct db_cell_image *image,
                                          struct fault *fault);

/** What to take; NULL or "" takes all. */
struct db_filter {
    const char *form, *unit, *period;
    int row;                     /* body row, 0 header fields, -1: all */
    const char *column;
    int64_t sheet_id;            /* 0: all */
    int first_year, last_year;   /* that the period is called after; 0: all */
};
extern const struct db_filter DB_FILTER_ALL;

/**
 * Call @each for every cell, in the order that pages came in, then by table of
 * the page, by row and by column; the parts of a table that goes on over several
 * pages follow each other. It stops when @each returns another code than ST_OK, and returns
 * that. @each must not write to the archive.
 */
MUST_CHECK enum status db_each_cell(struct db_archive *archive,
                                    struct db_filter filter,
                                    enum status (*each)(const struct db_cell *,
                                                        void *),
                                    void *context, struct fault *fault);

struct db_sheet {
    int64_t id, page_id;         /* id 0: a page that gave no sheet */
    int64_t whole_id;            /* as of a cell */
    int rows_before;             /* ... likewise */
    char source[256];
    int page;
    int number;                  /* of the table on the page, from 1; 0: none */
    char form[FORM_ID_MAX];
    int form_version;
    char unit[SHEET_UNIT_MAX], period[SHEET_PERIOD_MAX], base[24];
    int n_rows, n_cells, n_review, n_findings;
    double match_score, runner_up_score; /* 0 to 1 */
    char runner_up[FORM_ID_MAX];         /* the next best form, "" none */
    enum db_page_state state;    /* refused pages are listed too, form "" */
    char reason[512];            /* why refused or failed; of a sheet that was
                                    read: decisions that hold no more */
};

/** Every sheet, and every page that was looked at and gave none, in the order
 * that pages came; @filter's row and column take no part. */
MUST_CHECK enum status db_each_sheet(struct db_archive *archive,
                                     struct db_filter filter,
                                     enum status (*each)(const struct db_sheet *,
                                                         void *),
                                     void *context, struct fault *fault);

/** Every sheet that counts, as db_each_sheet(), but quickly: what is counted,
 * how well the form fits and the reason are left 0 and "". */
MUST_CHECK enum status
db_each_sheet_header(struct db_archive *archive, struct db_filter filter,
                     enum status (*each)(const struct db_sheet *, void *),
                     void *context, struct fault *fault);

/**
 * Every cell of these sheets as db_each_cell() gives them, but quickly, sheet by
 * sheet in the order they are given; raw is left "".
 *
 * @last_rows  only header fields and so many rows at the end; 0: all
 * sheet in the order they are given; raw is left "". Of a table that goes on
 * over several sheets the first one stands for all.
 */
MUST_CHECK enum status
db_each_cell_of(struct db_archive *archive, const struct db_sheet *sheets,
                size_t n, int last_rows, enum status (*each)(const struct db_cell *, void *),
                void *context, struct fault *fault);

struct db_finding {
    int64_t id, sheet_id, whole_id; /* as of a cell, as the next */
    int rows_before;
    char source[256];
    int page;
    char form[FORM_ID_MAX], unit[SHEET_UNIT_MAX], period[SHEET_PERIOD_MAX];
    char check[8], law[160];
    enum finding_severity severity;
    int row;
    double left, right, tolerance;
    char cells[1024];            /* "3:c2 3:c3 scan0002.jpg:1/4:c1": row:column,
                                    on another page with file:page/ before it */
    char explanation_zh[FINDING_WORDS_MAX], explanation_en[FINDING_WORDS_MAX];
    bool personal;               /* it speaks of a cell that does */
};
/** In the order of pages, then as check/ gave them. A filter's row and column
 * take findings with a cell there. */
MUST_CHECK enum status db_each_finding(struct db_archive *archive,
                                       struct db_filter filter,
                                       enum status (*each)(
                                           const struct db_finding *, void *),
                                       void *context, struct fault *fault);

/** Work on data: what waits and what is found on one form's sheets of one unit,
 * row by row of those with a label. */
struct db_task {
    char form[FORM_ID_MAX], unit[SHEET_UNIT_MAX], period[SHEET_PERIOD_MAX];
    char label[SHEET_UNIT_MAX]; /* of a body row; "" total rows, header fields
                                   and findings of no row */
    int review;                 /* cells that wait for a person */
    int errors, warnings, notes; /* findings */
};
MUST_CHECK enum status db_each_task(struct db_archive *archive,
                                    struct db_filter filter,
                                    enum status (*each)(const struct db_task *,
                                                        void *),
                                    void *context, struct fault *fault);

/** One step of the history, oldest first; hash-chained. */
struct db_event {
    int64_t id;
    char at[32];                 /* UTC, 2026-01-02T03:04:05Z */
    char who[64];                /* "taizhang 0.1.0" or a person's login */
    char what[32];               /* "take", "read", "verdict", "decide" ... */
    char source[256];
    int page, row;
    char column[FORM_CODE_MAX];
    char before[OCR_TEXT_MAX], after[OCR_TEXT_MAX];
    char why[384];
    char hash[65];               /* SHA-256, hex, of this step and, through the
                                    step before, of all steps until here */
};
MUST_CHECK enum status db_each_event(struct db_archive *archive,
                                     enum status (*each)(const struct db_event *,
                                                         void *),
                                     void *context, struct fault *fault);

/**
 * Write into the history that something leaves the archive; to be done before
 * the first of it does.
 *
 * @what           what leaves, in words: "cells csv R1 2025"
 * @with_personal  personal columns leave with it
 *
 * Returns ST_OK, also when nothing is written because the archive is read-only
 * and no personal columns leave; ST_INPUT when personal columns shall leave an
 * archive that keeps none; ST_IO when they shall leave a read-only one; ST_BUSY;
 * ST_DB.
 */
MUST_CHECK enum status db_note_export(struct db_archive *archive,
                                      const char *what, bool with_personal,
                                      struct fault *fault);

/**
 * The reading of one cell as it was stored, candidates included.
 *
 * Returns ST_OK; ST_NONE when there is no such cell; ST_DB.
 */
MUST_CHECK enum status db_find_reading(struct db_archive *archive,
                                       int64_t cell_id,
                                       struct reading *reading,
                                       struct fault *fault);

struct db_counts {
    int64_t pages, waiting, read, refused, failed, blank;
    int64_t sheets, cells, accepted, review, confirmed, corrected, findings;
};
MUST_CHECK enum status db_count(struct db_archive *archive,
                                struct db_counts *counts, struct fault *fault);

/** Only the pages, which are few: cells of ten years take seconds to count. The
 * other counts are 0. */
MUST_CHECK enum status db_count_pages(struct db_archive *archive,
                                      struct db_counts *counts,
                                      struct fault *fault);

enum { DB_CALIBRATION_TENTHS = 10 };

/** Cells that a person decided, by the confidence that we had had: [9] from 0.9
 * to 1. */
struct db_calibration {
    struct db_calibration_tenth {
        int64_t decided;
        int64_t right;     /* those whose value the person left as it was */
        double confidence; /* the mean; 0 when none was decided */
    } tenths[DB_CALIBRATION_TENTHS];
};
MUST_CHECK enum status db_count_calibration(struct db_archive *archive,
                                            struct db_calibration *out,
                                            struct fault *fault);

/** Expected calibration error: how far confidence and truth lie apart, weighed
 * by cells; 0 when nothing was decided. */
double db_calibration_error(const struct db_calibration *calibration);

/**
 * Check originals against their SHA-256, the history's hash chain, foreign
 * keys, SQLite's own integrity, and that verdicts agree with history. Calls
 * @complain with one line for each disagreement.
 *
 * Returns ST_OK when all agree; ST_INPUT when something does not; ST_DB.
 */
MUST_CHECK enum status db_verify(struct db_archive *archive,
                                 void (*complain)(const char *line, void *),
                                 void *context, struct fault *fault);

#endif
