#include "forms/draft_evidence.h"

#include <math.h>
#include <stdlib.h>

/* Binary figures that are equal in decimals. */
static const double SAME = 1e-6;

static bool allocate(struct draft_figures *figures)
{
    size_t rows = (size_t)figures->n_rows, wide = (size_t)figures->n_columns;
    size_t n = rows * wide + 1;

    figures->values = calloc(n, sizeof *figures->values);
    figures->known = calloc(n, sizeof *figures->known);
    figures->sure = calloc(n, sizeof *figures->sure);
    figures->body = calloc(rows + 1, sizeof *figures->body);
    figures->usable = calloc(wide + 1, sizeof *figures->usable);
    figures->unit = calloc(wide + 1, sizeof *figures->unit);
    return figures->values && figures->known && figures->sure &&
           figures->body && figures->usable && figures->unit;
}

void draft_figures_clear(struct draft_figures *figures)
{
    free(figures->values);
    free(figures->known);
    free(figures->sure);
    free(figures->body);
    free(figures->usable);
    free(figures->unit);
    *figures = (struct draft_figures){0};
}

static void take_row(const struct draft_table *table, int from,
                     struct draft_figures *out)
{
    int row = out->n_rows++;

    out->body[row] = table->rows[from].kind == DRAFT_ROW_BODY;
    for (int c = 0; c < out->n_columns; c++) {
        int at = row * out->n_columns + c;
        out->known[at] = draft_value(table, from, c, &out->values[at]);
        out->sure[at] = draft_is_sure(table, from, c);
    }
}

enum status draft_figures_make(const struct draft_table *table,
                               const struct form *form,
                               struct draft_figures *out, struct fault *fault)
{
    *out = (struct draft_figures){.n_rows = table->n_rows,
                                  .n_columns = table->n_columns};
    if (!allocate(out)) {
        draft_figures_clear(out);
        return fault_set(fault, ST_NOMEM, "draft: out of memory");
    }
    out->n_rows = 0;
    for (int r = 0; r < table->n_rows; r++)
        if (table->rows[r].kind == DRAFT_ROW_BODY ||
            table->rows[r].kind == DRAFT_ROW_TOTAL)
            take_row(table, r, out);
    for (int c = 0; c < out->n_columns; c++) {
        const struct form_column *column = &form->columns[c];
        int decimals = column->type.decimals;
        bool figure = column->type.kind <= VALUE_MONEY && !column->is_label;
        out->unit[c] = decimals > 0 ? pow(10, -decimals) : 1;
        for (int r = 0; figure && r < out->n_rows; r++)
            out->usable[c] =
                out->usable[c] || out->values[r * out->n_columns + c] != 0;
    }
    return ST_OK;
}

/* One row of a relation. */
struct row_terms {
    double sum, least, most;
    int written; /* terms that are not nought */
    bool known, sure;
};

static struct row_terms add_terms(const struct draft_figures *figures,
                                  const struct draft_relation *relation,
                                  int row)
{
    int base = row * figures->n_columns, target = base + relation->target;
    struct row_terms terms = {.known = figures->known[target],
                              .sure = figures->sure[target],
                              .least = HUGE_VAL,
                              .most = -HUGE_VAL};

    for (int i = 0; i < relation->n; i++) {
        int at = base + relation->columns[i];
        double value = figures->values[at];
        terms.sum += relation->signs[i] * value;
        terms.least = fmin(terms.least, value);
        terms.most = fmax(terms.most, value);
        terms.written += value != 0;
        terms.known = terms.known && figures->known[at];
        terms.sure = terms.sure && figures->sure[at];
    }
    return terms;
}

static bool holds(const struct draft_relation *relation,
                  const struct row_terms *terms, double value, double unit)
{
    double times = relation->mean ? relation->n : 1;
    double away = terms->sum - times * value;
    double allowed =
        relation->mean ? (0.5 * unit + SAME) * times : SAME * (1 + fabs(value));

    if (relation->modulus > 0)
        away = remainder(away, relation->modulus);
    return fabs(away) <= allowed;
}

/* A row of equal figures has its mean by nature; one of small figures adds up
 * by chance. */
static double digits_of(const struct draft_relation *relation,
                        const struct row_terms *terms, double value,
                        double unit)
{
    if (relation->modulus > 0)
        return log10(relation->modulus / (relation->n * unit));
    if (relation->mean)
        return log10(1 + (terms->most - terms->least) / unit);
    return log10(1 + fabs(value) / unit);
}

struct draft_evidence draft_weigh(const struct draft_figures *figures,
                                  const struct draft_relation *relation)
{
    struct draft_evidence evidence = {0};

    for (int r = 0; r < figures->n_rows; r++) {
        struct row_terms terms = add_terms(figures, relation, r);
        double value =
            figures->values[r * figures->n_columns + relation->target];
        double unit = figures->unit[relation->target];
        if (!terms.known || (terms.written < 2 && terms.written > 0) ||
            (terms.written == 0 && value == 0))
            continue;
        if (holds(relation, &terms, value, unit)) {
            evidence.held++;
            evidence.digits += digits_of(relation, &terms, value, unit);
        } else {
            evidence.failed++;
            evidence.failed_surely += terms.sure;
        }
        /* Most tries are no law: there is no need to see all rows. */
        if (evidence.failed_surely > 2 &&
            evidence.failed_surely > evidence.held)
            break;
    }
    return evidence;
}
