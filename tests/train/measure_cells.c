/*
 * Measures cells of scanned pages whose grid is given: the digit model alone,
 * Tesseract's two models alone, and the room's reading of the same cells:
 *
 *     measure_cells MODEL.bin|- FOLDER [EVERY [-v]]
 *
 * "-" is the built-in model; EVERY 4 takes each fourth page only. Only columns
 * of numbers and dates are read, and all read the same cleaned cells.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <leptonica/allheaders.h>

#include "digit_score.h"
#include "ocr/digits/digit_canon.h"
#include "ocr/digits/digit_symbols.h"
#include "ocr/field.h"
#include "ocr/line_ask.h"
#include "ocr/number_text.h"
#include "ocr/reader.h"
#include "truth_cells.h"

enum who { MODEL, ENGLISH, CHINESE, ROOM, WHO };
enum what { VALUES, BLANKS, DASHES, WHAT };
static const char *const WHO_TEXT[WHO] = {"model", "eng", "chi_sim", "room"};
static const char *const WHAT_TEXT[WHAT] = {"value", "blank", "dash"};

struct bench {
    struct digit_reader *digits;
    struct ocr_reader *room;
    struct text_engine *engine;
    int every; /* of the pages, one in so many is read */
    struct digit_score score[WHO][2][WHAT];
    char name[WHO][2][WHAT][40];
    bool verbose;
    int strips; /* written, for a look at them */
};

static double seconds_since(clock_t from)
{
    return (double)(clock() - from) / CLOCKS_PER_SEC;
}

static bool is_number_column(const struct truth_cell *c)
{
    return (c->column[0] == 'c' && c->column[1] >= '0' &&
            c->column[1] <= '9') ||
           strcmp(c->column, "date") == 0 || strcmp(c->column, "seq") == 0;
}

/* What a definition would say of the column, judged by what stands in it. */
static struct value_type type_of(const struct truth_cells *cells,
                                 const struct truth_cell *cell)
{
    struct value_type type = {.kind = VALUE_COUNT};

    if (strcmp(cell->column, "date") == 0)
        return (struct value_type){.kind = VALUE_DATE};
    for (int i = 0; i < cells->n; i++) {
        const struct truth_cell *c = &cells->cell[i];
        if (strcmp(c->file, cell->file) == 0 && c->page == cell->page &&
            strcmp(c->column, cell->column) == 0 &&
            strchr(c->value, '.') != NULL)
            type = (struct value_type){.kind = VALUE_DECIMAL, .decimals = -1};
    }
    return type;
}

/* In reading order again where the page was turned round. */
static struct scan_quad quad_on_page(const struct page *page,
                                     const struct scan_quad *quad)
{
    struct scan_quad q;
    int first = 0;

    for (int i = 0; i < 4; i++)
        q.corner[i] = scan_from_original(page, quad->corner[i]);
    for (int i = 1; i < 4; i++)
        if (q.corner[i].x + q.corner[i].y <
            q.corner[first].x + q.corner[first].y)
            first = i;
    for (int i = 0; i < first; i++) {
        struct scan_point moved = q.corner[0];
        memmove(q.corner, q.corner + 1, 3 * sizeof q.corner[0]);
        q.corner[3] = moved;
    }
    return q;
}

static enum what what_of(const struct truth_cell *c)
{
    if (strcmp(c->state, "blank") == 0)
        return BLANKS;
    if (strcmp(c->state, "dash") == 0)
        return DASHES;
    return VALUES;
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

static struct digit_answer answer_of(const struct reading *reading);

/* One of Tesseract's models on a cleaned field. */
static enum status ask_engine(struct bench *bench, enum who who,
                              const struct field *f, int glyph_px,
                              struct digit_answer *answer, struct fault *fault)
{
    struct engine_line line;
    struct reading reading = {.state = READ_VALUE};
    enum engine_mode mode = who == CHINESE ? ENGINE_WORDS
                            : field_has_dots(f) ? ENGINE_NUMBERS
                                                : ENGINE_DIGITS;
    enum status rc;

    *answer = (struct digit_answer){.p_empty = 1};
    if (!f->open)
        return ST_OK;
    rc = line_ask(bench->engine, mode, &f->patch, cell_blobs_extent(&f->blobs),
                  glyph_px, &line, fault);
    if (rc != ST_OK)
        return rc;
    number_text_fill(&line, 0, &f->cell->type, &reading);
    *answer = answer_of(&reading);
    if (answer->n == 0)
        answer->p_empty = 1;
    return ST_OK;
}

static struct digit_answer answer_of(const struct reading *reading)
{
    struct digit_answer answer = {0};

    if (reading->state == READ_BLANK) {
        answer.p_empty = 1;
        return answer;
    }
    for (int i = 0; i < reading->n_candidates; i++) {
        snprintf(answer.guess[i].text, sizeof answer.guess[i].text, "%.24s",
                 reading->state == READ_DASH ? "-"
                                             : reading->candidates[i].value);
        answer.guess[i].probability = reading->candidates[i].score;
    }
    answer.n = reading->n_candidates;
    return answer;
}

static void keep_strip(struct bench *bench, const struct digit_strip *strip)
{
    char path[64];
    struct Pix *pix = pixCreate(strip->width, STRIP_HEIGHT, 8);

    for (int y = 0; y < STRIP_HEIGHT && pix != NULL; y++)
        for (int x = 0; x < strip->width; x++)
            pixSetPixel(pix, x, y, 255U - strip->ink[y * strip->width + x]);
    snprintf(path, sizeof path, "strip-%04d.png", bench->strips);
    (void)pixWrite(path, pix, IFF_PNG);
    pixDestroy(&pix);
}

static void score(struct bench *bench, enum who who,
                  const struct truth_cell *cell,
                  const struct digit_answer *answer, double seconds)
{
    enum what what = what_of(cell);
    struct digit_score *s = &bench->score[who][cell->hand][what];
    const char *truth = what == BLANKS   ? ""
                        : what == DASHES ? "-"
                                         : cell->value;

    s->seconds += seconds;
    if (digit_score_add(s, answer, truth, false) || !bench->verbose)
        return;
    printf("  %s, strip %d: %s %d %s row %d \"%s\" read as \"%s\" %.2f, "
           "empty %.2f\n",
           s->name, bench->strips, cell->file, cell->page, cell->column,
           cell->row, truth, answer->n > 0 ? answer->guess[0].text : "",
           answer->n > 0 ? answer->guess[0].probability : 0, answer->p_empty);
}

struct page_cells {
    int n;
    const struct truth_cell **truth;
    struct ocr_cell *cell;
    struct reading *reading;
    struct field *field;
};

static enum status read_by_engines(struct bench *bench, struct page_cells *p,
                                   int i, int glyph_px, double share,
                                   struct fault *fault)
{
    struct digit_answer answer;
    enum status rc = ST_OK;

    for (enum who who = ENGLISH; who <= CHINESE && rc == ST_OK; who++) {
        clock_t from = clock();
        rc = ask_engine(bench, who, &p->field[i], glyph_px, &answer, fault);
        if (rc == ST_OK)
            score(bench, who, p->truth[i], &answer, share + seconds_since(from));
    }
    return rc;
}

static enum status read_by_model(struct bench *bench, const struct page *page,
                                 struct page_cells *p, struct fault *fault)
{
    enum status rc = ST_OK;
    static struct digit_strip strip;
    struct glyph_sizes sizes;
    clock_t from = clock();
    double share;

    for (int i = 0; i < p->n; i++) {
        p->field[i] = (struct field){.cell = &p->cell[i],
                                     .reading = &p->reading[i], .open = true};
        p->reading[i] = (struct reading){0};
        if (field_prepare(&p->field[i], page) != ST_OK)
            p->field[i].open = false;
    }
    sizes = field_glyph_sizes(p->field, (size_t)p->n, false);
    share = seconds_since(from) / p->n;
    for (int i = 0; i < p->n; i++) {
        struct field *f = &p->field[i];
        struct digit_answer answer = {.p_empty = 1};
        from = clock();
        if (f->open)
            cell_blobs_drop_specks(&f->blobs, &f->patch, sizes.height,
                                   field_has_dots(f));
        if (f->open && digit_canon(&f->patch, &f->blobs, sizes.height, &strip))
            digit_reader_read_strip(bench->digits, &strip,
                                    DIGIT_FIGURES, &answer);
        answer = normalised(&answer, &f->cell->type);
        if (bench->verbose && f->open)
            keep_strip(bench, &strip);
        score(bench, MODEL, p->truth[i], &answer, share + seconds_since(from));
        bench->strips++;
        if (rc == ST_OK)
            rc = read_by_engines(bench, p, i, sizes.height, share, fault);
        field_release(f);
    }
    return rc;
}

static enum status read_by_room(struct bench *bench, const struct page *page,
                                struct page_cells *p, struct fault *fault)
{
    clock_t from = clock();
    enum status rc = ocr_read_cells(bench->room, page, p->cell, (size_t)p->n,
                                    p->reading, fault);
    double share = seconds_since(from) / p->n;

    for (int i = 0; i < p->n && rc == ST_OK; i++) {
        struct digit_answer answer = answer_of(&p->reading[i]);
        score(bench, ROOM, p->truth[i], &answer, share);
    }
    return rc;
}

/* Cells from..to of @cells, all on one page. */
static enum status measure_page(struct bench *bench, const char *folder,
                                const struct truth_cells *cells, int from,
                                int to, struct fault *fault)
{
    char path[1024];
    struct Pix *image = NULL;
    struct page page = {0};
    size_t n = (size_t)(to - from);
    struct page_cells p = {.n = 0,
                           .truth = calloc(n, sizeof *p.truth),
                           .cell = calloc(n, sizeof *p.cell),
                           .reading = calloc(n, sizeof *p.reading),
                           .field = calloc(n, sizeof *p.field)};
    enum status rc;

    snprintf(path, sizeof path, "%s/%s", folder, cells->cell[from].file);
    rc = scan_decode(path, cells->cell[from].page, SCAN_LIMITS_DEFAULT, &image,
                     fault);
    if (rc == ST_OK)
        rc = scan_make_page(image, &page, fault);
    for (int i = from; i < to && rc == ST_OK; i++) {
        const struct truth_cell *c = &cells->cell[i];
        if (!c->has_quad || !is_number_column(c) ||
            strcmp(c->state, "ditto") == 0 || strcmp(c->state, "struck") == 0)
            continue;
        p.truth[p.n] = c;
        p.cell[p.n].quad = quad_on_page(&page, &c->quad);
        p.cell[p.n++].type = type_of(cells, c);
    }
    if (rc == ST_OK && p.n > 0) {
        rc = read_by_model(bench, &page, &p, fault);
        if (rc == ST_OK)
            rc = read_by_room(bench, &page, &p, fault);
    }
    scan_page_clear(&page);
    pixDestroy(&image);
    free(p.truth);
    free(p.cell);
    free(p.reading);
    free(p.field);
    return rc;
}

static enum status measure(struct bench *bench, const char *folder,
                           struct fault *fault)
{
    struct truth_cells cells;
    enum status rc = truth_cells_load(folder, &cells, fault);
    int from = 0, pages = 0;

    for (int i = 1; rc == ST_OK && i <= cells.n; i++) {
        const struct truth_cell *first = &cells.cell[from];
        if (i < cells.n && cells.cell[i].page == first->page &&
            strcmp(cells.cell[i].file, first->file) == 0)
            continue;
        if (pages++ % bench->every == 0)
            rc = measure_page(bench, folder, &cells, from, i, fault);
        from = i;
    }
    truth_cells_clear(&cells);
    return rc;
}

static void name_scores(struct bench *bench)
{
    for (int who = 0; who < WHO; who++)
        for (int hand = 0; hand < 2; hand++)
            for (int what = 0; what < WHAT; what++) {
                char *name = bench->name[who][hand][what];
                snprintf(name, sizeof bench->name[0][0][0], "%s, %s, %s",
                         hand ? "hand" : "print", WHAT_TEXT[what],
                         WHO_TEXT[who]);
                bench->score[who][hand][what].name = name;
            }
}

static void print_scores(const struct bench *bench)
{
    digit_score_head();
    for (int hand = 0; hand < 2; hand++)
        for (int what = 0; what < WHAT; what++)
            for (int who = 0; who < WHO; who++)
                digit_score_print(&bench->score[who][hand][what]);
}

int main(int argc, char **argv)
{
    struct bench *bench = calloc(1, sizeof *bench);
    struct fault fault = {""};
    enum status rc = ST_NOMEM;

    if (argc < 3 || bench == NULL) {
        fprintf(stderr, "usage: measure_cells MODEL.bin|- FOLDER [EVERY [-v]]\n");
        free(bench);
        return 2;
    }
    bench->every = argc > 3 && atoi(argv[3]) > 0 ? atoi(argv[3]) : 1;
    bench->verbose = argc > 4 && strcmp(argv[4], "-v") == 0;
    name_scores(bench);
    rc = digit_reader_open(strcmp(argv[1], "-") == 0 ? NULL : argv[1],
                           &bench->digits, &fault);
    if (rc == ST_OK)
        rc = ocr_reader_open(&bench->room, &fault);
    if (rc == ST_OK)
        rc = text_engine_open(&bench->engine, &fault);
    if (rc == ST_OK)
        rc = measure(bench, argv[2], &fault);
    if (rc == ST_OK)
        print_scores(bench);
    else
        fprintf(stderr, "measure_cells: %s\n", fault.text);
    digit_reader_close(&bench->digits);
    ocr_reader_close(&bench->room);
    text_engine_close(&bench->engine);
    free(bench);
    return rc == ST_OK ? 0 : 1;
}
