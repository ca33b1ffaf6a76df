/* What is filled into a form: header fields and body rows, read from CSV. */
#ifndef TZ_FORMS_PRINT_FILL_H
#define TZ_FORMS_PRINT_FILL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "ocr/reading.h"

/** What one cell of the CSV asks for. */
struct form_fill_cell {
    char text[OCR_TEXT_MAX]; /* as it is to be written; "" for a blank */
    char old[OCR_TEXT_MAX];  /* struck cells: what is struck through */
    enum reading_state state; /* value, zero, blank, dash, ditto, struck */
};

struct form_fill_field {
    char *name;  /* of form_field: "unit", "year", "report_date" ... */
    char *value; /* as it is to be written */
    int line;    /* of the CSV, from 1 */
};

struct form_fill {
    struct form_fill_field *fields;
    size_t n_fields;
    char **codes;    /* column codes, in the order of the file */
    size_t n_codes;
    int codes_line;  /* of the CSV */
    struct form_fill_cell *cells; /* n_rows x n_codes, row-major */
    size_t n_rows;   /* total rows included; print tells them by their label */
};

/**
 * Read a fill from CSV (RFC 4180, UTF-8, with or without byte order mark):
 *
 *     unit,青石镇
 *     year,2025
 *                                an empty line, or one of empty fields
 *     unit,c1,c2
 *     上河村,1024,—
 *     合计,1024,321>319
 *
 * A cell is taken as written, and its state told from it: nothing is blank,
 * "-" "—" a dash, "〃" "同上" a ditto, "0" a zero, and "321>319" a 321 struck
 * through with 319 beside it. In a column of printed choices a word of them is
 * marked where it is printed.
 *
 * Returns ST_OK; ST_INPUT with "file:line: what was found, what was expected";
 * ST_LIMIT over 2000 rows or 200 columns; ST_IO; ST_NOMEM. *out is NULL on
 * failure; free with form_fill_free().
 */
MUST_CHECK enum status form_fill_load(const char *path, struct form_fill **out,
                                      struct fault *fault);

/** The same from memory; @name stands for the file in faults. */
MUST_CHECK enum status form_fill_parse(const char *text, size_t size,
                                       const char *name,
                                       struct form_fill **out,
                                       struct fault *fault);
void form_fill_free(struct form_fill **fill);

/** The field's value, or NULL when the fill does not have it. Lent. */
const char *form_fill_lookup(const struct form_fill *fill, const char *name);

/** The cell, or NULL when the column is not in the fill. Lent. @row from 0. */
const struct form_fill_cell *form_fill_cell(const struct form_fill *fill,
                                            size_t row, const char *code);

#endif
