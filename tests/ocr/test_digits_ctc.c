/* Loss and beam search against the definition: for four steps every way
 * through them can be gone by itself. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ocr/digits/ctc_beam.h"
#include "ocr/digits/ctc_loss.h"

/* Only the first classes are drawn: all ways through them can be gone. */
enum { STEPS = 4, SIZE = STEPS * NET_CLASSES, DRAWN = 16 };

static unsigned state;

static float draw(void)
{
    state = state * 1664525U + 1013904223U;
    return (float)(state >> 8) / 16777216.0F;
}

static void draw_scores(float scores[SIZE], unsigned seed)
{
    state = seed;
    for (int i = 0; i < SIZE; i++)
        scores[i] = i % NET_CLASSES < DRAWN ? 4 * draw() : -60;
    /* Blank and two symbols stand out, so that strings repeat symbols. */
    for (int t = 0; t < STEPS; t++) {
        scores[t * NET_CLASSES] += 3;
        scores[t * NET_CLASSES + 2] += 3;
    }
}

/* What a way spells: repeats become one, blanks go. */
static void spell(const int way[STEPS], char text[STEPS + 1])
{
    int n = 0, last = NET_BLANK;

    for (int t = 0; t < STEPS; t++) {
        if (way[t] != NET_BLANK && way[t] != last)
            text[n++] = NET_ALPHABET[way[t] - 1];
        last = way[t];
    }
    text[n] = '\0';
}

/* The probability of @text, by the definition. */
static double true_probability(const float *p, const char *text)
{
    double sum = 0;
    char spelt[STEPS + 1];
    int way[STEPS];

    for (int k = 0; k < DRAWN * DRAWN * DRAWN * DRAWN; k++) {
        double product = 1;
        int rest = k;
        for (int t = 0; t < STEPS; t++) {
            way[t] = rest % DRAWN;
            rest /= DRAWN;
            product *= (double)p[t * NET_CLASSES + way[t]];
        }
        spell(way, spelt);
        if (strcmp(spelt, text) == 0)
            sum += product;
    }
    return sum;
}

static void loss_is_that_of_all_ways(void **unused)
{
    static const char *const texts[] = {"", "1", "11", "12", "7.5", "4321", "-%"};
    float scores[SIZE], p[SIZE], gradient[SIZE];
    unsigned char classes[CTC_LONGEST];

    (void)unused;
    draw_scores(scores, 5);
    ctc_softmax(scores, STEPS, p);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int n = ctc_classes(texts[i], classes);
        double loss = 0;
        assert_int_equal(n, (int)strlen(texts[i]));
        assert_true(ctc_loss(p, STEPS, classes, n, &loss, gradient));
        assert_true(fabs(loss + log(true_probability(p, texts[i]))) < 1e-4);
    }
}

static void loss_needs_room_for_repeats(void **unused)
{
    float scores[SIZE], p[SIZE], gradient[SIZE];
    unsigned char classes[CTC_LONGEST];
    double loss = 7;

    (void)unused;
    draw_scores(scores, 5);
    ctc_softmax(scores, STEPS, p);
    /* "111" takes five steps: a blank between each two. */
    assert_false(ctc_loss(p, STEPS, classes, ctc_classes("111", classes),
                          &loss, gradient));
    assert_false(ctc_loss(p, STEPS, classes, ctc_classes("12345", classes),
                          &loss, gradient));
    assert_true(loss == 7);
    assert_int_equal(ctc_classes("1x", classes), -1);
    assert_int_equal(ctc_classes("1234567890123456789012345", classes), -1);
}

static void gradient_agrees_with_differences(void **unused)
{
    static const char *const texts[] = {"", "11", "305", "1.2"};
    float scores[SIZE], p[SIZE], gradient[SIZE], other[SIZE];
    unsigned char classes[CTC_LONGEST];
    int looked_at = 0;

    (void)unused;
    draw_scores(scores, 11);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int n = ctc_classes(texts[i], classes);
        double loss, more, less;
        ctc_softmax(scores, STEPS, p);
        assert_true(ctc_loss(p, STEPS, classes, n, &loss, gradient));
        for (int k = 0; k < SIZE; k++, looked_at++) {
            const float by = 1e-2F;
            float was = scores[k];
            scores[k] = was + by;
            ctc_softmax(scores, STEPS, p);
            assert_true(ctc_loss(p, STEPS, classes, n, &more, other));
            scores[k] = was - by;
            ctc_softmax(scores, STEPS, p);
            assert_true(ctc_loss(p, STEPS, classes, n, &less, other));
            scores[k] = was;
            assert_true(fabs((more - less) / (2 * (double)by) -
                             (double)gradient[k]) < 2e-3);
        }
    }
    assert_int_equal(looked_at, 4 * SIZE);
}

static void beam_finds_the_likeliest(void **unused)
{
    enum { ASKED = 6 };
    float scores[SIZE], p[SIZE];
    struct ctc_string strings[ASKED];

    (void)unused;
    for (unsigned seed = 1; seed <= 8; seed++) {
        double sum = 0;
        int n;
        draw_scores(scores, seed);
        ctc_softmax(scores, STEPS, p);
        n = ctc_beam(p, STEPS, NULL, strings, ASKED);
        assert_int_equal(n, ASKED);
        for (int i = 0; i < n; i++) {
            double wanted = true_probability(p, strings[i].text);
            if (i > 0)
                assert_true(strings[i].probability <=
                            strings[i - 1].probability);
            sum += strings[i].probability;
            /* ways that fell out of the beam are missing */
            assert_true(strings[i].probability <= wanted * 1.0001);
            assert_true(strings[i].probability > 0.7 * wanted);
        }
        assert_true(sum <= 1.0001);
    }
}

static void beam_keeps_to_the_symbols_asked_for(void **unused)
{
    float scores[SIZE], p[SIZE];
    struct ctc_string strings[8];
    int n;

    (void)unused;
    draw_scores(scores, 2);
    for (int t = 0; t < STEPS; t++)
        scores[t * NET_CLASSES + 11] += 9; /* '.' */
    ctc_softmax(scores, STEPS, p);
    n = ctc_beam(p, STEPS, NULL, strings, 8);
    assert_non_null(strchr(strings[0].text, '.'));
    n = ctc_beam(p, STEPS, "0123456789", strings, 8);
    assert_true(n > 0);
    for (int i = 0; i < n; i++)
        assert_null(strchr(strings[i].text, '.'));
    /* Given that there is no point, the rest is as probable as without. */
    assert_true(strings[0].probability > 0.01);
}

static void beam_of_blanks_is_empty(void **unused)
{
    float p[NET_MAX_STEPS * NET_CLASSES] = {0};
    struct ctc_string strings[3];

    (void)unused;
    for (int t = 0; t < NET_MAX_STEPS; t++)
        p[t * NET_CLASSES] = 1;
    assert_int_equal(ctc_beam(p, NET_MAX_STEPS, NULL, strings, 3), 1);
    assert_string_equal(strings[0].text, "");
    assert_true(fabs(strings[0].probability - 1) < 1e-6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loss_is_that_of_all_ways),
        cmocka_unit_test(loss_needs_room_for_repeats),
        cmocka_unit_test(gradient_agrees_with_differences),
        cmocka_unit_test(beam_finds_the_likeliest),
        cmocka_unit_test(beam_keeps_to_the_symbols_asked_for),
        cmocka_unit_test(beam_of_blanks_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
