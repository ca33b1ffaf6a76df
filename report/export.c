/*
 * A row is built once as a list of named fields; CSV prints the values, JSON
 * names and values. So both always have the same columns.
 */
#include "report/export.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "check/check.h"
#include "ocr/reading.h"
#include "report/csv.h"

enum { MAX_FIELDS = 16, NUMBER_MAX = 40, MAX_PERSONAL = 256 };

struct field {
    const char *name;
    const char *text;        /* NULL: it is a number */
    char number[NUMBER_MAX]; /* as written, JSON's form too */
};

struct writer {
    FILE *out;
    enum report_form form;
    bool with_personal;
    size_t rows;
    struct fault *fault;
    struct field fields[MAX_FIELDS];
    size_t n_fields;
    /* codes of personal columns, so that history does not tell them */
    char (*personal)[FORM_CODE_MAX];
    size_t n_personal;
};

static void add_text(struct writer *writer, const char *name, const char *text)
{
    struct field *field = &writer->fields[writer->n_fields++];

    field->name = name;
    field->text = text;
}

static void add_whole(struct writer *writer, const char *name, int64_t n)
{
    struct field *field = &writer->fields[writer->n_fields++];

    field->name = name;
    field->text = NULL;
    snprintf(field->number, sizeof field->number, "%" PRId64, n);
}

/* Rounded to @decimals; in the C locale for numbers, which the program never
 * leaves, so the mark is always a point. */
static void add_real(struct writer *writer, const char *name, double n,
                     int decimals)
{
    struct field *field = &writer->fields[writer->n_fields++];

    field->name = name;
    field->text = NULL;
    snprintf(field->number, sizeof field->number, "%.*f", decimals, n);
}

/* Sums of counts print whole: 4452, not 4452.0000. */
static void add_sum(struct writer *writer, const char *name, double n)
{
    struct field *field = &writer->fields[writer->n_fields++];

    field->name = name;
    field->text = NULL;
    snprintf(field->number, sizeof field->number, "%.10g", n);
}

static void write_csv_names(const struct writer *writer)
{
    for (size_t i = 0; i < writer->n_fields; i++)
        fprintf(writer->out, "%s%s", i == 0 ? "" : ",",
                writer->fields[i].name);
    fputc('\n', writer->out);
}

static void write_csv_row(const struct writer *writer)
{
    for (size_t i = 0; i < writer->n_fields; i++) {
        const struct field *field = &writer->fields[i];
        if (i > 0)
            fputc(',', writer->out);
        report_csv_text(writer->out,
                        field->text != NULL ? field->text : field->number);
    }
    fputc('\n', writer->out);
}

/* Numbers are written as they are, because jansson would make 0.9800 of a
 * confidence into 0.97999999999999998. */
static enum status write_json_row(const struct writer *writer)
{
    fputs(writer->rows == 0 ? "{" : ",\n{", writer->out);
    for (size_t i = 0; i < writer->n_fields; i++) {
        const struct field *field = &writer->fields[i];
        fprintf(writer->out, "%s\"%s\": ", i == 0 ? "" : ", ", field->name);
        if (field->text == NULL) {
            fputs(field->number, writer->out);
        } else {
            json_t *text = json_string(field->text);
            /* bytes that are no UTF-8 cannot be JSON */
            if (text == NULL)
                text = json_string("");
            if (text == NULL)
                return fault_set(writer->fault, ST_NOMEM, "out of memory");
            json_dumpf(text, writer->out, JSON_ENCODE_ANY);
            json_decref(text);
        }
    }
    fputc('}', writer->out);
    return ST_OK;
}

static enum status end_row(struct writer *writer)
{
    enum status rc = ST_OK;

    if (writer->form == REPORT_CSV)
        write_csv_row(writer);
    else
        rc = write_json_row(writer);
    writer->rows++;
    if (rc == ST_OK && ferror(writer->out))
        rc = fault_set(writer->fault, ST_IO, "the export: %s",
                       strerror(errno));
    return rc;
}

static void describe_cell(struct writer *writer, const struct db_cell *cell)
{
    bool hidden = cell->personal && !writer->with_personal;

    writer->n_fields = 0;
    add_text(writer, "source", cell->source);
    add_whole(writer, "page", cell->page);
    add_text(writer, "form", cell->form);
    add_text(writer, "unit", cell->unit);
    add_text(writer, "period", cell->period);
    add_whole(writer, "row", cell->row);
    add_text(writer, "column", cell->column);
    add_text(writer, "value", hidden ? "" : cell->value);
    add_text(writer, "state",
             ocr_state_text(hidden ? READ_WITHHELD : cell->state));
    add_text(writer, "raw", hidden ? "" : cell->raw);
    add_real(writer, "confidence", cell->confidence, 4);
    add_text(writer, "status", verdict_status_text(cell->status));
    add_whole(writer, "x", cell->box.x);
    add_whole(writer, "y", cell->box.y);
    add_whole(writer, "w", cell->box.w);
    add_whole(writer, "h", cell->box.h);
}

static const char *page_state_text(enum db_page_state state)
{
    switch (state) {
    case DB_PAGE_WAITING:
        return "waiting";
    case DB_PAGE_READ:
        return "read";
    case DB_PAGE_REFUSED:
        return "refused";
    case DB_PAGE_FAILED:
        return "failed";
    case DB_PAGE_BLANK:
        return "blank";
    case DB_PAGE_REPLACED:
        return "replaced";
    }
    return "";
}

static void describe_sheet(struct writer *writer, const struct db_sheet *sheet)
{
    writer->n_fields = 0;
    add_text(writer, "source", sheet->source);
    add_whole(writer, "page", sheet->page);
    add_text(writer, "state", page_state_text(sheet->state));
    add_text(writer, "form", sheet->form);
    add_whole(writer, "version", sheet->form_version);
    add_text(writer, "unit", sheet->unit);
    add_text(writer, "period", sheet->period);
    add_text(writer, "base", sheet->base);
    add_whole(writer, "rows", sheet->n_rows);
    add_whole(writer, "cells", sheet->n_cells);
    add_whole(writer, "review", sheet->n_review);
    add_whole(writer, "findings", sheet->n_findings);
    add_real(writer, "match", sheet->match_score, 4);
    add_text(writer, "runner_up", sheet->runner_up);
    add_real(writer, "runner_up_match", sheet->runner_up_score, 4);
    add_text(writer, "reason", sheet->reason);
}

static void describe_finding(struct writer *writer,
                             const struct db_finding *finding)
{
    writer->n_fields = 0;
    add_text(writer, "source", finding->source);
    add_whole(writer, "page", finding->page);
    add_text(writer, "form", finding->form);
    add_text(writer, "unit", finding->unit);
    add_text(writer, "period", finding->period);
    add_text(writer, "check", finding->check);
    add_text(writer, "severity", finding_severity_text(finding->severity));
    add_whole(writer, "row", finding->row);
    add_text(writer, "law", finding->law);
    add_sum(writer, "left", finding->left);
    add_sum(writer, "right", finding->right);
    add_sum(writer, "difference", finding->left - finding->right);
    add_sum(writer, "tolerance", finding->tolerance);
    add_text(writer, "cells", finding->cells);
    add_text(writer, "explanation_zh", finding->explanation_zh);
    add_text(writer, "explanation_en", finding->explanation_en);
}

static bool is_personal(const struct writer *writer, const char *column)
{
    for (size_t i = 0; i < writer->n_personal; i++)
        if (strcmp(writer->personal[i], column) == 0)
            return true;
    return false;
}

static void describe_event(struct writer *writer, const struct db_event *event)
{
    bool hidden = is_personal(writer, event->column);

    writer->n_fields = 0;
    add_whole(writer, "id", event->id);
    add_text(writer, "at", event->at);
    add_text(writer, "who", event->who);
    add_text(writer, "what", event->what);
    add_text(writer, "source", event->source);
    add_whole(writer, "page", event->page);
    add_whole(writer, "row", event->row);
    add_text(writer, "column", event->column);
    add_text(writer, "before", hidden ? "" : event->before);
    add_text(writer, "after", hidden ? "" : event->after);
    add_text(writer, "why", event->why);
}

static enum status each_cell(const struct db_cell *cell, void *context)
{
    describe_cell(context, cell);
    return end_row(context);
}

static enum status each_sheet(const struct db_sheet *sheet, void *context)
{
    describe_sheet(context, sheet);
    return end_row(context);
}

static enum status each_finding(const struct db_finding *finding,
                                void *context)
{
    describe_finding(context, finding);
    return end_row(context);
}

static enum status each_event(const struct db_event *event, void *context)
{
    describe_event(context, event);
    return end_row(context);
}

static enum status note_personal(const struct db_cell *cell, void *context)
{
    struct writer *writer = context;

    if (!cell->personal || is_personal(writer, cell->column))
        return ST_OK;
    if (writer->n_personal == MAX_PERSONAL)
        return fault_set(writer->fault, ST_LIMIT,
                         "more than %d personal columns", (int)MAX_PERSONAL);
    text_copy(writer->personal[writer->n_personal++], FORM_CODE_MAX,
              cell->column);
    return ST_OK;
}

/* Only an archive that keeps personal columns has anything to hide. */
static enum status write_history(struct db_archive *archive,
                                 struct writer *writer)
{
    enum status rc = ST_OK;

    if (db_keeps_personal(archive) && !writer->with_personal) {
        writer->personal = calloc(MAX_PERSONAL, sizeof *writer->personal);
        if (writer->personal == NULL)
            return fault_set(writer->fault, ST_NOMEM, "out of memory");
        rc = db_each_cell(archive, DB_FILTER_ALL, note_personal, writer,
                          writer->fault);
    }
    if (rc == ST_OK)
        rc = db_each_event(archive, each_event, writer, writer->fault);
    free(writer->personal);
    writer->personal = NULL;
    return rc;
}

static void write_names(struct writer *writer, enum report_export what)
{
    static const struct db_cell cell;
    static const struct db_sheet sheet;
    static const struct db_finding finding;
    static const struct db_event event;

    switch (what) {
    case REPORT_CELLS:
        describe_cell(writer, &cell);
        break;
    case REPORT_SHEETS:
        describe_sheet(writer, &sheet);
        break;
    case REPORT_FINDINGS:
        describe_finding(writer, &finding);
        break;
    case REPORT_HISTORY:
        describe_event(writer, &event);
        break;
    }
    write_csv_names(writer);
}

static enum status write_rows(struct db_archive *archive,
                              enum report_export what, struct db_filter filter,
                              struct writer *writer)
{
    switch (what) {
    case REPORT_CELLS:
        return db_each_cell(archive, filter, each_cell, writer,
                            writer->fault);
    case REPORT_SHEETS:
        return db_each_sheet(archive, filter, each_sheet, writer,
                             writer->fault);
    case REPORT_FINDINGS:
        return db_each_finding(archive, filter, each_finding, writer,
                               writer->fault);
    case REPORT_HISTORY:
        return write_history(archive, writer);
    }
    return ST_OK;
}

static enum status note_sheet(const struct db_sheet *sheet, void *context)
{
    (void)sheet;
    *(bool *)context = true;
    return ST_OK;
}

/* A filter that no sheet fulfils is more likely a slip than a question. */
static enum status check_filter(struct db_archive *archive,
                                struct db_filter filter, const char *words,
                                struct fault *fault)
{
    bool found = false;
    enum status rc =
        db_each_sheet(archive, filter, note_sheet, &found, fault);

    return rc != ST_OK || found
               ? rc
               : fault_set(fault, ST_NONE, "no sheet is of %s", words);
}

enum status report_check_export(struct db_archive *archive,
                                const struct report_export_options *options,
                                struct fault *fault)
{
    const struct db_filter *all = &options->filter;
    struct db_filter one = DB_FILTER_ALL;
    char words[320] = "";
    enum status rc = ST_OK;

    if (options->with_personal && !db_keeps_personal(archive))
        return fault_set(fault, ST_INPUT,
                         "this archive keeps no personal columns; only one "
                         "made with 'taizhang init --keep-personal' does");
    const struct {
        const char *value, *kind, **place;
    } parts[] = {{all->form, FAULT_WORDS("form"), &one.form},
                 {all->unit, FAULT_WORDS("unit"), &one.unit},
                 {all->period, FAULT_WORDS("period"), &one.period}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts && rc == ST_OK; i++) {
        size_t used = strlen(words);
        char alone[160];
        if (parts[i].value == NULL)
            continue;
        snprintf(alone, sizeof alone, "%s '%s'", fault_words(parts[i].kind),
                 parts[i].value);
        snprintf(words + used, sizeof words - used, "%s%s",
                 used > 0 ? fault_words(" and ") : "", alone);
        *parts[i].place = parts[i].value;
        rc = check_filter(archive, one, words, fault);
    }
    return rc;
}

/* "cells R1 2025 清水镇": the history's words for what left. */
static enum status note_personal_export(
    struct db_archive *archive, const struct report_export_options *options,
    struct fault *fault)
{
    const char *const parts[] = {options->filter.form, options->filter.period,
                                 options->filter.unit};
    char text[256];
    size_t used = (size_t)snprintf(
        text, sizeof text, "%s",
        options->what == REPORT_HISTORY ? "history" : "cells");

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i] != NULL && options->what != REPORT_HISTORY &&
            used + strlen(parts[i]) + 2 < sizeof text)
            used += (size_t)snprintf(text + used, sizeof text - used, " %s",
                                     parts[i]);
    return db_note_personal_export(archive, text, fault);
}

enum status report_write_export(struct db_archive *archive,
                                struct report_export_options options,
                                FILE *out, struct fault *fault)
{
    struct writer writer = {.out = out,
                            .form = options.form,
                            .with_personal = options.with_personal,
                            .fault = fault};
    enum status rc = ST_OK;

    if (options.with_personal)
        rc = note_personal_export(archive, &options, fault);
    if (rc != ST_OK)
        return rc;
    if (options.form == REPORT_CSV)
        write_names(&writer, options.what);
    else
        fputs("[\n", out);
    rc = write_rows(archive, options.what, options.filter, &writer);
    if (options.form == REPORT_JSON)
        fputs("\n]\n", out);
    if (rc == ST_OK && (fflush(out) != 0 || ferror(out)))
        rc = fault_set(fault, ST_IO, "the export: %s", strerror(errno));
    return rc;
}

bool report_export_parse(const char *word, enum report_export *what)
{
    static const char *const names[] = {"cells", "sheets", "findings",
                                        "history"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(word, names[i]) == 0) {
            *what = (enum report_export)i;
            return true;
        }
    return false;
}
