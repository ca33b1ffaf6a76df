/* D1, D3, E3: months that lack, papers that came twice or repeat the last
 * ones. */
#include <stdlib.h>
#include <string.h>

#include "report/check_find.h"

/* Fewer figures than that may well be the same again. */
enum { FIGURES_LEAST = 6 };

/* A register goes on over many pages: they are alike by right. */
static bool goes_on(const struct form *form)
{
    return form->rows == FORM_ROWS_PERSON || form->rows == FORM_ROWS_ITEM;
}

static int count_figures(const struct check_paper *paper)
{
    int n = 0;

    for (size_t i = 0; i < paper->n_cells; i++)
        n += paper->cells[i].row > 0 && paper->cells[i].value[0] != '\0';
    return n;
}

/* Texts are kept once, so that equal ones are the same pointer. */
static bool is_copy(const struct check_paper *a, const struct check_paper *b)
{
    size_t i = 0, k = 0;

    while (i < a->n_cells && a->cells[i].row == 0)
        i++;
    while (k < b->n_cells && b->cells[k].row == 0)
        k++;
    if (a->n_cells - i != b->n_cells - k)
        return false;
    for (; i < a->n_cells; i++, k++)
        if (a->cells[i].value != b->cells[k].value ||
            a->cells[i].row != b->cells[k].row ||
            a->cells[i].column != b->cells[k].column)
            return false;
    return true;
}

/* Months since the year 0 of "2025-03", or -1. */
static int month_of(const char *period)
{
    struct period parsed;

    return period_parse(period, &parsed) && parsed.month > 0
               ? period_span(parsed).first
               : -1;
}

static void tell_twice(struct check_finder *finder,
                       const struct check_paper *first,
                       const struct check_paper *second)
{
    bool same = is_copy(first, second);
    struct db_finding out;

    check_begin(&out, "D3", second, 0);
    check_say(&out, REPORT_CHINESE, "与 %.80s 第 %d 页是同一单位同一期的表，%s",
              first->sheet.source, first->sheet.page,
              same ? "各数相同" : "各数不同");
    check_say(&out, REPORT_ENGLISH,
              "%.80s page %d is the same unit's of the same period; the "
              "figures are %s",
              first->sheet.source, first->sheet.page,
              same ? "the same" : "others");
    check_tell(finder, &out);
}

static void tell_copy(struct check_finder *finder,
                      const struct check_paper *before,
                      const struct check_paper *paper)
{
    int n = count_figures(paper);
    struct db_finding out;

    if (n < FIGURES_LEAST || !is_copy(before, paper))
        return;
    check_begin(&out, "E3", paper, 0);
    check_say(&out, REPORT_CHINESE, "%d 个数与 %s 的表逐格相同", n,
              before->sheet.period);
    check_say(&out, REPORT_ENGLISH, "All %d figures are those of %s", n,
              before->sheet.period);
    check_tell(finder, &out);
}

static void tell_gap(struct check_finder *finder,
                     const struct check_paper *before,
                     const struct check_paper *after)
{
    int from = month_of(before->sheet.period) + 1;
    int to = month_of(after->sheet.period) - 1;
    struct db_finding out;

    if (from <= 0 || to < from)
        return;
    check_begin(&out, "D1", after, 0);
    out.source[0] = '\0';
    out.page = 0;
    check_say(&out, REPORT_CHINESE, "缺 %d-%02d 至 %d-%02d，共 %d 个月",
              from / 12, from % 12 + 1, to / 12, to % 12 + 1, to - from + 1);
    check_say(&out, REPORT_ENGLISH, "%d-%02d to %d-%02d is lacking, %d months",
              from / 12, from % 12 + 1, to / 12, to % 12 + 1, to - from + 1);
    check_tell(finder, &out);
}

void check_find_together(struct check_finder *finder)
{
    const struct check_papers *papers = finder->papers;

    for (size_t i = 1; i < papers->n; i++) {
        const struct check_paper *before = &papers->all[i - 1];
        const struct check_paper *paper = &papers->all[i];

        if (!check_same_series(before, paper) || goes_on(paper->form) ||
            before->sheet.period[0] == '\0' ||
            before->sheet.whole_id == paper->sheet.whole_id)
            continue;
        if (strcmp(before->sheet.period, paper->sheet.period) == 0) {
            tell_twice(finder, before, paper);
        } else {
            tell_gap(finder, before, paper);
            tell_copy(finder, before, paper);
        }
    }
}
