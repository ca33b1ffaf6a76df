/* What each export lists. */
#include "report/export.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "check/check.h"
#include "db/tasks.h"
#include "ocr/reading.h"
#include "report/each_finding.h"
#include "report/export_rows.h"
#include "report/export_table.h"
#include "report/period.h"
#include "report/withhold.h"

enum { MAX_PERSONAL = 256 };

struct writer {
    struct export_rows *rows;
    bool with_personal;
    struct fault *fault;
    /* codes of personal columns, so that history does not tell them */
    char (*personal)[FORM_CODE_MAX];
    size_t n_personal;
    const char *within; /* only findings of sheets in it; NULL: all */
};

/* A year's findings are those of its months too, as the report lists them. */
static bool lies_within(const char *whole, const char *part)
{
    struct period outer, inner;

    return whole == NULL ||
           (period_parse(whole, &outer) && period_parse(part, &inner) &&
            period_holds(outer, inner));
}

static void describe_cell(struct writer *writer, const struct db_cell *cell)
{
    bool hidden = cell->personal && !writer->with_personal;

    export_clear_row(writer->rows);
    export_text(writer->rows, "source", cell->source);
    export_whole(writer->rows, "page", cell->page);
    export_text(writer->rows, "form", cell->form);
    export_text(writer->rows, "unit", cell->unit);
    export_text(writer->rows, "period", cell->period);
    export_whole(writer->rows, "row", cell->row);
    export_text(writer->rows, "column", cell->column);
    export_value(writer->rows, "value", hidden ? "" : cell->value);
    export_text(writer->rows, "state",
                ocr_state_text(hidden ? READ_WITHHELD : cell->state));
    export_text(writer->rows, "raw", hidden ? "" : cell->raw);
    export_real(writer->rows, "confidence", cell->confidence, 4);
    export_text(writer->rows, "status", verdict_status_text(cell->status));
    export_whole(writer->rows, "x", cell->box.x);
    export_whole(writer->rows, "y", cell->box.y);
    export_whole(writer->rows, "w", cell->box.w);
    export_whole(writer->rows, "h", cell->box.h);
}

/* A cell that waits for a person: with its row's label and why it waits. */
static void describe_doubt(struct writer *writer, const struct db_cell *cell)
{
    bool hidden = cell->personal && !writer->with_personal;

    describe_cell(writer, cell);
    export_text(writer->rows, "row_label", hidden ? "" : cell->row_label);
    export_text(writer->rows, "why", hidden ? "" : cell->why);
    /* To be filled in and given back to `taizhang review --batch`. */
    export_text(writer->rows, "answer", "");
    export_text(writer->rows, "answer_state", "");
    export_text(writer->rows, "really", "");
    export_text(writer->rows, "note", "");
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
    export_clear_row(writer->rows);
    export_text(writer->rows, "source", sheet->source);
    export_whole(writer->rows, "page", sheet->page);
    export_text(writer->rows, "state", page_state_text(sheet->state));
    export_text(writer->rows, "form", sheet->form);
    export_whole(writer->rows, "version", sheet->form_version);
    export_text(writer->rows, "unit", sheet->unit);
    export_text(writer->rows, "period", sheet->period);
    export_text(writer->rows, "base", sheet->base);
    export_whole(writer->rows, "rows", sheet->n_rows);
    export_whole(writer->rows, "cells", sheet->n_cells);
    export_whole(writer->rows, "review", sheet->n_review);
    export_whole(writer->rows, "findings", sheet->n_findings);
    export_real(writer->rows, "match", sheet->match_score, 4);
    export_text(writer->rows, "runner_up", sheet->runner_up);
    export_real(writer->rows, "runner_up_match", sheet->runner_up_score, 4);
    export_text(writer->rows, "reason", sheet->reason);
    export_whole(writer->rows, "table", sheet->number);
}

static void describe_finding(struct writer *writer,
                             const struct db_finding *finding)
{
    export_clear_row(writer->rows);
    export_text(writer->rows, "source", finding->source);
    export_whole(writer->rows, "page", finding->page);
    export_text(writer->rows, "form", finding->form);
    export_text(writer->rows, "unit", finding->unit);
    export_text(writer->rows, "period", finding->period);
    export_text(writer->rows, "check", finding->check);
    export_text(writer->rows, "severity",
                finding_severity_text(finding->severity));
    export_whole(writer->rows, "row", finding->row);
    export_text(writer->rows, "law", finding->law);
    export_sum(writer->rows, "left", finding->left);
    export_sum(writer->rows, "right", finding->right);
    export_sum(writer->rows, "difference", finding->left - finding->right);
    export_sum(writer->rows, "tolerance", finding->tolerance);
    export_text(writer->rows, "cells", finding->cells);
    export_text(writer->rows, "explanation_zh", finding->explanation_zh);
    export_text(writer->rows, "explanation_en", finding->explanation_en);
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

    export_clear_row(writer->rows);
    export_whole(writer->rows, "id", event->id);
    export_text(writer->rows, "at", event->at);
    export_text(writer->rows, "who", event->who);
    export_text(writer->rows, "what", event->what);
    export_text(writer->rows, "source", event->source);
    export_whole(writer->rows, "page", event->page);
    export_whole(writer->rows, "row", event->row);
    export_text(writer->rows, "column", event->column);
    export_text(writer->rows, "before", hidden ? "" : event->before);
    export_text(writer->rows, "after", hidden ? "" : event->after);
    export_text(writer->rows, "why", hidden ? "" : event->why);
}

static enum status each_cell(const struct db_cell *cell, void *context)
{
    describe_cell(context, cell);
    return export_end_row(((struct writer *)context)->rows);
}

static enum status each_doubt(const struct db_cell *cell, void *context)
{
    struct writer *writer = context;

    if (cell->status != VERDICT_REVIEW)
        return ST_OK;
    describe_doubt(writer, cell);
    return export_end_row(writer->rows);
}

/* Whoever decided or read again meanwhile has taken a cell off the list. */
static enum status write_asked(struct db_archive *archive,
                               const struct report_export_options *options,
                               struct writer *writer)
{
    struct db_cell cell;
    enum status rc = ST_OK;

    for (size_t i = 0; i < options->n_asked && rc == ST_OK; i++) {
        rc = db_find_one_cell(archive, options->asked[i], &cell, writer->fault);
        if (rc == ST_OK)
            rc = each_doubt(&cell, writer);
        else if (rc == ST_NONE)
            rc = ST_OK;
    }
    return rc;
}

static enum status each_sheet(const struct db_sheet *sheet, void *context)
{
    describe_sheet(context, sheet);
    return export_end_row(((struct writer *)context)->rows);
}

static enum status each_finding(const struct db_finding *finding, void *context)
{
    struct db_finding told = *finding;

    if (!lies_within(((struct writer *)context)->within, finding->period))
        return ST_OK;
    withhold_person(&told);
    describe_finding(context, &told);
    return export_end_row(((struct writer *)context)->rows);
}

static enum status each_event(const struct db_event *event, void *context)
{
    describe_event(context, event);
    return export_end_row(((struct writer *)context)->rows);
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
    case REPORT_QUEUE:
        describe_doubt(writer, &cell);
        break;
    case REPORT_TABLE:
        return; /* its names are the form's */
    }
    export_names(writer->rows);
}

static enum status write_rows(struct db_archive *archive,
                              const struct report_export_options *options,
                              struct writer *writer)
{
    struct db_filter filter = options->filter;

    switch (options->what) {
    case REPORT_CELLS:
        return db_each_cell(archive, filter, each_cell, writer, writer->fault);
    case REPORT_SHEETS:
        return db_each_sheet(archive, filter, each_sheet, writer,
                             writer->fault);
    case REPORT_FINDINGS:
        writer->within = filter.period;
        filter.period = NULL;
        return report_each_finding(archive, filter, each_finding, writer,
                               writer->fault);
    case REPORT_HISTORY:
        return write_history(archive, writer);
    case REPORT_QUEUE:
        return options->asked == NULL
                   ? db_each_cell(archive, filter, each_doubt, writer,
                                  writer->fault)
                   : write_asked(archive, options, writer);
    case REPORT_TABLE:
        return export_table(archive, filter, options->with_personal,
                            writer->rows);
    }
    return ST_OK;
}

struct search {
    const char *within;
    bool found;
};

static enum status note_sheet(const struct db_sheet *sheet, void *context)
{
    struct search *search = context;

    search->found |= lies_within(search->within, sheet->period);
    return ST_OK;
}

/* A filter that no sheet fulfils is more likely a slip than a question. */
static enum status check_filter(struct db_archive *archive,
                                struct db_filter filter, const char *within,
                                const char *words, struct fault *fault)
{
    struct search search = {.within = within};
    enum status rc = db_each_sheet(archive, filter, note_sheet, &search, fault);

    return rc != ST_OK || search.found
               ? rc
               : fault_set(fault, ST_NONE, "no sheet is of %s", words);
}

enum status report_check_export(struct db_archive *archive,
                                const struct report_export_options *options,
                                struct fault *fault)
{
    const struct db_filter *all = &options->filter;
    struct db_filter one = DB_FILTER_ALL;
    const char *within = NULL;
    char words[320] = "";
    enum status rc = ST_OK;

    if (options->with_personal && !db_keeps_personal(archive))
        return fault_set(fault, ST_INPUT,
                         "this archive keeps no personal columns; only one "
                         "made with 'taizhang init --keep-personal' does");
    const struct {
        const char *value, *kind, **place;
    } parts[] = {{all->form, FAULT_WORDS("form '%s'"), &one.form},
                 {all->unit, FAULT_WORDS("unit '%s'"), &one.unit},
                 {all->period, FAULT_WORDS("period '%s'"),
                  options->what == REPORT_FINDINGS ? &within : &one.period}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts && rc == ST_OK; i++) {
        size_t used = strlen(words);
        char alone[160];
        if (parts[i].value == NULL)
            continue;
        snprintf(alone, sizeof alone, fault_words(parts[i].kind),
                 parts[i].value);
        snprintf(words + used, sizeof words - used, "%s%s",
                 used > 0 ? fault_words(" and ") : "", alone);
        *parts[i].place = parts[i].value;
        rc = check_filter(archive, one, within, words, fault);
    }
    return rc;
}

const char *report_export_name(enum report_export what)
{
    switch (what) {
    case REPORT_CELLS:
        return "cells";
    case REPORT_SHEETS:
        return "sheets";
    case REPORT_FINDINGS:
        return "findings";
    case REPORT_HISTORY:
        return "history";
    case REPORT_QUEUE:
        return "queue";
    case REPORT_TABLE:
        return "table";
    }
    return "";
}

/* "cells csv R1 2025 清水镇": the history's words for what left. */
static enum status note_export(struct db_archive *archive,
                               const struct report_export_options *options,
                               struct fault *fault)
{
    static const char *const forms[] = {"csv", "json", "xlsx"};
    const char *const parts[] = {forms[options->form], options->filter.form,
                                 options->filter.period, options->filter.unit};
    char text[256];
    size_t used = (size_t)snprintf(text, sizeof text, "%s",
                                   report_export_name(options->what));

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i] != NULL && used + strlen(parts[i]) + 2 < sizeof text)
            used += (size_t)snprintf(text + used, sizeof text - used, " %s",
                                     parts[i]);
    return db_note_export(archive, text, options->with_personal, fault);
}

enum status report_write_export(struct db_archive *archive,
                                struct report_export_options options, FILE *out,
                                struct fault *fault)
{
    struct export_rows *rows = calloc(1, sizeof *rows);
    struct writer writer = {
        .rows = rows, .with_personal = options.with_personal, .fault = fault};
    enum status rc;

    if (rows == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    rows->out = out;
    rows->form = options.form;
    rows->fault = fault;
    /* before the first row leaves */
    rc = note_export(archive, &options, fault);
    if (rc == ST_OK) {
        rc = export_begin(rows, report_export_name(options.what));
        if (rc == ST_OK) {
            write_names(&writer, options.what);
            rc = write_rows(archive, &options, &writer);
        }
        rc = export_end(rows, rc);
    }
    free(rows);
    return rc;
}

/* "table:F5" names its form. */
static bool parse_table(const char *word, struct report_export_options *options)
{
    static const char start[] = "table:";

    if (strncmp(word, start, strlen(start)) != 0 || word[strlen(start)] == '\0')
        return false;
    options->what = REPORT_TABLE;
    options->filter.form = word + strlen(start);
    return true;
}

bool report_export_parse(const char *word,
                         struct report_export_options *options)
{
    static const enum report_export plain[] = {REPORT_CELLS, REPORT_SHEETS,
                                               REPORT_FINDINGS, REPORT_HISTORY,
                                               REPORT_QUEUE};

    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strcmp(word, report_export_name(plain[i])) == 0) {
            options->what = plain[i];
            return true;
        }
    return parse_table(word, options);
}
