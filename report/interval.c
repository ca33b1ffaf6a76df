#include "report/interval.h"

#include <stdlib.h>
#include <string.h>

#include "report/evidence.h"

struct bounds {
    struct amount low, high;
};

struct intervals {
    struct db_archive *archive;
    struct report *report;
    struct fault *fault;
};

static void widen(struct bounds *bounds, struct amount value)
{
    if (value.parts < bounds->low.parts)
        bounds->low = value;
    if (value.parts > bounds->high.parts)
        bounds->high = value;
}

/* All that the ink may say, what it is taken for included. */
static enum status bounds_of_cell(struct intervals *all,
                                  const struct report_cell *cell,
                                  struct bounds *out)
{
    struct reading reading;
    struct amount value = {0};
    enum status rc =
        db_find_reading(all->archive, cell->id, &reading, all->fault);

    (void)amount_parse(cell->value, &value);
    *out = (struct bounds){value, value};
    for (int i = 0; rc == ST_OK && i < reading.n_candidates; i++)
        if (amount_parse(reading.candidates[i].value, &value))
            widen(out, value);
    return rc;
}

/* Each row of a register in doubt may count or not. */
static enum status bounds_of_count(const struct report_source *source,
                                   struct bounds *out)
{
    const struct report_cell *last = NULL;

    for (size_t i = 0; i < source->n_uses; i++) {
        const struct report_cell *cell = source->uses[i].cell;
        if (cell->status != VERDICT_REVIEW ||
            (last != NULL && last->sheet_id == cell->sheet_id &&
             last->row == cell->row))
            continue;
        last = cell;
        out->high.parts += AMOUNT_ONE;
        if (out->low.parts > 0)
            out->low.parts -= AMOUNT_ONE;
    }
    return ST_OK;
}

static enum status bounds_of_sheets(struct intervals *all,
                                    const struct report_source *source,
                                    struct bounds *out)
{
    enum status rc = ST_OK;

    if (source->rule->rows == REPORT_COUNT_ROWS)
        return bounds_of_count(source, out);
    for (size_t i = 0; i < source->n_uses && rc == ST_OK; i++) {
        const struct report_use *use = &source->uses[i];
        struct amount stands = {0};
        struct bounds cell;
        if (use->cell->status != VERDICT_REVIEW)
            continue;
        (void)amount_parse(use->cell->value, &stands);
        rc = bounds_of_cell(all, use->cell, &cell);
        if (rc != ST_OK)
            break;
        out->low.parts += use->sign > 0 ? cell.low.parts - stands.parts
                                        : stands.parts - cell.high.parts;
        out->high.parts += use->sign > 0 ? cell.high.parts - stands.parts
                                         : stands.parts - cell.low.parts;
    }
    return rc;
}

static struct bounds bounds_of(const struct report_figure *figure)
{
    return figure->has_interval ? (struct bounds){figure->low, figure->high}
                                : (struct bounds){figure->value, figure->value};
}

static void bounds_of_figures(const struct report *report,
                              const struct report_rule *rule,
                              struct bounds *out)
{
    int over = rule->over > 1 ? rule->over : 1;

    *out = (struct bounds){0};
    for (size_t i = 0; i < rule->terms.n; i++) {
        const struct report_term *term = &rule->terms.term[i];
        struct bounds one = bounds_of(report_lookup(report, term->name));
        out->low.parts += term->sign > 0 ? one.low.parts : -one.high.parts;
        out->high.parts += term->sign > 0 ? one.high.parts : -one.low.parts;
    }
    out->low.parts /= over;
    out->high.parts /= over;
}

/* False where the divisor may be nought. */
static bool bounds_of_ratio(const struct report *report,
                            const struct report_indicator *indicator,
                            const struct report_rule *rule, struct bounds *out)
{
    struct bounds of = bounds_of(report_lookup(report, rule->of));
    struct bounds to = bounds_of(report_lookup(report, rule->to));

    return !rule->agreement && of.low.parts >= 0 && to.low.parts > 0 &&
           amount_ratio(of.low, to.high, rule->times, indicator->decimals,
                        &out->low) &&
           amount_ratio(of.high, to.low, rule->times, indicator->decimals,
                        &out->high);
}

static enum status fill_one(struct intervals *all, struct report_figure *figure)
{
    const struct report_source *source = &figure->sources[figure->chosen];
    struct bounds bounds = {figure->value, figure->value};
    enum status rc = ST_OK;

    if (source->rule->form != NULL)
        rc = bounds_of_sheets(all, source, &bounds);
    else if (source->rule->of != NULL)
        (void)bounds_of_ratio(all->report, figure->indicator, source->rule,
                              &bounds);
    else if (source->rule->figures != NULL)
        bounds_of_figures(all->report, source->rule, &bounds);
    figure->has_interval = bounds.low.parts < bounds.high.parts;
    if (rc != ST_OK || !figure->has_interval)
        return rc;
    figure->low = bounds.low;
    figure->high = bounds.high;
    amount_text(bounds.low, figure->indicator->decimals, figure->low_text,
                sizeof figure->low_text);
    amount_text(bounds.high, figure->indicator->decimals, figure->high_text,
                sizeof figure->high_text);
    return ST_OK;
}

/* In the catalogue's order, so that a rate finds the intervals of its parts. */
enum status interval_fill(struct db_archive *archive, struct report *report,
                          struct fault *fault)
{
    struct intervals all = {archive, report, fault};
    enum status rc = ST_OK;

    for (size_t i = 0; i < report->n_figures && rc == ST_OK; i++)
        if (report->figures[i].chosen >= 0 &&
            report->figures[i].n_unreviewed > 0)
            rc = fill_one(&all, &report->figures[i]);
    return rc;
}
