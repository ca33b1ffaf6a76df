/* An archive filled with sheets that a test writes down as text. */
#ifndef TZ_TESTS_REPORT_MADE_ARCHIVE_H
#define TZ_TESTS_REPORT_MADE_ARCHIVE_H

#include "db/archive.h"
#include "report/render.h"

struct made_archive {
    char folder[64];
    struct db_archive *db;
    struct form_catalogue forms;
    int n_pages;
    bool inked; /* pages are images on which the cells stand in their boxes;
                   else they are no images at all, which is quicker */
    const char *date; /* 报出日期 on the sheets stored from now on; NULL: none */
    const char *const *header; /* further fields: "leader=_", "valid_until=2011-08";
                           ended by NULL; NULL: none */
    const char
        *base; /* 口径 of them; NULL: as the form has it, "": not stated */
};

/** A new, empty archive in a folder of its own; ends the test on failure. */
void made_open(struct made_archive *made);
/** Likewise; it may keep personal columns. */
void made_open_keeping(struct made_archive *made, bool keep_personal);
/** Likewise in made->folder, which exists. */
void made_open_at(struct made_archive *made, bool keep_personal);
void made_close(struct made_archive *made);

/**
 * Store a sheet as if its page had been read.
 *
 * @form  id in the built-in catalogue
 * @rows  one text a row, cells split at spaces in the order of the form's
 *        columns, missing ones blank; ended by NULL. A row whose first cell is
 *        合计 is a total row. "12?" waits for review at 0.60, "-" is a dash,
 *        "_" blank, "!" illegible; all else is accepted at 0.99.
 *
 * Returns the number of the page, from 1; its source is "pageN.png".
 */
int made_sheet(struct made_archive *made, const char *form, const char *unit,
               const char *period, const char *const *rows);

/** The Chinese report of the latest year on @unit (NULL: the office), as
 * @renderer writes it; free(). Ends the test on failure. */
char *made_render(struct made_archive *made, const char *unit,
                  report_renderer *renderer);

/** Correct one cell as a person would. */
void made_correct(struct made_archive *made, int page, int row,
                  const char *column, const char *value);

/** The golden township of the founding document, all sheets of 2025 that its
 * paragraph rests on: F5 of December, F3, F1S of both half-years. @doubt marks
 * a cell of F1S H2's total row for review when not NULL: "c8". */
void made_golden(struct made_archive *made, const char *doubt);

#endif
