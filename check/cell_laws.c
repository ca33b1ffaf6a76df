#include "check/cell_laws.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "check/relation.h"

static int decimals_of(const struct board *board, size_t cell)
{
    return board_column(board, cell)->type.decimals;
}

/* The gap moves by the term's factor, so one division gives the figure. It
 * must then be one that the column can hold. */
static void want_figure(const struct board *board,
                        const struct relation *relation, size_t cell,
                        char wanted[CELL_LAW_WANTED_MAX])
{
    double slope = 0, value, left, right, scale;
    int decimals = decimals_of(board, cell);

    wanted[0] = '\0';
    for (size_t i = 0; i < relation->n_terms; i++)
        if (relation->terms[i].cell == cell)
            slope += relation->terms[i].left ? relation->terms[i].factor
                                             : -relation->terms[i].factor;
    if (relation->kind != FORM_EQUAL || fabs(slope) < 1e-9)
        return;
    value = board->cells[cell].value - relation_gap(relation) / slope;
    scale = pow(10, decimals > 0 ? decimals : 0);
    value = round(value * scale) / scale;
    if (value < 0 || value > 1e12 ||
        !relation_holds(relation, board, cell, value, &left, &right))
        return;
    (void)snprintf(wanted, CELL_LAW_WANTED_MAX, "%.*f",
                   decimals > 0 ? decimals : 0, value);
}

/* Is every other cell of the relation nothing? */
static bool others_are_zero(const struct board *board,
                            const struct relation *relation, size_t cell)
{
    for (size_t i = 0; i < relation->n_terms; i++)
        if (relation->terms[i].cell != cell &&
            board->cells[relation->terms[i].cell].value != 0)
            return false;
    return true;
}

static void describe(const struct board *board, const struct relation *relation,
                     size_t cell, struct check_cell_law *out)
{
    *out = (struct check_cell_law){
        .row = relation->row,
        .held = relation->held,
        .at_most = relation->kind == FORM_AT_MOST,
        .zeros = others_are_zero(board, relation, cell),
        .gap = relation_gap(relation),
    };
    relation_name(relation, board, out->law, sizeof out->law);
    if (!relation->held)
        want_figure(board, relation, cell, out->wanted);
}

static enum status evaluate(const struct sheet *sheet, const struct form *form,
                            size_t cell, struct check_cell_law *out, size_t *n,
                            struct fault *fault)
{
    const struct check_input input = {.sheet = sheet, .form = form};
    struct board board = {0};
    struct relation_set set = {0};
    enum status rc = board_set(&input, 1, &board, fault);

    if (rc == ST_OK)
        rc = relation_set_make(&board, NULL, &set, fault);
    if (rc == ST_OK)
        for (size_t u = set.first[cell];
             u < set.first[cell + 1] && *n < CELL_LAWS_MAX; u++)
            describe(&board, &set.relations[set.uses[u].relation], cell,
                     &out[(*n)++]);
    relation_set_clear(&set);
    board_clear(&board);
    return rc;
}

enum status check_cell_laws(struct sheet *sheet, const struct form *form,
                            size_t cell, const char *value,
                            struct check_cell_law *out, size_t *n,
                            struct fault *fault)
{
    struct reading *reading = &sheet->cells[cell].reading;
    const struct reading kept = *reading;
    enum status rc;

    *n = 0;
    if (sheet->cells[cell].row < 1 || sheet->cells[cell].column < 0)
        return ST_OK;
    *reading = (struct reading){.state = READ_VALUE, .n_candidates = 1};
    (void)text_copy(reading->candidates[0].value, OCR_TEXT_MAX,
                    value[0] == '\0' ? "0" : value);
    reading->candidates[0].score = 1;
    rc = evaluate(sheet, form, cell, out, n, fault);
    *reading = kept;
    return rc;
}

enum status check_failing_laws(const struct sheet *sheet,
                               const struct form *form,
                               struct check_cell_law *out, size_t max,
                               size_t *n, struct fault *fault)
{
    const struct check_input input = {.sheet = sheet, .form = form};
    struct board board = {0};
    struct relation_set set = {0};
    enum status rc = board_set(&input, 1, &board, fault);

    *n = 0;
    if (rc == ST_OK)
        rc = relation_set_make(&board, NULL, &set, fault);
    for (size_t i = 0; rc == ST_OK && i < set.n_relations && *n < max; i++) {
        const struct relation *relation = &set.relations[i];
        if (relation->held)
            continue;
        out[*n] =
            (struct check_cell_law){.row = relation->row,
                                    .at_most = relation->kind == FORM_AT_MOST,
                                    .gap = relation_gap(relation)};
        relation_name(relation, &board, out[*n].law, sizeof out->law);
        *n += 1;
    }
    relation_set_clear(&set);
    board_clear(&board);
    return rc;
}
