#include "report/standing.h"

#include <stdio.h>
#include <string.h>

#include "report/evidence.h"

/* ---- numerator and denominator ---- */

static const struct report_figure *find(const struct report_figure *figures,
                                        size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(figures[i].indicator->id, id) == 0)
            return &figures[i];
    return NULL;
}

static const struct report_rule *ratio_of(const struct report_figure *figure)
{
    for (uint32_t i = 0; i < figure->indicator->n_rules; i++)
        if (figure->indicator->rules[i].of != NULL)
            return &figure->indicator->rules[i];
    return NULL;
}

static bool is_ratio(const struct report_figure *figure)
{
    return figure->chosen >= 0 &&
           figure->sources[figure->chosen].rule->of != NULL;
}

static void fill_part(const struct report_figure *part, struct report_part *out)
{
    *out = (struct report_part){0};
    if (part == NULL)
        return;
    out->indicator = part->indicator;
    out->known = part->state == REPORT_SURE || part->state == REPORT_DOUBTFUL;
    if (out->known)
        memcpy(out->text, part->text, sizeof out->text);
}

static void fill_parts(const struct report_figure *figures, size_t n,
                       struct report_figure *figure)
{
    const struct report_rule *rule = ratio_of(figure);

    if (rule == NULL)
        return;
    fill_part(find(figures, n, rule->of), &figure->numerator);
    fill_part(find(figures, n, rule->to), &figure->denominator);
}

/* ---- too few ---- */

static bool is_on_few(const struct report *report,
                      const struct report_figure *figures, size_t n,
                      const struct report_figure *figure)
{
    int few = figure->indicator->few > 0 ? figure->indicator->few
                                         : report->catalogue->few;
    const struct report_figure *to;

    if (!is_ratio(figure))
        return false;
    to = find(figures, n, figure->sources[figure->chosen].rule->to);
    return to != NULL && to->value.parts < (int64_t)few * AMOUNT_ONE;
}

/* ---- what it rests on ---- */

static void count_cells(const struct report *report,
                        struct report_figure *figure, size_t *n_persons)
{
    const struct report_source *source = &figure->sources[figure->chosen];
    const struct report_evidence *evidence = report->evidence;
    struct evidence_marks *marks = evidence->marks;

    marks->now++;
    for (size_t i = 0; i < source->n_uses; i++) {
        const struct report_cell *cell = source->uses[i].cell;
        uint32_t *mark = &marks->of_cell[cell - evidence->cells];
        if (*mark == marks->now)
            continue;
        *mark = marks->now;
        figure->n_cells++;
        figure->n_unreviewed += cell->status == VERDICT_REVIEW;
        *n_persons += cell->status == VERDICT_CONFIRMED ||
                      cell->status == VERDICT_CORRECTED;
    }
}

static void fill_standing(const struct report *report,
                          struct report_figure *figure)
{
    size_t n_persons = 0;

    figure->n_cells = figure->n_unreviewed = 0;
    figure->standing = REPORT_NO_STANDING;
    if (figure->chosen < 0)
        return;
    count_cells(report, figure, &n_persons);
    figure->standing = figure->n_cells == 0           ? REPORT_STATED
                       : figure->n_unreviewed > 0     ? REPORT_UNREVIEWED
                       : n_persons == figure->n_cells ? REPORT_CONFIRMED
                                                      : REPORT_ACCEPTED;
}

/* Parts are filled first: a rate may be part of nothing, but its state
 * changes. */
void standing_fill(const struct report *report, struct report_figure *figures,
                   size_t n)
{
    for (size_t i = 0; i < n; i++) {
        fill_parts(figures, n, &figures[i]);
        fill_standing(report, &figures[i]);
    }
    for (size_t i = 0; i < n; i++)
        if (is_on_few(report, figures, n, &figures[i])) {
            figures[i].state = REPORT_COUNTED;
            snprintf(figures[i].text, sizeof figures[i].text, "%.12s/%.12s",
                     figures[i].numerator.text, figures[i].denominator.text);
        }
}

static bool is_hidden(const struct report_figure *figures, size_t n,
                      const struct report_part *part)
{
    const struct report_figure *figure =
        part->indicator != NULL ? find(figures, n, part->indicator->id) : NULL;
    return figure != NULL && figure->state == REPORT_HIDDEN;
}

static void forget_part(const struct report_figure *figures, size_t n,
                        struct report_part *part)
{
    if (!is_hidden(figures, n, part))
        return;
    part->known = false;
    part->text[0] = '\0';
}

static void hide(struct report_figure *figure)
{
    figure->state = REPORT_HIDDEN;
    figure->text[0] = '\0';
}

void standing_hide(struct report_figure *figures, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct report_figure *one = &figures[i];
        if (one->state == REPORT_COUNTED &&
            (is_hidden(figures, n, &one->numerator) ||
             is_hidden(figures, n, &one->denominator)))
            hide(one);
        forget_part(figures, n, &one->numerator);
        forget_part(figures, n, &one->denominator);
        if (one->state != REPORT_HIDDEN)
            continue;
        one->standing = REPORT_NO_STANDING;
        one->n_cells = one->n_unreviewed = 0;
        one->has_interval = false;
        one->low_text[0] = one->high_text[0] = '\0';
    }
}
