/*
 * bench_review ARCHIVE TRUTH.csv [HEADER.csv]: a reviewer who knows the paper
 * settles every doubtful cell of the archive with the keys of the screen: one
 * for what stands or is offered, the contact sheet for what was read alike, and
 * typing for the rest, as far as Tab does not complete it; what is settled with
 * a cell because it looks the same takes no key. Prints how many keys
 * that took, and the time from a key to the next question on the screen, with
 * the pause of a person between. What the truth does not tell is confirmed.
 */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <utf8proc.h>

#include "base/text.h"
#include "review/session.h"

enum { ALIKE_LEAST = 3, MARKS_MOST = 8, TIMES_MAX = 20000, FIELDS_MAX = 32 };

struct known {
    char source[128], column[FORM_CODE_MAX], value[OCR_TEXT_MAX], state[16];
    int page, row;
};

struct truth {
    struct known *all;
    size_t n, room;
    char names[FIELDS_MAX][32];
    char fields[FIELDS_MAX][256];
    int n_names, at;
    bool named;
};

struct clerk {
    struct review_session session;
    struct truth truth;
    struct canvas canvas;
    long keys, typed, cells, contacts, alike, wrong_kept;
    double times[TIMES_MAX]; /* ms */
    int n_times;
    double longest_contact;
};

static void must(enum status rc, const struct fault *fault)
{
    if (rc == ST_OK)
        return;
    fprintf(stderr, "bench_review: %s: %s\n", status_text(rc), fault->text);
    exit(1);
}

/* ---- what the paper says ---- */

static void take_field(void *text, size_t length, void *context)
{
    struct truth *truth = context;

    if (truth->at >= FIELDS_MAX)
        return;
    if (!truth->named)
        snprintf(truth->names[truth->at], 32, "%.*s", (int)length,
                 (const char *)text);
    else
        snprintf(truth->fields[truth->at], 256, "%.*s", (int)length,
                 text == NULL ? "" : (const char *)text);
    truth->at++;
}

static const char *field(const struct truth *truth, const char *name)
{
    for (int i = 0; i < truth->n_names; i++)
        if (strcmp(truth->names[i], name) == 0)
            return truth->fields[i];
    return "";
}

static void take_line(int end, void *context)
{
    struct truth *truth = context;
    struct known *to;

    (void)end;
    if (!truth->named) {
        truth->n_names = truth->at;
        truth->named = true;
        truth->at = 0;
        return;
    }
    truth->at = 0;
    if (truth->n == truth->room) {
        truth->room = truth->room * 2 + 4096;
        truth->all = realloc(truth->all, truth->room * sizeof *truth->all);
        if (truth->all == NULL)
            exit(1);
    }
    to = &truth->all[truth->n++];
    *to = (struct known){.page = atoi(field(truth, "page")),
                         .row = atoi(field(truth, "row"))};
    if (to->page == 0)
        to->page = 1;
    (void)text_copy(to->source, sizeof to->source, field(truth, "file"));
    (void)text_copy(to->column, sizeof to->column,
                    field(truth, "column")[0] != '\0' ? field(truth, "column")
                                                      : field(truth, "field"));
    (void)text_copy(to->value, sizeof to->value, field(truth, "value"));
    (void)text_copy(to->state, sizeof to->state, field(truth, "state"));
}

static void load_truth(struct truth *truth, const char *path)
{
    struct csv_parser parser;
    char buffer[65536];
    FILE *in = fopen(path, "r");
    size_t n;

    if (in == NULL || csv_init(&parser, 0) != 0) {
        fprintf(stderr, "bench_review: %s cannot be read\n", path);
        exit(1);
    }
    truth->named = false;
    truth->at = 0;
    while ((n = fread(buffer, 1, sizeof buffer, in)) > 0)
        (void)csv_parse(&parser, buffer, n, take_field, take_line, truth);
    csv_fini(&parser, take_field, take_line, truth);
    csv_free(&parser);
    fclose(in);
}

static const struct known *look_up(const struct clerk *clerk,
                                   const struct db_cell *cell)
{
    for (size_t i = 0; i < clerk->truth.n; i++) {
        const struct known *known = &clerk->truth.all[i];
        if (known->row == cell->row && known->page == cell->page &&
            strcmp(known->column, cell->column) == 0 &&
            strcmp(known->source, cell->source) == 0)
            return known;
    }
    return NULL;
}

/* ---- keys ---- */

/* By the clock on the wall: a person waits for this key's picture, while the
 * next one is being decoded beside it. */
static double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

/* One key and the screen after it; ms. */
static double press(struct clerk *clerk, uint32_t key)
{
    struct fault fault = {""};
    double start = now_ms();

    must(session_press(&clerk->session, key, &fault), &fault);
    session_draw(&clerk->session, &clerk->canvas);
    clerk->keys++;
    return now_ms() - start;
}

/* A key that brings the next question: the person has looked at this one for a
 * while, so what was expected is there. */
static void decide(struct clerk *clerk, uint32_t key)
{
    double took;
    int before = clerk->session.summary.alike;

    session_prepare(&clerk->session, &clerk->canvas);
    session_prepare_wait(&clerk->session);
    took = press(clerk, key);
    if (clerk->session.prompt == PROMPT_REALLY)
        took = press(clerk, 'y');
    if (clerk->n_times < TIMES_MAX)
        clerk->times[clerk->n_times++] = took;
    clerk->alike += clerk->session.summary.alike - before;
    clerk->cells += 1 + clerk->session.summary.alike - before;
}

/* Where only the number of a group was misread, it is all that is typed. */
static void type_number(struct clerk *clerk, const char **value)
{
    const char *read = clerk->session.question.cell.value;
    size_t name = strcspn(*value, "0123456789");
    size_t number = strspn(*value + name, "0123456789");

    if (name == 0 || number == 0 || strncmp(read, *value, name) != 0 ||
        read[name] < '0' || read[name] > '9')
        return;
    for (const char *c = *value + name; c < *value + name + number; c++)
        (void)press(clerk, (uint32_t)*c);
    if (strcmp(clerk->session.entry.whole, *value) == 0) {
        (void)press(clerk, KEY_CODE_TAB);
        *value = "";
    }
    for (size_t i = 0; **value != '\0' && i < number; i++)
        (void)press(clerk, KEY_CODE_BACKSPACE);
}

static void type(struct clerk *clerk, const char *value)
{
    utf8proc_int32_t c;
    const char *whole = value;

    if (clerk->session.prompt == PROMPT_NONE)
        (void)press(clerk, '+');
    type_number(clerk, &value);
    while (*value != '\0') {
        value += utf8proc_iterate((const utf8proc_uint8_t *)value, -1, &c);
        (void)press(clerk, (uint32_t)c);
        if (strcmp(clerk->session.entry.whole, whole) == 0) {
            (void)press(clerk, KEY_CODE_TAB);
            break;
        }
    }
    clerk->typed++;
    if (getenv("BENCH_TYPED") != NULL)
        fprintf(stderr, "%s:%d %s row %d %s: %s for %s\n",
                clerk->session.question.cell.source,
                clerk->session.question.cell.page,
                clerk->session.question.cell.form,
                clerk->session.question.cell.row,
                clerk->session.question.cell.column, clerk->session.entry.text,
                clerk->session.question.cell.value);
    decide(clerk, KEY_CODE_ENTER);
}

/* ---- the contact sheet ---- */

static bool is_alike(const struct review_session *session,
                     const struct work_item *item)
{
    const struct db_cell *cell = &session->question.cell;
    enum value_kind kind =
        sheet_now_type(&session->now, session->question.at)->kind;
    bool words = kind == VALUE_TEXT || kind == VALUE_CODE || kind == VALUE_DATE;

    return !item->done && item->task.kind == DB_TASK_DOUBT &&
           !item->task.personal && item->task.state == cell->state &&
           strcmp(item->task.value, cell->value) == 0 &&
           (words ? strcmp(item->task.form, cell->form) == 0 &&
                        strcmp(item->task.column, cell->column) == 0
                  : item->task.row > 0);
}

static int count_alike(const struct clerk *clerk)
{
    int n = 0;

    for (size_t i = 0; i < clerk->session.list.n; i++)
        n += is_alike(&clerk->session, &clerk->session.list.items[i]);
    return n;
}

static bool is_odd(struct clerk *clerk, int64_t cell_id, const char *value)
{
    struct db_cell cell;
    struct fault fault;
    const struct known *known;

    must(db_find_one_cell(clerk->session.archive, cell_id, &cell, &fault),
         &fault);
    known = look_up(clerk, &cell);
    return known != NULL && strcmp(known->value, value) != 0;
}

static void move_to(struct clerk *clerk, int to)
{
    const struct contact_view *view = &clerk->session.contact;

    while (view->at / view->columns < to / view->columns &&
           view->at + view->columns < view->n)
        (void)press(clerk, KEY_CODE_DOWN);
    while (view->at < to)
        (void)press(clerk, KEY_CODE_RIGHT);
    while (view->at > to)
        (void)press(clerk, KEY_CODE_LEFT);
}

/* False when it is not worth it: too few, or most of them are odd. */
static bool take_contact(struct clerk *clerk)
{
    struct contact_view *view = &clerk->session.contact;
    int odd = 0;
    size_t left;
    double took;

    if (count_alike(clerk) < ALIKE_LEAST)
        return false;
    for (size_t i = 0; i < clerk->session.list.n; i++)
        if (is_alike(&clerk->session, &clerk->session.list.items[i]))
            odd += is_odd(clerk, clerk->session.list.items[i].task.cell_id,
                          clerk->session.question.cell.value);
    if (odd > MARKS_MOST || odd * 2 > count_alike(clerk))
        return false;
    took = press(clerk, 'c');
    if (clerk->session.view != VIEW_CONTACT)
        return false;
    if (took > clerk->longest_contact)
        clerk->longest_contact = took;
    for (int i = 0; i < view->n; i++)
        if (is_odd(clerk, view->cells[i].cell_id, view->cells[i].value)) {
            move_to(clerk, i);
            (void)press(clerk, ' ');
        } else {
            clerk->cells++;
        }
    clerk->contacts++;
    left = work_list_left(&clerk->session.list);
    (void)press(clerk, KEY_CODE_ENTER);
    if (work_list_left(&clerk->session.list) == left) {
        fputs("bench_review: a contact sheet settled nothing\n", stderr);
        exit(1);
    }
    return true;
}

/* ---- one question ---- */

static void answer(struct clerk *clerk)
{
    const struct question *question = &clerk->session.question;
    const struct known *known = look_up(clerk, &question->cell);

    if (take_contact(clerk))
        return;
    if (known == NULL && question->n_choices == 0) {
        decide(clerk, '.');
        return;
    }
    if (known == NULL) {
        decide(clerk, KEY_CODE_ENTER);
        return;
    }
    for (int i = 0; i < question->n_choices; i++)
        if (strcmp(question->choices[i].value, known->value) == 0) {
            decide(clerk, (uint32_t)('1' + i));
            return;
        }
    if (strcmp(known->state, "dash") == 0)
        decide(clerk, '-');
    else if (known->value[0] == '\0')
        decide(clerk, '.');
    else if (strcmp(known->value, "0") == 0)
        decide(clerk, '0');
    else
        type(clerk, known->value);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void tell(struct clerk *clerk)
{
    double *t = clerk->times;
    int n = clerk->n_times;

    qsort(t, (size_t)n, sizeof *t, compare);
    printf("cells %ld\nkeys %ld\nkeys_a_cell %.4f\ntyped %ld\ncontacts %ld\n"
           "alike %ld\n",
           clerk->cells, clerk->keys,
           clerk->cells > 0 ? (double)clerk->keys / (double)clerk->cells : 0,
           clerk->typed, clerk->contacts, clerk->alike);
    if (n > 0)
        printf("ms_median %.1f\nms_95 %.1f\nms_longest %.1f\n", t[n / 2],
               t[n * 95 / 100], t[n - 1]);
    printf("ms_contact_longest %.1f\nleft %zu\n", clerk->longest_contact,
           work_list_left(&clerk->session.list));
}

int main(int argc, char **argv)
{
    static struct clerk clerk;
    struct review_options options = {.who = "bench",
                                     .rules = {.second_doubt = 2}};
    struct db_archive *archive = NULL;
    struct form_catalogue forms = {0};
    struct fault fault = {""};

    if (argc < 3) {
        fputs("usage: bench_review ARCHIVE TRUTH.csv [HEADER.csv]\n", stderr);
        return 2;
    }
    for (int i = 2; i < argc; i++)
        load_truth(&clerk.truth, argv[i]);
    must(db_open(argv[1], &archive, &fault), &fault);
    must(form_catalogue_load(db_forms_folder(archive), &forms, &fault), &fault);
    must(canvas_size(&clerk.canvas, 24, 80, &fault), &fault);
    must(session_begin(&clerk.session, archive, &forms, &options, &fault),
         &fault);
    session_draw(&clerk.session, &clerk.canvas);
    ink_tiles_wait(clerk.session.tiles); /* seconds, on the first question */
    while (clerk.session.view != VIEW_DONE && !clerk.session.over)
        answer(&clerk);
    tell(&clerk);
    session_end(&clerk.session);
    canvas_free(&clerk.canvas);
    form_catalogue_clear(&forms);
    db_close(&archive);
    free(clerk.truth.all);
    return 0;
}
