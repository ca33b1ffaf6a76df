/*
 * What a reader knows of one number that is kept back. Of two thousand villages
 * only those matter that are tied to it: its own, and those that a column's sum
 * ties to that, because few enough of the column are kept back.
 */
#include "report/joint_table.h"

/* ---- sums of a village ---- */

static bool add_terms(const struct joint_table *table, struct joint_sum *sum,
                      const struct report_terms *terms, int sign)
{
    for (size_t i = 0; i < terms->n; i++) {
        int at = report_find_indicator(table->report->catalogue,
                                       terms->term[i].name);
        size_t column = 0;
        while (column < table->n_columns &&
               table->columns[column] != (size_t)at)
            column++;
        if (column == table->n_columns)
            return false;
        sum->column[sum->n] = column;
        sum->sign[sum->n++] = sign * terms->term[i].sign;
    }
    return true;
}

static void list_laws(struct joint_table *table, const struct report_law *laws,
                      uint32_t n)
{
    for (uint32_t i = 0; i < n && table->n_sums < JOINT_SUMS_MAX; i++) {
        struct joint_sum *sum = &table->sums[table->n_sums];
        *sum = (struct joint_sum){.n = 0};
        table->n_sums += add_terms(table, sum, &laws[i].left, 1) &&
                         add_terms(table, sum, &laws[i].right, -1);
    }
}

/* Sums of sensitive figures only; the others are a village's own affair. */
void joint_list_sums(struct joint_table *table)
{
    const struct report_catalogue *catalogue = table->report->catalogue;

    table->n_sums = 0;
    list_laws(table, catalogue->laws, catalogue->n_laws);
    list_laws(table, catalogue->ties, catalogue->n_ties);
}

/* ---- which villages ---- */

static void take_line(struct joint_table *table, size_t line)
{
    if (table->slot_of[line] != 0)
        return;
    table->lines[table->n_in++] = line;
    table->slot_of[line] = table->n_in;
}

static void forget_lines(struct joint_table *table)
{
    for (size_t i = 0; i < table->n_in; i++)
        table->slot_of[table->lines[i]] = 0;
    table->n_in = 0;
}

/* Its sum says something: with more numbers open it leaves room enough to
 * each. */
static bool has_law(const struct joint_table *table, size_t column)
{
    return table->totals[column] >= 0 && table->n_kept[column] > 0 &&
           table->n_kept[column] <= INFERENCE_TERMS_MAX;
}

static void take_column(struct joint_table *table, size_t column)
{
    for (size_t line = 0; line < table->n_lines; line++)
        if (joint_is_kept(table->places[joint_place(table, line, column)]))
            take_line(table, line);
}

static void take_tied(struct joint_table *table, size_t line)
{
    bool taken[JOINT_COLUMNS_MAX] = {false};

    forget_lines(table);
    take_line(table, line);
    for (size_t i = 0; i < table->n_in; i++)
        for (size_t column = 0; column < table->n_columns; column++) {
            size_t at = joint_place(table, table->lines[i], column);
            if (taken[column] || !has_law(table, column) ||
                !joint_is_kept(table->places[at]))
                continue;
            taken[column] = true;
            take_column(table, column);
        }
}

/* ---- laws ---- */

static size_t number_of(const struct joint_table *table, size_t line,
                        size_t column)
{
    return joint_place(table, table->slot_of[line] - 1, column);
}

static bool add_number(struct joint_table *table, struct inference_law *law,
                       size_t line, size_t column, int64_t factor)
{
    size_t at = joint_place(table, line, column);

    if (table->places[at] == PLACE_UNKNOWN || law->n == INFERENCE_TERMS_MAX)
        return false;
    if (!joint_is_kept(table->places[at])) {
        law->low -= factor * table->values[at];
        law->high -= factor * table->values[at];
        return true;
    }
    law->term[law->n].number = number_of(table, line, column);
    law->term[law->n++].factor = factor;
    return true;
}

static void keep_law(struct joint_table *table, const struct inference_law *law)
{
    const struct inference known = {
        table->numbers, table->n_in * table->n_columns, NULL, 0};

    /* one that the papers break leads a reader nowhere */
    if (law->n > 0 && inference_holds(&known, law))
        table->n_laws++;
}

/* Of the columns that @at's villages were taken for. */
static void add_column_law(struct joint_table *table, size_t column)
{
    struct inference_law *law = &table->laws[table->n_laws];
    bool whole = true;

    *law = (struct inference_law){.low = table->totals[column],
                                  .high = table->totals[column]};
    for (size_t line = 0; line < table->n_lines && whole; line++)
        whole = add_number(table, law, line, column, 1);
    if (whole)
        keep_law(table, law);
}

static bool is_touched(const struct joint_table *table, size_t column)
{
    for (size_t i = 0; i < table->n_in; i++)
        if (joint_is_kept(
                table->places[joint_place(table, table->lines[i], column)]))
            return true;
    return false;
}

static void add_line_law(struct joint_table *table, size_t line,
                         const struct joint_sum *sum)
{
    struct inference_law *law = &table->laws[table->n_laws];
    bool whole = true;

    *law = (struct inference_law){.n = 0};
    for (size_t i = 0; i < sum->n && whole; i++)
        whole = add_number(table, law, line, sum->column[i], sum->sign[i]);
    if (whole)
        keep_law(table, law);
}

static void know_number(struct joint_table *table, size_t line, size_t column)
{
    size_t at = joint_place(table, line, column);
    struct inference_number *number =
        &table->numbers[number_of(table, line, column)];
    bool kept = joint_is_kept(table->places[at]);

    number->truth = table->values[at];
    number->low = kept ? 0 : table->values[at];
    number->high = !kept ? table->values[at] : table->most[at];
    if (table->places[at] == PLACE_SMALL) {
        number->low = 1;
        number->high = REPORT_SMALL - 1;
    } else if (kept && number->high > 2 * table->values[at] + 20) {
        number->high = 2 * table->values[at] + 20; /* far enough */
    }
}

bool joint_is_told(struct joint_table *table, size_t at)
{
    size_t line = at / table->n_columns, column = at % table->n_columns;
    struct inference known;

    take_tied(table, line);
    for (size_t i = 0; i < table->n_in; i++)
        for (size_t c = 0; c < table->n_columns; c++)
            know_number(table, table->lines[i], c);
    table->n_laws = 0;
    for (size_t c = 0; c < table->n_columns; c++)
        if (has_law(table, c) && is_touched(table, c))
            add_column_law(table, c);
    for (size_t i = 0; i < table->n_in; i++)
        for (size_t j = 0; j < table->n_sums; j++)
            add_line_law(table, table->lines[i], &table->sums[j]);
    known = (struct inference){table->numbers, table->n_in * table->n_columns,
                               table->laws, table->n_laws};
    return !inference_is_open(&known, number_of(table, line, column));
}
