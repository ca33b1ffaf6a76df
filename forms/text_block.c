/*
 * Where several lines below one another each have phrases far apart, the
 * writing may stand in columns: a table that no rules frame.
 */
#include "forms/text_block.h"

#include <math.h>
#include <stdlib.h>

#include <leptonica/allheaders.h>

/* The rest of the last row's label stands nearer than rows do: with this share
 * of the white between them. */
static const double NEAR_WHITE = 0.6;
/* Shares of the usual height of a sign: the white between lines of one block,
 */
static const double LINE_GAP = 2.2;
/* or so much of the white that is usual between lines of columns. */
static const double USUAL_GAP = 1.4;
enum { MANY_PHRASES = 3 };
static const double MARGIN = 0.4; /* from the writing to the block's edge */
/* What reaches so far into the white between columns stands in none. */
static const double STICKS_OUT = 0.5;
/* Fewer lines make no table. */
enum { LEAST_LINES = 3 };
/* A cell has at most so many lines more than one. */
enum { MOST_WRAPPED = 2 };
/* Lines of prose in columns are full of writing to this share of the width. */
static const double PROSE_FILL = 0.8;

/* How much white may lie between two lines of one block, and how much usually
 * does between rows; 0 where too few tell. False without memory.
 */
static bool find_line_gap(const struct text_lines *all, double *most,
                          double *usual_gap)
{
    struct Numa *gaps = numaCreate(0);
    float usual = 0;

    *most = LINE_GAP * all->text_px;
    if (gaps == NULL)
        return false;
    for (size_t i = 1; i < all->n_lines; i++) {
        const struct text_line *above = &all->lines[i - 1],
                               *line = &all->lines[i];
        if (above->n_phrases >= MANY_PHRASES && line->n_phrases >= MANY_PHRASES)
            numaAddNumber(gaps, (float)fmax(0, line->top - above->bottom));
    }
    if (numaGetCount(gaps) >= LEAST_LINES - 1)
        (void)numaGetMedian(gaps, &usual);
    numaDestroy(&gaps);
    *most = fmax(*most, USUAL_GAP * usual);
    *usual_gap = usual;
    return true;
}

/* Is a line of one phrase the rest of the one above, as in a cell of several
 * lines? */
static bool is_below(const struct text_line *above,
                     const struct text_line *line)
{
    return above->n_phrases == 1 && line->n_phrases == 1 &&
           phrase_distance(&above->phrases[0], &line->phrases[0]) <= 0;
}

/* The end of the block that starts with line @from: a line of one phrase goes
 * on only between two that are spread, as a heading or as text that is
 * wrapped. */
static size_t find_end(const struct text_lines *all, size_t from,
                       double most_gap)
{
    size_t end = from + 1;

    for (size_t i = from + 1; i < all->n_lines; i++) {
        const struct text_line *line = &all->lines[i];
        if (line->top - all->lines[i - 1].bottom > most_gap)
            break;
        if (text_line_is_spread(line))
            end = i + 1;
        else if (i > end && (i > end + MOST_WRAPPED ||
                             !is_below(&all->lines[i - 1], line)))
            break;
    }
    return end;
}

/* Where the first column ends: half way to what stands right of it in the full
 * lines. 0 where these do not agree. */
static double first_column_end(const struct text_line *lines, size_t n)
{
    size_t most = text_lines_most(lines, n);
    double right = -INFINITY, next = INFINITY;

    for (size_t i = 0; i < n; i++) {
        if (!text_line_is_full(&lines[i], most))
            continue;
        right = fmax(right, lines[i].phrases[0].right);
        next = fmin(next, lines[i].phrases[1].left);
    }
    return right < next ? (right + next) / 2 : 0;
}

/* The end with the rest of the last row's label: lines of one phrase in the
 * first column, nearer to each other than rows are. @end is past the last
 * spread line of the block that starts with @from. */
static size_t find_wrapped_end(const struct text_lines *all, size_t from,
                               size_t end, double usual_gap)
{
    double column_end = first_column_end(&all->lines[from], end - from);
    size_t i = end;

    for (; i < all->n_lines && i < end + MOST_WRAPPED; i++) {
        const struct text_line *above = &all->lines[i - 1];
        const struct text_line *line = &all->lines[i];
        if (line->n_phrases != 1 || line->phrases[0].right >= column_end ||
            phrase_distance(&above->phrases[0], &line->phrases[0]) > 0 ||
            line->top - above->bottom > NEAR_WHITE * usual_gap)
            return i;
    }
    return i;
}

/* Share of a line, from end to end, that is written on. */
static double fill_of(const struct text_line *line)
{
    double written = 0;

    for (size_t i = 0; i < line->n_phrases; i++)
        written += line->phrases[i].right - line->phrases[i].left;
    return written /
           (line->phrases[line->n_phrases - 1].right - line->phrases[0].left);
}

/* Are there lines enough, and do most of them leave columns white? */
static bool is_table(const struct text_line *lines, size_t n)
{
    size_t n_spread = 0, n_full = 0;

    for (size_t i = 0; i < n; i++) {
        n_spread += text_line_is_spread(&lines[i]);
        n_full +=
            text_line_is_spread(&lines[i]) && fill_of(&lines[i]) > PROSE_FILL;
    }
    return n_spread >= LEAST_LINES && 2 * n_full < n_spread;
}

/* Who filled the form in, and when, stands above the table and below it, from
 * its edge on and over the end of the first column; no header does that. */
static bool is_outside(const struct text_line *line, double column_end)
{
    return line->phrases[0].left < column_end &&
           line->phrases[0].right > column_end;
}

/* Does a phrase reach into the white between two columns? */
static bool sticks_out(const struct phrase *phrase, double text_px,
                       const struct text_gap *gaps, size_t n_gaps)
{
    for (size_t i = 0; i < n_gaps; i++) {
        if (fmin(phrase->right, gaps[i].to) - fmax(phrase->left, gaps[i].from) >
            STICKS_OUT * text_px)
            return true;
    }
    return false;
}

/* A line of words that stand as they come, not in the table's columns. */
static bool is_apart(const struct text_line *line, double text_px,
                     const struct text_gap *gaps, size_t n_gaps)
{
    size_t n_out = 0;

    for (size_t i = 0; i < line->n_phrases; i++)
        n_out += sticks_out(&line->phrases[i], text_px, gaps, n_gaps);
    return 2 * n_out > line->n_phrases;
}

/* Takes off lines that are none of the table's. Below the last full line there
 * is no header, whose words may reach over columns. */
static void trim_block(const struct text_lines *all,
                       const struct text_block *block, size_t *from,
                       size_t *end)
{
    const struct text_line *lines = all->lines;
    double column_end = first_column_end(&lines[*from], *end - *from);
    size_t most = text_lines_most(&lines[*from], *end - *from);

    while (*from < *end && is_outside(&lines[*from], column_end))
        ++*from;
    while (
        *end > *from && !text_line_is_full(&lines[*end - 1], most) &&
        (is_outside(&lines[*end - 1], column_end) ||
         is_apart(&lines[*end - 1], all->text_px, block->gaps, block->n_gaps)))
        --*end;
}

/* Widens the block to hold the lines, and notes where its body begins. */
static void measure_block(const struct text_line *lines, size_t n,
                          struct text_block *block)
{
    size_t most = text_lines_most(lines, n);
    double margin = MARGIN * block->text_px;

    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < lines[i].n_phrases; k++) {
            const struct phrase *phrase = &lines[i].phrases[k];
            block->left = fmin(block->left, phrase->left - margin);
            block->right = fmax(block->right, phrase->right + margin);
            block->top = fmin(block->top, phrase->top - margin);
            block->bottom = fmax(block->bottom, phrase->bottom + margin);
        }
        if (i > 0 && block->body_top == 0 && text_line_is_full(&lines[i], most))
            block->body_top = (lines[i - 1].bottom + lines[i].top) / 2;
        else if (i == 0 && text_line_is_full(&lines[i], most))
            block->body_top = block->top;
    }
}

/* Makes a block of the lines from @from to @end, when they are a table. */
static enum status add_block(const struct text_lines *all, size_t from,
                             size_t end, struct text_block_list *out,
                             struct fault *fault)
{
    const struct text_line *lines = all->lines;
    struct text_block block = {.left = INFINITY,
                               .top = INFINITY,
                               .right = -INFINITY,
                               .bottom = -INFINITY,
                               .text_px = all->text_px};
    enum status rc;

    rc = text_columns_find(&lines[from], end - from, all->text_px, &block.gaps,
                           &block.n_gaps, fault);
    if (rc == ST_OK)
        trim_block(all, &block, &from, &end);
    if (rc != ST_OK || !is_table(&lines[from], end - from)) {
        free(block.gaps);
        return rc;
    }
    measure_block(&lines[from], end - from, &block);
    out->blocks[out->n_blocks++] = block;
    return ST_OK;
}

static enum status collect(const struct text_lines *all,
                           struct text_block_list *out, struct fault *fault)
{
    enum status rc = ST_OK;
    double most_gap = 0, usual_gap = 0;

    out->blocks = calloc(all->n_lines + 1, sizeof *out->blocks);
    if (out->blocks == NULL || !find_line_gap(all, &most_gap, &usual_gap))
        return fault_set(fault, ST_NOMEM, "grid: blocks of writing");
    for (size_t i = 0; i < all->n_lines && rc == ST_OK;) {
        size_t end = i + 1;
        if (text_line_is_spread(&all->lines[i])) {
            end = find_end(all, i, most_gap);
            end = find_wrapped_end(all, i, end, usual_gap);
            rc = add_block(all, i, end, out, fault);
        }
        i = end;
    }
    return rc;
}

enum status text_blocks_find(struct Pix *text, int dpi,
                             struct text_block_list *out, struct fault *fault)
{
    struct text_lines all = {0};
    enum status rc;

    *out = (struct text_block_list){0};
    rc = text_lines_find(text, dpi, &all, fault);
    if (rc == ST_OK)
        rc = collect(&all, out, fault);
    if (rc != ST_OK)
        text_blocks_clear(out);
    text_lines_clear(&all);
    return rc;
}

void text_blocks_clear(struct text_block_list *list)
{
    for (size_t i = 0; i < list->n_blocks; i++)
        free(list->blocks[i].gaps);
    free(list->blocks);
    *list = (struct text_block_list){0};
}
