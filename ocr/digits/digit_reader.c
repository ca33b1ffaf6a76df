#include "ocr/digits/digit_reader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ocr/digits/ctc_beam.h"
#include "ocr/digits/ctc_loss.h"
#include "ocr/digits/digit_canon.h"
#include "ocr/digits/digit_model.h"

struct digit_reader {
    struct net_pass *pass;
    float *parameters;
    struct digit_strip strip; /* of the field being read */
    int steps;                /* what the net saw last; 0: no ink */
    float probabilities[NET_MAX_STEPS * NET_CLASSES];
};

enum status digit_reader_open(const char *path, struct digit_reader **out,
                              struct fault *fault)
{
    struct digit_reader *reader = calloc(1, sizeof *reader);
    enum status rc = ST_OK;

    *out = NULL;
    if (reader != NULL)
        reader->parameters =
            calloc(net_parameter_count(), sizeof *reader->parameters);
    if (reader == NULL || reader->parameters == NULL)
        rc = fault_set(fault, ST_NOMEM, "out of memory for the digit reader");
    if (rc == ST_OK)
        rc = net_pass_new(false, &reader->pass, fault);
    if (rc == ST_OK)
        rc = digit_model_load(path, reader->parameters, fault);
    if (rc != ST_OK) {
        digit_reader_close(&reader);
        return rc;
    }
    *out = reader;
    return ST_OK;
}

void digit_reader_close(struct digit_reader **reader)
{
    if (*reader == NULL)
        return;
    net_pass_free(&(*reader)->pass);
    free((*reader)->parameters);
    free(*reader);
    *reader = NULL;
}

enum status digit_reader_load(struct digit_reader *reader, const char *path,
                              struct fault *fault)
{
    return digit_model_load(path, reader->parameters, fault);
}

static void sort_out(const struct ctc_string *strings, int n,
                     struct digit_answer *answer)
{
    *answer = (struct digit_answer){0};
    for (int i = 0; i < n; i++) {
        struct digit_guess *guess = &answer->guess[answer->n];
        if (strings[i].text[0] == '\0') {
            answer->p_empty = strings[i].probability;
            continue;
        }
        if (answer->n == DIGIT_GUESSES)
            continue;
        memcpy(guess->text, strings[i].text, sizeof guess->text);
        guess->probability = strings[i].probability;
        answer->n++;
    }
}

void digit_reader_read_again(struct digit_reader *reader, const char *symbols,
                             struct digit_answer *answer)
{
    struct ctc_string strings[DIGIT_GUESSES + 1];
    int n;

    if (reader->steps == 0) {
        *answer = (struct digit_answer){.p_empty = 1};
        return;
    }
    n = ctc_beam(reader->probabilities, reader->steps, symbols, strings,
                 DIGIT_GUESSES + 1);
    sort_out(strings, n, answer);
}

void digit_reader_read_strip(struct digit_reader *reader,
                             const struct digit_strip *strip,
                             const char *symbols, struct digit_answer *answer)
{
    const float *scores = net_forward(reader->pass, reader->parameters, strip,
                                      NET_PLACEMENT_PLAIN, &reader->steps);

    ctc_softmax(scores, reader->steps, reader->probabilities);
    digit_reader_read_again(reader, symbols, answer);
}

void digit_reader_read_cell(struct digit_reader *reader,
                            const struct cell_patch *patch,
                            const struct cell_blobs *blobs, int glyph_px,
                            const char *symbols, struct digit_answer *answer)
{
    if (digit_canon(patch, blobs, glyph_px, &reader->strip)) {
        digit_reader_read_strip(reader, &reader->strip, symbols, answer);
        return;
    }
    reader->steps = 0;
    digit_reader_read_again(reader, symbols, answer);
}

const struct digit_strip *
digit_reader_lookup_strip(const struct digit_reader *reader)
{
    return reader->steps > 0 ? &reader->strip : NULL;
}

double digit_reader_most_other(const struct digit_reader *reader,
                               const char *symbols)
{
    bool other[NET_CLASSES] = {false};
    double most = 0;

    for (int c = 1; c < NET_CLASSES && NET_ALPHABET[c - 1] != '\0'; c++)
        other[c] = strchr(symbols, NET_ALPHABET[c - 1]) == NULL;
    for (int t = 0; t < reader->steps; t++) {
        const float *row = reader->probabilities + t * NET_CLASSES;
        double sum = 0;
        for (int c = 1; c < NET_CLASSES; c++)
            sum += other[c] ? (double)row[c] : 0;
        most = sum > most ? sum : most;
    }
    return most;
}

double digit_reader_surprise(const struct digit_reader *reader,
                             const char *text)
{
    float ignored[NET_MAX_STEPS * NET_CLASSES];
    unsigned char classes[CTC_LONGEST];
    int n = ctc_classes(text, classes);
    double loss;

    if (n < 0 || !ctc_loss(reader->probabilities, reader->steps, classes, n,
                           &loss, ignored))
        return HUGE_VAL;
    return loss;
}
