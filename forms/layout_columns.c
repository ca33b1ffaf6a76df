#include "forms/layout_columns.h"

#include <math.h>
#include <string.h>

enum { EXTRA_MAX = 3, SEPARATORS_MAX = 128 };
/* A rule that is there over its whole length speaks as loudly against being
 * dropped as widths that are off by this share on average (a column that is twice
 * as wide as defined, in a table of thirty). */
static const double STRENGTH_WEIGHT = 0.03;

struct choice {
    const struct grid *grid;
    const struct form *form;
    int kept[SEPARATORS_MAX + 1];
    int n_kept;              /* separators kept so far */
    int wanted;              /* separators that must be kept */
    double strength;         /* of the dropped ones */
    int best[SEPARATORS_MAX + 1];
    double best_cost, best_misfit;
};

static double separator_x(const struct grid *grid, int i)
{
    /* In the middle of the table's height: a bent page leans least there. */
    int row = grid->n_rows / 2;
    return grid->nodes[row * (grid->n_columns + 1) + i].x;
}

/* Mean relative difference of the columns' widths to the defined ones. */
static double misfit_of(const struct choice *choice)
{
    const struct form *form = choice->form;
    int first = form->first_column, n = (int)form->n_columns;
    double left = separator_x(choice->grid, choice->kept[first]);
    double right = separator_x(choice->grid, choice->kept[first + n]);
    double defined = 0, sum = 0;

    for (int c = 0; c < n; c++) {
        if (form->columns[c].width <= 0)
            return 1;
        defined += form->columns[c].width;
    }
    for (int c = 0; c < n; c++) {
        double share = form->columns[c].width / defined;
        double x = separator_x(choice->grid, choice->kept[first + c]);
        double next = separator_x(choice->grid, choice->kept[first + c + 1]);
        sum += fabs((next - x) / (right - left) - share) / share;
    }
    return sum / n;
}

static void weigh(struct choice *choice)
{
    double misfit = misfit_of(choice);
    double cost = misfit + STRENGTH_WEIGHT * choice->strength;

    if (cost >= choice->best_cost)
        return;
    choice->best_cost = cost;
    choice->best_misfit = misfit;
    memcpy(choice->best, choice->kept, sizeof choice->best);
}

/* Every way to keep the wanted number of separators from @from on. */
static void choose(struct choice *choice, int from)
{
    int left = choice->grid->n_columns + 1 - from;
    int missing = choice->wanted - choice->n_kept;

    if (missing == 0 && left == 0) {
        weigh(choice);
        return;
    }
    if (missing > 0) {
        choice->kept[choice->n_kept++] = from;
        choose(choice, from + 1);
        choice->n_kept--;
    }
    if (left > missing) {
        double strength = choice->grid->column_strength[from];
        choice->strength += strength;
        choose(choice, from + 1);
        choice->strength -= strength;
    }
}

bool layout_place_columns(const struct grid *grid, const struct form *form,
                          int *separators, struct layout_columns *placed)
{
    int columns = form->first_column + (int)form->n_columns;
    struct choice choice = {.grid = grid, .form = form,
                            .wanted = columns + 1, .best_cost = HUGE_VAL};

    *placed = (struct layout_columns){
        form->open_right ? 0 : grid->n_columns - columns, 1};
    if (grid->n_columns < columns || placed->extra > EXTRA_MAX ||
        grid->n_columns > SEPARATORS_MAX)
        return false;
    if (form->open_right) {
        for (int i = 0; i <= columns; i++)
            choice.best[i] = i;
    } else {
        choose(&choice, 0);
        placed->misfit = choice.best_misfit;
    }
    for (size_t c = 0; c <= form->n_columns; c++)
        separators[c] = choice.best[form->first_column + (int)c];
    return true;
}
