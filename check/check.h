/*
 * What we take each cell for, how sure we are, and which identities fail.
 */
#ifndef TZ_CHECK_CHECK_H
#define TZ_CHECK_CHECK_H

#include "base/status.h"
#include "forms/definition.h"
#include "forms/sheet.h"

enum verdict_status { VERDICT_ACCEPTED, VERDICT_REVIEW, VERDICT_CONFIRMED,
                      VERDICT_CORRECTED };

/** "accepted", "review", "confirmed", "corrected". */
const char *verdict_status_text(enum verdict_status status);
bool verdict_status_parse(const char *text, enum verdict_status *status);

enum { VERDICT_WHY_MAX = 192 };

/** One a cell, in the order of sheet->cells. */
struct verdict {
    char value[OCR_TEXT_MAX];
    enum reading_state state;
    double confidence;            /* probability of being right, 0 to 1 */
    enum verdict_status status;
    char why[VERDICT_WHY_MAX];    /* which identities spoke, in words */
    double margin;                /* of a figure that identities took for what
                                     was read: so many times likelier than the
                                     next best, that one included; else 0 */
};

enum finding_severity { FINDING_ERROR, FINDING_WARNING, FINDING_INFO };
const char *finding_severity_text(enum finding_severity severity);

enum { FINDING_CELLS_MAX = 64, FINDING_WORDS_MAX = 512 };

struct finding {
    char check[8];                /* domain.md chapter 5: "A1", "A2", "B1" */
    enum finding_severity severity;
    char law[160];                /* "c3 = c4 + c5 + c6 + c7", "total of c8" */
    int row;                      /* body row, 0: none */
    double left, right;           /* left - right is the difference */
    double tolerance;
    size_t cells[FINDING_CELLS_MAX]; /* indices into sheet->cells ... */
    size_t sheets[FINDING_CELLS_MAX]; /* ... of which sheet each, by its place
                                     among those judged together */
    size_t n_cells;
    char explanation_zh[FINDING_WORDS_MAX]; /* columns by what is printed */
    char explanation_en[FINDING_WORDS_MAX]; /* above them, codes beside it */
};

/** How good the joint choice is: a cost is minus the logarithm of a chance. */
struct choice_bound {
    double cost;    /* of what is taken: over that of every reading's being
                       right and every sum's holding */
    double least;   /* no choice costs less: where it meets @cost, what is
                       taken is the best there is */
    size_t failing; /* relations that do not hold as read */
};

struct check_result {
    struct verdict *verdicts;     /* sheet->n_cells */
    size_t n_verdicts;
    struct finding *findings;
    size_t n_findings;
    size_t laws_tried, laws_held; /* identities that could be evaluated */
    struct choice_bound choice;   /* of all sheets judged together */
    char unit[SHEET_UNIT_MAX], period[SHEET_PERIOD_MAX]; /* whose and of when
                                     the sheet is by other sheets' lists and by
                                     its figures, where its header says
                                     otherwise or nothing; "" as it says */
};

/** With weigh_laws off (read --no-check) verdicts rest on readings alone and
 * no finding is made. */
struct check_options {
    bool weigh_laws;
    double accept_confidence;     /* at least this is accepted; 0.98 */
};
extern const struct check_options CHECK_OPTIONS_DEFAULT;

/** What a person said of a cell. */
struct check_word {
    size_t cell;               /* index into sheet->cells */
    char value[OCR_TEXT_MAX];
};

/** A sheet to judge and what is known of it. */
struct check_input {
    const struct sheet *sheet;
    const struct form *form;
    const struct check_word *words; /* of persons: they are right */
    size_t n_words;
};

/**
 * Judge one sheet by its own readings and identities.
 *
 * @out  filled; end with check_result_clear()
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status check_sheet(const struct sheet *sheet,
                                   const struct form *form,
                                   struct check_options options,
                                   struct check_result *out,
                                   struct fault *fault);
void check_result_clear(struct check_result *result);

/**
 * Judge sheets together: by the identities that go from one to another too. The
 * order of @inputs decides nothing but where rounding errors fall.
 *
 * @results  room for @n, in the order of @inputs; end each with
 *           check_result_clear(). A finding stands with the sheet whose form
 *           has the law.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status check_sheets(const struct check_input *inputs, size_t n,
                                    struct check_options options,
                                    struct check_result *results,
                                    struct fault *fault);

#endif
