#include "cli/form_print.h"

#include "cli/language.h"
#include "report/width.h"

static const char *row_kind_text(enum form_row_kind kind)
{
    switch (kind) {
    case FORM_ROWS_UNIT:
        return _("unit");
    case FORM_ROWS_MONTH:
        return _("month");
    case FORM_ROWS_PERSON:
        return _("person");
    case FORM_ROWS_DAY:
        return _("day");
    case FORM_ROWS_ITEM:
        return _("item");
    }
    return "";
}

static const char *value_kind_text(enum value_kind kind)
{
    switch (kind) {
    case VALUE_COUNT:
        return _("count");
    case VALUE_DECIMAL:
        return _("decimal");
    case VALUE_PERCENT:
        return _("percent");
    case VALUE_PERMILLE:
        return _("permille");
    case VALUE_MONEY:
        return _("money");
    case VALUE_TEXT:
        return _("text");
    case VALUE_CODE:
        return _("one of a list");
    case VALUE_DATE:
        return _("date");
    case VALUE_YEAR:
        return _("year");
    case VALUE_MONTH:
        return _("month");
    }
    return "";
}

static const char *form_name(const struct form *form)
{
    const char *wanted = cli_is_chinese() ? form->name_zh : form->name_en;
    const char *other = cli_is_chinese() ? form->name_en : form->name_zh;

    if (wanted != NULL && wanted[0] != '\0')
        return wanted;
    return other != NULL ? other : "";
}

void cli_print_form_line(FILE *out, const struct form *form)
{
    report_print_padded(out, form->id, 16);
    fprintf(out, " v%-3d ", form->version);
    report_print_padded(out, form_name(form), 44);
    fprintf(out, _(" rows: %s; %zu columns, %zu laws\n"),
            row_kind_text(form->rows), form->n_columns, form->n_laws);
}

static void print_header(FILE *out, const struct form_column *column)
{
    const char *between = "";

    for (int i = 0; i < FORM_HEADER_LEVELS; i++) {
        if (column->header[i] == NULL || column->header[i][0] == '\0')
            continue;
        fprintf(out, "%s%s", between, column->header[i]);
        between = " / ";
    }
}

static void print_column(FILE *out, const struct form_column *column)
{
    fputs("  ", out);
    report_print_padded(out, column->code, 10);
    report_print_padded(out, value_kind_text(column->type.kind), 14);
    print_header(out, column);
    if (column->personal)
        fprintf(out, " [%s]", _("personal"));
    if (column->sensitive)
        fprintf(out, " [%s]", _("sensitive"));
    fputc('\n', out);
}

void cli_print_form(FILE *out, const struct form *form)
{
    cli_print_form_line(out, form);
    fprintf(out, _("from %s\n"), form->path != NULL ? form->path : "-");
    for (size_t i = 0; i < form->n_titles; i++)
        fprintf(out, _("title  %s\n"), form->titles[i]);
    fprintf(out, _("header fields\n"));
    for (size_t i = 0; i < form->n_fields; i++) {
        fputs("  ", out);
        report_print_padded(out, form->fields[i].name, 24);
        fprintf(out, "%s\n",
                form->fields[i].label != NULL ? form->fields[i].label : "");
    }
    fprintf(out, _("columns\n"));
    for (size_t i = 0; i < form->n_columns; i++)
        print_column(out, &form->columns[i]);
    fprintf(out, _("laws\n"));
    for (size_t i = 0; i < form->n_laws; i++)
        fprintf(out, "  %s%s\n", form->laws[i].text,
                form->laws[i].soft ? _("  (a warning)") : "");
}
