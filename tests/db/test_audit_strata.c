/* What the audit draws from: form by form, print and pen apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "db/audit_urn.h"
#include "db/questions.h"
#include "db/setting.h"
#include "sample_sheet.h"
#include "temp_archive.h"

enum { PAGES = 12, PEN_PAGES = 4, DRAWN = 12 };

static struct fault fault;
static struct db_archive *archive;
static char folder[TEMP_PATH];

static void must(enum status rc)
{
    if (rc != ST_OK)
        fail_msg("%s: %s", status_text(rc), fault.text);
}

/* Of twelve pages four are handwritten; all are read by the digit reader. */
static int set_up(void **state)
{
    static struct sample sample;
    char path[TEMP_PATH], name[24];

    (void)state;
    if (temp_archive_make(folder, path, &archive, &fault) != 0)
        fail_msg("%s", fault.text);
    must(db_set_setting(archive, DB_AUDIT_SEED, "5eed", &fault));
    for (int i = 0; i < PAGES; i++) {
        int64_t page;

        snprintf(name, sizeof name, "p%d.png", i);
        page = sample_take(archive, folder, name, name);
        sample_make(&sample);
        sample.sheet.hand = i < PEN_PAGES ? OCR_HAND_PEN : OCR_HAND_PRINT;
        for (size_t c = 0; c < SAMPLE_CELLS; c++)
            snprintf(sample.cells[c].reading.engine,
                     sizeof sample.cells[c].reading.engine, "digits");
        must(db_store_outcome(archive, page, &sample.outcome, &fault));
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    return temp_archive_remove(&archive, folder);
}

static struct audit_urn fill(void)
{
    struct audit_urn urn;

    must(audit_urn_fill(archive, "5eed", &urn, &fault));
    return urn;
}

/* The stratum of that name; its balls lie together. */
static const struct audit_stratum *find(const struct audit_urn *urn,
                                        const char *name)
{
    for (size_t i = 0; i < urn->n_strata; i++)
        if (strcmp(urn->balls[urn->strata[i].first].stratum, name) == 0)
            return &urn->strata[i];
    for (size_t i = 0; i < urn->n_strata; i++)
        print_message("%s\n", urn->balls[urn->strata[i].first].stratum);
    fail_msg("no stratum %s", name);
    return NULL;
}

static void print_and_pen_are_apart(void **state)
{
    struct audit_urn urn = fill();
    const struct audit_stratum *print = find(&urn, "T1 print figures");
    const struct audit_stratum *pen = find(&urn, "T1 pen figures");

    (void)state;
    assert_true(pen->cells > 0);
    assert_int_equal(print->cells * PEN_PAGES,
                     pen->cells * (PAGES - PEN_PAGES));
    audit_urn_clear(&urn);
}

static enum status pass(const struct db_question *question, void *context)
{
    (void)question;
    ++*(int *)context;
    return ST_OK;
}

/* Each gets its share of what is drawn. */
static void each_is_drawn_from(void **state)
{
    struct db_queue_options options = {.filter = DB_FILTER_ALL,
                                       .audit_more = DRAWN};
    struct audit_urn urn;
    int asked = 0;

    (void)state;
    must(db_each_question(archive, options, pass, &asked, &fault));
    assert_true(asked > 0);
    urn = fill();
    assert_true(urn.drawn >= DRAWN);
    for (size_t i = 0; i < urn.n_strata; i++) {
        const struct audit_stratum *one = &urn.strata[i];
        double share = (double)(urn.drawn * one->cells) / (double)urn.n;

        assert_true((double)one->drawn > share - 1 &&
                    (double)one->drawn < share + 1);
    }
    assert_true(find(&urn, "T1 pen figures")->drawn > 0);
    audit_urn_clear(&urn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(print_and_pen_are_apart, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(each_is_drawn_from, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
