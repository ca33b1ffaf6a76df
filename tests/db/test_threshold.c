/* Thresholds follow a target: up at once, down only by decisions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "sample_sheet.h"
#include "temp_archive.h"
#include "db/questions.h"

enum { PAGES = 12 };

static char folder[TEMP_PATH];
static struct db_archive *archive;
static struct fault fault;
static struct sample sample;

static void must(enum status rc)
{
    if (rc != ST_OK)
        fail_msg("%s: %s", status_text(rc), fault.text);
}

/* Figures of three confidences; all others are certain. */
static int set_up(void **state)
{
    char path[TEMP_PATH], name[24];

    (void)state;
    if (temp_archive_make(folder, path, &archive, &fault) != 0)
        fail_msg("%s", fault.text);
    sample_make(&sample);
    for (size_t i = 0; i < SAMPLE_CELLS; i++) {
        sample.verdicts[i].confidence = 0.9999;
        sample.verdicts[i].status = VERDICT_ACCEPTED;
        snprintf(sample.cells[i].reading.engine,
                 sizeof sample.cells[i].reading.engine, "digits");
    }
    sample.verdicts[sample_at(1, 1)].confidence = 0.983;
    sample.verdicts[sample_at(2, 1)].confidence = 0.9775;
    sample.verdicts[sample_at(2, 1)].status = VERDICT_REVIEW;
    sample.verdicts[sample_at(3, 1)].confidence = 0.9;
    sample.verdicts[sample_at(3, 1)].status = VERDICT_REVIEW;
    for (int i = 0; i < PAGES; i++) {
        snprintf(name, sizeof name, "p%d.png", i);
        must(db_store_outcome(archive,
                              sample_take(archive, folder, name, name),
                              &sample.outcome, &fault));
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    return temp_archive_remove(&archive, folder);
}

static void complain(const char *line, void *context)
{
    (void)context;
    print_message("%s\n", line);
}

static int64_t count_accepted(void)
{
    struct db_counts counts;

    must(db_count(archive, &counts, &fault));
    must(db_verify(archive, complain, NULL, &fault));
    return counts.accepted;
}

static double figures(void)
{
    struct db_thresholds thresholds;

    must(db_find_thresholds(archive, &thresholds, &fault));
    return thresholds.accept[DB_FIGURES];
}

static void no_target_no_change(void **state)
{
    (void)state;
    assert_true(figures() == 0.98);
    assert_int_equal(count_accepted(), PAGES * (SAMPLE_CELLS - 2));
}

/* Expected: 0.017 in nine cells or so is about 0.0019. */
static void target_raises_at_once(void **state)
{
    (void)state;
    must(db_set_max_error(archive, 0.01, &fault));
    assert_true(figures() == 0.98);
    must(db_set_max_error(archive, 0.0005, &fault));
    assert_true(figures() > 0.983);
    assert_int_equal(count_accepted(), PAGES * (SAMPLE_CELLS - 3));
    must(db_set_max_error(archive, 0, &fault));
    assert_true(figures() == 0.98);
    assert_int_equal(count_accepted(), PAGES * (SAMPLE_CELLS - 2));
    assert_int_equal(db_set_max_error(archive, 1.5, &fault), ST_INPUT);
}

struct doubtful {
    int64_t ids[PAGES];
    int n;
};

static enum status note(const struct db_cell *cell, void *context)
{
    struct doubtful *doubtful = context;

    if (cell->confidence == 0.9775 && doubtful->n < PAGES)
        doubtful->ids[doubtful->n++] = cell->id;
    return ST_OK;
}

/* Twelve right ones in [0.975, 0.98) bound the errors there by 0.22. */
static void only_evidence_loosens(void **state)
{
    struct doubtful doubtful = {.n = 0};

    (void)state;
    must(db_set_max_error(archive, 0.3, &fault));
    assert_true(figures() == 0.98);
    must(db_each_cell(archive, DB_FILTER_ALL, note, &doubtful, &fault));
    assert_int_equal(doubtful.n, PAGES);
    for (int i = 0; i < PAGES; i++)
        must(db_decide(archive, doubtful.ids[i], NULL, VERDICT_CONFIRMED, "li",
                       NULL, &fault));
    must(db_set_max_error(archive, 0.3, &fault));
    assert_true(figures() == 0.975);
    {
        /* what was right of figures says nothing of words and blanks */
        struct db_thresholds thresholds;

        must(db_find_thresholds(archive, &thresholds, &fault));
        assert_true(thresholds.accept[DB_WORDS] == 0.98);
        assert_true(thresholds.accept[DB_EMPTY] == 0.98);
    }
    must(db_set_max_error(archive, 0.1, &fault));
    assert_true(figures() == 0.98);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_target_no_change, set_up, tear_down),
        cmocka_unit_test_setup_teardown(target_raises_at_once, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(only_evidence_loosens, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
