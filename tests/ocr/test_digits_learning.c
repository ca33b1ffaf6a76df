#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "ocr/digits/digit_reader.h"
#include "ocr/digits/digit_trainer.h"
#include "ocr/digits/weights_file.h"

static const char PATH[] = TZ_BINARY_DIR "/test_digits_learning.bin";

static void fill(struct digit_strip *strip, int x, int y, int w, int h)
{
    for (int dy = 0; dy < h; dy++)
        memset(strip->ink + (y + dy) * strip->width + x, 255, (size_t)w);
}

/* Writing of a simple kind: 1 is a bar that stands, 7 a bar on top, - a bar in
 * the middle, 0 a square. */
static void write_sample(const char *text, struct digit_sample *sample)
{
    memset(sample, 0, sizeof *sample);
    snprintf(sample->text, sizeof sample->text, "%s", text);
    sample->strip.width = 8 + 24 * (int)strlen(text);
    for (int i = 0; text[i] != '\0'; i++) {
        int x = 8 + 24 * i;
        switch (text[i]) {
        case '1':
            fill(&sample->strip, x + 6, 2, 4, 32);
            break;
        case '7':
            fill(&sample->strip, x, 2, 16, 5);
            fill(&sample->strip, x + 12, 2, 4, 32);
            break;
        case '-':
            fill(&sample->strip, x, 16, 16, 4);
            break;
        default:
            fill(&sample->strip, x, 2, 16, 4);
            fill(&sample->strip, x, 30, 16, 4);
            fill(&sample->strip, x, 2, 4, 32);
            fill(&sample->strip, x + 12, 2, 4, 32);
            break;
        }
    }
}

static const char *const TEXTS[] = {"1",  "7",  "0",  "-",  "10",
                                    "70", "07", "17", "-7", ""};
enum { N_TEXTS = sizeof TEXTS / sizeof TEXTS[0], BATCH = 2 };

static void learn(struct digit_trainer *trainer, int rounds)
{
    static struct digit_sample sample;

    for (int r = 0; r < rounds; r++) {
        for (int i = 0; i < N_TEXTS; i++) {
            write_sample(TEXTS[i], &sample);
            digit_trainer_add(trainer, &sample);
            if (i % BATCH == BATCH - 1)
                digit_trainer_step(trainer, 0.004F);
        }
    }
}

static void learns_what_it_is_shown(void **unused)
{
    static struct digit_sample sample;
    static const char *const asked[] = {"10", "07", "-7", "1"};
    struct digit_trainer *trainer = NULL;
    struct digit_reader *reader = NULL;
    struct digit_progress before, after;
    struct digit_answer answer;

    (void)unused;
    assert_int_equal(digit_trainer_open(1, &trainer, NULL), ST_OK);
    learn(trainer, 1);
    before = digit_trainer_tell(trainer);
    learn(trainer, 90);
    (void)digit_trainer_tell(trainer);
    learn(trainer, 1);
    after = digit_trainer_tell(trainer);
    assert_int_equal(before.samples, N_TEXTS);
    assert_true(after.loss < before.loss / 10);
    assert_true(after.right >= N_TEXTS - 1);
    assert_int_equal(weights_save(PATH, digit_trainer_parameters(trainer), 1,
                                  NULL), ST_OK);
    assert_int_equal(digit_reader_open(PATH, &reader, NULL), ST_OK);
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        write_sample(asked[i], &sample);
        digit_reader_read_strip(reader, &sample.strip, NULL, &answer);
        assert_true(answer.n > 0);
        assert_string_equal(answer.guess[0].text, asked[i]);
    }
    write_sample("", &sample);
    digit_reader_read_strip(reader, &sample.strip, NULL, &answer);
    assert_true(answer.p_empty > 0.5);
    digit_reader_close(&reader);
    digit_trainer_close(&trainer);
    assert_int_equal(unlink(PATH), 0);
}

static void same_lessons_give_the_same_net(void **unused)
{
    struct digit_trainer *a = NULL, *b = NULL;

    (void)unused;
    assert_int_equal(digit_trainer_open(8, &a, NULL), ST_OK);
    assert_int_equal(digit_trainer_open(8, &b, NULL), ST_OK);
    learn(a, 3);
    learn(b, 3);
    assert_memory_equal(digit_trainer_parameters(a),
                        digit_trainer_parameters(b),
                        net_parameter_count() * sizeof(float));
    digit_trainer_close(&a);
    digit_trainer_close(&b);
}

static void unusable_samples_are_counted(void **unused)
{
    static struct digit_sample sample;
    struct digit_trainer *trainer = NULL;
    struct digit_progress progress;

    (void)unused;
    assert_int_equal(digit_trainer_open(8, &trainer, NULL), ST_OK);
    write_sample("1", &sample);
    snprintf(sample.text, sizeof sample.text, "1x");
    digit_trainer_add(trainer, &sample);
    snprintf(sample.text, sizeof sample.text, "11111111111111");
    digit_trainer_add(trainer, &sample);
    digit_trainer_step(trainer, 0.003F); /* nothing to learn from */
    progress = digit_trainer_tell(trainer);
    assert_int_equal(progress.unusable, 2);
    assert_int_equal(progress.samples, 0);
    digit_trainer_close(&trainer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(learns_what_it_is_shown),
        cmocka_unit_test(same_lessons_give_the_same_net),
        cmocka_unit_test(unusable_samples_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
