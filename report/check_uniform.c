/*
 * E4: a column in which nothing varies though the rows are many: every share
 * exactly 100, or a sensitive part that is all of its whole in every row. Real
 * reports were so while audits found omissions; it is told as a property of the
 * series and no more.
 */
#include "base/text.h"
#include "report/check_find.h"

/* Fewer rows may be alike by chance. */
enum { ROWS_LEAST = 5 };

static void tell_uniform(struct check_finder *finder,
                         const struct check_paper *paper, const char *law,
                         int column, int rows)
{
    char name[CHECK_NAME_MAX], words[FINDING_WORDS_MAX / 2];
    struct db_finding out;

    check_begin(&out, "E4", paper, 0);
    (void)text_copy(out.law, sizeof out.law, law);
    for (int row = 1; row <= check_paper_rows(paper); row++)
        if (check_paper_at(paper, row, column) != NULL &&
            !check_paper_is_total(paper, row))
            check_name_cell(&out, paper, paper, row, column);
    check_name_column(paper, column, name);
    columns_named(columns_of(paper->form), law, words, sizeof words);
    check_say(&out, REPORT_CHINESE, "%s 在 %d 行中毫无变化（%s）", name, rows,
              words);
    check_say(&out, REPORT_ENGLISH,
              "uniform series: %s does not vary over %d rows (%s)", name, rows,
              words);
    check_tell(finder, &out);
}

/* ---- shares of exactly 100 ---- */

static void check_share(struct check_finder *finder,
                        const struct check_paper *paper, int column)
{
    int last = check_paper_rows(paper), n = 0;
    struct amount figure;

    for (int row = 1; row <= last; row++) {
        const struct check_cell *cell = check_paper_at(paper, row, column);

        if (cell == NULL || cell->kind == SHEET_ROW_TOTAL ||
            (cell->value[0] == '\0' && !cell->waits))
            continue;
        if (!check_cell_figure(cell, &figure) ||
            figure.parts != 100 * AMOUNT_ONE)
            return;
        n++;
    }
    if (n >= ROWS_LEAST)
        tell_uniform(finder, paper, "100 %", column, n);
}

/* ---- parts that are all of their whole ---- */

static bool add_up(const struct check_paper *paper, int row,
                   const struct form_term *terms, size_t n, int64_t *sum)
{
    *sum = 0;
    for (size_t i = 0; i < n; i++) {
        const struct check_cell *cell =
            check_paper_at(paper, row, terms[i].column);
        struct amount figure = {0};

        if (cell == NULL || cell->waits ||
            (cell->value[0] != '\0' && !check_cell_figure(cell, &figure)))
            return false;
        *sum += figure.parts;
    }
    return true;
}

/* A law between plain columns of one row whose part is sensitive. */
static bool is_telling(const struct form *form, const struct form_law *law)
{
    if (law->relation != FORM_AT_MOST || law->n_left != 1)
        return false;
    for (size_t i = 0; i < law->n_left + law->n_right; i++) {
        const struct form_term *term = i < law->n_left
                                           ? &law->left[i]
                                           : &law->right[i - law->n_left];

        if (form_term_is_far(term) || term->row != FORM_AT_ROW ||
            term->factor != 1)
            return false;
    }
    return form->columns[law->left[0].column].sensitive;
}

static void check_law(struct check_finder *finder,
                      const struct check_paper *paper,
                      const struct form_law *law)
{
    int last = check_paper_rows(paper), n = 0;
    int64_t part, whole;

    for (int row = 1; row <= last; row++) {
        if (check_paper_is_total(paper, row))
            continue;
        if (!add_up(paper, row, law->left, law->n_left, &part) ||
            !add_up(paper, row, law->right, law->n_right, &whole) ||
            part != whole)
            return;
        n += whole > 0;
    }
    if (n >= ROWS_LEAST)
        tell_uniform(finder, paper, law->text, law->left[0].column, n);
}

void check_find_uniform(struct check_finder *finder)
{
    for (size_t p = 0; p < finder->papers->n; p++) {
        const struct check_paper *paper = &finder->papers->all[p];
        const struct form *form = paper->form;

        if (form->rows != FORM_ROWS_UNIT)
            continue;
        for (size_t i = 0; i < form->n_columns; i++)
            if (form->columns[i].type.kind == VALUE_PERCENT)
                check_share(finder, paper, (int)i);
        for (size_t i = 0; i < form->n_laws; i++)
            if (is_telling(form, &form->laws[i]))
                check_law(finder, paper, &form->laws[i]);
    }
}
