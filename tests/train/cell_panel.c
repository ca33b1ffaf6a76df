#include "cell_panel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ocr/digits/digit_canon.h"
#include "ocr/digits/digit_symbols.h"
#include "ocr/field.h"
#include "ocr/line_ask.h"
#include "ocr/number_text.h"

enum status cell_panel_open(const char *model, struct cell_panel *panel,
                            struct fault *fault)
{
    enum status rc;

    *panel = (struct cell_panel){0};
    rc = digit_reader_open(model, &panel->digits, fault);
    if (rc == ST_OK)
        rc = ocr_reader_open(&panel->room, fault);
    if (rc == ST_OK)
        rc = ocr_reader_use_model(panel->room, model, fault);
    if (rc == ST_OK)
        rc = text_engine_open(&panel->engine, fault);
    return rc;
}

void cell_panel_close(struct cell_panel *panel)
{
    digit_reader_close(&panel->digits);
    ocr_reader_close(&panel->room);
    text_engine_close(&panel->engine);
}

static double seconds_since(clock_t from)
{
    return (double)(clock() - from) / CLOCKS_PER_SEC;
}

/* The guesses in normalised form, "-" for any dash; those that cannot be a
 * value of the column are out. */
static struct digit_answer normalised(const struct digit_answer *raw,
                                      const struct value_type *type)
{
    struct digit_answer answer = {.p_empty = raw->p_empty};

    for (int i = 0; i < raw->n; i++) {
        struct digit_guess *guess = &answer.guess[answer.n];
        char value[OCR_TEXT_MAX];
        if (strcmp(raw->guess[i].text, "-") == 0 ||
            strcmp(raw->guess[i].text, "/") == 0)
            snprintf(value, sizeof value, "-");
        else if (!ocr_normalise_value(raw->guess[i].text, type, value,
                                      sizeof value))
            continue;
        snprintf(guess->text, sizeof guess->text, "%.24s", value);
        guess->probability = raw->guess[i].probability;
        answer.n++;
    }
    return answer;
}

static struct digit_answer answer_of(const struct reading *reading)
{
    struct digit_answer answer = {0};

    if (reading->state == READ_BLANK) {
        answer.p_empty = 1;
        return answer;
    }
    if (reading->n_candidates ==
        0) /* "cannot be read" is not "nothing there" */
        answer = (struct digit_answer){.n = 1, .guess = {{"?", 0.01}}};
    for (int i = 0; i < reading->n_candidates; i++) {
        snprintf(answer.guess[i].text, sizeof answer.guess[i].text, "%.24s",
                 reading->state == READ_DASH ? "-"
                                             : reading->candidates[i].value);
        answer.guess[i].probability = reading->candidates[i].score;
    }
    if (reading->n_candidates > 0)
        answer.n = reading->n_candidates;
    return answer;
}

/* One of Tesseract's models on a cleaned field. */
static enum status ask_engine(struct text_engine *engine, bool chinese,
                              const struct field *f, int glyph_px,
                              struct digit_answer *answer, struct fault *fault)
{
    struct engine_line line;
    struct reading reading = {.state = READ_VALUE};
    enum engine_mode mode = chinese             ? ENGINE_WORDS
                            : field_has_dots(f) ? ENGINE_NUMBERS
                                                : ENGINE_DIGITS;
    enum status rc;

    *answer = (struct digit_answer){.p_empty = 1};
    if (!f->open)
        return ST_OK;
    rc = line_ask(engine, mode, &f->patch, cell_blobs_extent(&f->blobs),
                  glyph_px, &line, fault);
    if (rc != ST_OK)
        return rc;
    number_text_fill(&line, 0, &f->cell->type, &reading);
    if (line.n > 0)
        *answer = answer_of(&reading);
    return ST_OK;
}

/* The field's specks go: what the engines are shown then, too. */
static void ask_model(struct cell_panel *panel, struct field *f, int cell,
                      int glyph_px, struct digit_answer *answer)
{
    static struct digit_strip strip;

    *answer = (struct digit_answer){.p_empty = 1};
    if (f->open)
        cell_blobs_drop_specks(&f->blobs, &f->patch, glyph_px,
                               field_has_dots(f));
    if (f->open && digit_canon(&f->patch, &f->blobs, glyph_px, &strip)) {
        if (panel->saw != NULL)
            panel->saw(panel->user, cell, &strip);
        digit_reader_read_strip(panel->digits, &strip, DIGIT_FIGURES, answer);
    }
    *answer = normalised(answer, &f->cell->type);
}

static enum status read_field(struct cell_panel *panel, struct field *f,
                              int cell, int glyph_px, double share,
                              struct panel_reading *out, struct fault *fault)
{
    clock_t from = clock();
    enum status rc = ST_OK;

    ask_model(panel, f, cell, glyph_px, &out->answer[PANEL_MODEL]);
    out->seconds[PANEL_MODEL] = share + seconds_since(from);
    for (int i = PANEL_ENGLISH; i <= PANEL_CHINESE && rc == ST_OK; i++) {
        from = clock();
        rc = ask_engine(panel->engine, i == PANEL_CHINESE, f, glyph_px,
                        &out->answer[i], fault);
        out->seconds[i] = share + seconds_since(from);
    }
    return rc;
}

/* Each alone, on fields cut and cleaned once. */
static enum status read_alone(struct cell_panel *panel, const struct page *page,
                              struct field *fields, int n,
                              struct panel_reading *out, struct fault *fault)
{
    clock_t from = clock();
    struct glyph_sizes sizes;
    enum status rc = ST_OK;
    double share;

    for (int i = 0; i < n; i++)
        if (field_prepare(&fields[i], page) != ST_OK)
            fields[i].open = false;
    sizes = field_glyph_sizes(fields, (size_t)n, false);
    share = seconds_since(from) / n;
    for (int i = 0; i < n && rc == ST_OK; i++)
        rc = read_field(panel, &fields[i], i, sizes.height, share, &out[i],
                        fault);
    for (int i = 0; i < n; i++)
        field_release(&fields[i]);
    return rc;
}

static enum status read_by_room(struct ocr_reader *room,
                                const struct page *page,
                                const struct ocr_cell *cells, int n,
                                struct reading *readings,
                                struct panel_reading *out, struct fault *fault)
{
    clock_t from = clock();
    enum status rc =
        ocr_read_cells(room, page, cells, (size_t)n, readings, fault);
    double share = seconds_since(from) / n;

    for (int i = 0; i < n && rc == ST_OK; i++) {
        out[i].answer[PANEL_ROOM] = answer_of(&readings[i]);
        out[i].seconds[PANEL_ROOM] = share;
    }
    return rc;
}

enum status cell_panel_read(struct cell_panel *panel, const struct page *page,
                            const struct ocr_cell *cells, int n,
                            struct panel_reading *readings, struct fault *fault)
{
    struct field *fields = calloc((size_t)n + 1, sizeof *fields);
    struct reading *read = calloc((size_t)n + 1, sizeof *read);
    enum status rc;

    if (fields == NULL || read == NULL) {
        rc = fault_set(fault, ST_NOMEM, "out of memory for a page's cells");
        goto done;
    }
    for (int i = 0; i < n; i++)
        fields[i] = (struct field){
            .cell = &cells[i], .reading = &read[i], .open = true};
    rc = read_alone(panel, page, fields, n, readings, fault);
    if (rc == ST_OK)
        rc = read_by_room(panel->room, page, cells, n, read, readings, fault);
done:
    free(fields);
    free(read);
    return rc;
}
