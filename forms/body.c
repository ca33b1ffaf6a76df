#include "forms/body.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "forms/line_height.h"
#include "forms/numbered_rows.h"
#include "forms/stray_ink.h"
#include "forms/unnamed_total.h"
#include "ocr/reader.h"

/* A total row's label may lose a character in three. */
static const double TOTAL_LIKENESS = 0.6;
/* A month or day read with less than this may be a word misread. */
static const double SURE_LABEL = 0.9;
static const double SKIP_LIKENESS = 0.5;
/* Of the usual row's height: what is lower lies between two rules of one line.
 */
static const double SLIVER = 0.4;
/* In a line that may be a skipped one so many columns are read as words. */
enum { SKIP_COLUMNS = 5 };
/* Of the columns beside the label: a line with ink in so many is full. */
static const double FULL = 0.7;

struct body {
    const struct layout *layout;
    size_t n_columns, n;
    struct ocr_cell *cells; /* n_body x n_columns */
    struct reading *readings;
    int *index;          /* of each in sheet->cells; STRAY_NO_CELL */
    double usual_height; /* of its rows, px */
};

static void body_clear(struct body *body)
{
    free(body->cells);
    free(body->readings);
    free(body->index);
}

/* No rule above nor below: the row is known by the gaps around its line. */
static bool is_unruled(const struct layout *at, int row)
{
    return at->grid->row_sources[at->rows[row]] == GRID_GAP ||
           at->grid->row_sources[at->rows[row + 1]] == GRID_GAP;
}

/* 0 without memory. */
static double usual_height(const struct layout *at)
{
    double *heights = malloc(((size_t)at->n_body + 1) * sizeof *heights);
    double usual = 0;

    if (heights == NULL)
        return 0;
    for (int r = 0; r < at->n_body; r++) {
        struct scan_quad quad = layout_body_quad(at, r, 0);
        heights[r] = line_height(&quad);
    }
    usual = line_usual_height(heights, (size_t)at->n_body);
    free(heights);
    return usual;
}

static void place_cells(struct body *body, bool keep_personal)
{
    const struct layout *at = body->layout;
    double usual = usual_height(at);

    body->usual_height = usual;
    for (int r = 0; r < at->n_body; r++)
        for (size_t c = 0; c < body->n_columns; c++) {
            const struct form_column *column = &at->form->columns[c];
            struct ocr_cell *cell =
                &body->cells[(size_t)r * body->n_columns + c];
            cell->quad = layout_body_quad(at, r, (int)c);
            if (!at->form->ruled_rows &&
                at->grid->row_sources[at->rows[r]] == GRID_GAP)
                line_shorten(&cell->quad, usual);
            cell->type = column->type;
            cell->withheld = column->personal && !keep_personal;
            cell->no_ditto = column->is_label && !column->ditto;
            cell->unruled = is_unruled(at, r);
        }
}

static bool has_ink(const struct reading *reading)
{
    return reading->state != READ_BLANK;
}

/* Index of the column that names the rows of a list, or -1. */
static int list_label(const struct form *form, int list)
{
    for (size_t c = 0; c < form->n_columns; c++)
        if (form->columns[c].is_label && form->columns[c].list == list)
            return (int)c;
    return -1;
}

static int label_column(const struct form *form)
{
    return list_label(form, 0);
}

static size_t inked_in_row(const struct body *body, int r)
{
    size_t n = 0;

    for (size_t c = 0; c < body->n_columns; c++)
        n += has_ink(&body->readings[(size_t)r * body->n_columns + c]);
    return n;
}

/* The white between the two rules of a double line. */
static bool is_sliver(const struct body *body, int r)
{
    const struct scan_quad *quad =
        &body->cells[(size_t)r * body->n_columns].quad;

    return line_height(quad) < SLIVER * body->usual_height &&
           inked_in_row(body, r) == 0;
}

static bool is_row(const struct body *body, int r)
{
    const struct form *form = body->layout->form;
    const struct reading *row = body->readings + (size_t)r * body->n_columns;
    int label = label_column(form);
    bool named = form->rows != FORM_ROWS_PERSON && form->rows != FORM_ROWS_ITEM;

    if (form->group_rows > 0)
        return true;
    if (form->ruled_rows)
        return !is_sliver(body, r);
    if (named && label >= 0 && !has_ink(&row[label]))
        return false;
    return inked_in_row(body, r) > 0;
}

/* The word that @text is most like, or NULL when it is like none. */
static const char *likest(const char *text, char *const *words, size_t n)
{
    char plain[SHEET_UNIT_MAX];
    const char *best = NULL;
    double most = TOTAL_LIKENESS;

    text_normalise(plain, sizeof plain, text);
    for (size_t i = 0; i < n; i++) {
        char wanted[SHEET_UNIT_MAX];
        text_normalise(wanted, sizeof wanted, words[i]);
        double like = text_similarity(plain, wanted);
        if (like >= most) {
            most = like;
            best = words[i];
        }
    }
    return best;
}

/* What ledgers write at the foot and the head of a page: sums, whatever the
 * form calls its own. */
static const char *const PAGE_TOTALS[] = {"本页小计", "本页合计", "小计",
                                          "过次页", "承前页"};

static const char *page_total(const char *text)
{
    char plain[SHEET_UNIT_MAX];

    text_normalise(plain, sizeof plain, text);
    for (size_t i = 0; i < sizeof PAGE_TOTALS / sizeof *PAGE_TOTALS; i++)
        if (strcmp(plain, PAGE_TOTALS[i]) == 0)
            return PAGE_TOTALS[i];
    return NULL;
}

/* A word printed where other rows have a month or a day ("全年合计", "Mean")
 * cannot be read as one, so such a label is read again, as a word. */
static enum status
reread_word_label(const struct page *page, const struct layout *layout,
                  const struct ocr_cell *cell, struct ocr_reader *reader,
                  struct reading *reading, struct fault *fault)
{
    struct ocr_candidate *first = &reading->candidates[0];
    const struct form *form = layout->form;
    struct scan_quad inside = layout_inside(layout, cell->quad);
    char text[OCR_TEXT_MAX];
    const char *word;
    double confidence;
    enum status rc;

    if (cell->type.kind == VALUE_TEXT || !has_ink(reading) ||
        reading->state == READ_WITHHELD ||
        (reading->n_candidates > 0 && first->value[0] != '\0' &&
         first->score >= SURE_LABEL))
        return ST_OK;
    rc = ocr_read_words(reader, page, &inside, 1, text, sizeof text,
                        &confidence, fault);
    if (rc != ST_OK)
        return rc;
    word = likest(text, form->total_labels, form->n_total_labels);
    if (word == NULL)
        word = likest(text, form->note_labels, form->n_note_labels);
    if (word == NULL)
        return ST_OK;
    reading->state = READ_VALUE;
    reading->n_candidates = 1;
    text_copy(first->text, sizeof first->text, text);
    text_copy(first->value, sizeof first->value, unnamed_total_plain(word));
    first->score = confidence;
    return ST_OK;
}

static enum status reread_labels(const struct page *page,
                                 const struct body *body,
                                 struct ocr_reader *reader, struct fault *fault)
{
    const struct form *form = body->layout->form;
    enum status rc = ST_OK;

    for (int list = 0; list < form_count_lists(form); list++) {
        int label = list_label(form, list);
        for (int r = 0; label >= 0 && rc == ST_OK && r < body->layout->n_body;
             r++) {
            size_t at = (size_t)r * body->n_columns + (size_t)label;
            rc = reread_word_label(page, body->layout, &body->cells[at], reader,
                                   &body->readings[at], fault);
        }
    }
    return rc;
}

/* Drawn in from the rules on its sides; its line of text keeps its height. */
static struct scan_quad between_rules(const struct layout *layout,
                                      struct scan_quad quad)
{
    struct scan_quad inside = layout_inside(layout, quad);

    for (int i = 0; i < 4; i++)
        inside.corner[i].y = quad.corner[i].y;
    return inside;
}

/* Units are short and set small ("lns," for Ins.), and no figure is like them,
 * so half of the characters are enough. */
static bool is_skipped_word(const struct form *form, const char *text)
{
    for (size_t i = 0; i < form->n_skip_rows; i++)
        if (text_similarity(text, form->skip_rows[i]) >= SKIP_LIKENESS)
            return true;
    return false;
}

/* The line under a header that names the columns' units is read as words. */
static enum status is_skipped(const struct page *page, const struct body *body,
                              int r, struct ocr_reader *reader, bool *skipped,
                              struct fault *fault)
{
    const struct form *form = body->layout->form;
    size_t at = (size_t)r * body->n_columns;
    char text[OCR_TEXT_MAX];
    int asked = 0, seen = 0;
    enum status rc;

    *skipped = false;
    if (form->n_skip_rows == 0 || r >= NUMBERED_SEARCH)
        return ST_OK;
    for (size_t c = 0; c < body->n_columns && asked < SKIP_COLUMNS; c++) {
        if (form->columns[c].is_label || !has_ink(&body->readings[at + c]))
            continue;
        struct scan_quad between =
            between_rules(body->layout, body->cells[at + c].quad);
        rc = ocr_read_words(reader, page, &between, 1, text, sizeof text, NULL,
                            fault);
        if (rc != ST_OK)
            return rc;
        asked++;
        seen += is_skipped_word(form, text);
    }
    *skipped = seen * 2 > asked;
    return ST_OK;
}

static bool is_numbered(const struct form *form)
{
    return (form->rows == FORM_ROWS_DAY || form->rows == FORM_ROWS_MONTH) &&
           form->group_rows == 0 && label_column(form) >= 0;
}

/* What the row's label and its other cells say of it. */
static void look_at_row(const struct body *body, int r, bool skipped,
                        struct numbered_row *row)
{
    const struct form *form = body->layout->form;
    size_t inked = inked_in_row(body, r), at = (size_t)r * body->n_columns;
    const struct reading *label;

    *row = (struct numbered_row){.is_row = is_row(body, r) && !skipped};
    if (!is_numbered(form))
        return;
    label = &body->readings[at + (size_t)label_column(form)];
    row->full_only = !skipped && !form->ruled_rows && !has_ink(label);
    row->full = (double)inked >= FULL * (double)(body->n_columns - 1);
    if (label->n_candidates > 0) {
        row->number = atoi(label->candidates[0].value);
        row->sure = label->candidates[0].score >= SURE_LABEL;
    }
}

/* Which lines of the body are rows of the table. */
static enum status tell_rows(const struct page *page, const struct body *body,
                             struct ocr_reader *reader,
                             struct numbered_row *rows, struct fault *fault)
{
    const struct form *form = body->layout->form;
    int n = body->layout->n_body, before;

    for (int r = 0; r < n; r++) {
        bool skipped = false;
        enum status rc = ST_OK;
        if (is_row(body, r))
            rc = is_skipped(page, body, r, reader, &skipped, fault);
        if (rc != ST_OK)
            return rc;
        look_at_row(body, r, skipped, &rows[r]);
    }
    if (!is_numbered(form))
        return ST_OK;
    numbered_rows_keep_full(rows, n, form->max_rows);
    before = numbered_rows_before_first(rows, n);
    for (int r = 0; r < n && before > 0; r++) {
        before -= rows[r].is_row;
        rows[r].is_row = false;
    }
    return ST_OK;
}

/* Forms whose rows come in groups, each followed by its totals; the last group
 * may have a row more or fewer. */
static bool is_group_total(const struct form *form, int row, int n_rows)
{
    int group = form->group_rows + form->group_totals;

    if (form->group_rows == 0)
        return false;
    if (row >= (n_rows / group - 1) * group)
        return row >= n_rows - form->group_totals;
    return row % group >= form->group_rows;
}

/* No unit's name is like a total's, and few other rows have one: a likeness
 * that would tell little of a name is enough. */
static double total_chance(const char *said, const char *total)
{
    char plain[SHEET_UNIT_MAX], wanted[SHEET_UNIT_MAX];

    text_normalise(plain, sizeof plain, said);
    text_normalise(wanted, sizeof wanted, total);
    return strcmp(plain, wanted) == 0 ? 0.995 : 0.985;
}

static void name_row(const struct body *body, int r, int row, int list,
                     struct sheet_row *out)
{
    const struct form *form = body->layout->form;
    int label = list_label(form, list);
    const char *total = NULL;

    *out = (struct sheet_row){0};
    if (label >= 0) {
        struct reading *reading =
            &body->readings[(size_t)r * body->n_columns + (size_t)label];
        struct ocr_candidate *first = &reading->candidates[0];
        const char *said = first->value[0] ? first->value : first->text;
        if (reading->n_candidates > 0)
            total = page_total(said);
        if (total == NULL && reading->n_candidates > 0)
            total = likest(said, form->total_labels, form->n_total_labels);
        if (total != NULL && page_total(total) != NULL)
            text_copy(first->value, sizeof first->value, total);
        else if (total != NULL) {
            first->score = fmax(first->score, total_chance(said, total));
            text_copy(first->value, sizeof first->value,
                      unnamed_total_plain(total));
        }
        if (reading->n_candidates > 0)
            text_copy(out->label, sizeof out->label, said);
    }
    if (is_group_total(form, row, body->layout->n_body) || total != NULL)
        out->kind = SHEET_ROW_TOTAL;
}

static void keep_row(const struct page *page, const struct body *body, int r,
                     int list, struct sheet *sheet)
{
    int row = sheet->n_rows++;

    name_row(body, r, row, list, &sheet->rows[row]);
    for (size_t c = 0; c < body->n_columns; c++) {
        if (body->layout->form->columns[c].list != list)
            continue;
        size_t from = (size_t)r * body->n_columns + c;
        struct sheet_cell *cell = &sheet->cells[sheet->n_cells++];
        body->index[from] = (int)sheet->n_cells - 1;
        *cell = (struct sheet_cell){
            .row = row + 1,
            .column = layout_column_in_whole(body->layout, (int)c),
            .quad = body->cells[from].quad,
            .reading = body->readings[from]};
        cell->box = scan_box_in_original(page, &cell->quad);
    }
}

static enum status keep_rows(const struct page *page, const struct body *body,
                             struct ocr_reader *reader, struct sheet *sheet,
                             struct fault *fault)
{
    int n = body->layout->n_body;
    int n_lists = form_count_lists(body->layout->form);
    struct numbered_row *rows = calloc((size_t)n, sizeof *rows);
    enum status rc = ST_OK;

    if (rows == NULL)
        return fault_set(fault, ST_NOMEM, "sheet: out of memory");
    rc = tell_rows(page, body, reader, rows, fault);
    for (int list = 0; rc == ST_OK && list < n_lists; list++)
        for (int r = 0; r < n; r++)
            if (rows[r].is_row)
                keep_row(page, body, r, list, sheet);
    free(rows);
    return rc;
}

enum status body_read(const struct page *page, const struct layout *layout,
                      bool keep_personal, struct ocr_reader *reader,
                      struct sheet *sheet, struct fault *fault)
{
    struct body body = {.layout = layout, .n_columns = layout->form->n_columns};
    struct sheet_cell *cells = NULL;
    int n_lists = form_count_lists(layout->form);
    enum status rc = ST_NOMEM;

    body.n = (size_t)layout->n_body * body.n_columns;
    body.cells = calloc(body.n, sizeof *body.cells);
    body.readings = calloc(body.n, sizeof *body.readings);
    body.index = calloc(body.n, sizeof *body.index);
    sheet->rows =
        calloc((size_t)(layout->n_body * n_lists), sizeof *sheet->rows);
    cells =
        realloc(sheet->cells, (sheet->n_cells + body.n) * sizeof *sheet->cells);
    if (cells != NULL)
        sheet->cells = cells;
    if (!body.cells || !body.readings || !body.index || !sheet->rows ||
        !cells) {
        fault_set(fault, ST_NOMEM, "sheet: out of memory for %zu cells",
                  body.n);
        goto done;
    }
    place_cells(&body, keep_personal);
    for (size_t i = 0; i < body.n; i++)
        body.index[i] = STRAY_NO_CELL;
    rc = ocr_read_cells(reader, page, body.cells, body.n, body.readings, fault);
    sheet->hand = ocr_reader_hand(reader);
    if (rc == ST_OK)
        rc = reread_labels(page, &body, reader, fault);
    if (rc == ST_OK)
        rc = keep_rows(page, &body, reader, sheet, fault);
    if (rc == ST_OK)
        rc = stray_ink_find(page, layout, body.index, sheet, fault);
    if (rc == ST_OK)
        unnamed_total_find(layout->form, sheet);
done:
    body_clear(&body);
    return rc;
}
