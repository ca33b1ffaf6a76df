#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/message.h"
#include "fake_engine.h"

static struct fault fault;

static void round_trip(const struct batch_found *from, struct batch_found *to)
{
    char *text;
    size_t size;

    assert_int_equal(batch_encode_message(from, &text, &size, &fault), ST_OK);
    if (batch_decode_message(text, size, to, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    free(text);
}

static void gives_back_every_bit(void **state)
{
    struct batch_found from, to;

    (void)state;
    fake_read_text("十二", &from);
    from.tables[0].sheet.cells[3].quad.corner[2].x = 1.0 / 3.0;
    from.tables[0].sheet.cells[3].box.x = -7;
    from.tables[0].sheet.cells[4].reading.state = READ_STRUCK;
    snprintf(from.tables[0].sheet.cells[4].reading.old, OCR_TEXT_MAX,
             "\"\\\n%s", "旧");
    snprintf(from.tables[0].sheet.cells[4].reading.certainty, OCR_CERTAINTY_MAX,
             "9870");
    from.tables[0].sheet.cells[5].reading.n_candidates = 0;
    memset(from.tables[0].sheet.cells[5].reading.candidates, 0,
           sizeof from.tables[0].sheet.cells[5].reading.candidates);
    from.tables[0].result.verdicts[2].confidence = 0.1 + 0.2;
    from.tables[0].result.verdicts[3].margin = 740.125;
    from.tables[0].result.choice = (struct choice_bound){12.25, 11.5, 3};
    from.tables[0].sheet.part = SHEET_BELOW;
    from.tables[0].sheet.printed_no = 2;
    from.tables[0].sheet.first_column = 6;
    from.tables[0].sheet.n_columns = 5;
    from.tables[0].sheet.hand = OCR_HAND_PEN;
    from.tables[0].sheet.printed_count = 3;
    from.quality.skew_degrees = -1e-300;
    from.quality.flattened = true;
    round_trip(&from, &to);
    assert_int_equal(to.state, from.state);
    assert_memory_equal(&to.quality, &from.quality, sizeof to.quality);
    assert_int_equal(to.tables[0].sheet.n_cells, from.tables[0].sheet.n_cells);
    assert_memory_equal(to.tables[0].sheet.cells, from.tables[0].sheet.cells,
                        to.tables[0].sheet.n_cells *
                            sizeof *to.tables[0].sheet.cells);
    assert_int_equal(to.tables[0].sheet.n_rows, from.tables[0].sheet.n_rows);
    assert_memory_equal(to.tables[0].sheet.rows, from.tables[0].sheet.rows,
                        (size_t)to.tables[0].sheet.n_rows *
                            sizeof *to.tables[0].sheet.rows);
    assert_int_equal(to.tables[0].result.n_verdicts,
                     from.tables[0].result.n_verdicts);
    assert_memory_equal(
        to.tables[0].result.verdicts, from.tables[0].result.verdicts,
        to.tables[0].result.n_verdicts * sizeof *to.tables[0].result.verdicts);
    assert_int_equal(to.tables[0].result.n_findings, 1);
    assert_memory_equal(to.tables[0].result.findings,
                        from.tables[0].result.findings,
                        sizeof *to.tables[0].result.findings);
    assert_string_equal(to.tables[0].sheet.unit, from.tables[0].sheet.unit);
    assert_string_equal(to.tables[0].sheet.period, from.tables[0].sheet.period);
    assert_int_equal(to.tables[0].sheet.part, SHEET_BELOW);
    assert_int_equal(to.tables[0].sheet.printed_no, 2);
    assert_int_equal(to.tables[0].sheet.first_column, 6);
    assert_int_equal(to.tables[0].sheet.n_columns, 5);
    assert_int_equal(to.tables[0].sheet.hand, OCR_HAND_PEN);
    assert_int_equal(to.tables[0].sheet.printed_count, 3);
    assert_true(to.tables[0].sheet.match_score ==
                from.tables[0].sheet.match_score);
    assert_int_equal(to.tables[0].result.laws_tried, 4);
    assert_int_equal(to.tables[0].result.laws_held, 3);
    assert_true(to.tables[0].result.choice.cost == 12.25);
    assert_true(to.tables[0].result.choice.least == 11.5);
    assert_int_equal(to.tables[0].result.choice.failing, 3);
    fake_clear(&from);
    batch_clear_message(&to);
}

static void carries_a_refusal(void **state)
{
    struct batch_found to,
        from = {.state = DB_PAGE_REFUSED, .reason = "nearest is F5 (0.41)"};

    (void)state;
    round_trip(&from, &to);
    assert_int_equal(to.state, DB_PAGE_REFUSED);
    assert_string_equal(to.reason, from.reason);
    assert_null(to.tables);
    batch_clear_message(&to);
}

static void carries_what_json_cannot(void **state)
{
    struct batch_found from, to;

    (void)state;
    fake_read_text("1", &from);
    from.tables[0].result.findings[0].left = NAN;
    snprintf(from.tables[0].result.verdicts[0].value, OCR_TEXT_MAX,
             "a\xff\xfe");
    round_trip(&from, &to);
    assert_true(isnan(to.tables[0].result.findings[0].left));
    assert_string_equal(to.tables[0].result.verdicts[0].value, "a?\?");
    fake_clear(&from);
    batch_clear_message(&to);
}

/* Replace the first @from of a good message by @to; NULL cuts it there. */
static char *spoil(const char *from, const char *to)
{
    struct batch_found found;
    char *text, *spoilt, *at;
    size_t size;

    fake_read_text("1", &found);
    assert_int_equal(batch_encode_message(&found, &text, &size, &fault), ST_OK);
    fake_clear(&found);
    at = strstr(text, from);
    if (at == NULL)
        fail_msg("no %s in the message", from);
    spoilt = malloc(size + (to == NULL ? 0 : strlen(to)) + 1);
    assert_non_null(spoilt);
    memcpy(spoilt, text, (size_t)(at - text));
    spoilt[at - text] = '\0';
    if (to != NULL) {
        strcat(spoilt, to);
        strcat(spoilt, at + strlen(from));
    }
    free(text);
    return spoilt;
}

static void refuses_what_is_malformed(void **state)
{
    static const struct {
        const char *from, *to, *words;
    } cases[] = {
        {"{", "", "no JSON"},
        {"\"quality\"", NULL, "no JSON"},
        {"\"quality\"", "\"qualitx\"", "\"quality\" is missing"},
        {"\"state\":1", "\"state\":0", "\"state\" is out of range"},
        {"\"state\":1", "\"state\":5", "\"state\" is out of range"},
        {"\"state\":1", "\"state\":\"read\"", "\"state\" is of the wrong type"},
        {"\"form\":\"T1\"", "\"form\":1", "\"form\" is of the wrong type"},
        {"\"form\":\"T1\"",
         "\"form\":\"a form with a name that is longer than ids may be\"",
         "\"form\" is too long"},
        {"\"form\":\"T1\"", "\"form\":\"T\\u0000\"", "no JSON"},
        {"\"rows\":[", "\"rows\":{},\"x\":[", "\"rows\" is of the wrong type"},
        {"\"kind\":0", "\"kind\":2", "\"kind\" is out of range"},
        {"\"row\":0", "\"row\":-1", "\"row\" is out of range"},
        {"\"box\":[", "\"box\":[1,", "\"quad\""},
        {"\"box\":[0", "\"box\":[99999999999", "\"box\" is out of range"},
        {"\"quad\":[", "\"quad\":[0.0,", "\"quad\""},
        {"\"ink\":0.125", "\"ink\":\"x\"", "\"ink\" is no number"},
        {"\"candidates\":[", "\"candidates\":[{},{},{},{},{},{},{},",
         "\"candidates\" are too many"},
        {"\"score\":", "\"scorn\":", "\"score\" is missing"},
        {"\"verdicts\"", "\"verdicty\"", "\"verdicts\" is missing"},
        {"\"status\":", "\"status\":9,\"x\":", "\"status\" is out of range"},
        {"\"severity\":1", "\"severity\":3", "\"severity\" is out of range"},
        {"\"cells\":[9,3]", "\"cells\":[-9,3]", "\"cells\" hold"},
        {"\"cells\":[9,3]", "\"cells\":[\"9\"]", "\"cells\" hold"},
        {"\"laws_held\":3", "\"laws_held\":-3", "\"laws_held\""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct batch_found found;
        char *text = spoil(cases[i].from, cases[i].to);

        fault.text[0] = '\0';
        assert_int_equal(
            batch_decode_message(text, strlen(text), &found, &fault), ST_INPUT);
        if (strstr(fault.text, cases[i].words) == NULL)
            fail_msg("%s: \"%s\" does not say \"%s\"", cases[i].to, fault.text,
                     cases[i].words);
        assert_null(found.tables);
        free(text);
    }
}

/* Cut anywhere, a message is refused and nothing leaks. */
static void refuses_every_cut(void **state)
{
    struct batch_found found;
    char *text;
    size_t size, n_cuts = 0;

    (void)state;
    fake_read_text("1", &found);
    assert_int_equal(batch_encode_message(&found, &text, &size, &fault), ST_OK);
    fake_clear(&found);
    for (size_t cut = 0; cut < size; cut += 97, n_cuts++)
        assert_int_equal(batch_decode_message(text, cut, &found, &fault),
                         ST_INPUT);
    assert_true(n_cuts > 20);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_back_every_bit),
        cmocka_unit_test(carries_a_refusal),
        cmocka_unit_test(carries_what_json_cannot),
        cmocka_unit_test(refuses_what_is_malformed),
        cmocka_unit_test(refuses_every_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
