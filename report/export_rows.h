/* Rows of an export, written as CSV, JSON or XLSX. Private to report/. */
#ifndef TZ_REPORT_EXPORT_ROWS_H
#define TZ_REPORT_EXPORT_ROWS_H

#include <stdint.h>

#include "report/export.h"
#include "report/xlsx_file.h"

enum { EXPORT_FIELDS_MAX = 256, EXPORT_NUMBER_MAX = 40 };

struct export_field {
    const char *name;               /* lent */
    const char *text;               /* lent; NULL: it is a number */
    bool numeric;                   /* text that a workbook takes as a number */
    bool missing;                   /* a number that is not there */
    char number[EXPORT_NUMBER_MAX]; /* as written, JSON's form too */
};

struct export_rows {
    FILE *out;
    enum report_form form;
    struct fault *fault;
    size_t n; /* rows written */
    struct export_field fields[EXPORT_FIELDS_MAX];
    size_t n_fields;
    struct xlsx_file book;
    lxw_worksheet *sheet;
};

/** @title of the workbook's sheet. Returns ST_OK; ST_IO; ST_NOMEM. */
MUST_CHECK enum status export_begin(struct export_rows *rows,
                                    const char *title);

/** Write the names of the fields at hand; once, before the first row. */
void export_names(struct export_rows *rows);

void export_clear_row(struct export_rows *rows);

/** Add a field to the row. A value is what a cell says: text, but a number in a
 * workbook; export_number() makes it one in JSON too. */
void export_text(struct export_rows *rows, const char *name, const char *text);
void export_value(struct export_rows *rows, const char *name,
                  const char *value);
void export_number(struct export_rows *rows, const char *name,
                   const char *value);
void export_whole(struct export_rows *rows, const char *name, int64_t n);
void export_real(struct export_rows *rows, const char *name, double n,
                 int decimals);
void export_sum(struct export_rows *rows, const char *name, double n);

/** Write the row. Returns ST_OK; ST_LIMIT when a workbook holds no more; ST_IO;
 * ST_NOMEM. */
MUST_CHECK enum status export_end_row(struct export_rows *rows);

/** End it all; to be called also after a failure, which comes back as @rc. */
MUST_CHECK enum status export_end(struct export_rows *rows, enum status rc);

#endif
