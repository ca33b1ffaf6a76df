/* What persons do to cells: settle, key blind, take back, borrow. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/connection.h"
#include "db/migrations.h"
#include "db/statement.h"
#include "db/tasks.h"
#include "sample_sheet.h"
#include "temp_archive.h"

static char folder[TEMP_PATH], archive_path[TEMP_PATH];
static struct db_archive *archive;
static struct fault fault;
static struct sample sample;
static int64_t page;

static int set_up(void **state)
{
    (void)state;
    if (temp_archive_make(folder, archive_path, &archive, &fault) != 0)
        return 1;
    sample_make(&sample);
    page = sample_take(archive, folder, "a.png", "a");
    return db_store_outcome(archive, page, &sample.outcome, &fault) != ST_OK;
}

static int tear_down(void **state)
{
    (void)state;
    return temp_archive_remove(&archive, folder);
}

static int64_t id_of(int row, const char *column)
{
    return sample_cell_id(archive, row, column, NULL);
}

static struct db_cell cell_of(int row, const char *column)
{
    struct db_cell cell = {0};

    (void)sample_cell_id(archive, row, column, &cell);
    return cell;
}

static void must(enum status rc)
{
    if (rc != ST_OK)
        fail_msg("%s: %s", status_text(rc), fault.text);
}

static void settle(const char *who, int row, const char *column,
                   const char *value, enum reading_state state)
{
    must(db_settle(
        archive, id_of(row, column),
        &(struct db_answer){.value = value, .state = state, .who = who},
        &fault));
}

static void key(const char *who, enum db_task_kind kind, const char *value)
{
    must(db_key(
        archive, id_of(1, "c1"), kind,
        &(struct db_answer){.value = value, .state = READ_VALUE, .who = who},
        &fault));
}

/* ---- tasks ---- */

struct counts {
    int kinds[5];
    int mine; /* kind of row 1 c1, -1 none */
};

static enum status count_task(const struct db_ask *task, void *context)
{
    struct counts *counts = context;

    counts->kinds[task->kind]++;
    if (task->row == 1 && strcmp(task->column, "c1") == 0)
        counts->mine = (int)task->kind;
    return ST_OK;
}

static struct counts tasks_of(const char *who,
                              const struct db_task_rules *rules)
{
    struct counts counts = {.mine = -1};

    must(db_each_ask(archive, DB_FILTER_ALL, who, rules, count_task, &counts,
                     &fault));
    return counts;
}

static const struct db_task_rules SECOND = {.second_doubt = 0.5},
                                  NOTHING = {.second_doubt = 2},
                                  ALL = {.second_doubt = 2,
                                         .audit_every = 1,
                                         .known_share = 1};

static void lists_what_waits(void **state)
{
    struct counts counts = tasks_of("li", NULL);

    (void)state;
    assert_int_equal(counts.kinds[DB_TASK_DOUBT], 5);
    settle("li", 1, "c1", "13", READ_VALUE);
    counts = tasks_of("li", NULL);
    assert_int_equal(counts.kinds[DB_TASK_DOUBT], 4);
    assert_int_equal(counts.mine, -1);
}

static void a_second_person_keys_what_a_rule_names(void **state)
{
    (void)state;
    settle("li", 1, "c1", "13", READ_VALUE);
    assert_int_equal(tasks_of("li", &SECOND).mine, -1);
    assert_int_equal(tasks_of("wang", &NOTHING).mine, -1);
    assert_int_equal(tasks_of("wang", &SECOND).mine, DB_TASK_SECOND);
    key("wang", DB_TASK_SECOND, "13");
    assert_int_equal(tasks_of("wang", &SECOND).mine, -1);
    assert_int_equal(tasks_of("zhao", &SECOND).mine, -1);
}

static void a_third_person_settles_a_disagreement(void **state)
{
    struct db_dispute dispute;

    (void)state;
    settle("li", 1, "c1", "13", READ_VALUE);
    key("wang", DB_TASK_SECOND, "18");
    assert_int_equal(tasks_of("li", NULL).mine, -1);
    assert_int_equal(tasks_of("wang", NULL).mine, -1);
    assert_int_equal(tasks_of("zhao", NULL).mine, DB_TASK_THIRD);
    assert_string_equal(cell_of(1, "c1").value, "13");
    must(db_find_dispute(archive, id_of(1, "c1"), &dispute, &fault));
    assert_string_equal(dispute.value[0], "13");
    assert_string_equal(dispute.value[1], "18");
    key("zhao", DB_TASK_THIRD, "18");
    assert_string_equal(cell_of(1, "c1").value, "18");
    assert_int_equal(tasks_of("qian", NULL).mine, -1);
    assert_int_equal(tasks_of("qian", &SECOND).mine, -1);
}

static void what_many_figures_hang_on_wants_a_second_look(void **state)
{
    static const struct db_task_rules some = {.second_doubt = 2,
                                              .second_effect = 0.01},
                                      many = {.second_doubt = 2,
                                              .second_effect = 1000};

    (void)state;
    settle("li", 1, "c1", "13", READ_VALUE);
    assert_int_equal(tasks_of("wang", &some).mine, DB_TASK_SECOND);
    assert_int_equal(tasks_of("wang", &many).mine, -1);
    assert_int_equal(tasks_of("li", &some).mine, -1);
}

static void struck_and_illegible_want_a_second_look(void **state)
{
    static const struct db_task_rules struck = {.second_struck = true,
                                                .second_doubt = 2};

    (void)state;
    settle("li", 1, "c1", "13", READ_STRUCK);
    assert_int_equal(tasks_of("wang", &struck).mine, DB_TASK_SECOND);
    settle("li", 1, "c1", "", READ_ILLEGIBLE);
    assert_int_equal(tasks_of("wang", &struck).mine, -1);
}

static void accepted_cells_are_mixed_in(void **state)
{
    struct counts counts;

    (void)state;
    must(db_draw_for_tasks(archive, &ALL, 100, &fault));
    counts = tasks_of("li", &ALL);
    assert_int_equal(counts.kinds[DB_TASK_AUDIT], SAMPLE_CELLS - 5);
    assert_int_equal(tasks_of("li", &NOTHING).kinds[DB_TASK_AUDIT], 0);
}

static void known_cells_measure_a_person(void **state)
{
    struct db_reviewer person;

    (void)state;
    settle("li", 1, "c1", "13", READ_VALUE);
    key("wang", DB_TASK_SECOND, "13");
    assert_int_equal(tasks_of("zhao", &ALL).mine, DB_TASK_KNOWN);
    key("zhao", DB_TASK_KNOWN, "18");
    assert_string_equal(cell_of(1, "c1").value, "13");
    assert_int_equal(tasks_of("zhao", &ALL).mine, -1);
    must(db_count_reviewer(archive, "zhao", &person, &fault));
    assert_int_equal(person.known, 1);
    assert_int_equal(person.known_wrong, 1);
    assert_int_equal(person.decided, 0);
}

/* ---- words ---- */

static void refuses_what_contradicts_itself(void **state)
{
    static const struct {
        const char *value;
        enum reading_state state;
    } wrong[] = {{"", READ_VALUE},
                 {"5", READ_BLANK},
                 {"5", READ_ZERO},
                 {"5", READ_ILLEGIBLE},
                 {"", READ_WITHHELD}};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(db_settle(archive, id_of(1, "c1"),
                                   &(struct db_answer){.value = wrong[i].value,
                                                       .state = wrong[i].state},
                                   &fault),
                         ST_INPUT);
    assert_int_equal(cell_of(1, "c1").status, VERDICT_REVIEW);
    assert_int_equal(
        db_key(archive, id_of(1, "c1"), DB_TASK_DOUBT,
               &(struct db_answer){.value = "5", .state = READ_VALUE}, &fault),
        ST_INPUT);
}

static void takes_back_each_persons_own_words(void **state)
{
    struct db_withdrawn back;

    (void)state;
    settle("li", 1, "c1", "13", READ_VALUE);
    settle("wang", 1, "c1", "14", READ_VALUE);
    must(db_withdraw(archive, "wang", &back, &fault));
    assert_string_equal(cell_of(1, "c1").value, "13");
    assert_int_equal(back.cell_id, id_of(1, "c1"));
    assert_string_equal(back.value, "14");
    assert_int_equal(db_withdraw(archive, "wang", &back, &fault), ST_NONE);
    must(db_withdraw(archive, "li", &back, &fault));
    assert_string_equal(cell_of(1, "c1").value, "12");
    assert_int_equal(cell_of(1, "c1").status, VERDICT_REVIEW);
}

static void a_third_persons_word_is_taken_back_whole(void **state)
{
    struct db_withdrawn back;

    (void)state;
    settle("li", 1, "c1", "13", READ_VALUE);
    key("wang", DB_TASK_SECOND, "18");
    key("zhao", DB_TASK_THIRD, "18");
    must(db_withdraw(archive, "zhao", &back, &fault));
    assert_string_equal(cell_of(1, "c1").value, "13");
    assert_int_equal(tasks_of("zhao", NULL).mine, DB_TASK_THIRD);
    must(db_withdraw(archive, "wang", &back, &fault));
    assert_int_equal(tasks_of("zhao", NULL).mine, -1);
}

static void complain(const char *line, void *context)
{
    (*(int *)context)++;
    print_message("%s\n", line);
}

static void verify_knows_words_and_their_end(void **state)
{
    struct db_withdrawn back;
    int complaints = 0;

    (void)state;
    settle("li", 1, "c1", "13", READ_VALUE);
    key("wang", DB_TASK_SECOND, "18");
    must(db_withdraw(archive, "wang", &back, &fault));
    must(db_verify(archive, complain, &complaints, &fault));
    assert_int_equal(complaints, 0);
    assert_int_equal(sqlite3_exec(archive->sql,
                                  "DROP TRIGGER keying_no_update;"
                                  "UPDATE keying SET value = '13'",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(db_verify(archive, complain, &complaints, &fault),
                     ST_INPUT);
    assert_int_equal(complaints, 1);
}

static void as_written_is_part_of_what_is_told(void **state)
{
    int complaints = 0;

    (void)state;
    must(db_settle(archive, id_of(1, "c1"),
                   &(struct db_answer){
                       .value = "12", .state = READ_VALUE, .as_written = true},
                   &fault));
    must(db_verify(archive, complain, &complaints, &fault));
    assert_int_equal(sqlite3_exec(archive->sql,
                                  "DROP TRIGGER decision_no_update;"
                                  "UPDATE decision SET as_written = 0",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(db_verify(archive, complain, &complaints, &fault),
                     ST_INPUT);
}

/* ---- leases ---- */

/* Another process borrows the cell and waits, or ends. */
static pid_t borrow_elsewhere(int64_t id, bool stays)
{
    int told[2];
    char done = 0;
    pid_t child;

    assert_int_equal(pipe(told), 0);
    child = fork();
    if (child == 0) {
        struct db_archive *own = NULL;
        struct fault ignored;
        done = db_open(archive_path, &own, &ignored) == ST_OK &&
               db_lease(own, id, "wang", 300, &ignored) == ST_OK;
        (void)!write(told[1], &done, 1);
        if (stays)
            (void)pause();
        _exit(0);
    }
    assert_int_equal(read(told[0], &done, 1), 1);
    assert_int_equal(done, 1);
    close(told[0]);
    close(told[1]);
    return child;
}

static void a_borrowed_cell_is_nobody_elses(void **state)
{
    int64_t id = id_of(1, "c1");
    pid_t child = borrow_elsewhere(id, true);
    struct db_answer word = {.value = "13", .state = READ_VALUE, .who = "li"};

    (void)state;
    assert_int_equal(db_lease(archive, id, "li", 300, &fault), ST_BUSY);
    assert_non_null(strstr(fault.text, "wang"));
    assert_int_equal(db_settle(archive, id, &word, &fault), ST_BUSY);
    must(db_lease(archive, id_of(2, "c1"), "li", 300, &fault));
    kill(child, SIGKILL);
    (void)waitpid(child, NULL, 0);
    /* Its terminal died: free at once. */
    must(db_lease(archive, id, "li", 300, &fault));
    must(db_settle(archive, id, &word, &fault));
}

static void a_lease_ends_by_itself(void **state)
{
    int64_t id = id_of(1, "c1");

    (void)state;
    must(db_lease(archive, id, "li", 300, &fault));
    assert_int_equal(sqlite3_exec(archive->sql,
                                  "UPDATE lease SET holder = 'elsewhere 1 1'",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(db_lease(archive, id, "li", 300, &fault), ST_BUSY);
    assert_int_equal(sqlite3_exec(archive->sql, "UPDATE lease SET until = 1000",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    must(db_lease(archive, id, "li", 300, &fault));
}

static void gives_back(void **state)
{
    int64_t left = 0;

    (void)state;
    must(db_lease(archive, id_of(1, "c1"), "li", 300, &fault));
    must(db_lease(archive, id_of(2, "c1"), "li", 300, &fault));
    must(db_release(archive, id_of(1, "c1"), &fault));
    must(db_ask_int(archive, "count", "SELECT count(*) FROM lease", &left,
                    &fault));
    assert_int_equal(left, 1);
    must(db_release(archive, 0, &fault));
    must(db_ask_int(archive, "count", "SELECT count(*) FROM lease", &left,
                    &fault));
    assert_int_equal(left, 0);
}

/* ---- an archive of the version before ---- */

static int version_before(void)
{
    int i = 0;

    while (db_migration(i) != DB_MIGRATION_REVIEW)
        i++;
    return i;
}

static const char DECIDED[] =
    "INSERT INTO archive VALUES (1, '2026-01-01T00:00:00Z', 0);"
    "INSERT INTO original VALUES (1, '0123456789012345678901234567890123456789"
    "012345678901234567890123', 'a.png', 'ab/a.png', 1, 't', 'li');"
    "INSERT INTO page (id, original_id, number, state) VALUES (1, 1, 1,"
    " 'read');"
    "INSERT INTO sheet (id, page_id, number, form, form_version, unit, period,"
    " base, match_score, runner_up, runner_up_score, n_rows, laws_tried,"
    " laws_held) VALUES (1, 1, 1, 'T1', 1, '', '', '', 1, '', 0, 1, 0, 0);"
    "INSERT INTO cell (id, sheet_id, row, column_order, column_code, is_label,"
    " personal, sensitive, x, y, w, h)"
    " VALUES (1, 1, 1, 0, 'c1', 0, 0, 0, 10, 10, 90, 40);"
    "INSERT INTO reading VALUES (1, 'value', 0.1, '', 'drawn');"
    "INSERT INTO verdict VALUES (1, '12', 'value', 0.5, 'review', '');"
    "INSERT INTO history (at, who, what, page_id, source, page, row,"
    " column_code, before, after, why, digest, hash) VALUES ('t', 'li',"
    " 'decide', 1, 'a.png', 1, 1, 'c1', '12', '13', '', '', '');"
    "INSERT INTO decision (page_id, form, row, column_code, x, y, w, h, value,"
    " state, status, who, at, why, history_id) VALUES (1, 'T1', 1, 'c1', 10,"
    " 10, 90, 40, '13', 'value', 'corrected', 'li', 't', '', 1);";

static void decisions_survive_the_migration(void **state)
{
    char file[TEMP_PATH], old[TEMP_PATH], pragma[128];
    struct db_withdrawn back;
    sqlite3 *sql;

    (void)state;
    db_close(&archive);
    temp_path(old, folder, "old");
    temp_path(file, old, "archive.db");
    assert_int_equal(mkdir(old, 0777), 0);
    assert_int_equal(sqlite3_open(file, &sql), SQLITE_OK);
    for (int i = 0; i < version_before(); i++)
        assert_int_equal(sqlite3_exec(sql, db_migration(i), NULL, NULL, NULL),
                         SQLITE_OK);
    snprintf(pragma, sizeof pragma,
             "PRAGMA application_id = %d; PRAGMA user_version = %d;",
             DB_APPLICATION_ID, version_before());
    assert_int_equal(sqlite3_exec(sql, pragma, NULL, NULL, NULL), SQLITE_OK);
    if (sqlite3_exec(sql, DECIDED, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(sql));
    sqlite3_close(sql);
    must(db_open(old, &archive, &fault));
    assert_string_equal(cell_of(1, "c1").value, "13");
    assert_int_equal(cell_of(1, "c1").status, VERDICT_CORRECTED);
    must(db_withdraw(archive, "li", &back, &fault));
    assert_string_equal(cell_of(1, "c1").value, "12");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define WITH_SHEET(test)                                                       \
    cmocka_unit_test_setup_teardown(test, set_up, tear_down)
        WITH_SHEET(lists_what_waits),
        WITH_SHEET(a_second_person_keys_what_a_rule_names),
        WITH_SHEET(a_third_person_settles_a_disagreement),
        WITH_SHEET(what_many_figures_hang_on_wants_a_second_look),
        WITH_SHEET(struck_and_illegible_want_a_second_look),
        WITH_SHEET(accepted_cells_are_mixed_in),
        WITH_SHEET(known_cells_measure_a_person),
        WITH_SHEET(refuses_what_contradicts_itself),
        WITH_SHEET(takes_back_each_persons_own_words),
        WITH_SHEET(a_third_persons_word_is_taken_back_whole),
        WITH_SHEET(verify_knows_words_and_their_end),
        WITH_SHEET(as_written_is_part_of_what_is_told),
        WITH_SHEET(a_borrowed_cell_is_nobody_elses),
        WITH_SHEET(a_lease_ends_by_itself),
        WITH_SHEET(gives_back),
        WITH_SHEET(decisions_survive_the_migration),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
