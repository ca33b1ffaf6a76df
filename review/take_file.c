/*
 * Decisions from a file, under the rules of the screen: the type of the column,
 * the sums, what is on somebody's screen, and what was decided meanwhile.
 */
#include <csv.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "review/entry.h"
#include "review/put_question.h"
#include "review/review.h"

enum answer_column {
    IN_SOURCE,
    IN_PAGE,
    IN_FORM,
    IN_ROW,
    IN_COLUMN,
    IN_VALUE,
    IN_ANSWER,
    IN_STATE,
    IN_REALLY,
    IN_NOTE,
    IN_WAS,
    IN_COLUMNS
};

static const char *const NAMES[IN_COLUMNS] = {
    "source", "page",         "form",   "row",  "column", "value",
    "answer", "answer_state", "really", "note", "state"};

enum { LINE_FIELDS_MAX = 64 };

/* What csv_parse() calls back with goes through here. */
struct answer_file {
    struct db_archive *archive;
    struct form_catalogue catalogue;
    const struct review_options *options;
    struct sheet_now now;
    review_complain *complain;
    void *context;
    const char *path;
    size_t n_taken, n_refused;
    long line; /* of the record at hand, the names' line is 1 */
    int place[LINE_FIELDS_MAX]; /* field of a line -> enum answer_column, -1 */
    int n_places;
    int at; /* field of the line at hand */
    char fields[IN_COLUMNS][256];
    bool has_value; /* the file tells what stood */
    bool too_long, unreadable;
    enum status rc;
    struct fault *fault;
};

/* ---- one answer ---- */

static enum status find_cell(struct answer_file *file, struct db_cell *cell,
                             struct fault *fault)
{
    char(*f)[256] = file->fields;
    char *end = NULL;
    long page = f[IN_PAGE][0] == '\0' ? 1 : strtol(f[IN_PAGE], &end, 10);
    long row;
    int64_t id = 0;
    enum status rc;

    if (end != NULL && *end != '\0')
        return fault_set(fault, ST_INPUT, "\"%s\" is no page", f[IN_PAGE]);
    row = strtol(f[IN_ROW], &end, 10);
    if (*end != '\0' || end == f[IN_ROW])
        return fault_set(fault, ST_INPUT, "\"%s\" is no row", f[IN_ROW]);
    rc = db_find_named_cell(file->archive, f[IN_SOURCE], (int)page, f[IN_FORM],
                            (int)row, f[IN_COLUMN], &id, fault);
    if (rc == ST_OK)
        rc = db_find_one_cell(file->archive, id, cell, fault);
    if (rc == ST_OK && f[IN_FORM][0] != '\0' &&
        strcmp(f[IN_FORM], cell->form) != 0)
        rc = fault_set(fault, ST_INPUT,
                       "it is of form %s in the archive, not %s", cell->form,
                       f[IN_FORM]);
    /* A personal cell's value was not in the file. */
    if (rc == ST_OK && file->has_value && strcmp(f[IN_WAS], "withheld") != 0 &&
        strcmp(f[IN_VALUE], cell->value) != 0)
        rc =
            fault_set(fault, ST_INPUT, "it stands as \"%s\" by now, not \"%s\"",
                      cell->value, f[IN_VALUE]);
    return rc;
}

static bool is_yes(const char *word)
{
    return strcmp(word, "y") == 0 || strcmp(word, "yes") == 0 ||
           strcmp(word, "1") == 0 || strcmp(word, "是") == 0;
}

/* Sums object to a new value only where it makes them no better. */
static enum status weigh(struct answer_file *file, int at,
                         const struct db_cell *cell, const char *value,
                         struct db_answer *word, struct fault *fault)
{
    char before[QUESTION_REASON_SIZE], after[QUESTION_REASON_SIZE];
    enum status rc =
        question_objection(&file->now, at, value, after, sizeof after, fault);

    if (rc == ST_OK)
        rc = question_objection(&file->now, at, cell->value, before,
                                sizeof before, fault);
    if (rc != ST_OK || after[0] == '\0' || strcmp(value, cell->value) == 0)
        return rc;
    word->as_written = is_yes(file->fields[IN_REALLY]);
    if (!word->as_written && before[0] == '\0')
        return fault_set(fault, ST_INPUT,
                         "with \"%s\" %s; say \"y\" in the column really",
                         value, after);
    return ST_OK;
}

static enum status read_value(struct answer_file *file, int at,
                              const struct db_cell *cell,
                              char value[OCR_TEXT_MAX], struct db_answer *word,
                              struct fault *fault)
{
    const struct value_type *type = sheet_now_type(&file->now, at);
    struct entry entry = {.words = true};

    (void)text_copy(entry.text, sizeof entry.text, file->fields[IN_ANSWER]);
    switch (entry_check(&entry, type, value)) {
    case ENTRY_EMPTY:
        return ST_OK;
    case ENTRY_GOOD:
        return weigh(file, at, cell, value, word, fault);
    case ENTRY_UNLISTED:
        if (type->kind != VALUE_CODE || is_yes(file->fields[IN_REALLY]))
            return ST_OK;
        return fault_set(fault, ST_INPUT,
                         "\"%s\" is on no list of the form; say \"y\" in the "
                         "column really",
                         entry.text);
    case ENTRY_WRONG:
        break;
    }
    return fault_set(fault, ST_INPUT, "\"%s\" cannot stand in this column",
                     entry.text);
}

/* The state that is said, or the one that the value has by itself. */
static enum status read_state(struct answer_file *file, int at,
                              const char *value, struct db_answer *word,
                              struct fault *fault)
{
    const char *said = file->fields[IN_STATE];
    const struct value_type *type = sheet_now_type(&file->now, at);
    bool figure = type->kind != VALUE_TEXT && type->kind != VALUE_CODE;

    word->state = value[0] == '\0'                    ? READ_BLANK
                  : figure && strcmp(value, "0") == 0 ? READ_ZERO
                                                      : READ_VALUE;
    if (said[0] != '\0' && !ocr_state_parse(said, &word->state))
        return fault_set(fault, ST_INPUT, "there is no state \"%s\"", said);
    return ST_OK;
}

static enum status settle(struct answer_file *file, const struct db_cell *cell,
                          struct fault *fault)
{
    char value[OCR_TEXT_MAX] = "";
    struct db_answer word = {.value = value,
                             .state = cell->state,
                             .who = file->options->who,
                             .why = file->fields[IN_NOTE]};
    int at;
    enum status rc = sheet_now_load(&file->now, file->archive, &file->catalogue,
                                    cell->sheet_id, fault);

    if (rc != ST_OK)
        return rc;
    at = sheet_now_find(&file->now, cell->id);
    if (strcmp(file->fields[IN_ANSWER], "=") == 0) {
        word.value = cell->value;
    } else {
        rc = read_value(file, at, cell, value, &word, fault);
        if (rc == ST_OK)
            rc = read_state(file, at, value, &word, fault);
    }
    if (rc == ST_OK)
        rc = db_settle(file->archive, cell->id, &word, fault);
    if (rc == ST_OK && at >= 0)
        sheet_now_put(&file->now, at, word.value, word.state,
                      VERDICT_CORRECTED);
    return rc;
}

static void refuse(struct answer_file *file, const char *why)
{
    char line[900];

    snprintf(line, sizeof line,
             fault_words("line %ld: %s page %s, row %s %s: "
                         "%s"),
             file->line, file->fields[IN_SOURCE],
             file->fields[IN_PAGE][0] == '\0' ? "1" : file->fields[IN_PAGE],
             file->fields[IN_ROW], file->fields[IN_COLUMN], why);
    file->n_refused++;
    file->complain(line, file->context);
}

static void take_answer(struct answer_file *file)
{
    struct db_cell cell;
    struct fault fault = {""};
    enum status rc;

    if (file->fields[IN_ANSWER][0] == '\0' && file->fields[IN_STATE][0] == '\0')
        return;
    if (file->too_long || file->unreadable) {
        refuse(file, file->too_long
                         ? fault_words("a field is too long")
                         : fault_words("a field is neither UTF-8 nor GB 18030"));
        return;
    }
    rc = find_cell(file, &cell, &fault);
    if (rc == ST_OK)
        rc = settle(file, &cell, &fault);
    if (rc == ST_OK) {
        file->n_taken++;
    } else if (rc == ST_DB || rc == ST_IO || rc == ST_NOMEM) {
        file->rc = rc;
        *file->fault = fault;
    } else {
        refuse(file, fault.text);
    }
}

/* ---- the file ---- */

static void take_name(struct answer_file *file, const char *text)
{
    int at = file->n_places;

    if (at == LINE_FIELDS_MAX)
        return;
    file->place[at] = -1;
    for (int i = 0; i < IN_COLUMNS; i++)
        if (strcmp(text, NAMES[i]) == 0)
            file->place[at] = i;
    file->has_value |= file->place[at] == IN_VALUE;
    file->n_places++;
}

/* Chinese spreadsheets write GB 18030 into what they call CSV. */
static void keep_field(struct answer_file *file, char *to, const char *field)
{
    if (text_is_utf8(field))
        (void)text_copy(to, sizeof file->fields[0], field);
    else
        file->unreadable |= !text_from_gb(to, sizeof file->fields[0], field);
}

static void take_field(void *text, size_t length, void *context)
{
    struct answer_file *file = context;
    char field[256];
    int to;

    snprintf(field, sizeof field, "%.*s", (int)length,
             text == NULL ? "" : (const char *)text);
    if (file->line == 0) {
        take_name(file, field);
        return;
    }
    to = file->at < file->n_places ? file->place[file->at] : -1;
    if (to >= 0) {
        file->too_long |= length >= OCR_TEXT_MAX;
        keep_field(file, file->fields[to], field);
    }
    file->at++;
}

static void check_names(struct answer_file *file, const char *path)
{
    static const enum answer_column needed[] = {IN_SOURCE, IN_ROW, IN_COLUMN,
                                                IN_ANSWER};

    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        bool there = false;
        for (int k = 0; k < file->n_places; k++)
            there |= file->place[k] == (int)needed[i];
        if (!there && file->rc == ST_OK)
            file->rc = fault_set(file->fault, ST_INPUT,
                                 "%s: its first line names no column \"%s\"; "
                                 "it must be CSV with commas, in UTF-8",
                                 path, NAMES[needed[i]]);
    }
}

static void take_line(int end, void *context)
{
    struct answer_file *file = context;

    (void)end;
    file->line++;
    if (file->rc == ST_OK && file->line == 1)
        check_names(file, file->path);
    else if (file->rc == ST_OK)
        take_answer(file);
    memset(file->fields, 0, sizeof file->fields);
    file->at = 0;
    file->too_long = file->unreadable = false;
}

static enum status no_csv(struct answer_file *file, struct csv_parser *parser)
{
    return fault_set(file->fault, ST_INPUT,
                     "%s: line %ld: a quotation mark has no partner, or "
                     "stands within a field (%s)",
                     file->path, file->line + 1,
                     csv_strerror(csv_error(parser)));
}

/* Spreadsheets write a mark at the start of the file. */
static size_t mark_in(const char *start, size_t n)
{
    static const char mark[] = "\xEF\xBB\xBF";

    return n >= sizeof mark - 1 && memcmp(start, mark, sizeof mark - 1) == 0
               ? sizeof mark - 1
               : 0;
}

/* Strict, for a mark without its partner would swallow all lines behind it. */
static enum status parse(struct answer_file *file, FILE *in)
{
    struct csv_parser parser;
    char buffer[8192];
    size_t n, from;
    bool first = true;

    if (csv_init(&parser, CSV_EMPTY_IS_NULL | CSV_STRICT | CSV_STRICT_FINI) !=
        0)
        return fault_set(file->fault, ST_NOMEM, "out of memory");
    while (file->rc == ST_OK && (n = fread(buffer, 1, sizeof buffer, in)) > 0) {
        from = first ? mark_in(buffer, n) : 0;
        first = false;
        if (csv_parse(&parser, buffer + from, n - from, take_field, take_line,
                      file) != n - from &&
            file->rc == ST_OK)
            file->rc = no_csv(file, &parser);
    }
    if (file->rc == ST_OK && ferror(in))
        file->rc = fault_set(file->fault, ST_IO, "%s: %s", file->path,
                             strerror(errno));
    if (file->rc == ST_OK &&
        csv_fini(&parser, take_field, take_line, file) != 0)
        file->rc = no_csv(file, &parser);
    if (file->rc == ST_OK && file->line == 0)
        file->rc =
            fault_set(file->fault, ST_INPUT, "%s is empty", file->path);
    csv_free(&parser);
    return file->rc;
}

enum status review_take_file(struct db_archive *archive, const char *path,
                             const struct review_options *options,
                             review_complain *complain, void *context,
                             size_t *n_taken, size_t *n_refused,
                             struct fault *fault)
{
    struct answer_file *file = calloc(1, sizeof *file);
    FILE *in = fopen(path, "re");
    enum status rc = ST_OK;

    *n_taken = *n_refused = 0;
    if (in == NULL)
        rc = fault_set(fault, ST_IO, "%s: %s", path, strerror(errno));
    else if (file == NULL)
        rc = fault_set(fault, ST_NOMEM, "out of memory");
    if (rc != ST_OK)
        goto done;
    *file = (struct answer_file){.archive = archive,
                                 .options = options,
                                 .complain = complain,
                                 .context = context,
                                 .path = path,
                                 .fault = fault};
    rc = form_catalogue_load(db_forms_folder(archive), &file->catalogue, fault);
    if (rc == ST_OK)
        rc = parse(file, in);
    *n_taken = file->n_taken;
    *n_refused = file->n_refused;
    form_catalogue_clear(&file->catalogue);
    sheet_now_clear(&file->now);
done:
    if (in != NULL)
        (void)fclose(in);
    free(file);
    return rc;
}
