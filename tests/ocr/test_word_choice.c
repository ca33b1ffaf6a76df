/* Which word was meant, by what an engine saw of each character. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "ocr/month_words.h"
#include "ocr/word_chance.h"
#include "ocr/word_choice.h"

static const char *const POLICY[] = {"政策内", "政策外"};
static const char *const REMARKS[] = {"早产", "县医院", "外地出生"};

static const struct value_type POLICY_TYPE = {
    .kind = VALUE_CODE, .words = POLICY, .n_words = 2, .words_only = true};
static const struct value_type REMARK_TYPE = {
    .kind = VALUE_TEXT, .words = REMARKS, .n_words = 3};
static const struct value_type FREE_TYPE = {.kind = VALUE_TEXT};

/* @scores  a figure a character: tenths of the engine's score */
static void see(const char *text, const char *scores, struct engine_line *line)
{
    line->n = 0;
    for (; *text != '\0'; line->n++) {
        struct engine_symbol *symbol = &line->symbol[line->n];
        size_t bytes = word_char_bytes(text);
        symbol->n = 1;
        memcpy(symbol->choice[0].text, text, bytes);
        symbol->choice[0].text[bytes] = '\0';
        symbol->choice[0].score = (scores[line->n] - '0') / 10.0;
        text += bytes;
    }
}

static struct reading choose(const char *text, const char *scores,
                             const struct value_type *type)
{
    struct engine_line line;
    struct reading reading = {.state = READ_VALUE};

    see(text, scores, &line);
    word_choice_fill(&line, type, &reading);
    return reading;
}

static void a_surely_read_word_is_sure(void **state)
{
    struct reading r = choose("政策内", "999", &POLICY_TYPE);

    (void)state;
    assert_string_equal(r.candidates[0].value, "政策内");
    assert_true(r.candidates[0].score > 0.99);
    assert_string_equal(r.certainty, "999");
}

static void what_tells_words_apart_decides(void **state)
{
    /* The first two characters are badly read, the last is not. */
    struct reading r = choose("玛笑外", "008", &POLICY_TYPE);

    (void)state;
    assert_string_equal(r.candidates[0].value, "政策外");
    assert_true(r.candidates[0].score > 0.98);
    /* And the other way round nothing tells them apart. */
    r = choose("政策苍", "992", &POLICY_TYPE);
    assert_int_equal(r.n_candidates, 2);
    assert_true(fabs(r.candidates[0].score - 0.5) < 0.01);
    assert_string_equal(r.candidates[0].text, "政策苍");
}

static void none_of_the_words_is_possible(void **state)
{
    struct reading r = choose("双胞胎", "999", &REMARK_TYPE);

    (void)state;
    assert_string_equal(r.candidates[0].value, "双胞胎");
    assert_true(r.candidates[0].score > 0.9);
    /* A list that names all there is offers its own words only, unsurely. */
    r = choose("双胞胎", "999", &POLICY_TYPE);
    for (int i = 0; i < r.n_candidates; i++)
        assert_true(r.candidates[i].score < 0.9);
}

static void a_word_is_found_with_a_character_more_or_less(void **state)
{
    struct reading r = choose("县医院.", "9995", &REMARK_TYPE);

    (void)state;
    assert_string_equal(r.candidates[0].value, "县医院");
    assert_true(r.candidates[0].score > 0.98);
    r = choose("外地生", "999", &REMARK_TYPE);
    assert_string_equal(r.candidates[0].value, "外地出生");
    r = choose("处地出生", "0989", &REMARK_TYPE);
    assert_string_equal(r.candidates[0].value, "外地出生");
    assert_true(r.candidates[0].score > 0.98);
}

static void free_text_is_as_sure_as_all_its_characters(void **state)
{
    struct reading r = choose("石桥村", "999", &FREE_TYPE);
    double sure = r.candidates[0].score;

    (void)state;
    assert_int_equal(r.n_candidates, 1);
    assert_true(sure > 0.98 && sure < 1);
    r = choose("石桥村", "919", &FREE_TYPE);
    assert_true(r.candidates[0].score < 0.5);
    assert_string_equal(r.candidates[0].value, "石桥村");
    r = choose("", "", &FREE_TYPE);
    assert_int_equal(r.n_candidates, 0);
}

static void figures_stand_for_chances(void **state)
{
    (void)state;
    for (char digit = '0'; digit <= '9'; digit++)
        assert_int_equal(word_chance_digit(word_digit_chance(digit)), digit);
    for (double score = 0; score < 1; score += 0.05)
        assert_true(word_symbol_chance(score + 0.05) >=
                    word_symbol_chance(score));
    assert_true(word_likelihood("西震村", "929", "西塬村") >
                100 * word_likelihood("西震村", "929", "上塬村"));
    assert_true(word_whole_chance("", "") == 0);
}

static void months_are_told_by_their_words(void **state)
{
    static const struct value_type month = {.kind = VALUE_MONTH};
    static const struct {
        const char *text, *scores, *want;
    } rows[] = {
        {"十一月", "999", "11"}, {"儿月", "09", NULL},
        {"十_二月", "9199", "12"}, {"12月", "999", "12"},
        {"合计", "99", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct engine_line line;
        struct reading r = {.state = READ_VALUE};
        see(rows[i].text, rows[i].scores, &line);
        month_words_fill(&line, &month, &r);
        print_message("%s\n", rows[i].text);
        if (rows[i].want == NULL)
            assert_true(r.n_candidates == 0 || r.candidates[0].score < 0.9);
        else
            assert_string_equal(r.candidates[0].value, rows[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_surely_read_word_is_sure),
        cmocka_unit_test(what_tells_words_apart_decides),
        cmocka_unit_test(none_of_the_words_is_possible),
        cmocka_unit_test(a_word_is_found_with_a_character_more_or_less),
        cmocka_unit_test(free_text_is_as_sure_as_all_its_characters),
        cmocka_unit_test(months_are_told_by_their_words),
        cmocka_unit_test(figures_stand_for_chances),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
