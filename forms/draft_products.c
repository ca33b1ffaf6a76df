#include "forms/draft_products.h"

#include <math.h>
#include <stdlib.h>

#include "forms/draft_steps.h"

enum { LEAST_ROWS = 3, HELD_FOR_SLIP = 5 };
static const double MARGIN_DIGITS = 2;

static double share_of(const struct form_column *column)
{
    return column->type.kind == VALUE_PERCENT    ? 0.01
           : column->type.kind == VALUE_PERMILLE ? 0.001
                                                 : 1;
}

static struct draft_evidence weigh(const struct draft_figures *figures,
                                   const struct form *form, int a, int b,
                                   int product)
{
    struct draft_evidence evidence = {0};
    double times = share_of(&form->columns[a]) * share_of(&form->columns[b]);
    double unit = figures->unit[product];

    for (int r = 0; r < figures->n_rows; r++) {
        const double *row = figures->values + r * figures->n_columns;
        const bool *known = figures->known + r * figures->n_columns;
        const bool *sure = figures->sure + r * figures->n_columns;
        if (!figures->body[r] || !known[a] || !known[b] || !known[product] ||
            row[a] == 0 || row[b] == 0)
            continue;
        if (fabs(row[a] * row[b] * times - row[product]) <= 0.51 * unit) {
            evidence.held++;
            /* once one is the unit, the other is its own product */
            if (row[a] * times != 1 && row[b] * times != 1)
                evidence.digits += log10(1 + fabs(row[product]) / unit);
        } else {
            evidence.failed++;
            evidence.failed_surely += sure[a] && sure[b] && sure[product];
        }
    }
    return evidence;
}

static enum status add_remark(struct form_draft *draft, int a, int b,
                              int product, const struct draft_evidence *held,
                              struct fault *fault)
{
    const struct form_column *columns = draft->form->columns;
    struct draft_note *more = realloc(
        draft->remarks, (draft->n_remarks + 1) * sizeof *draft->remarks);

    if (more == NULL)
        return fault_set(fault, ST_NOMEM, "draft: out of memory");
    draft->remarks = more;
    more[draft->n_remarks] = (struct draft_note){0};
    draft_note(&more[draft->n_remarks++], false,
               fault_words("%s x %s = %s held on %d of %d rows; laws have no "
                           "products"),
               columns[a].code, columns[b].code, columns[product].code,
               held->held, held->held + held->failed);
    return ST_OK;
}

enum status draft_find_products(const struct draft_figures *figures,
                                struct form_draft *draft, struct fault *fault)
{
    int n = figures->n_columns;
    double needed = 3 * log10(n + 1.0) + MARGIN_DIGITS;
    enum status rc = ST_OK;

    for (int p = 0; p < n; p++)
        for (int a = 0; rc == ST_OK && a < n; a++)
            for (int b = a + 1; rc == ST_OK && b < n; b++) {
                struct draft_evidence held;
                if (a == p || b == p || !figures->usable[a] ||
                    !figures->usable[b] || !figures->usable[p])
                    continue;
                held = weigh(figures, draft->form, a, b, p);
                if (held.held >= LEAST_ROWS && held.digits >= needed &&
                    held.held >= HELD_FOR_SLIP * held.failed_surely &&
                    held.held > held.failed)
                    rc = add_remark(draft, a, b, p, &held, fault);
            }
    return rc;
}
