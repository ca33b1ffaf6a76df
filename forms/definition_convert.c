#include "forms/definition_convert.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "forms/law_parse.h"
#include "forms/rate_parse.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* The order of enum value_kind. */
static const char *const KINDS[] = {
    "count", "decimal", "percent", "permille", "money",
    "text",  "code",    "date",    "year",     "month",
};
/* The order of enum value_writing. */
static const char *const WRITINGS[] = {"figures", "numerals", "tally"};
/* The order of enum form_row_kind. */
static const char *const ROW_KINDS[] = {"unit", "month", "person", "day",
                                        "item"};
/* The order of enum form_total. */
static const char *const TOTALS[] = {"none", "sum", "first", "last", "mean"};
static const char *const PERIODS[] = {"none", "month", "quarter", "half-year",
                                      "year"};
/* The order of enum form_scope. */
static const char *const SCOPES[] = {"rows", "body", "total"};
/* The order of enum form_within. */
static const char *const SPANS[] = {"always", "year", "statistical-year"};

static void *make_array(struct form_context *context, size_t n, size_t size)
{
    void *array = n > 0 && context->rc == ST_OK ? calloc(n, size) : NULL;

    if (n > 0 && context->rc == ST_OK && array == NULL)
        context->rc = fault_set(context->fault, ST_NOMEM, "%s: out of memory",
                                context->file);
    return array;
}

static int usual_decimals(enum value_kind kind)
{
    switch (kind) {
    case VALUE_COUNT:
        return 0;
    case VALUE_MONEY:
        return 2;
    case VALUE_DECIMAL:
    case VALUE_PERCENT:
    case VALUE_PERMILLE:
    case VALUE_TEXT:
    case VALUE_CODE:
    case VALUE_DATE:
    case VALUE_YEAR:
    case VALUE_MONTH:
        return -1;
    }
    return -1;
}

static void convert_type(struct form_context *context,
                         const struct raw_type *raw, struct value_type *type)
{
    type->kind = (enum value_kind)form_take_word(
        context, "type", raw->type, VALUE_TEXT, KINDS, COUNT_OF(KINDS));
    type->decimals = form_take_int(context, "decimals", raw->decimals,
                                   usual_decimals(type->kind), 0, 9);
    type->fixed_point = form_take_flag(context, "fixed_point",
                                       raw->fixed_point, false);
    type->max_digits = form_take_int(context, "max_digits", raw->max_digits,
                                     0, 0, 18);
    type->words = (const char *const *)form_take_texts(
        context, raw->words, raw->words_count, &type->n_words);
    type->words_only = form_take_flag(context, "words_only", raw->words_only,
                                      type->kind == VALUE_CODE);
    type->marked = form_take_flag(context, "marked", raw->marked, false);
    if (type->marked && type->kind != VALUE_CODE)
        form_complain(context, "marked", FAULT_WORDS("type code with it"),
                      "a marked %s", KINDS[type->kind]);
    type->numbered = form_take_text(context, raw->numbered);
    if (type->numbered != NULL && type->kind != VALUE_TEXT)
        form_complain(context, "numbered", FAULT_WORDS("type text with it"),
                      "a numbered %s", KINDS[type->kind]);
    type->writing = (enum value_writing)form_take_word(
        context, "written", raw->written, WRITTEN_FIGURES, WRITINGS,
        COUNT_OF(WRITINGS));
    if (type->writing != WRITTEN_FIGURES && type->kind != VALUE_COUNT)
        form_complain(context, "written", FAULT_WORDS("type count with it"),
                      "%s written as %s", KINDS[type->kind],
                      WRITINGS[type->writing]);
    if (type->fixed_point && type->decimals < 0)
        form_complain(context, "fixed_point", FAULT_WORDS("the number of decimals with it"),
                      "fixed_point without decimals");
    if (type->words_only && type->n_words == 0)
        form_complain(context, "type", FAULT_WORDS("the list of its words"),
                      "%s without words", KINDS[type->kind]);
}

static void convert_header(struct form_context *context,
                           const struct raw_column *raw,
                           struct form_column *column)
{
    if (raw->header_count > FORM_HEADER_LEVELS) {
        form_complain(context, "header", FAULT_WORDS("four at most"), "%u header levels",
                      raw->header_count);
        return;
    }
    for (unsigned i = 0; i < raw->header_count; i++)
        column->header[i] = form_take_text(context, raw->header[i]);
}

static void convert_columns(struct form_context *context,
                            const struct raw_form *raw, struct form *form)
{
    form->columns = make_array(context, raw->columns_count,
                               sizeof *form->columns);
    for (size_t i = 0; i < raw->columns_count && context->rc == ST_OK; i++) {
        const struct raw_column *from = &raw->columns[i];
        struct form_column *column = &form->columns[form->n_columns++];

        form_enter(context, "columns[%zu]", i);
        form_take_code(context, "code", from->code, column->code,
                       sizeof column->code);
        convert_header(context, from, column);
        convert_type(context, &from->value, &column->type);
        column->total = (enum form_total)form_take_word(
            context, "total", from->total, FORM_TOTAL_NONE, TOTALS,
            COUNT_OF(TOTALS));
        column->rounded = form_take_flag(context, "rounded", from->rounded,
                                         false);
        column->is_label = form_take_flag(context, "label", from->label, false);
        column->personal = form_take_flag(context, "personal", from->personal,
                                          false);
        column->sensitive = form_take_flag(context, "sensitive",
                                           from->sensitive, false);
        column->ditto = form_take_flag(context, "ditto", from->ditto, false);
        column->list = form_take_int(context, "list", from->list, 1, 1,
                                     FORM_LISTS_MAX) - 1;
        column->width = form_take_number(context, "width", from->width, 0, 0,
                                         100) / 100.0;
        column->citizen_number = form_take_flag(
            context, "citizen_number", from->citizen_number, false);
    }
}

/* When all columns are known. */
static void convert_rates(struct form_context *context,
                          const struct raw_form *raw, struct form *form)
{
    for (size_t i = 0; i < form->n_columns && context->rc == ST_OK; i++) {
        struct fault inner = {""};
        enum status rc;

        if (raw->columns[i].rate == NULL)
            continue;
        form_enter(context, "columns[%zu]", i);
        rc = rate_parse(raw->columns[i].rate, form, (int)i, &inner);
        if (rc != ST_OK)
            context->rc = fault_set(
                context->fault, rc, "%s:%zu: rate '%s': %s", context->file,
                form_lines_find(context->lines, context->here),
                raw->columns[i].rate, inner.text);
    }
}

static void convert_fields(struct form_context *context,
                           const struct raw_form *raw, struct form *form)
{
    form->fields = make_array(context, raw->fields_count, sizeof *form->fields);
    for (size_t i = 0; i < raw->fields_count && context->rc == ST_OK; i++) {
        const struct raw_field *from = &raw->fields[i];
        struct form_field *field = &form->fields[form->n_fields++];

        form_enter(context, "fields[%zu]", i);
        form_take_code(context, "name", from->name, field->name,
                       sizeof field->name);
        field->label = form_take_text(context, from->label);
        convert_type(context, &from->value, &field->type);
        field->personal = form_take_flag(context, "personal", from->personal,
                                         false);
    }
}

/* Most laws need no number of their own: they follow from their terms. */
static const char *usual_check(const struct form_law *law)
{
    const char *check = "A2";

    if (law->relation == FORM_AT_MOST)
        return "A3";
    for (size_t i = 0; i < law->n_left + law->n_right; i++) {
        const struct form_term *term = i < law->n_left
                                           ? &law->left[i]
                                           : &law->right[i - law->n_left];

        if (term->row == FORM_AT_YEAR_AGO)
            return "B5";
        if (term->row == FORM_AT_ALL || term->row == FORM_AT_LAST)
            return "B4";
        if (term->form[0] != '\0')
            return "C1";
        if (term->row != FORM_AT_ROW)
            return "B1";
        if (term->factor < 0)
            check = "B2";
    }
    return check;
}

/* A law with a mean or a share in it cannot hold more exactly than its left
 * column is printed. */
static double usual_tolerance(const struct form *form,
                              const struct form_law *law)
{
    bool whole = true;
    int decimals = law->n_left == 1 && law->left[0].column >= 0
                       ? form->columns[law->left[0].column].type.decimals : 0;

    for (size_t i = 0; i < law->n_right; i++)
        whole = whole && fabs(law->right[i].factor) == 1.0;
    return whole || decimals < 0 ? 0.0 : 0.5 * pow(10, -decimals);
}

static bool is_figure(enum value_kind kind)
{
    return kind <= VALUE_MONEY;
}

static void check_law_columns(struct form_context *context,
                              const struct form *form,
                              const struct form_law *law)
{
    const struct form_term *first = &law->left[0];

    if (form_term_is_far(first) && form_term_is_far(&law->right[0])) {
        form_complain(context, "law",
                      FAULT_WORDS("a column of this form's own row first"),
                      "the law '%s'", law->text);
        return;
    }
    if (first->column < 0)
        first = &law->right[0];
    for (size_t i = 0; i < law->n_left + law->n_right; i++) {
        int index = i < law->n_left ? law->left[i].column
                                    : law->right[i - law->n_left].column;
        const struct form_column *column;

        if (index < 0)
            continue; /* of another form */
        column = &form->columns[index];
        if (column->list != form->columns[first->column].list)
            form_complain(context, "law", "columns of one list",
                          "columns of two lists in the law '%s'", law->text);
        if (!is_figure(column->type.kind))
            form_complain(context, "law", FAULT_WORDS("columns that hold figures"),
                          "column %s (%s) in the law '%s'", column->code,
                          KINDS[column->type.kind], law->text);
    }
}

static void convert_law(struct form_context *context, const struct raw_law *raw,
                        struct form *form, struct form_law *law)
{
    struct fault inner = {""};
    enum status rc = law_parse(raw->law, form, law, &inner);
    int decimals;

    if (rc != ST_OK) {
        context->rc = fault_set(context->fault, rc, "%s:%zu: law '%s': %s",
                                context->file,
                                form_lines_find(context->lines, context->here),
                                raw->law, inner.text);
        return;
    }
    check_law_columns(context, form, law);
    law->scope = (enum form_scope)form_take_word(
        context, "scope", raw->scope, FORM_SCOPE_ROWS, SCOPES,
        COUNT_OF(SCOPES));
    law->soft = form_take_flag(context, "soft", raw->soft, false);
    law->within = (enum form_within)form_take_word(
        context, "within", raw->within, FORM_WITHIN_ALWAYS, SPANS,
        COUNT_OF(SPANS));
    decimals = form_take_int(context, "decimals", raw->decimals, -1, 0, 9);
    law->tolerance = form_take_number(
        context, "tolerance", raw->tolerance,
        decimals >= 0 ? 0.5 * pow(10, -decimals) : usual_tolerance(form, law),
        0, 1e9);
    law->modulus = form_take_number(
        context, "modulus", raw->modulus,
        law->relation == FORM_EQUAL ? form->page_modulus : 0, 0, 1e9);
    form_take_code(context, "check",
                   raw->check != NULL ? raw->check : usual_check(law),
                   law->check, sizeof law->check);
}

static void convert_laws(struct form_context *context,
                         const struct raw_form *raw, struct form *form)
{
    form->laws = make_array(context, raw->laws_count, sizeof *form->laws);
    for (size_t i = 0; i < raw->laws_count && context->rc == ST_OK; i++) {
        form_enter(context, "laws[%zu]", i);
        convert_law(context, &raw->laws[i], form, &form->laws[form->n_laws++]);
    }
}

static void convert_group(struct form_context *context,
                          const struct raw_rows *raw, struct form *form)
{
    form->group_rows = form_take_int(context, "group", raw->group, 0, 1, 1000);
    if (raw->group_totals_count > FORM_GROUP_TOTALS_MAX
        || (raw->group_totals_count > 0) != (form->group_rows > 0)) {
        form_complain(context, "group_totals",
                      FAULT_WORDS("group and 1 to 4 group_totals together"),
                      "%u group_totals with group: %d",
                      raw->group_totals_count, form->group_rows);
        return;
    }
    form->group_totals = (int)raw->group_totals_count;
    for (unsigned i = 0; i < raw->group_totals_count; i++)
        form->group_total_kinds[i] = (enum form_total)form_take_word(
            context, "group_totals", raw->group_totals[i], FORM_TOTAL_SUM,
            TOTALS, COUNT_OF(TOTALS));
}

static void convert_rows(struct form_context *context,
                         const struct raw_rows *raw, struct form *form)
{
    form_enter(context, "rows");
    form->rows = (enum form_row_kind)form_take_word(
        context, "kind", raw->kind, FORM_ROWS_ITEM, ROW_KINDS,
        COUNT_OF(ROW_KINDS));
    form->min_rows = form_take_int(context, "least", raw->least, 0, 0, 1000);
    form->max_rows = form_take_int(context, "most", raw->most, 0, 0, 1000);
    form->ruled_rows = form_take_flag(context, "ruled", raw->ruled, true);
    form->total_first = form_take_flag(context, "totals_first",
                                       raw->totals_first, false);
    form->total_labels = form_take_texts(context, raw->total_labels,
                                         raw->total_labels_count,
                                         &form->n_total_labels);
    form->skip_rows = form_take_texts(context, raw->skip, raw->skip_count,
                                      &form->n_skip_rows);
    form->note_labels = form_take_texts(context, raw->notes, raw->notes_count,
                                        &form->n_note_labels);
    convert_group(context, raw, form);
}

static void convert_page(struct form_context *context,
                         const struct raw_form *raw, struct form *form)
{
    form_enter(context, "header");
    form->header_levels = form_take_int(context, "levels", raw->header.levels,
                                        1, 0, FORM_HEADER_LEVELS);
    form->number_row = form_take_flag(context, "number_row",
                                      raw->header.number_row, false);
    form_enter(context, "page");
    form->first_column = form_take_int(context, "first_column",
                                       raw->page.first_column, 0, 0, 200);
    form->open_right = form_take_flag(context, "open_right",
                                      raw->page.open_right, false);
    form->forced_only = form_take_flag(context, "forced_only",
                                       raw->page.forced_only, false);
    form->page_modulus = form_take_number(context, "modulus",
                                          raw->page.modulus, 0, 0, 1e9);
}

static void convert_head(struct form_context *context,
                         const struct raw_form *raw, struct form *form)
{
    int period;

    form_enter(context, "%s", "");
    form_take_code(context, "form", raw->form, form->id, sizeof form->id);
    form->version = form_take_int(context, "version", raw->version, 1, 1, 9999);
    form->name_zh = form_take_text(context, raw->name.zh);
    form->name_en = form_take_text(context, raw->name.en);
    form->titles = form_take_texts(context, raw->titles, raw->titles_count,
                                   &form->n_titles);
    period = form_take_word(context, "period", raw->period, 0, PERIODS,
                            COUNT_OF(PERIODS));
    form->period_kind = "-mqhy"[period];
    if (raw->base != NULL && !text_copy(form->base, sizeof form->base,
                                        raw->base))
        form_complain(context, "base", FAULT_WORDS("a shorter word"), "base: %s", raw->base);
}

void form_convert(struct form_context *context, const struct raw_form *raw,
                  struct form *form)
{
    convert_head(context, raw, form);
    convert_rows(context, &raw->rows, form);
    convert_page(context, raw, form);
    convert_fields(context, raw, form);
    convert_columns(context, raw, form);
    /* Before the laws, which trust the codes. */
    form_check_whole(context, form);
    convert_rates(context, raw, form);
    convert_laws(context, raw, form);
}
