/* Whoever sends may be broken or half dead: every member is looked at for
 * being there, its type, its length and its range before it is believed. */
#include "batch/message.h"

#include <jansson.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct decoder {
    enum status rc; /* the first failure stays */
    struct fault *fault;
};

static void refuse(struct decoder *d, const char *key, const char *what)
{
    if (d->rc == ST_OK)
        d->rc =
            fault_set(d->fault, ST_INPUT, "a message's \"%s\" %s", key,
                      fault_words(what));
}

static json_t *get(struct decoder *d, const json_t *object, const char *key,
                   json_type type)
{
    json_t *value = json_object_get(object, key);

    if (value != NULL && json_typeof(value) == type)
        return value;
    refuse(d, key, value == NULL ? FAULT_WORDS("is missing")
                            : FAULT_WORDS("is of the wrong type"));
    return NULL;
}

static json_int_t get_int(struct decoder *d, const json_t *object,
                          const char *key, json_int_t least, json_int_t most)
{
    json_t *value = get(d, object, key, JSON_INTEGER);
    json_int_t number = json_integer_value(value);

    if (value != NULL && (number < least || number > most))
        refuse(d, key, "is out of range");
    return value == NULL || number < least || number > most ? least : number;
}

/* null stands for NaN; a whole number may come without its point. */
static double real_of(struct decoder *d, const json_t *value, const char *key)
{
    if (json_is_number(value))
        return json_number_value(value);
    if (!json_is_null(value))
        refuse(d, key, value == NULL ? FAULT_WORDS("is missing")
                              : FAULT_WORDS("is no number"));
    return NAN;
}

static double get_real(struct decoder *d, const json_t *object, const char *key)
{
    return real_of(d, json_object_get(object, key), key);
}

static void get_text(struct decoder *d, const json_t *object, const char *key,
                     char *to, size_t size)
{
    json_t *value = get(d, object, key, JSON_STRING);

    to[0] = '\0';
    if (value == NULL)
        return;
    if (json_string_length(value) >= size)
        refuse(d, key, "is too long");
    else if (strlen(json_string_value(value)) != json_string_length(value))
        refuse(d, key, "holds a NUL");
    else
        memcpy(to, json_string_value(value), json_string_length(value) + 1);
}

/* An array and room for its elements; *n is 0 when either is not there. */
static void *get_array(struct decoder *d, const json_t *object, const char *key,
                       size_t element, json_t **array, size_t *n)
{
    void *room;

    *n = 0;
    *array = get(d, object, key, JSON_ARRAY);
    if (*array == NULL || json_array_size(*array) > INT_MAX)
        return NULL;
    room = calloc(json_array_size(*array) + 1, element);
    if (room == NULL && d->rc == ST_OK)
        d->rc = fault_set(d->fault, ST_NOMEM, "receive a page: out of memory");
    if (room != NULL)
        *n = json_array_size(*array);
    return room;
}

static void decode_quality(struct decoder *d, const json_t *object,
                           struct scan_quality *q)
{
    q->width = (int)get_int(d, object, "width", 0, INT_MAX);
    q->height = (int)get_int(d, object, "height", 0, INT_MAX);
    q->depth = (int)get_int(d, object, "depth", 0, 64);
    q->dpi = (int)get_int(d, object, "dpi", 0, INT_MAX);
    q->dpi_from_file = get_int(d, object, "dpi_from_file", 0, 1) != 0;
    q->turned_degrees = (int)get_int(d, object, "turned", 0, 270);
    q->skew_degrees = get_real(d, object, "skew");
    q->flattened = get_int(d, object, "flattened", 0, 1) != 0;
    q->sharpness = get_real(d, object, "sharpness");
    q->ink_share = get_real(d, object, "ink");
    q->blank = get_int(d, object, "blank", 0, 1) != 0;
}

static void decode_candidates(struct decoder *d, const json_t *object,
                              struct reading *r)
{
    json_t *array = get(d, object, "candidates", JSON_ARRAY);
    size_t n = json_array_size(array);

    if (n > OCR_CANDIDATES) {
        refuse(d, "candidates", "are too many");
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const json_t *from = json_array_get(array, i);
        struct ocr_candidate *to = &r->candidates[i];
        get_text(d, from, "text", to->text, sizeof to->text);
        get_text(d, from, "value", to->value, sizeof to->value);
        to->score = get_real(d, from, "score");
    }
    r->n_candidates = (int)n;
}

static void decode_places(struct decoder *d, const json_t *object,
                          struct sheet_cell *cell)
{
    json_t *quad = get(d, object, "quad", JSON_ARRAY);
    json_t *box = get(d, object, "box", JSON_ARRAY);
    int *const sides[4] = {&cell->box.x, &cell->box.y, &cell->box.w,
                           &cell->box.h};

    if (json_array_size(quad) != 8 || json_array_size(box) != 4) {
        refuse(d, "quad", "or box has not as many numbers as it must");
        return;
    }
    for (size_t i = 0; i < 4; i++) {
        json_int_t side = json_integer_value(json_array_get(box, i));
        if (!json_is_integer(json_array_get(box, i)) || side < INT_MIN ||
            side > INT_MAX)
            refuse(d, "box", "is out of range");
        else
            *sides[i] = (int)side;
        cell->quad.corner[i].x =
            real_of(d, json_array_get(quad, 2 * i), "quad");
        cell->quad.corner[i].y =
            real_of(d, json_array_get(quad, 2 * i + 1), "quad");
    }
}

static void decode_cell(struct decoder *d, const json_t *object,
                        struct sheet_cell *cell)
{
    struct reading *r = &cell->reading;

    cell->row = (int)get_int(d, object, "row", 0, INT_MAX);
    cell->column = (int)get_int(d, object, "column", 0, INT_MAX);
    decode_places(d, object, cell);
    r->state =
        (enum reading_state)get_int(d, object, "state", 0, READ_WITHHELD);
    r->ink = get_real(d, object, "ink");
    get_text(d, object, "old", r->old, sizeof r->old);
    get_text(d, object, "engine", r->engine, sizeof r->engine);
    get_text(d, object, "certainty", r->certainty, sizeof r->certainty);
    decode_candidates(d, object, r);
}

static void decode_sheet(struct decoder *d, const json_t *object,
                         struct sheet *sheet)
{
    json_t *array;
    size_t n;

    get_text(d, object, "form", sheet->form, sizeof sheet->form);
    sheet->form_version = (int)get_int(d, object, "version", INT_MIN, INT_MAX);
    get_text(d, object, "unit", sheet->unit, sizeof sheet->unit);
    get_text(d, object, "period", sheet->period, sizeof sheet->period);
    get_text(d, object, "base", sheet->base, sizeof sheet->base);
    sheet->match_score = get_real(d, object, "match");
    sheet->runner_up_score = get_real(d, object, "runner_up_match");
    get_text(d, object, "runner_up", sheet->runner_up, sizeof sheet->runner_up);
    sheet->part = (enum sheet_part)get_int(d, object, "part", SHEET_WHOLE,
                                           SHEET_UNNAMED);
    sheet->printed_no = (int)get_int(d, object, "printed_no", 0, 99);
    sheet->printed_count = (int)get_int(d, object, "printed_count", 0, 99);
    sheet->first_column =
        (int)get_int(d, object, "first_column", 0, INT_MAX);
    sheet->n_columns = (int)get_int(d, object, "n_columns", 0, INT_MAX);
    sheet->hand =
        (enum ocr_hand)get_int(d, object, "hand", 0, OCR_HAND_PEN);
    sheet->rows = get_array(d, object, "rows", sizeof *sheet->rows, &array, &n);
    sheet->n_rows = (int)n;
    for (size_t i = 0; i < n && d->rc == ST_OK; i++) {
        const json_t *row = json_array_get(array, i);
        sheet->rows[i].kind = (enum sheet_row_kind)get_int(
            d, row, "kind", SHEET_ROW_BODY, SHEET_ROW_TOTAL);
        get_text(d, row, "label", sheet->rows[i].label,
                 sizeof sheet->rows[i].label);
    }
    sheet->cells = get_array(d, object, "cells", sizeof *sheet->cells, &array,
                             &sheet->n_cells);
    for (size_t i = 0; i < sheet->n_cells && d->rc == ST_OK; i++)
        decode_cell(d, json_array_get(array, i), &sheet->cells[i]);
}

static void decode_verdict(struct decoder *d, const json_t *object,
                           struct verdict *v)
{
    get_text(d, object, "value", v->value, sizeof v->value);
    v->state =
        (enum reading_state)get_int(d, object, "state", 0, READ_WITHHELD);
    v->confidence = get_real(d, object, "confidence");
    v->status =
        (enum verdict_status)get_int(d, object, "status", 0, VERDICT_CORRECTED);
    get_text(d, object, "why", v->why, sizeof v->why);
    if (json_object_get(object, "margin") != NULL)
        v->margin = get_real(d, object, "margin");
}

static void decode_choice(struct decoder *d, const json_t *object,
                          struct choice_bound *c)
{
    c->cost = get_real(d, object, "cost");
    c->least = get_real(d, object, "least");
    c->failing = (size_t)get_int(d, object, "failing", 0, INT_MAX);
}

static void decode_finding(struct decoder *d, const json_t *object,
                           struct finding *f)
{
    json_t *cells = get(d, object, "cells", JSON_ARRAY);
    size_t n = json_array_size(cells);

    get_text(d, object, "check", f->check, sizeof f->check);
    f->severity =
        (enum finding_severity)get_int(d, object, "severity", 0, FINDING_INFO);
    get_text(d, object, "law", f->law, sizeof f->law);
    f->row = (int)get_int(d, object, "row", 0, INT_MAX);
    f->left = get_real(d, object, "left");
    f->right = get_real(d, object, "right");
    f->tolerance = get_real(d, object, "tolerance");
    get_text(d, object, "zh", f->explanation_zh, sizeof f->explanation_zh);
    get_text(d, object, "en", f->explanation_en, sizeof f->explanation_en);
    if (n > FINDING_CELLS_MAX) {
        refuse(d, "cells", "are too many");
        return;
    }
    for (size_t i = 0; i < n; i++) {
        json_t *cell = json_array_get(cells, i);
        if (!json_is_integer(cell) || json_integer_value(cell) < 0)
            refuse(d, "cells", "hold something that is no number of a cell");
        f->cells[i] = (size_t)json_integer_value(cell);
    }
    f->n_cells = n;
}

static void decode_result(struct decoder *d, const json_t *object,
                          struct check_result *r)
{
    json_t *array;

    r->verdicts = get_array(d, object, "verdicts", sizeof *r->verdicts, &array,
                            &r->n_verdicts);
    for (size_t i = 0; i < r->n_verdicts && d->rc == ST_OK; i++)
        decode_verdict(d, json_array_get(array, i), &r->verdicts[i]);
    r->findings = get_array(d, object, "findings", sizeof *r->findings, &array,
                            &r->n_findings);
    for (size_t i = 0; i < r->n_findings && d->rc == ST_OK; i++)
        decode_finding(d, json_array_get(array, i), &r->findings[i]);
    r->laws_tried = (size_t)get_int(d, object, "laws_tried", 0, INT_MAX);
    r->laws_held = (size_t)get_int(d, object, "laws_held", 0, INT_MAX);
    if (json_object_get(object, "choice") != NULL)
        decode_choice(d, get(d, object, "choice", JSON_OBJECT), &r->choice);
}

static void decode_tables(struct decoder *d, const json_t *object,
                          struct batch_found *found)
{
    json_t *array;

    found->tables = get_array(d, object, "tables", sizeof *found->tables,
                              &array, &found->n_tables);
    if (d->rc == ST_OK && found->n_tables == 0)
        refuse(d, "tables", "are none, though the page was read");
    for (size_t i = 0; i < found->n_tables && d->rc == ST_OK; i++) {
        const json_t *table = json_array_get(array, i);
        decode_sheet(d, get(d, table, "sheet", JSON_OBJECT),
                     &found->tables[i].sheet);
        decode_result(d, get(d, table, "result", JSON_OBJECT),
                      &found->tables[i].result);
    }
}

void batch_clear_message(struct batch_found *found)
{
    for (size_t i = 0; i < found->n_tables; i++) {
        free(found->tables[i].sheet.rows);
        free(found->tables[i].sheet.cells);
        free(found->tables[i].result.verdicts);
        free(found->tables[i].result.findings);
    }
    free(found->tables);
    *found = (struct batch_found){0};
}

enum status batch_decode_message(const char *text, size_t size,
                                 struct batch_found *found, struct fault *fault)
{
    struct decoder d = {ST_OK, fault};
    json_error_t error;
    json_t *object = json_loadb(text, size, JSON_REJECT_DUPLICATES, &error);

    *found = (struct batch_found){0};
    if (object == NULL)
        return fault_set(fault, ST_INPUT, "a message is no JSON: %s",
                         error.text);
    found->state = (enum db_page_state)get_int(&d, object, "state",
                                               DB_PAGE_READ, DB_PAGE_BLANK);
    get_text(&d, object, "reason", found->reason, sizeof found->reason);
    decode_quality(&d, get(&d, object, "quality", JSON_OBJECT),
                   &found->quality);
    if (d.rc == ST_OK && found->state == DB_PAGE_READ)
        decode_tables(&d, object, found);
    json_decref(object);
    if (d.rc != ST_OK)
        batch_clear_message(found);
    return d.rc;
}
