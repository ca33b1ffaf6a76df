/*
 * An answer settles another doubt where both stand in one identity whose other
 * figures are all accepted: once the one is known, the identity gives the
 * other. Only one such step is counted; after each answer sheets are weighed
 * again.
 */
#include "check/question.h"

#include <string.h>

#include "check/relation.h"

/* Figures that go wrong with a cell, beside those that are published from it:
 * the words that place a whole sheet (unit, year, month) or a row of it, a
 * figure that nothing is made of, and what no figure rests on. */
static const double PLACES_SHEET = 10, PLACES_ROW = 2, FIGURE = 0.3,
                    REMARK = 0.02;

/* A body figure reaches what is published from the total row only where the
 * clerk's own total is doubted too. */
static const double THROUGH_TOTAL = 0.5;

static bool places_sheet(const char *field)
{
    static const char *const NAMES[] = {"unit", "year", "month", "quarter",
                                        "half"};

    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (strcmp(field, NAMES[i]) == 0)
            return true;
    return false;
}

static struct check_published uses_of(const struct form *form, int column,
                                      const struct check_published *published,
                                      size_t n)
{
    struct check_published none = {.totals = 0};
    bool added_up = form->columns[column].total != FORM_TOTAL_NONE;

    for (size_t i = 0; i < n; i++)
        if (strcmp(published[i].form, form->id) == 0 &&
            strcmp(published[i].column, form->columns[column].code) == 0)
            return published[i];
    none.totals = n == 0 && added_up;
    return none;
}

static double effect_of(const struct board *board, size_t cell,
                        const struct check_published *published, size_t n)
{
    const struct sheet_cell *at = board->cells[cell].at;
    const struct board_sheet *on = board_sheet_of(board, cell);
    const struct form *form = on->form;
    const struct form_column *column;
    struct check_published uses;

    if (at->row == 0)
        return places_sheet(form->fields[at->column].name) ? PLACES_SHEET
                                                           : REMARK;
    column = &form->columns[at->column];
    if (column->is_label)
        return form->rows == FORM_ROWS_PERSON ? REMARK : PLACES_ROW;
    if (column->type.kind > VALUE_MONEY)
        return REMARK;
    uses = uses_of(form, at->column, published, n);
    if (on->sheet->rows[at->row - 1].kind == SHEET_ROW_TOTAL)
        return FIGURE + uses.totals;
    return FIGURE + uses.rows +
           (column->total != FORM_TOTAL_NONE ? THROUGH_TOTAL * uses.totals : 0);
}

/* The one other doubtful cell of an identity, or none. */
static size_t other_doubt(const struct relation *relation,
                          const struct verdict *verdicts, size_t cell)
{
    size_t other = BOARD_NO_CELL;

    for (size_t i = 0; i < relation->n_terms; i++) {
        size_t at = relation->terms[i].cell;

        if (at == cell || verdicts[at].status != VERDICT_REVIEW)
            continue;
        if (other != BOARD_NO_CELL)
            return BOARD_NO_CELL;
        other = at;
    }
    return other;
}

/* Two identities may give the same cell: it counts once. */
static bool is_first_use(const struct relation_set *set,
                         const struct verdict *verdicts, size_t cell, size_t u,
                         size_t other)
{
    for (size_t before = set->first[cell]; before < u; before++)
        if (other_doubt(&set->relations[set->uses[before].relation], verdicts,
                        cell) == other)
            return false;
    return true;
}

static bool settles_others(const struct relation *relation)
{
    return relation->kind == FORM_EQUAL && !relation->soft &&
           relation->tolerance == 0;
}

static void add_settled(const struct relation_set *set,
                        const struct verdict *verdicts, size_t cell,
                        struct check_question *out)
{
    for (size_t u = set->first[cell]; u < set->first[cell + 1]; u++) {
        const struct relation *relation =
            &set->relations[set->uses[u].relation];
        size_t other;

        if (!settles_others(relation))
            continue;
        other = other_doubt(relation, verdicts, cell);
        if (other == BOARD_NO_CELL ||
            !is_first_use(set, verdicts, cell, u, other))
            continue;
        out[cell].settles++;
        out[cell].gain += (1 - verdicts[other].confidence) * out[other].effect;
    }
}

enum status check_weigh_questions(
    const struct sheet *sheet, const struct form *form,
    const struct verdict *verdicts, const struct check_published *published,
    size_t n_published, struct check_question *out, struct fault *fault)
{
    struct relation_set set = {0};
    struct board board = {0};
    struct check_input input = {.sheet = sheet, .form = form};
    enum status rc = board_set(&input, 1, &board, fault);

    if (rc == ST_OK)
        rc = relation_set_make(&board, NULL, &set, fault);
    for (size_t i = 0; rc == ST_OK && i < sheet->n_cells; i++) {
        out[i].effect = effect_of(&board, i, published, n_published);
        out[i].settles = 1;
        out[i].gain = (1 - verdicts[i].confidence) * out[i].effect;
    }
    for (size_t i = 0; rc == ST_OK && i < sheet->n_cells; i++)
        if (verdicts[i].status == VERDICT_REVIEW)
            add_settled(&set, verdicts, i, out);
    relation_set_clear(&set);
    board_clear(&board);
    return rc;
}
