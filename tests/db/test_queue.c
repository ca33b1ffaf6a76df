/* The order of questions, the audit among them, and what it tells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "db/setting.h"
#include "db/questions.h"
#include "sample_sheet.h"
#include "temp_folder.h"

enum { PAGES = 8, ASKED_MAX = 256 };

struct fixture {
    char folder[TEMP_PATH];
    struct db_archive *archive;
};

static struct fault fault;
static struct sample sample;

static void must(enum status rc)
{
    if (rc != ST_OK)
        fail_msg("%s: %s", status_text(rc), fault.text);
}

/* Pages of the same names and contents, read in any order; of each every other
 * cell is accepted. */
static void make(struct fixture *f, const int *order)
{
    char path[TEMP_PATH], name[24];

    temp_folder_make(f->folder);
    temp_path(path, f->folder, "archive");
    must(db_create(path, (struct db_init_options){0}, &fault));
    must(db_open(path, &f->archive, &fault));
    must(db_set_setting(f->archive, "audit seed", "5eed", &fault));
    for (int i = 0; i < PAGES; i++) {
        int64_t page;

        snprintf(name, sizeof name, "p%d.png", order[i]);
        page = sample_take(f->archive, f->folder, name, name);
        sample_make(&sample);
        must(db_store_outcome(f->archive, page, &sample.outcome, &fault));
    }
}

static void end(struct fixture *f)
{
    db_close(&f->archive);
    temp_folder_remove(f->folder);
}

struct asked {
    struct db_question all[ASKED_MAX];
    int n;
};

static enum status note(const struct db_question *question, void *context)
{
    struct asked *asked = context;

    assert_true(asked->n < ASKED_MAX);
    asked->all[asked->n++] = *question;
    return ST_OK;
}

static void ask(struct fixture *f, struct db_queue_options options,
                struct asked *asked)
{
    asked->n = 0;
    must(db_each_question(f->archive, options, note, asked, &fault));
}

static bool was_accepted(const struct db_cell *cell)
{
    for (int row = 0; row <= SAMPLE_ROWS; row++)
        for (int i = 0; i < (row == 0 ? SAMPLE_FIELDS : SAMPLE_COLUMNS); i++) {
            const char *code = row == 0 ? sample.fields[i].name
                                        : sample.columns[i].code;

            if (cell->row == row && strcmp(cell->column, code) == 0)
                return sample_at(row, i) % 2 == 0;
        }
    fail_msg("no cell %d %s", cell->row, cell->column);
    return false;
}

static const int FORWARD[PAGES] = {1, 2, 3, 4, 5, 6, 7, 8};
static const int BACKWARD[PAGES] = {8, 3, 7, 1, 6, 2, 5, 4};

static void places_before_figures(void **state)
{
    struct db_queue_options options = DB_QUEUE_DEFAULT;
    static struct asked asked;
    struct fixture f;

    (void)state;
    make(&f, FORWARD);
    options.audit_every = 0;
    ask(&f, options, &asked);
    assert_int_equal(asked.n, PAGES * (SAMPLE_CELLS / 2));
    for (int i = 0; i < asked.n; i++)
        assert_false(was_accepted(&asked.all[i].cell));
    /* The year places the whole sheet. */
    for (int i = 0; i < PAGES; i++)
        assert_string_equal(asked.all[i].cell.column, "year");
    options.filter.column = "c1";
    ask(&f, options, &asked);
    for (int i = 0; i < asked.n; i++)
        assert_string_equal(asked.all[i].cell.column, "c1");
    end(&f);
}

static void audit_comes_unmarked(void **state)
{
    static struct asked asked;
    struct fixture f;
    int drawn = 0;

    (void)state;
    make(&f, FORWARD);
    ask(&f, DB_QUEUE_DEFAULT, &asked);
    for (int i = 0; i < asked.n; i++) {
        bool audit = was_accepted(&asked.all[i].cell);

        drawn += audit;
        assert_int_equal(audit, i % 10 == 9);
        assert_int_equal(asked.all[i].cell.status, VERDICT_REVIEW);
        assert_true(asked.all[i].cell.confidence < 0);
    }
    assert_int_equal(drawn, 4);
    end(&f);
}

/* "p3.png 2:c1" of each drawn cell, in the order in which it is asked. */
static void list_drawn(struct fixture *f, char *out, size_t size)
{
    struct db_queue_options options = {.filter = DB_FILTER_ALL,
                                       .audit_more = 12};
    static struct asked asked;
    size_t used = 0;

    ask(f, options, &asked);
    out[0] = '\0';
    for (int i = 0; i < asked.n; i++)
        if (was_accepted(&asked.all[i].cell))
            used += (size_t)snprintf(out + used, size - used, "%s %d:%s\n",
                                     asked.all[i].cell.source,
                                     asked.all[i].cell.row,
                                     asked.all[i].cell.column);
}

static void draw_depends_on_seed_only(void **state)
{
    char one[2048], other[2048];
    struct fixture f, g;

    (void)state;
    make(&f, FORWARD);
    make(&g, BACKWARD);
    list_drawn(&f, one, sizeof one);
    list_drawn(&g, other, sizeof other);
    assert_string_equal(one, other);
    assert_non_null(strstr(one, "\n"));
    end(&f);
    end(&g);
}

static void decide_drawn(struct fixture *f, int n, int wrong)
{
    struct db_queue_options options = {.filter = DB_FILTER_ALL,
                                       .audit_more = n};
    static struct asked asked;

    ask(f, options, &asked);
    for (int i = 0; i < asked.n && n > 0; i++) {
        const struct db_cell *cell = &asked.all[i].cell;

        if (!was_accepted(cell))
            continue;
        must(db_decide(f->archive, cell->id, n <= wrong ? "99" : NULL,
                       n <= wrong ? VERDICT_CORRECTED : VERDICT_CONFIRMED, "li",
                       NULL, &fault));
        n--;
    }
    assert_int_equal(n, 0);
}

static void decisions_are_evidence(void **state)
{
    struct db_audit audit;
    struct fixture f;

    (void)state;
    make(&f, FORWARD);
    must(db_find_audit(f.archive, &audit, &fault));
    assert_true(audit.bound == 1);
    assert_int_equal(audit.cells, PAGES * (SAMPLE_CELLS / 2 + 1));
    decide_drawn(&f, 20, 0);
    must(db_find_audit(f.archive, &audit, &fault));
    assert_int_equal(audit.checked, 20);
    assert_int_equal(audit.wrong, 0);
    assert_true(audit.bound > 0.1 && audit.bound < 0.5);
    assert_true(audit.checks_to_halve > 0);
    decide_drawn(&f, 5, 2);
    must(db_find_audit(f.archive, &audit, &fault));
    assert_int_equal(audit.checked, 25);
    assert_int_equal(audit.wrong, 2);
    assert_int_equal(audit.cells, PAGES * (SAMPLE_CELLS / 2 + 1));
    end(&f);
}

static void passed_over_stops_evidence(void **state)
{
    struct db_queue_options options = {.filter = DB_FILTER_ALL,
                                       .audit_more = 10};
    static struct asked asked;
    struct db_audit audit;
    struct fixture f;

    (void)state;
    make(&f, FORWARD);
    ask(&f, options, &asked);
    /* All but the first cell of each stratum, so that none may count. */
    for (int i = asked.n - 1; i >= asked.n - 3; i--)
        must(db_decide(f.archive, asked.all[i].cell.id, NULL, VERDICT_CONFIRMED,
                       "li", NULL, &fault));
    must(db_find_audit(f.archive, &audit, &fault));
    assert_int_equal(audit.checked, 0);
    end(&f);
}

static void pace_needs_decisions(void **state)
{
    struct fixture f;
    double seconds;

    (void)state;
    make(&f, FORWARD);
    assert_int_equal(db_find_pace(f.archive, &seconds, &fault), ST_NONE);
    decide_drawn(&f, 8, 0);
    must(db_find_pace(f.archive, &seconds, &fault));
    assert_true(seconds >= 0 && seconds < 5);
    end(&f);
}

static void published_ranks_later_sheets(void **state)
{
    const struct check_published used[] = {{"T1", "c2", 4, 4}};
    struct db_queue_options options = {.filter = DB_FILTER_ALL};
    static struct asked asked;
    struct fixture f;

    (void)state;
    make(&f, FORWARD);
    must(db_set_published(f.archive, used, 1, &fault));
    must(db_store_outcome(f.archive, 1, &sample.outcome, &fault));
    options.filter.row = 1;
    ask(&f, options, &asked);
    assert_string_equal(asked.all[0].cell.column, "c1");
    options.filter.row = 2;
    ask(&f, options, &asked);
    assert_string_equal(asked.all[0].cell.source, "p1.png");
    assert_string_equal(asked.all[0].cell.column, "c2");
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_before_figures),
        cmocka_unit_test(audit_comes_unmarked),
        cmocka_unit_test(draw_depends_on_seed_only),
        cmocka_unit_test(decisions_are_evidence),
        cmocka_unit_test(passed_over_stops_evidence),
        cmocka_unit_test(pace_needs_decisions),
        cmocka_unit_test(published_ranks_later_sheets),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
