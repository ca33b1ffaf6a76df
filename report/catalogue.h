/*
 * What the summary says and where each figure comes from; read from
 * report/catalogue/summary.yaml, so that an office can change it without a
 * compiler.
 */
#ifndef TZ_REPORT_CATALOGUE_H
#define TZ_REPORT_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

enum { REPORT_NAME_MAX = 32, REPORT_TERMS_MAX = 16, REPORT_CLAUSES_MAX = 6 };

/** Which rows of a sheet. */
enum report_rows { REPORT_TOTAL_ROW, REPORT_BODY_ROWS, REPORT_COUNT_ROWS };

/** Which sheets of the period. */
enum report_when { REPORT_LAST_MONTH, REPORT_MONTHS, REPORT_LAST_HALF,
                   REPORT_HALVES, REPORT_YEAR };

/** Whose sheets. */
enum report_units { REPORT_OFFICE, REPORT_ALL_UNITS };

enum report_group { REPORT_STOCK, REPORT_BIRTHS, REPORT_CHANGE, REPORT_RATE,
                    REPORT_FEE };

/** A sum of named things: "c5 + c8 - c11". */
struct report_terms {
    struct report_term {
        int sign;                    /* +1 or -1 */
        char name[REPORT_NAME_MAX];
    } term[REPORT_TERMS_MAX];
    size_t n;
};

/** "order >= 3, sex = 男": all must hold. */
struct report_clauses {
    struct report_clause {
        char column[REPORT_NAME_MAX];
        bool at_least;               /* ">=", else "=" */
        char value[64];
    } clause[REPORT_CLAUSES_MAX];
    size_t n;
};

/** One way to a figure: from sheets, or from other figures, or as a ratio. */
struct report_rule {
    char *form;                      /* NULL: not from sheets */
    enum report_rows rows;
    enum report_when when;
    enum report_units units;
    char *cells, *where;             /* as written */
    char *figures;                   /* "births - births_in_policy" */
    char *of, *to;                   /* ratio of two figures ... */
    int times;                       /* ... times 100 or 1000 */
    struct report_terms terms;       /* parsed from cells or figures */
    struct report_clauses clauses;   /* parsed from where */
};

struct report_indicator {
    char *id;
    char *zh, *en;
    char *unit_zh, *unit_en;         /* NULL: a pure number */
    enum report_group group;
    int decimals;                    /* 0 to 4; the statement's own rounding */
    bool sensitive;                  /* small values are hidden below the
                                        township */
    bool breakdown;                  /* shown by village too */
    char *reveals;                   /* id of a figure that this one would give
                                        away together with its total, or NULL */
    struct report_rule *rules;       /* the usual way first */
    uint32_t n_rules;
};

/** Figures that must agree: "married = no_child + one_child". */
struct report_law {
    char *text;
    struct report_terms left, right;
};

/** What a form is called in sentences. */
struct report_form_name {
    char *id, *zh, *en;
};

struct report_catalogue {
    struct report_form_name *forms;
    uint32_t n_forms;
    struct report_indicator *indicators;
    uint32_t n_indicators;
    struct report_law *laws;
    uint32_t n_laws;
    struct report_law *ties;         /* hold by themselves; see
                                        report/suppress.h */
    uint32_t n_ties;
    char *paragraph_zh, *paragraph_en; /* with {id} for figures */
};

/**
 * Load and check a catalogue: every name must exist and come before its use.
 *
 * @path  NULL: the one that ships with the program
 *
 * Returns ST_OK; ST_INPUT with the place and what is wrong; ST_IO when there
 * is none; ST_NOMEM. *out is NULL on failure; free with
 * report_catalogue_free().
 */
MUST_CHECK enum status report_catalogue_load(const char *path,
                                             struct report_catalogue **out,
                                             struct fault *fault);
void report_catalogue_free(struct report_catalogue **catalogue);

/** Index of the indicator, or -1. */
int report_find_indicator(const struct report_catalogue *catalogue,
                          const char *id);

/** Parse "a + b - c"; false when it is no such sum. */
bool report_parse_terms(const char *text, struct report_terms *out);

/** Parse "order >= 3, sex = 男"; false when it is no such list. */
bool report_parse_clauses(const char *text, struct report_clauses *out);

#endif
