#include "check/relation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "check/across.h"

enum status relation_set_add(struct relation_set *set,
                             const struct relation *relation, size_t n_terms,
                             struct relation **out, struct fault *fault)
{
    struct relation_term *terms = calloc(n_terms, sizeof *terms);

    *out = NULL;
    if (terms != NULL && set->n_relations == set->room) {
        size_t room = set->room == 0 ? 64 : set->room * 2;
        struct relation *more = realloc(set->relations, room * sizeof *more);

        if (more != NULL) {
            set->relations = more;
            set->room = room;
        }
    }
    if (terms == NULL || set->n_relations == set->room) {
        free(terms);
        return fault_set(fault, ST_NOMEM, "check: out of memory");
    }
    *out = &set->relations[set->n_relations++];
    **out = *relation;
    (*out)->terms = terms;
    return ST_OK;
}

size_t relation_usable_cell(const struct board *board,
                          const struct board_sheet *on, int row, int column)
{
    size_t cell = board_find(on, row, column);

    if (cell != BOARD_NO_CELL)
        cell = board->cells[cell].source;
    if (cell == BOARD_NO_CELL || !board->cells[cell].known)
        return BOARD_NO_CELL;
    return cell;
}

static void drop_last(struct relation_set *set)
{
    free(set->relations[--set->n_relations].terms);
}

static bool put_term(struct relation *relation, size_t cell, double factor,
                     bool left)
{
    if (cell == BOARD_NO_CELL)
        return false;
    relation->terms[relation->n_terms++] =
        (struct relation_term){.cell = cell, .factor = factor, .left = left};
    return true;
}

/* ---- what a total row adds up ---- */

static int body_row_above(const struct board_sheet *on, int row)
{
    for (int above = row - 1; above >= 1; above--)
        if (on->sheet->rows[above - 1].kind == SHEET_ROW_BODY)
            return above;
    return 0;
}

static bool is_note(const struct board_sheet *on, int row)
{
    const char *label = on->sheet->rows[row - 1].label;

    for (size_t i = 0; i < on->form->n_note_labels; i++)
        if (strcmp(label, on->form->note_labels[i]) == 0)
            return true;
    return false;
}

static bool is_part(const struct board_sheet *on, int row)
{
    return on->sheet->rows[row - 1].kind == SHEET_ROW_BODY
        && on->row_filled[row] && !is_note(on, row);
}

/* "小计" and "本页合计" add up what stands above them up to the sum before. */
static bool is_subtotal(const struct board_sheet *on, int row)
{
    const char *label = on->sheet->rows[row - 1].label;

    return strstr(label, "小计") != NULL || strstr(label, "本页") != NULL;
}

/* "承前页" repeats the sum at the foot of the page before; where that page is
 * not at hand there is nothing to compare. */
static bool is_brought_forward(const struct board_sheet *on, int row)
{
    return strcmp(on->sheet->rows[row - 1].label, "承前页") == 0 &&
           body_row_above(on, row) == 0;
}

static void part_span(const struct board_sheet *on, int total_row, int *first)
{
    *first = total_row;
    while (*first > 1 &&
           on->sheet->rows[*first - 2].kind == SHEET_ROW_BODY)
        (*first)--;
}

static bool is_kind(const struct board_sheet *on, int row,
                    enum sheet_row_kind kind)
{
    return row >= 1 && row <= on->sheet->n_rows &&
           on->sheet->rows[row - 1].kind == kind;
}

/* Some offices write each "小计" above its parts: then the first one has none
 * above it. */
static bool do_subtotals_lead(const struct board_sheet *on)
{
    for (int row = 1; row <= on->sheet->n_rows; row++)
        if (is_kind(on, row, SHEET_ROW_TOTAL) && is_subtotal(on, row))
            return body_row_above(on, row) == 0 &&
                   is_kind(on, row + 1, SHEET_ROW_BODY);
    return false;
}

static void part_below(const struct board_sheet *on, int total_row, int *first,
                       int *last)
{
    *first = *last = total_row;
    while (is_kind(on, *last + 1, SHEET_ROW_BODY))
        (*last)++;
}

/* The rows a total row adds up: those above it, in groups only those of its
 * own group, or all when totals come first, as some offices print them. */
static void total_span(const struct board_sheet *on, int total_row, int *first,
                       int *last)
{
    *first = 1;
    *last = total_row;
    if (on->form->group_rows == 0 && is_subtotal(on, total_row) &&
        do_subtotals_lead(on)) {
        part_below(on, total_row, first, last);
        return;
    }
    if (on->form->total_first || body_row_above(on, total_row) == 0) {
        *last = on->sheet->n_rows;
        return;
    }
    if (on->form->group_rows == 0 && is_subtotal(on, total_row))
        part_span(on, total_row, first);
    if (on->form->group_rows == 0)
        return;
    while (*last > 1
           && on->sheet->rows[*last - 1].kind == SHEET_ROW_TOTAL)
        (*last)--;
    *first = *last;
    while (*first > 1
           && on->sheet->rows[*first - 2].kind == SHEET_ROW_BODY)
        (*first)--;
}

static int count_parts(const struct board_sheet *on, int total_row)
{
    int first, last, parts = 0;

    total_span(on, total_row, &first, &last);
    for (int row = first; row <= last; row++)
        parts += is_part(on, row);
    return parts;
}

/* Which of a group's total rows this is, from 0. */
static int place_in_totals(const struct board_sheet *on, int row)
{
    int place = 0;

    while (row - place > 1
           && on->sheet->rows[row - place - 2].kind == SHEET_ROW_TOTAL)
        place++;
    return place;
}

static enum form_total kind_of_total(const struct board_sheet *on, int row,
                                     const struct form_column *column)
{
    int place;

    if (column->total == FORM_TOTAL_NONE || on->form->group_totals == 0)
        return column->total;
    place = place_in_totals(on, row);
    return place < on->form->group_totals
               ? on->form->group_total_kinds[place] : FORM_TOTAL_NONE;
}

/* ---- laws ---- */

/* 0: that row is not on this sheet, or nothing was filled in there. */
static int row_of_term(const struct board_sheet *on,
                       const struct form_term *term, int row)
{
    int at = 0;

    switch (term->row) {
    case FORM_AT_ROW:
        at = row;
        break;
    case FORM_AT_ABOVE:
        at = body_row_above(on, row);
        break;
    case FORM_AT_PREVIOUS:
    case FORM_AT_LAST:
    case FORM_AT_ALL:
    case FORM_AT_YEAR_AGO:
        break; /* on other sheets: across.c */
    }
    return at > 0 && on->row_filled[at] ? at : 0;
}

static bool put_side(const struct board *board, const struct board_sheet *on,
                     struct relation *relation,
                     const struct form_term *terms, size_t n, bool left)
{
    for (size_t i = 0; i < n; i++) {
        int row = row_of_term(on, &terms[i], relation->row);

        if (row == 0
            || !put_term(relation, relation_usable_cell(board, on, row, terms[i].column),
                         terms[i].factor, left))
            return false;
    }
    return true;
}

static double half_unit(const struct form_column *column)
{
    return column->type.decimals < 0 ? 0
                                     : 0.5 * pow(10, -column->type.decimals);
}

/* Roundings add up from row to row: a law that each row meets but for its
 * rounding is met by their totals but for as many; in a row of means the parts
 * were rounded before the law's own mean was. */
static double law_tolerance(const struct board_sheet *on,
                            const struct form_law *law, int row)
{
    const struct form_column *left = &on->form->columns[law->left[0].column];
    double tolerance = law->tolerance;

    if (on->sheet->rows[row - 1].kind != SHEET_ROW_TOTAL)
        return tolerance;
    if (kind_of_total(on, row, left) == FORM_TOTAL_SUM)
        return tolerance * fmax(count_parts(on, row), 1);
    for (size_t i = 0; i < law->n_right; i++) {
        const struct form_column *column =
            &on->form->columns[law->right[i].column];

        if (kind_of_total(on, row, column) == FORM_TOTAL_MEAN)
            tolerance += fabs(law->right[i].factor) * half_unit(column);
    }
    if (law->tolerance == 0 && kind_of_total(on, row, left) == FORM_TOTAL_MEAN)
        tolerance += half_unit(left);
    return tolerance;
}

bool relation_is_in_scope(const struct form_law *law, enum sheet_row_kind kind)
{
    switch (law->scope) {
    case FORM_SCOPE_ROWS:
        return true;
    case FORM_SCOPE_BODY:
        return kind == SHEET_ROW_BODY;
    case FORM_SCOPE_TOTAL:
        return kind == SHEET_ROW_TOTAL;
    }
    return false;
}

static enum status add_law(const struct board *board,
                           const struct board_sheet *on,
                           struct relation_set *set, const struct form_law *law,
                           int row, struct fault *fault)
{
    struct relation start = {
        .on = (size_t)(on - board->sheets), .law = law, .column = -1, .row = row, .kind = law->relation,
        .soft = law->soft, .modulus = law->modulus,
        .tolerance = law_tolerance(on, law, row),
    };
    struct relation *relation = NULL;
    enum status rc;

    (void)text_copy(start.check, sizeof start.check, law->check);
    rc = relation_set_add(set, &start, law->n_left + law->n_right, &relation,
                      fault);
    if (rc == ST_OK
        && !(put_side(board, on, relation, law->left, law->n_left, true)
             && put_side(board, on, relation, law->right, law->n_right, false)))
        drop_last(set);
    return rc;
}

static enum status add_laws(const struct board *board,
                            const struct board_sheet *on,
                            struct relation_set *set, struct fault *fault)
{
    enum status rc = ST_OK;

    for (int row = 1; row <= on->sheet->n_rows && rc == ST_OK; row++)
        for (size_t i = 0; i < on->form->n_laws && rc == ST_OK; i++) {
            const struct form_law *law = &on->form->laws[i];

            if (!across_is_far(law) &&
                relation_is_in_scope(law, on->sheet->rows[row - 1].kind))
                rc = add_law(board, on, set, law, row, fault);
        }
    return rc;
}

/* ---- totals ---- */

/* A mean leaves out what was not measured; a sum takes it for nothing. */
static bool counts_in(const struct board *board, size_t cell,
                      enum form_total kind)
{
    return kind == FORM_TOTAL_SUM
        || board->cells[cell].at->reading.state != READ_BLANK;
}

static bool put_parts(const struct board *board, const struct board_sheet *on,
                      struct relation *relation)
{
    int first, last;

    total_span(on, relation->row, &first, &last);
    for (int row = first; row <= last; row++) {
        size_t cell;

        if (!is_part(on, row))
            continue;
        cell = relation_usable_cell(board, on, row, relation->column);
        if (cell == BOARD_NO_CELL)
            return false;
        if (counts_in(board, cell, relation->total))
            (void)put_term(relation, cell, 1, false);
    }
    return relation->n_terms > 1;
}

/* terms[0] is the total itself. */
static void settle_parts(struct relation *relation,
                         const struct form_column *column)
{
    size_t n = relation->n_terms - 1;

    relation->n_parts = (int)n;
    if (relation->total == FORM_TOTAL_MEAN) {
        for (size_t i = 1; i <= n; i++)
            relation->terms[i].factor = 1.0 / (double)n;
        relation->tolerance = half_unit(column);
    } else if (relation->total == FORM_TOTAL_FIRST) {
        relation->n_terms = 2;
    } else if (relation->total == FORM_TOTAL_LAST) {
        relation->terms[1] = relation->terms[n];
        relation->n_terms = 2;
    }
    if (column->rounded)
        relation->tolerance = half_unit(column)
            * (relation->total == FORM_TOTAL_SUM ? (double)(n + 1) : 2);
}

/* The cell of the sum that stands above a mean of the same rows. */
static size_t sum_above(const struct board *board, const struct board_sheet *on,
                        int row, int column)
{
    for (int above = row - 1; above >= 1; above--) {
        if (on->sheet->rows[above - 1].kind != SHEET_ROW_TOTAL)
            break;
        if (kind_of_total(on, above, &on->form->columns[column]) ==
            FORM_TOTAL_SUM)
            return relation_usable_cell(board, on, above, column);
    }
    return BOARD_NO_CELL;
}

/* A clerk who has the sum divides it. Two relations of the same parts would
 * also count one coincidence twice: errors that make up for each other. */
static void divide_sum(const struct board *board, const struct board_sheet *on,
                       struct relation *relation)
{
    size_t sum = sum_above(board, on, relation->row, relation->column);

    if (relation->total != FORM_TOTAL_MEAN || sum == BOARD_NO_CELL)
        return;
    relation->terms[1].cell = sum;
    relation->n_terms = 2;
}

static enum status add_total(const struct board *board,
                             const struct board_sheet *on,
                             struct relation_set *set, int row, int column,
                             enum form_total kind, struct fault *fault)
{
    struct relation start = {
        .on = (size_t)(on - board->sheets), .column = column, .total = kind, .row = row, .check = "A1",
        .kind = FORM_EQUAL, .modulus = on->form->page_modulus,
    };
    struct relation *relation = NULL;
    enum status rc = relation_set_add(set, &start,
                                  (size_t)on->sheet->n_rows + 1, &relation,
                                  fault);

    if (rc != ST_OK)
        return rc;
    if (put_term(relation, relation_usable_cell(board, on, row, column), 1, true)
        && put_parts(board, on, relation)) {
        settle_parts(relation, &on->form->columns[column]);
        divide_sum(board, on, relation);
    } else {
        drop_last(set);
    }
    return ST_OK;
}

static enum status add_totals(const struct board *board,
                              const struct board_sheet *on,
                              struct relation_set *set, struct fault *fault)
{
    enum status rc = ST_OK;

    for (int row = 1; row <= on->sheet->n_rows && rc == ST_OK; row++) {
        if (on->sheet->rows[row - 1].kind != SHEET_ROW_TOTAL
            || !on->row_filled[row] || is_note(on, row)
            || is_brought_forward(on, row))
            continue;
        for (size_t i = 0; i < on->form->n_columns && rc == ST_OK; i++) {
            enum form_total kind =
                kind_of_total(on, row, &on->form->columns[i]);

            if (kind != FORM_TOTAL_NONE)
                rc = add_total(board, on, set, row, (int)i, kind, fault);
        }
    }
    return rc;
}

/* ---- which relations a cell stands in ---- */

static enum status index_uses(const struct board *board,
                              struct relation_set *set, struct fault *fault)
{
    size_t n_cells = board->n_cells, n_uses = 0;
    size_t *fill = NULL;

    for (size_t r = 0; r < set->n_relations; r++)
        n_uses += set->relations[r].n_terms;
    set->first = calloc(n_cells + 2, sizeof *set->first);
    set->uses = calloc(n_uses + 1, sizeof *set->uses);
    fill = calloc(n_cells + 1, sizeof *fill);
    if (set->first == NULL || set->uses == NULL || fill == NULL) {
        free(fill);
        return fault_set(fault, ST_NOMEM, "check: out of memory");
    }
    for (size_t r = 0; r < set->n_relations; r++)
        for (size_t t = 0; t < set->relations[r].n_terms; t++)
            set->first[set->relations[r].terms[t].cell + 1]++;
    for (size_t i = 0; i < n_cells; i++)
        set->first[i + 1] += set->first[i];
    for (size_t r = 0; r < set->n_relations; r++)
        for (size_t t = 0; t < set->relations[r].n_terms; t++) {
            size_t cell = set->relations[r].terms[t].cell;

            set->uses[set->first[cell] + fill[cell]++] =
                (struct relation_use){r, t};
        }
    free(fill);
    return ST_OK;
}

enum status relation_set_make(const struct board *board,
                              const struct place_map *places,
                              struct relation_set *out, struct fault *fault)
{
    enum status rc = ST_OK;

    *out = (struct relation_set){0};
    for (size_t i = 0; i < board->n_sheets && rc == ST_OK; i++) {
        rc = add_laws(board, &board->sheets[i], out, fault);
        if (rc == ST_OK)
            rc = add_totals(board, &board->sheets[i], out, fault);
    }
    if (rc == ST_OK && places != NULL)
        rc = across_add(board, places, out, fault);
    if (rc == ST_OK)
        rc = index_uses(board, out, fault);
    if (rc != ST_OK) {
        relation_set_clear(out);
        return rc;
    }
    for (size_t i = 0; i < out->n_relations; i++) {
        relation_count_units(&out->relations[i], board);
        relation_weigh(&out->relations[i], board);
    }
    return ST_OK;
}

void relation_set_clear(struct relation_set *set)
{
    for (size_t i = 0; i < set->n_relations; i++)
        free(set->relations[i].terms);
    free(set->relations);
    free(set->first);
    free(set->uses);
    *set = (struct relation_set){0};
}
