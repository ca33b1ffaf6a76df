#include "forms/period_read.h"

#include <leptonica/allheaders.h>
#include <stdlib.h>
#include <string.h>

#include "ocr/reader.h"

/* "2025年12月" has eight glyphs, "2025年1月" seven. */
enum { YEAR_FIGURES = 4, MAX_GLYPHS = 24, BEFORE_MONTH = 5 };
/* What a year that only one of two readers saw keeps of its score. */
static const double ONE_READER = 0.95;
/* A misread 上 or 下 hardly ever is the other one: of so many misreadings one
 * would still make a half-year of it. */
static const double HALF_MISREAD = 0.1;
/* Less high than this share of the line is a speck or a point. */
static const double GLYPH_HEIGHT = 0.4;

struct glyphs {
    struct scan_box boxes[MAX_GLYPHS];
    int n;
};

static bool overlap(const struct scan_box *a, const struct scan_box *b)
{
    int left = a->x > b->x ? a->x : b->x;
    int right = a->x + a->w < b->x + b->w ? a->x + a->w : b->x + b->w;
    int narrower = a->w < b->w ? a->w : b->w;

    return (right - left) * 2 > narrower;
}

/* Joins a component to the glyph that it stands over or under. */
static void add_part(struct glyphs *glyphs, struct scan_box part)
{
    struct scan_box *last =
        glyphs->n > 0 ? &glyphs->boxes[glyphs->n - 1] : NULL;

    if (last != NULL && overlap(last, &part)) {
        int right = last->x + last->w, bottom = last->y + last->h;
        right = part.x + part.w > right ? part.x + part.w : right;
        bottom = part.y + part.h > bottom ? part.y + part.h : bottom;
        last->y = part.y < last->y ? part.y : last->y;
        last->w = right - last->x;
        last->h = bottom - last->y;
    } else if (glyphs->n < MAX_GLYPHS) {
        glyphs->boxes[glyphs->n++] = part;
    }
}

/* The glyphs of a line of words, from left to right, page px. */
static struct glyphs find_glyphs(const struct page *page, struct scan_box line)
{
    struct glyphs found = {.n = 0}, kept = {.n = 0};
    BOX *box = boxCreate(line.x, line.y, line.w, line.h);
    PIX *ink = page->ink ? pixClipRectangle(page->ink, box, NULL) : NULL;
    BOXA *parts = ink ? pixConnCompBB(ink, 8) : NULL;
    BOXA *sorted = parts ? boxaSort(parts, L_SORT_BY_X, L_SORT_INCREASING, NULL)
                         : NULL;

    for (int i = 0; sorted != NULL && i < boxaGetCount(sorted); i++) {
        l_int32 x, y, w, h;
        boxaGetBoxGeometry(sorted, i, &x, &y, &w, &h);
        add_part(&found, (struct scan_box){x + line.x, y + line.y, w, h});
    }
    for (int i = 0; i < found.n; i++)
        if (found.boxes[i].h > GLYPH_HEIGHT * line.h)
            kept.boxes[kept.n++] = found.boxes[i];
    boxaDestroy(&sorted);
    boxaDestroy(&parts);
    pixDestroy(&ink);
    boxDestroy(&box);
    return kept;
}

/* A cell around glyphs @first to @last, a little white on each side. */
static struct ocr_cell cell_around(const struct glyphs *glyphs, int first,
                                   int last, enum value_kind kind)
{
    const struct scan_box *a = &glyphs->boxes[first];
    const struct scan_box *b = &glyphs->boxes[last];
    double top = a->y, bottom = a->y + a->h, pad, left, right;

    for (int i = first; i <= last; i++) {
        const struct scan_box *at = &glyphs->boxes[i];
        top = at->y < top ? at->y : top;
        bottom = at->y + at->h > bottom ? at->y + at->h : bottom;
    }
    pad = (bottom - top) * 0.25;
    left = a->x - pad;
    right = b->x + b->w + pad;
    if (first > 0) {
        const struct scan_box *before = &glyphs->boxes[first - 1];
        left = (before->x + before->w + a->x) / 2.0;
    }
    if (last + 1 < glyphs->n)
        right = (b->x + b->w + glyphs->boxes[last + 1].x) / 2.0;
    top -= pad;
    bottom += pad;
    return (struct ocr_cell){
        .quad = {{{left, top}, {right, top}, {right, bottom}, {left, bottom}}},
        .type = {.kind = kind}, .unruled = true};
}

/* Reads one number; 0 and score 0 when it is none. */
static enum status read_number(const struct page *page,
                               struct ocr_reader *reader,
                               const struct ocr_cell *cell, int *value,
                               double *score, struct fault *fault)
{
    struct reading reading = {0};
    enum status rc = ocr_read_cells(reader, page, cell, 1, &reading, fault);

    *value = 0;
    *score = 0;
    if (rc == ST_OK && reading.n_candidates > 0) {
        *value = atoi(reading.candidates[0].value);
        *score = reading.candidates[0].score;
    }
    return rc;
}

static bool is_year(int value)
{
    return value >= 1700 && value <= 2199;
}

/* Two readers that agree are wrong only when both are, in the same way. Where
 * they disagree the surer one is believed, and the doubt is kept. */
static void settle(int as_figures, double score, bool fits, int *as_words,
                   double words_score, double *least)
{
    double now = words_score;

    if (fits && as_figures == *as_words) {
        now = 1 - (1 - score) * (1 - words_score);
    } else if (fits && (*as_words == 0 || score > words_score)) {
        *as_words = as_figures;
        now = score * ONE_READER;
    } else if (fits) {
        now = words_score * ONE_READER * (1 - score);
    }
    *least = now < *least ? now : *least;
}

static enum status reread(const struct page *page,
                          const struct header_text *line,
                          struct ocr_reader *reader, struct form_period *here,
                          double *score, struct fault *fault)
{
    struct glyphs glyphs = find_glyphs(page, line->box);
    size_t length = strlen(line->text);
    bool month = length > 3 && strcmp(line->text + length - 3, "月") == 0;
    int months = glyphs.n - BEFORE_MONTH - 1, value;
    struct ocr_cell cell;
    double sure;
    enum status rc;

    *score = 1;
    if (glyphs.n <= YEAR_FIGURES) {
        *score = line->confidence;
        return ST_OK;
    }
    cell = cell_around(&glyphs, 0, YEAR_FIGURES - 1, VALUE_YEAR);
    rc = read_number(page, reader, &cell, &value, &sure, fault);
    settle(value, sure, is_year(value), &here->year, line->confidence, score);
    if (rc != ST_OK || !month || (months != 1 && months != 2))
        return rc;
    cell = cell_around(&glyphs, BEFORE_MONTH, BEFORE_MONTH + months - 1,
                       VALUE_MONTH);
    rc = read_number(page, reader, &cell, &value, &sure, fault);
    settle(value, sure, value >= 1 && value <= 12, &here->month,
           line->confidence, score);
    return rc;
}

/* Dates that a form's own validity or approval bears are no period of it. */
static bool may_state_period(const struct header_text *text)
{
    static const char *const others[] = {"有效", "文号", "日期", "批准"};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strstr(text->text, others[i]) != NULL)
            return false;
    return text->above;
}

enum status period_read(const struct page *page,
                        const struct header_texts *texts,
                        struct ocr_reader *reader, struct period_reading *out,
                        struct fault *fault)
{
    enum status rc = ST_OK;

    *out = (struct period_reading){0};
    for (size_t i = 0; rc == ST_OK && i < texts->n_texts; i++) {
        const struct header_text *line = &texts->texts[i];
        struct form_period here;
        double score = line->confidence;
        if (!may_state_period(line))
            continue;
        form_period_parse(line->text, &here);
        /* A title may hold 年 too, but no title begins with a figure's year. */
        if (reader != NULL && strstr(line->text, "年") != NULL &&
            line != header_texts_title(texts))
            rc = reread(page, line, reader, &here, &score, fault);
        if (here.year != 0 && out->period.year == 0) {
            out->period.year = here.year;
            out->from = line;
            out->score = score;
        }
        if (out->period.month == 0)
            out->period.month = here.month;
        if (out->period.quarter == 0)
            out->period.quarter = here.quarter;
        if (out->period.half == 0 && here.half != 0) {
            out->period.half = here.half;
            out->half_score = 1 - (1 - line->confidence) * HALF_MISREAD;
        }
    }
    return rc;
}
