/*
 * One page's fields go through passes: cut and clean all of them, learn how
 * large a digit and a character of this page are, tell marks from values, then
 * read the words one by one and the numbers all together.
 */
#include "ocr/reader.h"

#include <stdlib.h>
#include <string.h>

#include <leptonica/allheaders.h>

#include "base/text.h"
#include "ocr/cell_line.h"
#include "ocr/cell_rules.h"
#include "ocr/cell_seal.h"
#include "ocr/date_agree.h"
#include "ocr/date_parts.h"
#include "ocr/digit_opinion.h"
#include "ocr/field.h"
#include "ocr/line_ask.h"
#include "ocr/mark_choice.h"
#include "ocr/month_words.h"
#include "ocr/number_text.h"
#include "ocr/numbered_name.h"
#include "ocr/rare_characters.h"
#include "ocr/sheet_numbers.h"
#include "ocr/text_engine.h"
#include "ocr/value_date.h"
#include "ocr/word_choice.h"
#include "ocr/word_likeness.h"

struct ocr_reader {
    struct text_engine *engine;
    struct digit_reader *digits;
    struct rare_shapes *rare; /* NULL until a word asks for them */
    struct ocr_watcher watcher;
    enum ocr_hand hand; /* of the cells that were read last */
};

enum status ocr_reader_open(struct ocr_reader **out, struct fault *fault)
{
    struct ocr_reader *reader = calloc(1, sizeof *reader);
    enum status rc;

    *out = NULL;
    if (reader == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for a reader");
    rc = text_engine_open(&reader->engine, fault);
    if (rc == ST_OK)
        rc = digit_reader_open(NULL, &reader->digits, fault);
    if (rc != ST_OK) {
        ocr_reader_close(&reader);
        return rc;
    }
    *out = reader;
    return ST_OK;
}

void ocr_reader_close(struct ocr_reader **reader)
{
    if (*reader == NULL)
        return;
    text_engine_close(&(*reader)->engine);
    digit_reader_close(&(*reader)->digits);
    rare_shapes_free(&(*reader)->rare);
    free(*reader);
    *reader = NULL;
}

enum status ocr_reader_use_model(struct ocr_reader *reader, const char *path,
                                 struct fault *fault)
{
    return digit_reader_load(reader->digits, path, fault);
}

void ocr_reader_watch(struct ocr_reader *reader, struct ocr_watcher watcher)
{
    reader->watcher = watcher;
}

double ocr_reader_engine_seconds(const struct ocr_reader *reader)
{
    return text_engine_seconds(reader->engine);
}

enum ocr_hand ocr_reader_hand(const struct ocr_reader *reader)
{
    return reader->hand;
}

static bool may_hold_words(const struct field *field)
{
    enum value_kind kind = field->cell->type.kind;
    return field_is_words(field) || kind == VALUE_DATE ||
           kind == VALUE_YEAR || kind == VALUE_MONTH;
}

static enum status read_field_words(struct ocr_reader *reader,
                                    struct field *field, int glyph_px,
                                    struct fault *fault)
{
    struct engine_line line;
    enum status rc = line_ask(reader->engine, ENGINE_WORDS, &field->patch,
                              cell_blobs_extent(&field->blobs), glyph_px,
                              &line, fault);

    if (rc != ST_OK)
        return rc;
    if (field->cell->type.numbered != NULL)
        rc = numbered_name_fill(reader->engine, reader->digits, field, &line,
                                glyph_px, fault);
    else if (field_is_words(field))
        word_choice_fill(&line, &field->cell->type, field->reading);
    else if (field->cell->type.kind == VALUE_MONTH)
        month_words_fill(&line, &field->cell->type, field->reading);
    else
        number_text_fill(&line, 0, &field->cell->type, field->reading);
    if (field->reading->n_candidates > 0)
        field_settle(field, READ_VALUE, "tesseract-chi");
    return rc;
}

static enum status read_numbers(struct ocr_reader *reader,
                                struct field *fields, size_t n,
                                struct glyph_sizes sizes, struct fault *fault)
{
    struct field **numbers = calloc(n + 1, sizeof *numbers);
    size_t count = 0;
    enum status rc;

    if (numbers == NULL)
        return fault_set(fault, ST_NOMEM,
                         "out of memory for the fields of a page");
    for (size_t i = 0; i < n; i++)
        if (fields[i].open && !field_is_words(&fields[i]))
            numbers[count++] = &fields[i];
    rc = sheet_numbers_read(reader->engine, reader->digits, numbers, count,
                            sizes, &reader->hand, fault);
    free(numbers);
    return rc;
}

/* How often the engine for words reads a date rightly that the digit reader is
 * not sure of. */
static const double DATE_TRUST = 0.85;

/* The digit reader has no sign for the names of months and of parts of a year;
 * where the engine for words sees one, what it takes them for is the sign most
 * like them. */
static const double LOOKALIKE = 0.1;

static void allow_for_names(const struct reading *words,
                            struct digit_opinion *opinion)
{
    if (words->n_candidates == 0 ||
        !value_date_has_names(words->candidates[0].text))
        return;
    for (int i = 0; i < opinion->n; i++)
        opinion->candidate[i].score *= LOOKALIKE;
}

/* A month of one sign that is no figure, 六月: 腊月 would be taken for it, and
 * that as surely as if there were no other sign. */
static bool may_be_named(const struct digit_opinion *opinion)
{
    const char *text = opinion->candidate[0].text;
    const char *month = strstr(text, "月"), *sign = month;

    while (sign != NULL && sign > text) {
        sign--;
        if (((unsigned char)*sign & 0xC0U) != 0x80U)
            break;
    }
    if (sign == month || (unsigned char)*sign < 0x80U)
        return false;
    return sign == text || (sign - text >= (long)strlen("年") &&
                            strncmp(sign - strlen("年"), "年",
                                    strlen("年")) == 0);
}

/* A date in figures needs no engine that reads words. */
static enum status read_date(struct ocr_reader *reader, struct field *field,
                             struct glyph_sizes sizes, struct fault *fault)
{
    struct digit_opinion opinion, parts;
    enum status rc;

    digit_opinion_form(reader->digits, field, sizes, &opinion);
    field_show(field, sizes);
    if (opinion.n == 0 || !digit_opinion_is_sure(&opinion)) {
        date_parts_form(reader->digits, field, &parts);
        if (parts.n > 0 && (opinion.n == 0 || parts.candidate[0].score >
                                                  opinion.candidate[0].score))
            opinion = parts;
    }
    if (opinion.n > 0 && digit_opinion_is_sure(&opinion) &&
        !may_be_named(&opinion)) {
        digit_opinion_settle(&opinion, field);
        return ST_OK;
    }
    rc = read_field_words(reader, field, sizes.height, fault);
    if (rc == ST_OK && opinion.n > 0) {
        allow_for_names(field->reading, &opinion);
        digit_opinion_join(&opinion, DATE_TRUST, field->reading);
        field_settle(field, READ_VALUE, "digits");
    }
    return rc;
}

/* Numbers that may be written as words (一孩, 四) and were no figures. */
static enum status read_left_over(struct ocr_reader *reader,
                                  struct field *fields, size_t n,
                                  struct glyph_sizes sizes,
                                  struct fault *fault)
{
    enum status rc = ST_OK;

    for (size_t i = 0; i < n && rc == ST_OK; i++)
        if (fields[i].open && fields[i].cell->type.n_words > 0)
            rc = read_field_words(reader, &fields[i], sizes.height, fault);
    return rc;
}

/* States that only the value tells. */
static void settle_state(struct field *field)
{
    struct reading *reading = field->reading;
    const char *best = reading->candidates[0].value;

    if (field->open)
        field_settle(field, READ_ILLEGIBLE, "tesseract");
    else if (reading->state != READ_VALUE)
        return;
    else if (field->struck)
        reading->state = READ_STRUCK;
    else if (!field_is_words(field) && strcmp(best, "0") == 0)
        reading->state = READ_ZERO;
    else if (strcmp(best, "同上") == 0 || strcmp(best, "〃") == 0) {
        reading->state = READ_DITTO;
        reading->candidates[0].value[0] = '\0';
    }
}

static enum status read_fields(struct ocr_reader *reader,
                               const struct page *page, struct field *fields,
                               size_t n, struct fault *fault)
{
    struct glyph_sizes number, word;
    enum status rc = ST_OK;

    for (size_t i = 0; i < n && rc == ST_OK; i++)
        if (fields[i].open)
            rc = field_prepare(&fields[i], page);
    if (rc == ST_OK)
        rc = field_drop_shine(fields, n);
    if (rc != ST_OK)
        return fault_set(fault, rc, "out of memory for the fields of a page");
    number = field_glyph_sizes(fields, n, false);
    word = field_glyph_sizes(fields, n, true);
    if (mark_choice_read(fields, n, word.height) != ST_OK)
        rc = fault_set(fault, ST_NOMEM,
                       "out of memory for the fields of a page");
    for (size_t i = 0; i < n && rc == ST_OK; i++) {
        struct glyph_sizes sizes = field_is_words(&fields[i]) ? word : number;
        if (!fields[i].open)
            continue;
        field_judge_marks(&fields[i], sizes);
        if (fields[i].open && fields[i].cell->type.kind == VALUE_DATE)
            rc = read_date(reader, &fields[i], sizes, fault);
        else if (fields[i].open && may_hold_words(&fields[i]))
            rc = read_field_words(reader, &fields[i], sizes.height, fault);
    }
    if (rc == ST_OK)
        rc = read_numbers(reader, fields, n, number, fault);
    if (rc == ST_OK)
        rc = read_left_over(reader, fields, n, number, fault);
    date_agree(fields, n);
    if (rc == ST_OK &&
        (word_likeness_weigh(fields, n) != ST_OK ||
         rare_characters_find(&reader->rare, fields, n) != ST_OK))
        rc = fault_set(fault, ST_NOMEM,
                       "out of memory for the fields of a page");
    for (size_t i = 0; i < n && rc == ST_OK; i++)
        if (fields[i].reading->state != READ_WITHHELD)
            settle_state(&fields[i]);
    for (size_t i = 0; i < n; i++)
        cell_seal_doubt(page, &fields[i].cell->quad, fields[i].reading);
    return rc;
}

enum status ocr_read_cells(struct ocr_reader *reader, const struct page *page,
                           const struct ocr_cell *cells, size_t n,
                           struct reading *readings, struct fault *fault)
{
    struct field *fields = calloc(n + 1, sizeof *fields);
    enum status rc;

    if (fields == NULL)
        return fault_set(fault, ST_NOMEM,
                         "out of memory for the fields of a page");
    for (size_t i = 0; i < n; i++) {
        readings[i] = (struct reading){.state = READ_VALUE};
        fields[i].cell = &cells[i];
        fields[i].reading = &readings[i];
        fields[i].watcher = &reader->watcher;
        fields[i].open = !cells[i].withheld;
        if (cells[i].withheld)
            field_settle(&fields[i], READ_WITHHELD, "");
    }
    rc = read_fields(reader, page, fields, n, fault);
    for (size_t i = 0; i < n; i++)
        field_release(&fields[i]);
    free(fields);
    return rc;
}

enum status ocr_read_words(struct ocr_reader *reader, const struct page *page,
                           const struct scan_quad *quad, int lines, char *text,
                           size_t size, double *confidence,
                           struct fault *fault)
{
    struct cell_patch patch = {0};
    struct cell_blobs blobs = {0};
    struct Pix *pix = NULL;
    char raw[4096];
    double sure = 0;
    enum status rc = cell_patch_cut(page->black, quad, &patch);

    if (size > 0)
        text[0] = '\0';
    if (confidence != NULL)
        *confidence = 0;
    if (rc == ST_INPUT) /* nothing to see outside of the page */
        return ST_OK;
    if (rc == ST_OK && cell_patch_find_ink(&patch, false)) {
        cell_rules_erase(&patch, false);
        (void)cell_patch_find_ink(&patch, true);
    }
    if (rc == ST_OK)
        rc = cell_blobs_find(&patch, &blobs);
    if (rc != ST_OK) {
        rc = fault_set(fault, rc, "out of memory for an area");
        goto done;
    }
    cell_blobs_drop_foreign(&blobs, &patch);
    if (blobs.n == 0)
        goto done;
    pix = cell_line_make(&patch, cell_blobs_extent(&blobs),
                         cell_blobs_usual_height(&blobs), LINE_TEXT_PX);
    if (pix == NULL) {
        rc = fault_set(fault, ST_NOMEM, "out of memory for an area");
        goto done;
    }
    rc = text_engine_read_words(reader->engine, pix, lines == 1, raw,
                                sizeof raw, &sure, fault);
    if (rc != ST_OK)
        goto done;
    (void)text_normalise(text, size, raw);
    if (confidence != NULL)
        *confidence = sure;
done:
    pixDestroy(&pix);
    cell_blobs_clear(&blobs);
    cell_patch_clear(&patch);
    return rc;
}
