/*
 * What the summary says and where each figure comes from; read from
 * report/catalogue/ and from the archive's own folder report/, so that an
 * office can change it and add to it without a compiler.
 */
#ifndef TZ_REPORT_CATALOGUE_H
#define TZ_REPORT_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "report/amount.h"

enum { REPORT_NAME_MAX = 32, REPORT_TERMS_MAX = 16, REPORT_CLAUSES_MAX = 6 };

/** Which rows of a sheet; the last three of a ledger whose rows are months. */
enum report_rows { REPORT_TOTAL_ROW, REPORT_BODY_ROWS, REPORT_COUNT_ROWS,
                   REPORT_MONTH_ROWS, REPORT_FIRST_MONTH_ROW,
                   REPORT_LAST_MONTH_ROW };

/** Which sheets of the period. */
enum report_when { REPORT_LAST_MONTH, REPORT_MONTHS, REPORT_LAST_QUARTER,
                   REPORT_QUARTERS, REPORT_LAST_HALF, REPORT_FIRST_HALF,
                   REPORT_HALVES, REPORT_YEAR,
                   REPORT_YEARS /* of the calendar, as the period touches */ };

/** Which period: the report's own, the one before it, a year ago. */
enum report_at { REPORT_AT_PERIOD, REPORT_AT_BEFORE, REPORT_AT_YEAR_AGO };

/** What the archive itself tells of a period. */
enum report_tally {
    REPORT_NO_TALLY,
    REPORT_RETURNS_EXPECTED, /* sheets that are due */
    REPORT_RETURNS_IN,       /* of them have come */
    REPORT_RETURNS_IN_TIME,  /* of them by the deadline */
    REPORT_CELLS_ALL,        /* cells of counts on the period's sheets */
    REPORT_CELLS_FILLED,     /* ... that are not blank */
    REPORT_CELLS_SEEN,       /* ... that a person looked at */
    REPORT_CELLS_RIGHT       /* ... and left as they were */
};

/** The two kinds of year. */
enum report_year_kind { REPORT_CALENDAR, REPORT_STATISTICAL };

/** What becomes of a birth of an earlier year that is found now. */
enum report_late { REPORT_LATE_APART,  /* a column of its own, no birth of this
                                          period */
                   REPORT_LATE_COUNTED /* a birth of the period it is found
                                          in */ };

/** Whose sheets. */
enum report_units { REPORT_OFFICE, REPORT_ALL_UNITS };

enum report_group { REPORT_STOCK, REPORT_BIRTHS, REPORT_CHANGE, REPORT_RATE,
                    REPORT_FEE, REPORT_QUALITY, REPORT_WORK,
                    REPORT_SOURCE /* one paper's word, to be held against
                                     another's; not listed by itself */ };

/** A sum of named things: "c5 + c8 - c11". */
struct report_terms {
    struct report_term {
        int sign;                    /* +1 or -1 */
        char name[REPORT_NAME_MAX];
    } term[REPORT_TERMS_MAX];
    size_t n;
};

/** "order >= 3, sex = 男, date = *": all must hold. */
struct report_clauses {
    struct report_clause {
        char column[REPORT_NAME_MAX];
        bool at_least;               /* ">=", else "=" */
        char value[64];              /* "*": whatever is written */
    } clause[REPORT_CLAUSES_MAX];
    size_t n;
};

/** One way to a figure: from sheets, or from other figures, or as a ratio. */
struct report_rule {
    char *form;                      /* NULL: not from sheets */
    enum report_rows rows;
    enum report_when when;
    enum report_at at;
    enum report_units units;
    char *cells, *where;             /* as written */
    char *dated;                     /* column of a date: only rows of the
                                        period are counted; NULL: all */
    char *figures;                   /* "births - births_in_policy" */
    int over;                        /* that sum divided by it; 0: by 1 */
    char *of, *to;                   /* ratio of two figures ... */
    int times;                       /* ... times 100 or 1000 */
    bool agreement;                  /* how near `of` comes to `to`: times less
                                        their difference in parts of `to` */
    enum report_tally tally;         /* the archive itself tells it */
    char *given;                     /* a number that the office states ... */
    char *stated;                    /* ... and by what */
    struct amount amount;            /* parsed from given */
    bool of_births;                  /* late births are in it or not */
    const char *base;                /* whom its sheets count; NULL: whom the
                                        report counts */
    struct report_terms terms;       /* parsed from cells or figures */
    struct report_clauses clauses;   /* parsed from where */
};

struct report_indicator {
    char *id;
    char *zh, *en;                   /* {base} in them: whom it counts */
    char *unit_zh, *unit_en;         /* NULL: a pure number */
    enum report_group group;
    int decimals;                    /* 0 to 4; the statement's own rounding */
    bool sensitive;                  /* small values are hidden below the
                                        township */
    bool breakdown;                  /* shown by village too */
    bool at_least;                   /* 多: as many or more */
    bool extra;                      /* left out of lists where the archive has
                                        no sheet of its forms */
    int few;                         /* a rate on fewer than these is not
                                        printed; 0: the catalogue's, 1: all
                                        are */
    char *rests_on;                  /* where the definition is from, or NULL */
    char *note_zh, *note_en;         /* what a reader must know, or NULL */
    char *base;                      /* 口径: whom it counts; NULL: whom the
                                        report counts */
    const char *counts;              /* the same, also of what is made of such
                                        figures */
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
    enum report_year_kind year;      /* of its years and half-years */
    enum report_late late;
    enum report_when every;          /* months, quarters, halves or year */
    int due;                         /* day of the next month that it is due
                                        on; 0: not expected */
    enum report_units from;          /* whose returns: the office's or each
                                        village's */
};

/** A text with named figures. */
struct report_template {
    char *id;
    char *name_zh, *name_en;
    char *zh, *en;                   /* with {id} for figures; en may be NULL */
    char *missing;                   /* what stands for a missing figure; NULL:
                                        the sign of the language */
};

/** Something that must agree before a month is closed (五清, 两相符). */
struct report_close {
    char *zh, *en;                   /* the item, which may have several */
    char *what_zh, *what_en;         /* in words */
    char *text;                      /* "ledger_births = slip_births" */
    struct report_terms left, right; /* parsed from it */
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
    struct report_template *templates; /* further texts */
    uint32_t n_templates;
    struct report_close *closes;
    uint32_t n_closes;
    int few;                         /* 0: rates are printed on any number */
    enum report_year_kind year;      /* the one kind of year of which a village
                                        may be told small figures */
    enum report_late late;           /* the convention of its births */
    struct report_catalogue **parts; /* the files it was put together from;
                                        private */
    size_t n_parts;
};

/**
 * Load and check a catalogue: every name must exist and come before its use.
 *
 * @path    one file; NULL: those that ship with the program
 *
 * Returns ST_OK; ST_INPUT with the place and what is wrong; ST_IO when there
 * is none; ST_NOMEM. *out is NULL on failure; free with
 * report_catalogue_free().
 */
MUST_CHECK enum status report_catalogue_load(const char *path,
                                             struct report_catalogue **out,
                                             struct fault *fault);

/**
 * The catalogue that ships with the program, and after it every *.yaml of
 * @folder in the order of their names. A figure, form or template with the id
 * of an earlier one takes its place; others are added; a paragraph, `few`,
 * `year` and `late` replace what was there.
 *
 * @folder  may be missing; NULL: none
 *
 * Returns as report_catalogue_load().
 */
MUST_CHECK enum status
report_catalogue_load_with(const char *folder, struct report_catalogue **out,
                           struct fault *fault);
void report_catalogue_free(struct report_catalogue **catalogue);

/** What is said of a form, or NULL. */
const struct report_form_name *
report_find_form(const struct report_catalogue *catalogue, const char *id);

/** Index of the indicator, or -1. */
int report_find_indicator(const struct report_catalogue *catalogue,
                          const char *id);

/** Parse "a + b - c"; false when it is no such sum. */
bool report_parse_terms(const char *text, struct report_terms *out);

/** Parse "order >= 3, sex = 男"; false when it is no such list. */
bool report_parse_clauses(const char *text, struct report_clauses *out);

#endif
