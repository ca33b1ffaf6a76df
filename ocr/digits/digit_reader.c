#include "ocr/digits/digit_reader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ocr/digits/ctc_beam.h"
#include "ocr/digits/ctc_loss.h"
#include "ocr/digits/digit_canon.h"
#include "ocr/digits/digit_model.h"
#include "ocr/digits/digit_symbols.h"
#include "ocr/digits/strip_variant.h"

/* What the net saw, and the strings that it may be with the symbols that were
 * asked for last. */
struct look {
    int steps;
    float probabilities[NET_MAX_STEPS * NET_CLASSES];
    char symbols[NET_CLASSES + 1]; /* "": no strings yet */
    int n;
    struct ctc_string string[DIGIT_GUESSES + 1];
};

/* A strip that the first net does not read beyond doubt is shown to the second
 * one too; and where both together leave a doubt, to either in another
 * shape (a little narrower and leaning, or wider): what was doubtful by chance
 * becomes plain, and what is doubtful stays so. */
static const double BEYOND_DOUBT = 0.99, PLAIN = 0.9;
static const struct {
    int net;
    float wide, lean;
    double share; /* of the answer */
} LOOK[] = {
    {0, 1, 0, 0.45},
    {1, 1, 0, 0.3},
    {1, 0.88F, 0.07F, 0.1},
    {0, 1.13F, -0.07F, 0.15},
};
enum { LOOKS = sizeof LOOK / sizeof LOOK[0] };

struct digit_reader {
    struct net_pass *pass;
    float *ready[MODEL_NETS];
    struct digit_strip strip;   /* of the field being read */
    struct digit_strip changed; /* as it is looked at again */
    int looks;                  /* at the field read last; 0: no ink */
    struct look look[LOOKS];    /* an answer is their weighted mean */
};

/* Unchanged on failure. */
static enum status load(struct digit_reader *reader, const char *path,
                        struct fault *fault)
{
    size_t n = net_parameter_count();
    float *parameters = calloc(MODEL_NETS * n, sizeof *parameters);
    enum status rc;

    if (parameters == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for the digit reader");
    rc = digit_model_load(path, parameters, fault);
    for (size_t i = 0; i < MODEL_NETS && rc == ST_OK; i++)
        net_ready_make(parameters + i * n, reader->ready[i]);
    free(parameters);
    return rc;
}

static bool make_room(struct digit_reader *reader)
{
    for (int i = 0; i < MODEL_NETS; i++) {
        reader->ready[i] = net_ready_new();
        if (reader->ready[i] == NULL)
            return false;
    }
    return true;
}

enum status digit_reader_open(const char *path, struct digit_reader **out,
                              struct fault *fault)
{
    struct digit_reader *reader = calloc(1, sizeof *reader);
    enum status rc = ST_OK;

    *out = NULL;
    if (reader == NULL || !make_room(reader))
        rc = fault_set(fault, ST_NOMEM, "out of memory for the digit reader");
    if (rc == ST_OK)
        rc = net_pass_new(false, &reader->pass, fault);
    if (rc == ST_OK)
        rc = load(reader, path, fault);
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
    for (int i = 0; i < MODEL_NETS; i++)
        free((*reader)->ready[i]);
    free(*reader);
    *reader = NULL;
}

enum status digit_reader_load(struct digit_reader *reader, const char *path,
                              struct fault *fault)
{
    return load(reader, path, fault);
}

static double share_of(const struct digit_reader *reader, int look)
{
    double sum = 0;

    for (int i = 0; i < reader->looks; i++)
        sum += LOOK[i].share;
    return LOOK[look].share / sum;
}

/* The strings of all looks; how probable each is, is their weighted mean. */
struct found {
    int n;
    struct ctc_string string[LOOKS * (DIGIT_GUESSES + 1)];
};

/* Each new look asks for all of them again. */
static void spell(struct look *look, const char *symbols)
{
    const char *asked = symbols != NULL ? symbols : NET_ALPHABET;

    if (strcmp(look->symbols, asked) == 0)
        return;
    look->n = ctc_beam(look->probabilities, look->steps, symbols, look->string,
                       DIGIT_GUESSES + 1);
    if (!text_copy(look->symbols, sizeof look->symbols, asked))
        look->symbols[0] = '\0';
}

/* What one look makes of the strip, as a share of the answer. */
static void gather(struct found *found, const struct look *look, double share)
{
    const struct ctc_string *string = look->string;

    for (int i = 0; i < look->n; i++) {
        int k = 0;
        while (k < found->n &&
               strcmp(found->string[k].text, string[i].text) != 0)
            k++;
        if (k == found->n) {
            found->string[found->n] = string[i];
            found->string[found->n++].probability = 0;
        }
        found->string[k].probability += share * string[i].probability;
    }
}

/* Equals are ordered by their text, so that qsort's ways do not matter. */
static int by_probability(const void *a, const void *b)
{
    const struct ctc_string *p = a, *q = b;

    if (p->probability != q->probability)
        return (p->probability < q->probability) -
               (p->probability > q->probability);
    return strcmp(p->text, q->text);
}

static void sort_out(struct found *found, struct digit_answer *answer)
{
    *answer = (struct digit_answer){0};
    qsort(found->string, (size_t)found->n, sizeof *found->string,
          by_probability);
    for (int i = 0; i < found->n; i++) {
        struct digit_guess *guess = &answer->guess[answer->n];
        if (found->string[i].text[0] == '\0') {
            answer->p_empty = found->string[i].probability;
            continue;
        }
        if (answer->n == DIGIT_GUESSES)
            continue;
        memcpy(guess->text, found->string[i].text, sizeof guess->text);
        guess->probability = found->string[i].probability;
        answer->n++;
    }
}

void digit_reader_read_again(struct digit_reader *reader, const char *symbols,
                             struct digit_answer *answer)
{
    struct found found = {0};

    if (reader->looks == 0) {
        *answer = (struct digit_answer){.p_empty = 1};
        return;
    }
    for (int i = 0; i < reader->looks; i++) {
        spell(&reader->look[i], symbols);
        gather(&found, &reader->look[i], share_of(reader, i));
    }
    sort_out(&found, answer);
}

static void look_at(struct digit_reader *reader,
                    const struct digit_strip *strip)
{
    int i = reader->looks++;
    struct look *look = &reader->look[i];
    const float *ready = reader->ready[LOOK[i].net];
    struct net_placement placement = NET_PLACEMENT_PLAIN;
    const float *scores;

    placement.lean = LOOK[i].lean;
    if (LOOK[i].wide != 1) {
        strip_variant_stretch(strip, LOOK[i].wide, 1, &reader->changed);
        strip = &reader->changed;
    }
    scores = net_forward(reader->pass, ready, strip, placement, &look->steps);
    ctc_softmax(scores, look->steps, look->probabilities);
    look->symbols[0] = '\0';
}

static bool reads_it(const struct digit_answer *answer, double probability)
{
    return answer->p_empty >= probability ||
           (answer->n > 0 && answer->guess[0].probability >= probability);
}

void digit_reader_read_strip(struct digit_reader *reader,
                             const struct digit_strip *strip,
                             const char *symbols, struct digit_answer *answer)
{
    reader->looks = 0;
    look_at(reader, strip);
    digit_reader_read_again(reader, symbols, answer);
    if (reads_it(answer, BEYOND_DOUBT))
        return;
    look_at(reader, strip);
    digit_reader_read_again(reader, symbols, answer);
    if (reads_it(answer, PLAIN))
        return;
    while (reader->looks < LOOKS)
        look_at(reader, strip);
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
    reader->looks = 0;
    digit_reader_read_again(reader, symbols, answer);
}

const struct digit_strip *
digit_reader_lookup_strip(const struct digit_reader *reader)
{
    return reader->looks > 0 ? &reader->strip : NULL;
}

double digit_reader_most_other(const struct digit_reader *reader,
                               const char *symbols)
{
    const struct look *first = &reader->look[0];
    bool other[NET_CLASSES] = {false};
    double most = 0;

    if (reader->looks == 0)
        return 0;

    for (int c = 1; c < NET_CLASSES && NET_ALPHABET[c - 1] != '\0'; c++)
        other[c] = strchr(symbols, NET_ALPHABET[c - 1]) == NULL;
    for (int t = 0; t < first->steps; t++) {
        const float *row = first->probabilities + t * NET_CLASSES;
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
    double loss[LOOKS], least = HUGE_VAL, sum = 0;

    for (int i = 0; i < reader->looks; i++) {
        const struct look *look = &reader->look[i];
        if (n < 0 || !ctc_loss(look->probabilities, look->steps, classes, n,
                               &loss[i], ignored))
            loss[i] = HUGE_VAL;
        least = fmin(least, loss[i]);
    }
    if (least == HUGE_VAL)
        return HUGE_VAL;
    for (int i = 0; i < reader->looks; i++)
        sum += share_of(reader, i) * exp(least - loss[i]);
    return least - log(sum);
}
