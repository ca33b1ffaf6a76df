/*
 * Which rows of a draft's table are bodies, totals, notes and units, and what
 * names them.
 */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "forms/draft_steps.h"
#include "forms/unit_name.h"

enum {
    LABEL_COLUMNS = 2,
    SUMS_AGREE = 3,
    MONTHS = 12,
    LEAST_DAYS = 28,
    MOST_DAYS = 31,
    LONGEST_LABEL = 24
};
static const double LIKE = 0.6, MOST = 0.6, RUNNING = 0.8;
/* The printed rules between rows that make a form's rows ruled. */
static const double RULED = 0.7;

static const char *const TOTALS[] = {"合计", "总计", "小计",  "共计",
                                     "总和", "平均", "total", "totals",
                                     "sum",  "mean", "means", "average"};
static const char *const NOTES[] = {"备注", "说明", "附注", "remarks", "notes"};
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* Small letters, without the marks around. */
static void plain_word(const char *text, char *out, size_t size)
{
    char *to = out;

    text_normalise(out, size, text);
    for (const char *from = out; *from != '\0'; from++)
        if (strchr(".:,;*'\"", *from) == NULL)
            *to++ = (char)tolower((unsigned char)*from);
    *to = '\0';
}

/* The word that a label is or ends with, or NULL. */
static const char *word_of(const char *text, const char *const *words, size_t n)
{
    char plain[OCR_TEXT_MAX];
    size_t length;

    plain_word(text, plain, sizeof plain);
    length = strlen(plain);
    for (size_t i = 0; i < n; i++) {
        size_t m = strlen(words[i]);
        if ((length >= m && strcmp(plain + length - m, words[i]) == 0) ||
            text_similarity(plain, words[i]) >= LIKE)
            return words[i];
    }
    return NULL;
}

static const char *words_at(const struct draft_table *table, int row, int c)
{
    const struct reading *reading = draft_words(table, row, c);

    return reading->n_candidates > 0 ? reading->candidates[0].text : "";
}

/* What the row is called in the first column that calls it one of @words. */
static const char *find_word(const struct draft_table *table, int row,
                             const char *const *words, size_t n, int *column)
{
    for (int c = 0; c < table->n_columns && c < LABEL_COLUMNS; c++)
        if (word_of(words_at(table, row, c), words, n) != NULL) {
            *column = c;
            return words_at(table, row, c);
        }
    return NULL;
}

/* As it is printed where that says more ("全镇合计", "MEAN."), else the word.
 * In Latin letters it is kept as it was read, for they differ by large and
 * small. */
static const char *label_to_keep(const char *said, const char *word,
                                 struct draft_note *note)
{
    bool latin = (unsigned char)word[0] < 0x80;
    char plain[OCR_TEXT_MAX];

    plain_word(said, plain, sizeof plain);
    if (strstr(plain, word) == NULL)
        draft_note(note, true,
                   fault_words("'%s' was read for '%s': what is "
                               "printed there?"),
                   said, word);
    return (latin || strstr(plain, word) != NULL) &&
                   strlen(said) <= LONGEST_LABEL
               ? said
               : word;
}

static enum status name_special(struct draft_table *table, int row,
                                struct form_draft *draft, int *label,
                                struct fault *fault)
{
    struct form *form = draft->form;
    struct draft_row *at = &table->rows[row];
    const char *said = find_word(table, row, TOTALS, COUNT_OF(TOTALS), label);

    if (said != NULL) {
        const char *word = word_of(said, TOTALS, COUNT_OF(TOTALS));
        at->kind = DRAFT_ROW_TOTAL;
        text_copy(at->label, sizeof at->label,
                  label_to_keep(said, word, &draft->rows_note));
        return draft_add_word(&form->total_labels, &form->n_total_labels,
                              at->label, fault);
    }
    said = find_word(table, row, NOTES, COUNT_OF(NOTES), label);
    if (said == NULL)
        return ST_OK;
    at->kind = DRAFT_ROW_NOTE;
    text_copy(at->label, sizeof at->label,
              word_of(said, NOTES, COUNT_OF(NOTES)));
    return draft_add_word(&form->note_labels, &form->n_note_labels, at->label,
                          fault);
}

/* Does the row hold what all others add up to, in that column? 1, -1 or 0 when
 * it cannot tell. */
static int adds_up(const struct draft_table *table, int total, int column)
{
    double sum = 0, value, want;
    int written = 0;

    for (int r = 0; r < table->n_rows; r++) {
        if (r == total || table->rows[r].kind != DRAFT_ROW_BODY)
            continue;
        if (!draft_value(table, r, column, &value))
            return 0;
        sum += value;
        written += value != 0;
    }
    if (written < 2 || !draft_value(table, total, column, &want) || want == 0)
        return 0;
    return fabs(sum - want) < 0.005 ? 1 : -1;
}

static bool is_unnamed_total(const struct draft_table *table,
                             const struct form *form, int row)
{
    int agree = 0, differ = 0;

    for (int c = 0; c < table->n_columns; c++) {
        int adds =
            draft_is_figure(&form->columns[c]) ? adds_up(table, row, c) : 0;
        agree += adds > 0;
        differ += adds < 0;
    }
    return agree >= SUMS_AGREE && differ <= agree;
}

/* A row whose word could not be read is a total when it adds up. */
static enum status find_unnamed_total(struct draft_table *table,
                                      struct form_draft *draft,
                                      struct fault *fault)
{
    struct form *form = draft->form;
    int ends[] = {table->n_rows - 1, 0};

    for (int i = 0; i < 2 && form->n_total_labels == 0; i++) {
        struct draft_row *at = &table->rows[ends[i]];
        if (table->n_rows < 3 || at->kind != DRAFT_ROW_BODY ||
            !is_unnamed_total(table, form, ends[i]))
            continue;
        at->kind = DRAFT_ROW_TOTAL;
        draft_note(&draft->rows_note, true, "%s",
                   fault_words("a row adds up, but its name was not read: "
                               "what is printed there?"));
        return draft_add_word(&form->total_labels, &form->n_total_labels,
                              TOTALS[0], fault);
    }
    return ST_OK;
}

static bool is_word_alone(const char *text)
{
    for (const char *at = text; *at != '\0'; at++)
        if (isdigit((unsigned char)*at))
            return false;
    return text[0] != '\0';
}

/* The units that are printed once below each header: the same short word in
 * most columns of figures. */
static enum status find_units_row(struct draft_table *table,
                                  struct form_draft *draft, struct fault *fault)
{
    struct form *form = draft->form;
    int figures = 0, best = -1, most = 0;

    for (int c = 0; table->n_rows > 2 && c < table->n_columns; c++) {
        int same = 0;
        if (!draft_is_figure(&form->columns[c]) ||
            table->rows[0].kind != DRAFT_ROW_BODY)
            continue;
        figures++;
        if (!is_word_alone(words_at(table, 0, c)))
            continue;
        for (int k = 0; k < table->n_columns; k++)
            same += text_similarity(words_at(table, 0, c),
                                    words_at(table, 0, k)) >= LIKE;
        if (same > most) {
            most = same;
            best = c;
        }
    }
    if (best < 0 || figures < 2 || most < MOST * figures)
        return ST_OK;
    table->rows[0].kind = DRAFT_ROW_UNITS;
    return draft_add_word(&form->skip_rows, &form->n_skip_rows,
                          words_at(table, 0, best), fault);
}

static int count_rows(const struct draft_table *table, enum draft_row_kind kind)
{
    int n = 0;

    for (int r = 0; r < table->n_rows; r++)
        n += table->rows[r].kind == kind;
    return n;
}

/* Share of the body rows whose cell says its own place, 1, 2, 3 ... */
static bool is_running(const struct draft_table *table, int column)
{
    int n = count_rows(table, DRAFT_ROW_BODY), place = 0, right = 0;

    for (int r = 0; r < table->n_rows; r++) {
        if (table->rows[r].kind != DRAFT_ROW_BODY)
            continue;
        place++;
        right +=
            atoi(words_at(table, r, column)) == place ||
            atoi(draft_figure(table, r, column)->candidates[0].value) == place;
    }
    return n > 1 && right >= RUNNING * n;
}

static bool says(const struct form_column *column, const char *word)
{
    for (int level = 0; level < FORM_HEADER_LEVELS; level++)
        if (column->header[level] != NULL &&
            strstr(column->header[level], word) != NULL)
            return true;
    return false;
}

/* Share of the body rows that are called like villages, or months. */
static bool rows_are(const struct draft_table *table, int column, bool months)
{
    static const struct value_type MONTH = {.kind = VALUE_MONTH,
                                            .decimals = -1};
    int n = count_rows(table, DRAFT_ROW_BODY), right = 0;

    for (int r = 0; r < table->n_rows; r++) {
        const char *words = words_at(table, r, column);
        char value[OCR_TEXT_MAX];
        if (table->rows[r].kind != DRAFT_ROW_BODY)
            continue;
        right +=
            months ? strstr(words, "月") != NULL &&
                         ocr_normalise_value(words, &MONTH, value, sizeof value)
                   : form_is_unit_name(words);
    }
    return n > 0 && right >= MOST * n;
}

static enum form_row_kind kind_of_rows(const struct draft_table *table,
                                       const struct form *form, int label)
{
    int n = count_rows(table, DRAFT_ROW_BODY);
    const struct form_column *column = &form->columns[label];
    bool running = is_running(table, label);

    for (size_t c = 0; c < form->n_columns; c++)
        if (form->columns[c].personal && says(&form->columns[c], "姓名"))
            return FORM_ROWS_PERSON;
    if (n <= MONTHS &&
        (rows_are(table, label, true) || (running && says(column, "月"))))
        return FORM_ROWS_MONTH;
    if (running && n >= LEAST_DAYS && n <= MOST_DAYS && !says(column, "序"))
        return FORM_ROWS_DAY;
    if (rows_are(table, label, false))
        return FORM_ROWS_UNIT;
    return FORM_ROWS_ITEM;
}

/* Laws speak of c1, c2 ... as the printed numbers do, from the first column
 * that is no label. */
static void give_codes(const struct draft_table *table, struct form *form)
{
    static const char *const LABELS[] = {"unit", "month", "seq", "day", "seq"};
    int labels = 0, others = table->unnumbered, from = 0;

    for (size_t c = 0; c < form->n_columns; c++)
        from += (int)c < others && !form->columns[c].is_label;
    for (size_t c = 0; c < form->n_columns; c++) {
        struct form_column *column = &form->columns[c];
        if (column->is_label && ++labels == 1)
            snprintf(column->code, sizeof column->code, "%s",
                     LABELS[form->rows]);
        else if (column->is_label)
            snprintf(column->code, sizeof column->code, "label%d", labels);
        else if (from > 0 && (int)c < others)
            snprintf(column->code, sizeof column->code, "x%d", (int)c + 1);
        else
            snprintf(column->code, sizeof column->code, "c%d",
                     table->number_row ? (int)c + 1 - others
                                       : (int)c + 1 - labels);
    }
}

static void label_columns(const struct draft_table *table,
                          struct form_draft *draft, int label)
{
    struct form *form = draft->form;
    struct form_column *column = &form->columns[label];

    form->rows = kind_of_rows(table, form, label);
    column->is_label = true;
    for (int c = 0; c < table->unnumbered && c < LABEL_COLUMNS; c++)
        form->columns[c].is_label = true;
    if (form->rows == FORM_ROWS_MONTH)
        column->type = (struct value_type){.kind = VALUE_MONTH, .decimals = -1};
    else if (form->rows == FORM_ROWS_DAY)
        column->type =
            (struct value_type){.kind = VALUE_COUNT, .max_digits = 2};
    else
        column->type = (struct value_type){.kind = VALUE_TEXT, .decimals = -1};
    /* A note on how its words and figures mix says nothing of a label. */
    if (column->header[0] != NULL)
        draft->columns[label] = (struct draft_note){0};
}

static void measure_rows(const struct draft_table *table, struct form *form)
{
    int first = table->header_rows + table->number_row, ruled = 0;
    int n = table->grid->n_rows - first;

    for (int r = first; r <= table->grid->n_rows; r++)
        ruled += table->grid->row_sources[r] == GRID_RULED;
    form->ruled_rows = ruled >= RULED * (n + 1);
    form->min_rows = form->rows == FORM_ROWS_DAY     ? LEAST_DAYS
                     : form->rows == FORM_ROWS_MONTH ? MONTHS
                                                     : 2;
    if (form->rows == FORM_ROWS_MONTH &&
        count_rows(table, DRAFT_ROW_BODY) < MONTHS)
        form->min_rows = 2;
    form->total_first = table->n_rows > 2 &&
                        table->rows[0].kind == DRAFT_ROW_TOTAL &&
                        count_rows(table, DRAFT_ROW_TOTAL) == 1;
}

enum status draft_sort_rows(struct draft_table *table, struct form_draft *draft,
                            struct fault *fault)
{
    int label = 0;
    enum status rc = ST_OK;

    for (int r = 0; rc == ST_OK && r < table->n_rows; r++)
        rc = name_special(table, r, draft, &label, fault);
    if (rc == ST_OK)
        rc = find_units_row(table, draft, fault);
    if (rc == ST_OK)
        rc = find_unnamed_total(table, draft, fault);
    if (rc != ST_OK)
        return rc;
    label_columns(table, draft, label);
    give_codes(table, draft->form);
    measure_rows(table, draft->form);
    return ST_OK;
}
