/* One confirmation settles what looks the same, and nothing else; together or
 * not at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "db/connection.h"
#include "db/repeated_words.h"
#include "db/tasks.h"
#include "sample_sheet.h"
#include "temp_folder.h"

enum { PAGES = 4, WORDS_MOST = 16 };

static char folder[TEMP_PATH], archive_path[TEMP_PATH];
static struct db_archive *archive;
static struct fault fault;
static struct sample sample;
static int n_told;

static void must(enum status rc)
{
    if (rc != ST_OK)
        fail_msg("%s: %s", status_text(rc), fault.text);
}

/* ---- pages a.png, b.png ... whose row 2 names 西村, which is in doubt ---- */

static void store_page(int i)
{
    char name[16];

    snprintf(name, sizeof name, "%c.png", 'a' + i);
    must(db_store_outcome(archive, sample_take(archive, folder, name, name),
                          &sample.outcome, &fault));
}

static int set_up(void **state)
{
    (void)state;
    archive = sample_archive(folder);
    temp_path(archive_path, folder, "archive");
    sample_make(&sample);
    (void)text_copy(sample.cells[sample_at(2, 0)].reading.certainty,
                    OCR_CERTAINTY_MAX, "949");
    n_told = 0;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    db_close(&archive);
    temp_folder_remove(folder);
    return 0;
}

struct word_list {
    struct db_word all[WORDS_MOST];
    size_t n;
};

static enum status take(const struct db_word *word, void *context)
{
    struct word_list *list = context;

    assert_true(list->n < WORDS_MOST);
    list->all[list->n++] = *word;
    return ST_OK;
}

/* All words are one question. */
static void group_all(void)
{
    static struct word_list list;
    struct db_settled_word settled[WORDS_MOST] = {{.answered = false}};

    list.n = 0;
    must(db_each_word(archive, take, &list, &fault));
    for (size_t i = 0; i < list.n; i++)
        settled[i].group = list.all[0].cell_id;
    must(db_settle_words(archive, list.all, settled, list.n, &fault));
}

static void make_pages(void)
{
    for (int i = 0; i < PAGES; i++)
        store_page(i);
    group_all();
}

static struct db_cell cell_of(const char *source)
{
    struct db_cell cell;
    int64_t id;

    must(db_find_named_cell(archive, source, 1, "", 2, "unit", &id, &fault));
    must(db_find_one_cell(archive, id, &cell, &fault));
    return cell;
}

static void expect(const char *source, enum verdict_status status)
{
    assert_int_equal(cell_of(source).status, status);
}

static void count(int64_t cell_id, void *context)
{
    (void)cell_id;
    (*(int *)context)++;
}

static void say_of(const char *source, const char *value, const char *who)
{
    struct db_answer word = {.value = value, .state = READ_VALUE, .who = who};

    must(db_settle_alike(archive, cell_of(source).id, &word, count, &n_told,
                         &fault));
}

static void complain(const char *line, void *context)
{
    (void)context;
    print_message("%s\n", line);
}

static void expect_sound(void)
{
    must(db_verify(archive, complain, NULL, &fault));
}

/* ---- what is settled with it ---- */

static enum status count_steps(const struct db_event *event, void *context)
{
    if (strcmp(event->what, "decide") == 0 &&
        strstr(event->why, "looks as b.png page 1, row 2 unit") != NULL) {
        assert_string_equal(event->who, "li");
        assert_string_equal(event->after, "西村");
        ++*(int *)context;
    }
    return ST_OK;
}

static void one_word_settles_all_alike(void **state)
{
    int steps = 0;

    (void)state;
    make_pages();
    expect("a.png", VERDICT_REVIEW);
    say_of("b.png", "西村", "li");
    assert_int_equal(n_told, PAGES - 1);
    for (int i = 0; i < PAGES; i++) {
        char name[16];
        snprintf(name, sizeof name, "%c.png", 'a' + i);
        expect(name, VERDICT_CONFIRMED);
    }
    must(db_each_event(archive, count_steps, &steps, &fault));
    assert_int_equal(steps, PAGES - 1);
    expect_sound();
}

static void a_correction_settles_one(void **state)
{
    (void)state;
    make_pages();
    say_of("b.png", "西塬村", "li");
    assert_int_equal(n_told, 0);
    expect("a.png", VERDICT_REVIEW);
}

static void other_ink_is_asked_on_its_own(void **state)
{
    (void)state;
    store_page(0);
    store_page(1);
    (void)text_copy(sample.cells[sample_at(2, 0)].reading.candidates[0].text,
                    OCR_TEXT_MAX, "两村");
    store_page(2);
    group_all();
    say_of("a.png", "西村", "li");
    expect("b.png", VERDICT_CONFIRMED);
    expect("c.png", VERDICT_REVIEW);
}

/* A sum that names the cell, or another reason to doubt it. */
static void other_evidence_is_asked_on_its_own(void **state)
{
    (void)state;
    store_page(0);
    sample.finding.cells[0] = sample_at(2, 0);
    store_page(1);
    sample.finding.cells[0] = sample_at(3, 1);
    (void)text_copy(sample.verdicts[sample_at(2, 0)].why, VERDICT_WHY_MAX,
                    "its ink reaches into c1");
    store_page(2);
    (void)text_copy(sample.verdicts[sample_at(2, 0)].why, VERDICT_WHY_MAX,
                    "drawn by the test");
    store_page(3);
    group_all();
    say_of("a.png", "西村", "li");
    expect("b.png", VERDICT_REVIEW);
    expect("c.png", VERDICT_REVIEW);
    expect("d.png", VERDICT_CONFIRMED);
    assert_int_equal(n_told, 1);
}

static void what_was_decided_is_left_alone(void **state)
{
    struct db_answer word = {
        .value = "东村", .state = READ_VALUE, .who = "wang"};

    (void)state;
    make_pages();
    must(db_settle(archive, cell_of("c.png").id, &word, &fault));
    say_of("a.png", "西村", "li");
    assert_string_equal(cell_of("c.png").value, "东村");
    expect("c.png", VERDICT_CORRECTED);
    assert_int_equal(n_told, PAGES - 2);
}

/* ---- taking back ---- */

static void undo_takes_all_back(void **state)
{
    struct db_withdrawn back;

    (void)state;
    make_pages();
    say_of("b.png", "西村", "li");
    must(db_withdraw(archive, "li", &back, &fault));
    assert_string_equal(back.source, "b.png");
    assert_int_equal(back.alike, PAGES - 1);
    expect("a.png", VERDICT_REVIEW);
    expect("b.png", VERDICT_REVIEW);
    expect("d.png", VERDICT_REVIEW);
    expect_sound();
    assert_int_equal(db_withdraw(archive, "li", &back, &fault), ST_NONE);
}

static void undo_leaves_what_another_said_since(void **state)
{
    struct db_withdrawn back;
    struct db_answer word = {
        .value = "东村", .state = READ_VALUE, .who = "wang"};

    (void)state;
    make_pages();
    say_of("a.png", "西村", "li");
    must(db_settle(archive, cell_of("c.png").id, &word, &fault));
    must(db_withdraw(archive, "li", &back, &fault));
    expect("b.png", VERDICT_REVIEW);
    expect("c.png", VERDICT_CORRECTED);
    assert_string_equal(cell_of("c.png").value, "东村");
}

/* What nobody looked at says nothing about how well persons find us right. */
static void only_what_was_seen_is_counted(void **state)
{
    struct db_calibration calibration;
    struct db_reviewer person;
    int64_t decided = 0;

    (void)state;
    make_pages();
    say_of("a.png", "西村", "li");
    must(db_count_calibration(archive, &calibration, &fault));
    for (int i = 0; i < 10; i++)
        decided += calibration.tenths[i].decided;
    assert_int_equal(decided, 1);
    must(db_count_reviewer(archive, "li", &person, &fault));
    assert_int_equal(person.decided, 1);
}

/* ---- others ---- */

/* A process of its own that has a cell on its screen until it is told to end.
 */
static pid_t begin_other(const char *source, int *to)
{
    int ready[2], end[2];
    char byte = 0;
    int64_t id = cell_of(source).id;
    pid_t child;

    assert_int_equal(pipe(ready), 0);
    assert_int_equal(pipe(end), 0);
    child = fork();
    if (child == 0) {
        struct db_archive *own = NULL;
        close(end[1]);
        if (db_open(archive_path, &own, &fault) == ST_OK &&
            db_lease(own, id, "wang", 300, &fault) == ST_OK)
            byte = 1;
        (void)!write(ready[1], &byte, 1);
        (void)!read(end[0], &byte, 1);
        _exit(0);
    }
    close(end[0]);
    close(ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    assert_int_equal(byte, 1);
    *to = end[1];
    return child;
}

static void what_others_look_at_is_theirs(void **state)
{
    int to;
    pid_t other;

    (void)state;
    make_pages();
    other = begin_other("c.png", &to);
    say_of("a.png", "西村", "li");
    close(to);
    (void)waitpid(other, NULL, 0);
    expect("b.png", VERDICT_CONFIRMED);
    expect("c.png", VERDICT_REVIEW);
    expect("d.png", VERDICT_CONFIRMED);
}

/* ---- a power cut between two of them ---- */

static void die_at_the_third(void *context, int kind, const char *database,
                             const char *table, sqlite3_int64 row)
{
    static int n;

    (void)context;
    (void)kind;
    (void)database;
    (void)row;
    if (strcmp(table, "decision") == 0 && ++n == 3)
        (void)raise(SIGKILL);
}

static void killed_between_them_nothing_is_settled(void **state)
{
    int64_t id;
    int status = 0;
    pid_t child;

    (void)state;
    make_pages();
    id = cell_of("a.png").id;
    child = fork();
    if (child == 0) {
        struct db_answer word = {
            .value = "西村", .state = READ_VALUE, .who = "li"};
        struct db_archive *own = NULL;
        if (db_open(archive_path, &own, &fault) != ST_OK)
            _exit(1);
        (void)sqlite3_update_hook(own->sql, die_at_the_third, NULL);
        (void)!db_settle_alike(own, id, &word, count, &n_told, &fault);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    expect("a.png", VERDICT_REVIEW);
    expect("b.png", VERDICT_REVIEW);
    expect_sound();
    say_of("a.png", "西村", "li");
    assert_int_equal(n_told, PAGES - 1);
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(one_word_settles_all_alike),
        CASE(a_correction_settles_one),
        CASE(other_ink_is_asked_on_its_own),
        CASE(other_evidence_is_asked_on_its_own),
        CASE(what_was_decided_is_left_alone),
        CASE(undo_takes_all_back),
        CASE(undo_leaves_what_another_said_since),
        CASE(only_what_was_seen_is_counted),
        CASE(what_others_look_at_is_theirs),
        CASE(killed_between_them_nothing_is_settled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
