/*
 * A definition's YAML as it was written: every value still text. Private to
 * the forms room; definition.c turns it into a struct form.
 */
#ifndef TZ_FORMS_DEFINITION_RAW_H
#define TZ_FORMS_DEFINITION_RAW_H

#include "base/status.h"

/* The keys that say what a column or a header field may hold. */
struct raw_type {
    char *type, *decimals, *fixed_point, *max_digits, *words_only, *numbered,
        *written, *marked;
    char **words;
    unsigned words_count;
};

struct raw_column {
    char *code;
    char **header;
    unsigned header_count;
    struct raw_type value;
    char *total, *rounded, *label, *personal, *sensitive, *ditto, *list;
    char *width, *rate, *citizen_number;
};

struct raw_field {
    char *name, *label, *personal;
    struct raw_type value;
};

struct raw_law {
    char *law, *scope, *soft, *tolerance, *decimals, *modulus, *check, *within;
};

struct raw_rows {
    char *kind, *least, *most, *ruled, *totals_first, *group;
    char **total_labels, **skip, **notes, **group_totals;
    unsigned total_labels_count, skip_count, notes_count, group_totals_count;
};

struct raw_name {
    char *zh, *en;
};

struct raw_header {
    char *levels, *number_row;
};

struct raw_page {
    char *first_column, *open_right, *forced_only, *modulus;
};

struct raw_form {
    char *form, *version, *period, *base;
    struct raw_name name;
    struct raw_header header;
    struct raw_page page;
    struct raw_rows rows;
    char **titles;
    struct raw_column *columns;
    struct raw_field *fields;
    struct raw_law *laws;
    unsigned titles_count, columns_count, fields_count, laws_count;
};

/**
 * Bring YAML text into the struct.
 *
 * @path  named in the fault only
 *
 * Returns ST_OK; ST_INPUT with "path:line: found ..., expected ..."; ST_NOMEM.
 * *out is NULL on failure; end with form_raw_free().
 */
MUST_CHECK enum status form_raw_parse(const char *path, const char *text,
                                      size_t size, struct raw_form **out,
                                      struct fault *fault);
void form_raw_free(struct raw_form **raw);

#endif
