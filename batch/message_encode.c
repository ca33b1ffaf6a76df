#include "batch/message.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* Every maker below gives a new reference, or NULL when memory ran out; the
 * *_new() setters of jansson take NULL and say -1. Failures are gathered in
 * one flag, looked at once at the end. */
struct encoder {
    bool failed;
};

static void put(struct encoder *e, json_t *object, const char *key,
                json_t *value)
{
    if (json_object_set_new(object, key, value) != 0)
        e->failed = true;
}

static void add(struct encoder *e, json_t *array, json_t *value)
{
    if (json_array_append_new(array, value) != 0)
        e->failed = true;
}

static void put_int(struct encoder *e, json_t *object, const char *key,
                    json_int_t value)
{
    put(e, object, key, json_integer(value));
}

/* JSON has no NaN and no infinity: they travel as null. */
static json_t *real(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static void put_real(struct encoder *e, json_t *object, const char *key,
                     double value)
{
    put(e, object, key, real(value));
}

/* The longest text of all structures is a reason of 512 bytes. */
static void put_text(struct encoder *e, json_t *object, const char *key,
                     const char *text)
{
    char clean[512];

    if (text_is_utf8(text)) {
        put(e, object, key, json_string(text));
        return;
    }
    snprintf(clean, sizeof clean, "%s", text);
    for (char *c = clean; *c != '\0'; c++)
        if ((unsigned char)*c >= 0x80)
            *c = '?';
    put(e, object, key, json_string(clean));
}

static json_t *encode_quality(struct encoder *e, const struct scan_quality *q)
{
    json_t *object = json_object();

    put_int(e, object, "width", q->width);
    put_int(e, object, "height", q->height);
    put_int(e, object, "depth", q->depth);
    put_int(e, object, "dpi", q->dpi);
    put_int(e, object, "dpi_from_file", q->dpi_from_file);
    put_int(e, object, "turned", q->turned_degrees);
    put_real(e, object, "skew", q->skew_degrees);
    put_int(e, object, "flattened", q->flattened);
    put_real(e, object, "sharpness", q->sharpness);
    put_real(e, object, "ink", q->ink_share);
    put_int(e, object, "blank", q->blank);
    return object;
}

static json_t *encode_candidates(struct encoder *e, const struct reading *r)
{
    json_t *array = json_array();

    for (int i = 0; i < r->n_candidates && i < OCR_CANDIDATES; i++) {
        json_t *object = json_object();
        put_text(e, object, "text", r->candidates[i].text);
        put_text(e, object, "value", r->candidates[i].value);
        put_real(e, object, "score", r->candidates[i].score);
        add(e, array, object);
    }
    return array;
}

static json_t *encode_quad(struct encoder *e, const struct scan_quad *quad)
{
    json_t *array = json_array();

    for (int i = 0; i < 4; i++) {
        add(e, array, real(quad->corner[i].x));
        add(e, array, real(quad->corner[i].y));
    }
    return array;
}

static json_t *encode_cell(struct encoder *e, const struct sheet_cell *cell)
{
    const struct scan_box *box = &cell->box;
    json_t *object = json_object();

    put_int(e, object, "row", cell->row);
    put_int(e, object, "column", cell->column);
    put(e, object, "quad", encode_quad(e, &cell->quad));
    put(e, object, "box", json_pack("[iiii]", box->x, box->y, box->w, box->h));
    put_int(e, object, "state", cell->reading.state);
    put_real(e, object, "ink", cell->reading.ink);
    put_text(e, object, "old", cell->reading.old);
    put_text(e, object, "engine", cell->reading.engine);
    put_text(e, object, "certainty", cell->reading.certainty);
    put(e, object, "candidates", encode_candidates(e, &cell->reading));
    return object;
}

static json_t *encode_rows(struct encoder *e, const struct sheet *sheet)
{
    json_t *array = json_array();

    for (int i = 0; i < sheet->n_rows; i++) {
        json_t *object = json_object();
        put_int(e, object, "kind", sheet->rows[i].kind);
        put_text(e, object, "label", sheet->rows[i].label);
        add(e, array, object);
    }
    return array;
}

static json_t *encode_sheet(struct encoder *e, const struct sheet *sheet)
{
    json_t *object = json_object();
    json_t *cells = json_array();

    put_text(e, object, "form", sheet->form);
    put_int(e, object, "version", sheet->form_version);
    put_text(e, object, "unit", sheet->unit);
    put_text(e, object, "period", sheet->period);
    put_text(e, object, "base", sheet->base);
    put_real(e, object, "match", sheet->match_score);
    put_real(e, object, "runner_up_match", sheet->runner_up_score);
    put_text(e, object, "runner_up", sheet->runner_up);
    put_int(e, object, "part", sheet->part);
    put_int(e, object, "printed_no", sheet->printed_no);
    put_int(e, object, "printed_count", sheet->printed_count);
    put_int(e, object, "first_column", sheet->first_column);
    put_int(e, object, "n_columns", sheet->n_columns);
    put_int(e, object, "hand", sheet->hand);
    put(e, object, "rows", encode_rows(e, sheet));
    for (size_t i = 0; i < sheet->n_cells; i++)
        add(e, cells, encode_cell(e, &sheet->cells[i]));
    put(e, object, "cells", cells);
    return object;
}

static json_t *encode_verdict(struct encoder *e, const struct verdict *v)
{
    json_t *object = json_object();

    put_text(e, object, "value", v->value);
    put_int(e, object, "state", v->state);
    put_real(e, object, "confidence", v->confidence);
    put_int(e, object, "status", v->status);
    put_text(e, object, "why", v->why);
    if (v->margin > 0)
        put_real(e, object, "margin", v->margin);
    return object;
}

/* Nothing failed: there was nothing to choose. */
static json_t *encode_choice(struct encoder *e, const struct choice_bound *c)
{
    json_t *object = json_object();

    put_real(e, object, "cost", c->cost);
    put_real(e, object, "least", c->least);
    put_int(e, object, "failing", (json_int_t)c->failing);
    return object;
}

static json_t *encode_finding(struct encoder *e, const struct finding *f)
{
    json_t *object = json_object();
    json_t *cells = json_array();

    put_text(e, object, "check", f->check);
    put_int(e, object, "severity", f->severity);
    put_text(e, object, "law", f->law);
    put_int(e, object, "row", f->row);
    put_real(e, object, "left", f->left);
    put_real(e, object, "right", f->right);
    put_real(e, object, "tolerance", f->tolerance);
    for (size_t i = 0; i < f->n_cells && i < FINDING_CELLS_MAX; i++)
        add(e, cells, json_integer((json_int_t)f->cells[i]));
    put(e, object, "cells", cells);
    put_text(e, object, "zh", f->explanation_zh);
    put_text(e, object, "en", f->explanation_en);
    return object;
}

static json_t *encode_result(struct encoder *e, const struct check_result *r)
{
    json_t *object = json_object();
    json_t *verdicts = json_array(), *findings = json_array();

    for (size_t i = 0; i < r->n_verdicts; i++)
        add(e, verdicts, encode_verdict(e, &r->verdicts[i]));
    for (size_t i = 0; i < r->n_findings; i++)
        add(e, findings, encode_finding(e, &r->findings[i]));
    put(e, object, "verdicts", verdicts);
    put(e, object, "findings", findings);
    put_int(e, object, "laws_tried", (json_int_t)r->laws_tried);
    put_int(e, object, "laws_held", (json_int_t)r->laws_held);
    if (r->choice.failing > 0)
        put(e, object, "choice", encode_choice(e, &r->choice));
    return object;
}

static json_t *encode_tables(struct encoder *e, const struct batch_found *found)
{
    json_t *array = json_array();

    for (size_t i = 0; i < found->n_tables; i++) {
        json_t *object = json_object();
        put(e, object, "sheet", encode_sheet(e, &found->tables[i].sheet));
        put(e, object, "result", encode_result(e, &found->tables[i].result));
        add(e, array, object);
    }
    return array;
}

enum status batch_encode_message(const struct batch_found *found, char **out,
                                 size_t *size, struct fault *fault)
{
    struct encoder e = {false};
    json_t *object = json_object();

    *out = NULL;
    *size = 0;
    put_int(&e, object, "state", found->state);
    put_text(&e, object, "reason", found->reason);
    put(&e, object, "quality", encode_quality(&e, &found->quality));
    if (found->state == DB_PAGE_READ)
        put(&e, object, "tables", encode_tables(&e, found));
    if (!e.failed)
        /* 17 digits give every double back unchanged. */
        *out = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(17));
    json_decref(object);
    if (*out == NULL)
        return fault_set(fault, ST_NOMEM, "send a page: out of memory");
    *size = strlen(*out);
    return ST_OK;
}
