#include "forms/half.h"

#include <stdlib.h>

int half_count_labels(const struct form *form)
{
    int n = 0;

    for (size_t c = 0; c < form->n_columns; c++)
        n += form->columns[c].is_label;
    return n;
}

bool half_may_be(const struct form *form)
{
    int labels = half_count_labels(form);

    for (int c = 0; c < labels; c++)
        if (!form->columns[c].is_label)
            return false;
    return !form->open_right && form_count_lists(form) == 1 &&
           (int)form->n_columns >= labels + 2 * HALF_LEAST_COLUMNS;
}

static void take_columns(struct half *half)
{
    int at = 0;

    for (int c = 0; half->first > 0 && c < half->labels; c++)
        half->place[at++] = c;
    for (int c = 0; c < half->n; c++)
        half->place[at++] = half->first + c;
    for (int c = 0; c < at; c++)
        half->form.columns[c] = half->whole->columns[half->place[c]];
    half->form.n_columns = (size_t)at;
}

enum status half_new(const struct form *whole, int first, int n, bool again,
                     struct half **out, struct fault *fault)
{
    int labels = half_count_labels(whole);
    size_t room = (size_t)(labels + n);
    struct half *half = calloc(1, sizeof *half);

    *out = half;
    if (half == NULL)
        return fault_set(fault, ST_NOMEM, "match: out of memory");
    *half = (struct half){.form = *whole,
                          .whole = whole,
                          .first = first,
                          .n = n,
                          .labels = first == 0 || again ? labels : 0,
                          .whole_labels = labels};
    half->form.columns = calloc(room, sizeof *half->form.columns);
    half->place = calloc(room, sizeof *half->place);
    if (first > 0)
        half->form.first_column = 0;
    if (half->form.columns == NULL || half->place == NULL) {
        half_free(out);
        return fault_set(fault, ST_NOMEM, "match: out of memory");
    }
    take_columns(half);
    return ST_OK;
}

void half_free(struct half **half)
{
    if (*half == NULL)
        return;
    free((*half)->form.columns);
    free((*half)->place);
    free(*half);
    *half = NULL;
}
