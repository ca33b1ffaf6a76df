/*
 * A form's definition: what is printed on the paper, what its columns mean and
 * which arithmetic it must obey. Loaded from YAML (forms/catalogue, examples,
 * an archive's forms/), checked, and never changed afterwards.
 */
#ifndef TZ_FORMS_DEFINITION_H
#define TZ_FORMS_DEFINITION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "ocr/reading.h"

enum { FORM_ID_MAX = 32, FORM_CODE_MAX = 32, FORM_HEADER_LEVELS = 4,
       FORM_GROUP_TOTALS_MAX = 4, FORM_CHECK_MAX = 8, FORM_LISTS_MAX = 4,
       FORM_RATE_TERMS_MAX = 6 };

enum form_row_kind { FORM_ROWS_UNIT, FORM_ROWS_MONTH, FORM_ROWS_PERSON,
                     FORM_ROWS_DAY, FORM_ROWS_ITEM };

/** What stands in a total row's cell of a column. */
enum form_total { FORM_TOTAL_NONE, FORM_TOTAL_SUM, FORM_TOTAL_FIRST,
                  FORM_TOTAL_LAST, FORM_TOTAL_MEAN };

/** What a printed rate is made of: sum of columns / sum of columns, in per cent
 * or per mille as the column's type says. */
struct form_rate {
    char *text;                 /* as written: "c3 + c6 / c11"; NULL: not told */
    int of[FORM_RATE_TERMS_MAX], to[FORM_RATE_TERMS_MAX]; /* columns */
    size_t n_of, n_to;
};

struct form_column {
    char code[FORM_CODE_MAX];   /* "c1", "unit", "month", "h24" */
    /* Printed header from the top level down; unused levels are NULL. Each may
     * hold synonyms, split at '|'. */
    char *header[FORM_HEADER_LEVELS];
    struct value_type type;
    enum form_total total;
    bool is_label;              /* the row's name: unit, month, day, seq */
    bool personal, sensitive;
    bool ditto;                 /* a ditto mark may stand here */
    bool rounded;               /* each figure was rounded before it was
                                   written, so totals may differ by half a
                                   unit of the last digit a row */
    bool citizen_number;        /* holds 公民身份号码 (GB 11643) */
    struct form_rate rate;
    int list;                   /* from 0 at the left, see form_count_lists() */
    double width;               /* share of the table's width; 0: not known */
};

/** A field outside of the table, found by the words printed before it. */
struct form_field {
    char name[FORM_CODE_MAX];   /* "title", "unit", "year", "month", "half",
                                   "quarter", "form_no", "report_date" ... */
    char *label;                /* words before it, synonyms split at '|'; NULL:
                                   none (title, year, month) */
    struct value_type type;
    bool personal;
};

/* ---- laws: every identity becomes one linear relation ---- */

/** Which row a term takes its column from, seen from the row at hand. Rows on
 * other sheets are those of the same unit. */
enum form_term_row {
    FORM_AT_ROW,        /* the same row; of another form: the same period */
    FORM_AT_ABOVE,      /* the body row above (carry inside a sheet) */
    FORM_AT_PREVIOUS,   /* the period before */
    FORM_AT_LAST,       /* the last shorter period in this one: a stock */
    FORM_AT_ALL,        /* all shorter periods of this one, added: a flow */
    FORM_AT_YEAR_AGO    /* the same period of the year before */
};

enum form_relation { FORM_EQUAL, FORM_AT_MOST };

/** Where a law holds. */
enum form_scope { FORM_SCOPE_ROWS,  /* every body and total row */
                  FORM_SCOPE_BODY,  /* body rows only */
                  FORM_SCOPE_TOTAL  /* total rows only */ };

/** Which year a law keeps to. The statistical year begins in October of the
 * year before the one it is called after. */
enum form_within { FORM_WITHIN_ALWAYS, FORM_WITHIN_YEAR,
                   FORM_WITHIN_STATISTICAL_YEAR };

struct form_term {
    int column;                 /* index into columns; -1: of another form */
    double factor;              /* +1, -1, 1.0/24 ... */
    enum form_term_row row;
    char form[FORM_ID_MAX];     /* ... which one, "" this one; it may not be
                                   known */
    char code[FORM_CODE_MAX];   /* ... and its column there */
};

/** Does it stand on another sheet? */
bool form_term_is_far(const struct form_term *term);

/**
 * sum(left) = sum(right) within tolerance, or sum(left) <= sum(right).
 * Total rows' sums are not written as laws: each column's `total` says them.
 */
struct form_law {
    char *text;                 /* as written: "c3 = c4 + c5 + c6 + c7" */
    enum form_relation relation;
    enum form_scope scope;
    bool soft;                  /* a warning, not an error */
    enum form_within within;    /* not from one year to the next: what is
                                   counted from January or October on; of the
                                   statistical year: "all" and "last" take its
                                   months for a sheet of a year or a half */
    struct form_term *left, *right;
    size_t n_left, n_right;
    char check[FORM_CHECK_MAX]; /* "A2", "A3", "B1" ... of the checks we name */
    double tolerance;           /* absolute; half a unit of the last printed
                                   digit for means and shares, else 0 */
    double modulus;             /* 0; 10 where the leading figure is left out
                                   and values wrap round (Fort William) */
};

struct form {
    char id[FORM_ID_MAX];       /* "F5", "fort-william" */
    int version;
    char *name_zh, *name_en;
    char *path;                 /* the file it came from */
    char **titles;              /* printed titles, most usual first */
    size_t n_titles;
    enum form_row_kind rows;
    int header_levels;          /* printed header rows above the body, without
                                   the row of column numbers; 0: cut off */
    bool number_row;            /* a printed row 甲 1 2 3 ... below the header */
    int min_rows, max_rows;     /* body rows, totals included; 0: any */
    char **total_labels;        /* "合计", "全镇合计"; row labels of total rows */
    size_t n_total_labels;
    char **skip_rows;           /* a printed row between header and body in
                                   which these words stand ("Ins.") is no body
                                   row and has no row number */
    size_t n_skip_rows;
    char **note_labels;         /* "备注": body rows without figures of their
                                   own; numbered, never added up */
    size_t n_note_labels;
    bool total_first;           /* the total row is the first, not the last */
    int group_rows;             /* 0, or body rows repeat in groups of so many */
    int group_totals;           /* ... followed by so many total rows; the last
                                   group may have more or fewer body rows */
    enum form_total group_total_kinds[FORM_GROUP_TOTALS_MAX]; /* what each of
                                   them holds, in every column with a total */
    bool ruled_rows;            /* horizontal rules between the rows */
    bool forced_only;           /* never matched, only with --form */
    int first_column;           /* columns of the page left of columns[0] that
                                   the definition does not name */
    bool open_right;            /* more columns may follow the named ones */
    double page_modulus;        /* see form_law.modulus, for total rows */
    char period_kind;           /* 'm' month, 'q' quarter, 'h' half-year,
                                   'y' year, '-' */
    char base[24];              /* 口径: 常住, 户籍 ...; "" not stated */
    struct form_column *columns;
    size_t n_columns;
    struct form_field *fields;
    size_t n_fields;
    struct form_law *laws;
    size_t n_laws;
};

/**
 * Load and check one definition.
 *
 * Returns ST_OK; ST_INPUT with "file:line: what was found, what was expected";
 * ST_IO; ST_NOMEM. *out is NULL on failure; free with form_free().
 */
MUST_CHECK enum status form_load(const char *path, struct form **out,
                                 struct fault *fault);
void form_free(struct form **form);

/** Index of the column with that code, or -1. */
int form_find_column(const struct form *form, const char *code);

/** 1; more where independent lists stand side by side, as the halves of a slip
 * do. A printed line then is a row of each: the left list's rows are numbered
 * first, and the next one's go on from there. */
int form_count_lists(const struct form *form);

/** All definitions a run knows: built-in ones, examples, the archive's own. */
struct form_catalogue {
    struct form **forms;
    size_t n_forms;
};

/**
 * Load every *.yaml of the built-in catalogue and then of @extra_dir (may be
 * NULL or missing); a later definition of the same id and version replaces an
 * earlier one. The built-in folder is $TAIZHANG_DATA/forms if set, else the one
 * beside the program, else the installed one.
 */
MUST_CHECK enum status form_catalogue_load(const char *extra_dir,
                                           struct form_catalogue *catalogue,
                                           struct fault *fault);
void form_catalogue_clear(struct form_catalogue *catalogue);

/** The newest version of a form by id, or NULL. Lent. */
const struct form *form_catalogue_lookup(const struct form_catalogue *catalogue,
                                         const char *id);

#endif
