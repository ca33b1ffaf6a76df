/* What must hold between the entries of one definition. */
#include "forms/definition_convert.h"

#include <string.h>

static void check_codes(struct form_context *context, const struct form *form)
{
    for (size_t i = 0; i < form->n_columns; i++) {
        const char *code = form->columns[i].code;

        form_enter(context, "columns[%zu]", i);
        /* '-' would read as minus; the two words begin a term of a law. */
        if (strchr(code, '-') != NULL || strcmp(code, "above") == 0
            || strcmp(code, "previous") == 0)
            form_complain(context, "code", FAULT_WORDS("a code that a law can name"),
                          "code: %s", code);
        if (form_find_column(form, code) != (int)i)
            form_complain(context, "code", FAULT_WORDS("each code once"),
                          "code %s a second time", code);
    }
    for (size_t i = 0; i < form->n_fields; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(form->fields[i].name, form->fields[k].name) == 0) {
                form_enter(context, "fields[%zu]", i);
                form_complain(context, "name", FAULT_WORDS("each field once"),
                              "field %s a second time", form->fields[i].name);
            }
}

static void check_totals(struct form_context *context, const struct form *form)
{
    bool rows_for_totals = form->n_total_labels > 0 || form->group_totals > 0;

    for (size_t i = 0; i < form->n_columns; i++) {
        const struct form_column *column = &form->columns[i];

        if (column->total == FORM_TOTAL_NONE)
            continue;
        form_enter(context, "columns[%zu]", i);
        if (column->type.kind > VALUE_MONEY)
            form_complain(context, "total", FAULT_WORDS("total: none, or a type of figures"),
                          "a total of column %s, which holds no figures",
                          column->code);
        if (!rows_for_totals)
            form_complain(context, "total",
                          FAULT_WORDS("rows.total_labels or rows.group_totals"),
                          "a total of column %s, but no total rows",
                          column->code);
    }
}

static void check_shape(struct form_context *context, const struct form *form)
{
    double width = 0;

    if (form->n_columns == 0) {
        form_enter(context, "columns");
        form_complain(context, "", FAULT_WORDS("one at least"), "no columns");
    }
    form_enter(context, "rows");
    if (form->max_rows != 0 && form->max_rows < form->min_rows)
        form_complain(context, "most", FAULT_WORDS("most to be no less than least"),
                      "least: %d, most: %d", form->min_rows, form->max_rows);
    for (size_t i = 0; i < form->n_columns; i++)
        width += form->columns[i].width;
    form_enter(context, "columns");
    if (width > 1.01)
        form_complain(context, "", FAULT_WORDS("100 at most"),
                      "widths that add up to %.1f", 100 * width);
}

/* Lists stand side by side, so that each is a run of columns. */
static void check_lists(struct form_context *context, const struct form *form)
{
    for (size_t i = 0; i < form->n_columns; i++) {
        int list = form->columns[i].list;
        int before = i > 0 ? form->columns[i - 1].list : 0;

        form_enter(context, "columns[%zu]", i);
        if (list != before && (i == 0 || list != before + 1))
            form_complain(context, "list", "lists numbered from the left",
                          "list: %d after list %d", list + 1, before + 1);
    }
    form_enter(context, "rows");
    if (form_count_lists(form) > 1 && form->group_rows > 0)
        form_complain(context, "group", "one of the two",
                      "rows in groups and %d lists side by side",
                      form_count_lists(form));
}

void form_check_whole(struct form_context *context, const struct form *form)
{
    check_shape(context, form);
    check_codes(context, form);
    check_lists(context, form);
    check_totals(context, form);
}
