/*
 * Which cells a person may be asked about. SQLite says what holds for each
 * cell, the kind of question is chosen here.
 */
#include "db/tasks.h"

#include <stdio.h>
#include <string.h>

#include "db/audit_rows.h"
#include "db/connection.h"
#include "db/keying.h"
#include "db/query_filter.h"
#include "db/replacement.h"
#include "db/stored_names.h"

/* So many drawn cells are kept ready, at least. */
enum { AUDIT_READY = 5 };

const struct db_task_rules DB_TASK_RULES_DEFAULT = {
    .second_struck = true,
    .second_illegible = true,
    .second_doubt = 2,
    .audit_every = 9,
    .known_share = 0.02,
};

static const char TASKS[] =
    "SELECT n.id, n.sheet_id, n.row, n.column_order, n.column_code, s.form,"
    " s.unit, s.period, n.value, n.state, n.personal, v.confidence, n.status,"
    " r.state, coalesce(d.who, ''), o.sha256, p.number,"
    " coalesce(k2.value, ''), coalesce(k2.state, ''), coalesce(k2.who, ''),"
    " EXISTS (SELECT 1 FROM keying_now k WHERE k.purpose = 'third' "
    "AND " DB_KEYED_HERE "),"
    " EXISTS (SELECT 1 FROM keying_now k WHERE k.purpose = 'known'"
    "  AND k.who = ?6 AND " DB_KEYED_HERE "), " DB_ROW_LABEL ","
    " coalesce(q.gain, 0.3 * (1 - v.confidence)),"
    " CASE WHEN coalesce(n.decision_id, 0) <= a.after_decision THEN a.id"
    "  ELSE 0 END, p.id, n.x, n.y, n.w, n.h, o.id,"
    " coalesce(q.effect, 0)"
    " FROM page p JOIN original o ON o.id = p.original_id"
    " JOIN sheet s ON s.page_id = p.id JOIN cell_now n ON n.sheet_id = s.id"
    " JOIN verdict v ON v.cell_id = n.id JOIN reading r ON r.cell_id = n.id"
    " LEFT JOIN question q ON q.cell_id = n.id"
    " LEFT JOIN audit a ON a.page_id = n.page_id AND a.form = n.form"
    "  AND a.sheet = n.sheet"
    "  AND a.row = n.row AND a.column_code = n.column_code"
    " LEFT JOIN sheet_row w ON w.sheet_id = coalesce(s.beside_id, s.id)"
    "  AND w.row = n.row"
    " LEFT JOIN decision d ON d.id = n.decision_id"
    " LEFT JOIN keying k2 ON k2.id = (SELECT max(k.id) FROM keying_now k"
    "  WHERE k.purpose = 'second' AND " DB_KEYED_HERE ")"
    " WHERE " DB_SHEET_COUNTS " AND " DB_SHEET_FILTER
    " AND (?4 IS NULL OR n.row = ?4) AND (?5 IS NULL OR n.column_code = ?5)"
    " AND n.state <> 'withheld'"
    " ORDER BY p.id, s.number, n.row, n.column_order";

/* What the choice of a kind rests on, beside the task itself. */
struct standing {
    enum verdict_status status;
    enum reading_state read; /* by the program */
    char decided_by[64];
    char second_value[OCR_TEXT_MAX], second_by[64];
    enum reading_state second_state;
    bool third, known_to_me;
    double figures; /* published ones that go wrong with it */
    double lot;     /* 0 to 1, of the place and the person */
};

/* FNV-1a, then its high bits: which known cells a person is asked falls the
 * same way whenever it is drawn. */
static double draw_lot(const char *const *words, size_t n)
{
    uint64_t hash = 0xcbf29ce484222325u;

    for (size_t i = 0; i < n; i++)
        for (const char *c = words[i];; c++) {
            hash = (hash ^ (unsigned char)*c) * 0x100000001b3u;
            if (*c == '\0')
                break;
        }
    hash ^= hash >> 32;
    hash *= 0xd6e8feb86659fd93u;
    return (double)(hash >> 11) / 9007199254740992.0;
}

static double lot_of(const struct db_statement *s, const struct db_ask *task,
                     const char *who)
{
    char sha[72], number[24], row[24];
    const char *words[] = {sha, number, task->form, row, task->column, who};

    db_column_text(s, 15, sha, sizeof sha);
    snprintf(number, sizeof number, "%d", db_column_int(s, 16));
    snprintf(row, sizeof row, "%d", task->row);
    return draw_lot(words, sizeof words / sizeof *words);
}

static void read_task(const struct db_statement *s, struct db_ask *task)
{
    char word[32];

    *task = (struct db_ask){.cell_id = db_column_int64(s, 0),
                            .sheet_id = db_column_int64(s, 1),
                            .page_id = db_column_int64(s, 25),
                            .original_id = db_column_int64(s, 30),
                            .box = {db_column_int(s, 26), db_column_int(s, 27),
                                    db_column_int(s, 28), db_column_int(s, 29)},
                            .row = db_column_int(s, 2),
                            .column_order = db_column_int(s, 3),
                            .personal = db_column_bool(s, 10),
                            .doubt = 1 - db_column_real(s, 11)};
    db_column_text(s, 4, task->column, sizeof task->column);
    db_column_text(s, 5, task->form, sizeof task->form);
    db_column_text(s, 6, task->unit, sizeof task->unit);
    db_column_text(s, 7, task->period, sizeof task->period);
    db_column_text(s, 8, task->value, sizeof task->value);
    db_column_text(s, 22, task->label, sizeof task->label);
    task->effect = db_column_real(s, 23);
    task->draw = db_column_int64(s, 24);
    db_column_text(s, 9, word, sizeof word);
    task->state = db_reading_state_of(word);
}

static void read_standing(const struct db_statement *s, struct standing *now)
{
    char word[32];

    db_column_text(s, 12, word, sizeof word);
    now->status = db_verdict_status_of(word);
    db_column_text(s, 13, word, sizeof word);
    now->read = db_reading_state_of(word);
    db_column_text(s, 14, now->decided_by, sizeof now->decided_by);
    db_column_text(s, 17, now->second_value, sizeof now->second_value);
    db_column_text(s, 18, word, sizeof word);
    now->second_state = db_reading_state_of(word);
    db_column_text(s, 19, now->second_by, sizeof now->second_by);
    now->third = db_column_bool(s, 20);
    now->known_to_me = db_column_bool(s, 21);
    now->figures = db_column_real(s, 31);
}

static bool wants_second(const struct db_ask *task, const struct standing *now,
                         const struct db_task_rules *rules)
{
    bool struck = now->read == READ_STRUCK || task->state == READ_STRUCK;
    bool illegible =
        now->read == READ_ILLEGIBLE || task->state == READ_ILLEGIBLE;

    return (rules->second_struck && struck) ||
           (rules->second_illegible && illegible) ||
           task->doubt >= rules->second_doubt ||
           (rules->second_effect > 0 && now->figures >= rules->second_effect);
}

static bool choose_decided(struct db_ask *task, const struct standing *now,
                           const char *who, const struct db_task_rules *rules)
{
    bool mine = strcmp(now->decided_by, who) == 0;
    bool keyed = now->second_by[0] != '\0';
    /* Whoever keys blind need not say that a figure was struck. */
    bool agreed = keyed && strcmp(now->second_value, task->value) == 0 &&
                  (task->value[0] != '\0' || now->second_state == task->state);

    if (keyed && !agreed && !now->third) {
        task->kind = DB_TASK_THIRD;
        return !mine && strcmp(now->second_by, who) != 0;
    }
    if (rules == NULL || mine)
        return false;
    if (!keyed && !now->third && wants_second(task, now, rules)) {
        task->kind = DB_TASK_SECOND;
        return true;
    }
    task->kind = DB_TASK_KNOWN;
    return agreed && !now->known_to_me && strcmp(now->second_by, who) != 0 &&
           now->lot < rules->known_share;
}

/* False when it is not asked about. */
static bool choose_kind(struct db_ask *task, const struct standing *now,
                        const char *who, const struct db_task_rules *rules)
{
    switch (now->status) {
    case VERDICT_REVIEW:
        task->kind = DB_TASK_DOUBT;
        return true;
    case VERDICT_ACCEPTED:
        task->kind = DB_TASK_AUDIT;
        return rules != NULL && rules->audit_every > 0 && task->draw > 0;
    case VERDICT_CONFIRMED:
    case VERDICT_CORRECTED:
        return choose_decided(task, now, who, rules);
    }
    return false;
}

enum status db_draw_for_tasks(struct db_archive *archive,
                              const struct db_task_rules *rules,
                              size_t n_doubtful, struct fault *fault)
{
    if (rules->audit_every <= 0 || archive->read_only)
        return ST_OK;
    return db_draw_audit(
        archive, (int)(n_doubtful / (size_t)rules->audit_every) + AUDIT_READY,
        fault);
}

enum status db_each_ask(struct db_archive *archive, struct db_filter filter,
                        const char *who, const struct db_task_rules *rules,
                        enum status (*each)(const struct db_ask *, void *),
                        void *context, struct fault *fault)
{
    struct db_ask task;
    struct standing now;
    struct db_statement s;
    enum status rc =
        db_prepare(archive, "list what is doubtful", TASKS, &s, fault);

    if (rc == ST_OK) {
        db_bind_filter(&s, &filter);
        db_bind_place(&s, &filter);
        db_bind_text(&s, 6, who);
    }
    while (db_next(&s, &rc, fault)) {
        read_task(&s, &task);
        read_standing(&s, &now);
        now.lot = lot_of(&s, &task, who);
        if (choose_kind(&task, &now, who, rules))
            rc = each(&task, context);
    }
    db_finish(&s);
    return rc;
}
