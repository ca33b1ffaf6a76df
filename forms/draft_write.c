/*
 * A draft as YAML. Every remark is a comment behind or above its entry; one
 * that asks for a person begins with "# ?", so that a search for it walks
 * through all that is left to do.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/draft.h"

static const char *const KINDS[] = {
    "count", "decimal", "percent", "permille", "money",
    "text",  "code",    "date",    "year",     "month",
};
static const char *const ROW_KINDS[] = {"unit", "month", "person", "day",
                                        "item"};
static const char *const TOTALS[] = {"none", "sum", "first", "last", "mean"};

static const char *mark_of(const struct draft_note *note)
{
    return note->doubtful ? "# ?" : "#";
}

static void write_behind(FILE *out, const struct draft_note *note)
{
    if (note->text[0] != '\0')
        fprintf(out, "  %s %s", mark_of(note), note->text);
    fputc('\n', out);
}

static void write_above(FILE *out, const char *indent,
                        const struct draft_note *note)
{
    if (note->text[0] != '\0')
        fprintf(out, "%s%s %s\n", indent, mark_of(note), note->text);
}

/* Words of letters go as they are; anything else is put into quotes. Control
 * characters, which YAML refuses, are left out. */
static void write_words(FILE *out, const char *words)
{
    bool plain = words[0] != '\0';

    for (const char *at = words; *at != '\0'; at++) {
        unsigned char byte = (unsigned char)*at;
        bool letter = byte >= 0x80 || (byte >= 'A' && byte <= 'Z') ||
                      (byte >= 'a' && byte <= 'z');
        plain = plain && letter;
    }
    if (plain && strcmp(words, "no") != 0 && strcmp(words, "yes") != 0) {
        fputs(words, out);
        return;
    }
    fputc('"', out);
    for (const char *at = words; *at != '\0'; at++) {
        if (*at == '"' || *at == '\\')
            fputc('\\', out);
        if ((unsigned char)*at >= ' ' && *at != 0x7f)
            fputc(*at, out);
    }
    fputc('"', out);
}

static void write_list(FILE *out, const char *key, char *const *words, size_t n)
{
    if (n == 0)
        return;
    fprintf(out, "  %s: [", key);
    for (size_t i = 0; i < n; i++) {
        fputs(i > 0 ? ", " : "", out);
        write_words(out, words[i]);
    }
    fputs("]\n", out);
}

static void write_opening(FILE *out, const struct form_draft *draft,
                          const char *source)
{
    fprintf(out, "# ");
    fprintf(out, fault_words("Drafted from %s."), source);
    fprintf(
        out, "\n# %s\n",
        fault_words("Lines with \"# ?\" ask for a person. Look at them and at "
                    "the codes, then:"));
    fprintf(out, "#   taizhang form check %s\n", fault_words("THIS_FILE"));
    fprintf(out, "#   taizhang form show %s -o overlay.png\n",
            fault_words("THIS_FILE IMAGE"));
    fprintf(out, "#   taizhang form add %s\n", fault_words("THIS_FILE"));
    fprintf(
        out, "# %s\n\n",
        fault_words("What each key means is told in forms/catalogue/F5.yaml."));
    fprintf(out, "form: \"%s\"\nversion: %d\n", draft->form->id,
            draft->form->version);
}

static const char *period_of(char kind)
{
    switch (kind) {
    case 'm':
        return "month";
    case 'q':
        return "quarter";
    case 'h':
        return "half-year";
    case 'y':
        return "year";
    default:
        return "none";
    }
}

static void write_titles(FILE *out, const struct form_draft *draft)
{
    const struct form *form = draft->form;

    write_above(out, "", &draft->title_note);
    if (form->n_titles > 0) {
        fputs("name:\n  zh: ", out);
        write_words(out, form->titles[0]);
        fputs("\ntitles:\n", out);
    }
    for (size_t i = 0; i < form->n_titles; i++) {
        fputs("  - ", out);
        write_words(out, form->titles[i]);
        fputc('\n', out);
    }
    fprintf(out, "period: %s\n", period_of(form->period_kind));
}

static void write_rows(FILE *out, const struct form_draft *draft)
{
    const struct form *form = draft->form;

    fputs("\nrows:\n", out);
    write_above(out, "  ", &draft->rows_note);
    fprintf(out, "  kind: %s\n  least: %d\n  ruled: %s\n",
            ROW_KINDS[form->rows], form->min_rows,
            form->ruled_rows ? "yes" : "no");
    if (form->total_first)
        fputs("  totals_first: yes\n", out);
    write_list(out, "total_labels", form->total_labels, form->n_total_labels);
    write_list(out, "skip", form->skip_rows, form->n_skip_rows);
    write_list(out, "notes", form->note_labels, form->n_note_labels);
    fputs("\nheader:\n", out);
    write_above(out, "  ", &draft->header_note);
    fprintf(out, "  levels: %d\n", form->header_levels);
    if (form->number_row)
        fputs("  number_row: yes\n", out);
    if (form->page_modulus > 0)
        fprintf(out, "\npage:\n  modulus: %g  # %s\n", form->page_modulus,
                fault_words("the leading figure is left out"));
}

static void write_fields(FILE *out, const struct form_draft *draft)
{
    const struct form *form = draft->form;

    if (form->n_fields > 0)
        fputs("\nfields:\n", out);
    for (size_t i = 0; i < form->n_fields; i++) {
        const struct form_field *field = &form->fields[i];
        fprintf(out, "  - {name: %s", field->name);
        if (field->label != NULL) {
            fputs(", label: ", out);
            write_words(out, field->label);
        }
        if (field->type.kind != VALUE_TEXT)
            fprintf(out, ", type: %s", KINDS[field->type.kind]);
        fputs(field->personal ? ", personal: yes}" : "}", out);
        write_behind(out, &draft->fields[i]);
    }
}

static void write_type(FILE *out, const struct value_type *type)
{
    fprintf(out, ", type: %s", KINDS[type->kind]);
    if (type->kind == VALUE_DECIMAL && type->decimals >= 0)
        fprintf(out, ", decimals: %d", type->decimals);
    if (type->fixed_point)
        fputs(", fixed_point: yes", out);
    if (type->max_digits > 0)
        fprintf(out, ", max_digits: %d", type->max_digits);
}

static void write_column(FILE *out, const struct form_column *column,
                         const struct draft_note *note)
{
    fprintf(out, "  - {code: %s", column->code);
    for (int level = 0; level < FORM_HEADER_LEVELS; level++) {
        if (column->header[level] == NULL)
            break;
        fputs(level == 0 ? ", header: [" : ", ", out);
        write_words(out, column->header[level]);
    }
    fputs(column->header[0] != NULL ? "]" : "", out);
    write_type(out, &column->type);
    if (column->is_label)
        fputs(", label: yes", out);
    if (column->personal)
        fputs(", personal: yes", out);
    if (column->sensitive)
        fputs(", sensitive: yes", out);
    if (column->total != FORM_TOTAL_NONE)
        fprintf(out, ", total: %s", TOTALS[column->total]);
    if (column->rounded)
        fputs(", rounded: yes", out);
    /* Rounded down, so that they never add up to more than 100. */
    fprintf(out, ", width: %.1f}",
            column->width > 0.0005 ? column->width * 100 - 0.05 : 0);
    write_behind(out, note);
}

static void write_laws(FILE *out, const struct form_draft *draft)
{
    const struct form *form = draft->form;

    fputc('\n', out);
    if (form->n_laws == 0)
        fprintf(out, "# %s\n",
                fault_words("No law was found to hold between the columns."));
    for (size_t i = 0; i < draft->n_remarks; i++)
        write_above(out, "", &draft->remarks[i]);
    if (form->n_laws > 0)
        fputs("laws:\n", out);
    for (size_t i = 0; i < form->n_laws; i++) {
        fprintf(out, "  - law: %s", form->laws[i].text);
        write_behind(out, &draft->laws[i]);
    }
}

enum status form_draft_write(const struct form_draft *draft, const char *source,
                             char **text, struct fault *fault)
{
    size_t size = 0;
    FILE *out;

    *text = NULL;
    out = open_memstream(text, &size);
    if (out == NULL)
        return fault_set(fault, ST_NOMEM, "draft: out of memory");
    write_opening(out, draft, source);
    write_titles(out, draft);
    write_rows(out, draft);
    write_fields(out, draft);
    fputs("\ncolumns:\n", out);
    for (size_t i = 0; i < draft->form->n_columns; i++)
        write_column(out, &draft->form->columns[i], &draft->columns[i]);
    write_laws(out, draft);
    if (fclose(out) == 0)
        return ST_OK;
    free(*text);
    *text = NULL;
    return fault_set(fault, ST_NOMEM, "draft: out of memory");
}
