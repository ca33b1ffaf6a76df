/* Definitions as JSON: the words of the definition's own language, so that a
 * program need not know ours. */
#include <jansson.h>

#include "cli/form_print.h"

static const char *row_kind_code(enum form_row_kind kind)
{
    switch (kind) {
    case FORM_ROWS_UNIT:
        return "unit";
    case FORM_ROWS_MONTH:
        return "month";
    case FORM_ROWS_PERSON:
        return "person";
    case FORM_ROWS_DAY:
        return "day";
    case FORM_ROWS_ITEM:
        return "item";
    }
    return "";
}

static const char *value_kind_code(enum value_kind kind)
{
    switch (kind) {
    case VALUE_COUNT:
        return "count";
    case VALUE_DECIMAL:
        return "decimal";
    case VALUE_PERCENT:
        return "percent";
    case VALUE_PERMILLE:
        return "permille";
    case VALUE_MONEY:
        return "money";
    case VALUE_TEXT:
        return "text";
    case VALUE_CODE:
        return "code";
    case VALUE_DATE:
        return "date";
    case VALUE_YEAR:
        return "year";
    case VALUE_MONTH:
        return "month";
    }
    return "";
}

static json_t *summary(const struct form *form)
{
    return json_pack("{s:s, s:i, s:s?, s:s?, s:s?, s:s}", "id", form->id,
                     "version", form->version, "name_zh", form->name_zh,
                     "name_en", form->name_en, "path", form->path, "rows",
                     row_kind_code(form->rows));
}

static json_t *titles(const struct form *form)
{
    json_t *all = json_array();

    for (size_t i = 0; i < form->n_titles; i++)
        json_array_append_new(all, json_string(form->titles[i]));
    return all;
}

static json_t *fields(const struct form *form)
{
    json_t *all = json_array();

    for (size_t i = 0; i < form->n_fields; i++)
        json_array_append_new(
            all, json_pack("{s:s, s:s?, s:s, s:b}", "name",
                           form->fields[i].name, "label",
                           form->fields[i].label, "type",
                           value_kind_code(form->fields[i].type.kind),
                           "personal", form->fields[i].personal));
    return all;
}

static json_t *header(const struct form_column *column)
{
    json_t *all = json_array();

    for (int i = 0; i < FORM_HEADER_LEVELS; i++)
        if (column->header[i] != NULL && column->header[i][0] != '\0')
            json_array_append_new(all, json_string(column->header[i]));
    return all;
}

static json_t *columns(const struct form *form)
{
    json_t *all = json_array();

    for (size_t i = 0; i < form->n_columns; i++) {
        const struct form_column *column = &form->columns[i];
        json_array_append_new(
            all, json_pack("{s:s, s:s, s:o, s:b, s:b}", "code", column->code,
                           "type", value_kind_code(column->type.kind),
                           "header", header(column), "personal",
                           column->personal, "sensitive", column->sensitive));
    }
    return all;
}

static json_t *laws(const struct form *form)
{
    json_t *all = json_array();

    for (size_t i = 0; i < form->n_laws; i++)
        json_array_append_new(all, json_pack("{s:s, s:b}", "law",
                                             form->laws[i].text, "soft",
                                             form->laws[i].soft));
    return all;
}

static void dump(FILE *out, json_t *all)
{
    json_dumpf(all, out, JSON_INDENT(2));
    fputc('\n', out);
    json_decref(all);
}

void cli_print_forms_json(FILE *out, const struct form_catalogue *catalogue)
{
    json_t *all = json_array();

    for (size_t i = 0; i < catalogue->n_forms; i++) {
        const struct form *form = catalogue->forms[i];
        json_t *one = summary(form);
        json_object_set_new(one, "columns",
                            json_integer((json_int_t)form->n_columns));
        json_object_set_new(one, "laws",
                            json_integer((json_int_t)form->n_laws));
        json_array_append_new(all, one);
    }
    dump(out, all);
}

void cli_print_form_json(FILE *out, const struct form *form)
{
    json_t *one = summary(form);

    json_object_set_new(one, "titles", titles(form));
    json_object_set_new(one, "fields", fields(form));
    json_object_set_new(one, "columns", columns(form));
    json_object_set_new(one, "laws", laws(form));
    dump(out, one);
}
