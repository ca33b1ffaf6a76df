#include "forms/draft_bounds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/draft_steps.h"

enum { LEAST_ROWS = 3 };

static int levels_of(const struct form_column *column)
{
    int n = 0;

    while (n < FORM_HEADER_LEVELS && column->header[n] != NULL)
        n++;
    return n;
}

static bool is_part(const struct form_column *column)
{
    static const char OF_WHICH[] = "其中";
    int n = levels_of(column);

    return n > 0 &&
           strncmp(column->header[n - 1], OF_WHICH, strlen(OF_WHICH)) == 0;
}

/* Do both stand under the same headers, but for the lowest of @part? */
static bool is_beside(const struct form_column *part,
                      const struct form_column *other)
{
    int n = levels_of(part);

    if (levels_of(other) < n)
        return false;
    for (int level = 0; level + 1 < n; level++)
        if (strcmp(part->header[level], other->header[level]) != 0)
            return false;
    return true;
}

/* The column that a part is a part of: the nearest to its left under the same
 * headers that is no part itself; -1 without any. */
static int whole_of(const struct form *form, int part)
{
    for (int c = part - 1; c >= 0; c--) {
        if (!is_beside(&form->columns[part], &form->columns[c]))
            return -1;
        if (!is_part(&form->columns[c]))
            return draft_is_figure(&form->columns[c]) ? c : -1;
    }
    return -1;
}

/* Rows on which it holds; 0 when there is one on which it does not. */
static int count_held(const struct draft_figures *figures, int part, int whole)
{
    int held = 0;

    for (int r = 0; r < figures->n_rows; r++) {
        int base = r * figures->n_columns;
        if (!figures->known[base + part] || !figures->known[base + whole])
            continue;
        if (figures->values[base + part] > figures->values[base + whole])
            return 0;
        held++;
    }
    return held;
}

static enum status add_bound(struct form_draft *draft, int part, int whole,
                             int held, struct fault *fault)
{
    struct form *form = draft->form;
    struct form_law *laws =
        realloc(form->laws, (form->n_laws + 1) * sizeof *laws);
    struct draft_note *notes =
        realloc(draft->laws, (form->n_laws + 1) * sizeof *notes);
    char text[2 * FORM_CODE_MAX + 8];

    form->laws = laws != NULL ? laws : form->laws;
    draft->laws = notes != NULL ? notes : draft->laws;
    if (laws == NULL || notes == NULL)
        return fault_set(fault, ST_NOMEM, "draft: out of memory");
    (void)snprintf(text, sizeof text, "%s <= %s", form->columns[part].code,
                   form->columns[whole].code);
    laws[form->n_laws] = (struct form_law){.text = strdup(text)};
    notes[form->n_laws] = (struct draft_note){0};
    draft_note(&notes[form->n_laws], false, fault_words("held on all %d rows"),
               held);
    if (laws[form->n_laws].text == NULL)
        return fault_set(fault, ST_NOMEM, "draft: out of memory");
    form->n_laws++;
    return ST_OK;
}

enum status draft_find_bounds(const struct draft_figures *figures,
                              struct form_draft *draft, struct fault *fault)
{
    const struct form *form = draft->form;
    enum status rc = ST_OK;

    for (int c = 0; rc == ST_OK && c < figures->n_columns; c++) {
        int whole, held;
        if (!figures->usable[c] || !is_part(&form->columns[c]))
            continue;
        whole = whole_of(form, c);
        held = whole >= 0 ? count_held(figures, c, whole) : 0;
        if (held >= LEAST_ROWS)
            rc = add_bound(draft, c, whole, held, fault);
    }
    return rc;
}
