/*
 * Measures a digit model on what it did not learn from:
 *
 *     measure_digits [-c] MODEL.bin|- MNIST-FOLDER AMOUNTS-FOLDER [CELLS [-v]]
 *
 * "-" is the built-in model; -c measures on the part that settings are chosen
 * on, not on the one that was held out to the end; -v lists what was misread.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <leptonica/allheaders.h>

#include "digit_score.h"
#include "ocr/digits/digit_symbols.h"
#include "sample_maker.h"

enum { SEED = 99, CELLS = 1000 };

static bool verbose;
static enum glyph_share part = SHARE_TEST;

static void ask(struct digit_reader *reader, const struct digit_sample *sample,
                bool digits, struct digit_score *score)
{
    struct digit_answer answer;
    clock_t from = clock();

    digit_reader_read_strip(reader, &sample->strip,
                            digits ? "0123456789.,-" : DIGIT_FIGURES, &answer);
    score->seconds += (double)(clock() - from) / CLOCKS_PER_SEC;
    if (!digit_score_add(score, &answer, sample->text, digits) && verbose)
        printf("  %s: \"%s\" read as \"%s\" %.2f\n", score->name, sample->text,
               answer.n > 0 ? answer.guess[0].text : "",
               answer.n > 0 ? answer.guess[0].probability : answer.p_empty);
}

static void measure_drawn(struct digit_reader *reader,
                          struct sample_maker *maker, enum sample_kind kind,
                          enum sample_text text, int cells, const char *name)
{
    static struct digit_sample sample;
    static struct digit_score score;

    score = (struct digit_score){.name = name};
    while (score.n < cells)
        if (sample_maker_draw(maker, kind, text, &sample))
            ask(reader, &sample, text == TEXT_DIGITS, &score);
    digit_score_print(&score);
}

/* The held-out strings as they are, the whole image being one field: cut close
 * to the line that was written, and without rules. */
static void measure_strings(struct digit_reader *reader,
                            const struct glyph_store *store)
{
    static struct digit_sample sample;
    static struct digit_score score = {.name = "ORAND-CAR strings held out"};

    for (int i = 0; i < store->n_strings; i++) {
        const struct stored_string *s = &store->strings[i];
        double w = pixGetWidth(s->grey), h = pixGetHeight(s->grey);
        struct scan_quad quad = {{{0, 0}, {w, 0}, {w, h}, {0, h}}};
        if (!sample_clean(s->grey, &quad, true, 0, true, &sample.strip))
            sample.strip.width = 1;
        snprintf(sample.text, sizeof sample.text, "%.*s", CTC_LONGEST, s->text);
        ask(reader, &sample, true, &score);
    }
    digit_score_print(&score);
}

static enum status measure(struct digit_reader *reader, char **paths, int cells,
                           struct fault *fault)
{
    struct glyph_store mnist = {0}, amounts = {0};
    struct sample_maker *maker = NULL;
    enum status rc = glyph_store_load(paths[0], NULL, part, &mnist,
                                      fault);

    if (rc == ST_OK)
        rc = glyph_store_load(NULL, paths[1], part, &amounts, fault);
    if (rc == ST_OK)
        rc = sample_maker_open(&mnist, part, SEED, &maker, fault);
    if (rc == ST_OK) {
        digit_score_head();
        measure_drawn(reader, maker, SAMPLE_PRINT, TEXT_FIGURES, cells,
                      "printed, fonts held out");
        measure_drawn(reader, maker, SAMPLE_HAND, TEXT_DIGITS, cells,
                      "MNIST digits held out, as strings");
        measure_strings(reader, &amounts);
        measure_drawn(reader, maker, SAMPLE_EMPTY, TEXT_FIGURES, cells / 4,
                      "nothing but remnants and specks");
    }
    sample_maker_close(&maker);
    glyph_store_clear(&mnist);
    glyph_store_clear(&amounts);
    return rc;
}

int main(int argc, char **argv)
{
    struct digit_reader *reader = NULL;
    struct fault fault = {""};
    enum status rc;

    if (argc > 1 && strcmp(argv[1], "-c") == 0) {
        part = SHARE_CHOOSE;
        argc--;
        argv++;
    }
    if (argc < 4) {
        fprintf(stderr, "usage: measure_digits [-c] MODEL.bin|- MNIST-FOLDER "
                        "AMOUNTS-FOLDER [CELLS [-v]]\n");
        return 2;
    }
    verbose = argc > 5 && strcmp(argv[5], "-v") == 0;
    rc = digit_reader_open(strcmp(argv[1], "-") == 0 ? NULL : argv[1], &reader,
                           &fault);
    if (rc == ST_OK)
        rc = measure(reader, argv + 2, argc > 4 ? atoi(argv[4]) : CELLS,
                     &fault);
    if (rc != ST_OK)
        fprintf(stderr, "measure_digits: %s\n", fault.text);
    digit_reader_close(&reader);
    return rc == ST_OK ? 0 : 1;
}
