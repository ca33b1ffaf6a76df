/*
 * What the audit shows. Only the cells of a stratum up to the first that nobody
 * has looked at yet count: one that is passed over, perhaps for being hard to
 * read, must not make the rest look better.
 */
#include "db/audit_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "check/bound.h"
#include "db/connection.h"
#include "db/replacement.h"
#include "db/statement.h"
#include "db/questions.h"

enum { STRATUM_MAX = 64 };

struct named_stratum {
    char name[STRATUM_MAX];
    struct check_stratum counts;
    bool stopped; /* a cell that nobody looked at stands before the rest */
};

struct strata {
    struct named_stratum *all;
    size_t n, room;
};

static enum status find_stratum(struct strata *strata, const char *name,
                                struct named_stratum **out, struct fault *fault)
{
    *out = NULL;
    for (size_t i = 0; i < strata->n && *out == NULL; i++)
        if (strcmp(strata->all[i].name, name) == 0)
            *out = &strata->all[i];
    if (*out != NULL)
        return ST_OK;
    if (strata->n == strata->room) {
        size_t room = strata->room * 2 + 16;
        struct named_stratum *more =
            realloc(strata->all, room * sizeof *more);

        if (more == NULL)
            return fault_set(fault, ST_NOMEM, "count the audit: out of memory");
        strata->all = more;
        strata->room = room;
    }
    *out = &strata->all[strata->n++];
    **out = (struct named_stratum){0};
    (void)text_copy((*out)->name, sizeof(*out)->name, name);
    return ST_OK;
}

/* Accepted ones that nobody decided, and those of the audit. */
static const char SIZES[] =
    "SELECT " DB_AUDIT_STRATUM ", count(*)"
    " FROM cell_now n JOIN sheet s ON s.id = n.sheet_id"
    " JOIN reading r ON r.cell_id = n.id JOIN verdict v ON v.cell_id = n.id"
    " LEFT JOIN audit a ON a.page_id = n.page_id AND a.form = n.form"
    "  AND a.sheet = n.sheet AND a.row = n.row AND a.column_code = n.column_code"
    " WHERE " DB_SHEET_COUNTS " AND r.state <> 'withheld'"
    " AND (a.id IS NOT NULL"
    "  OR (v.status = 'accepted' AND n.decision_id IS NULL)) GROUP BY 1";

static enum status count_cells(struct db_archive *archive,
                               struct strata *strata, struct fault *fault)
{
    char name[STRATUM_MAX];
    struct named_stratum *stratum;
    struct db_statement s;
    enum status rc = db_prepare(archive, "count the audit", SIZES, &s, fault);

    while (rc == ST_OK && (rc = db_step(&s, fault)) == ST_OK) {
        db_column_text(&s, 0, name, sizeof name);
        rc = find_stratum(strata, name, &stratum, fault);
        if (rc == ST_OK)
            stratum->counts.cells = (size_t)db_column_int64(&s, 1);
    }
    db_finish(&s);
    return rc == ST_NONE ? ST_OK : rc;
}

/* The latest word on each drawn cell since the draw. A cell that is gone, for
 * its page was read otherwise meanwhile, counts no more unless it was decided.
 */
static const char WORDS[] =
    "SELECT a.stratum, d.id IS NOT NULL, d.value = a.value FROM audit a"
    " LEFT JOIN decision d ON d.id = (SELECT max(e.id) FROM decision e"
    "  WHERE e.page_id = a.page_id AND e.form = a.form AND e.row = a.row"
    "  AND e.sheet = a.sheet AND e.column_code = a.column_code"
    "  AND e.id > a.after_decision"
    "  AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.decision_id = e.id))"
    " WHERE d.id IS NOT NULL OR EXISTS (SELECT 1 FROM cell c"
    "  JOIN sheet s ON s.id = c.sheet_id"
    "  WHERE s.page_id = a.page_id AND s.form = a.form"
    "  AND s.number = a.sheet AND c.row = a.row"
    "  AND c.column_code = a.column_code AND " DB_SHEET_COUNTS ")"
    " ORDER BY a.id";

static enum status count_words(struct db_archive *archive,
                               struct strata *strata, struct db_audit *out,
                               struct fault *fault)
{
    char name[STRATUM_MAX];
    struct named_stratum *stratum;
    struct db_statement s;
    enum status rc = db_prepare(archive, "count the audit", WORDS, &s, fault);

    while (rc == ST_OK && (rc = db_step(&s, fault)) == ST_OK) {
        bool decided = db_column_bool(&s, 1);

        out->drawn++;
        db_column_text(&s, 0, name, sizeof name);
        rc = find_stratum(strata, name, &stratum, fault);
        if (rc != ST_OK)
            break;
        stratum->stopped |= !decided;
        if (stratum->stopped)
            continue;
        stratum->counts.checked++;
        stratum->counts.wrong += !db_column_bool(&s, 2);
    }
    db_finish(&s);
    return rc == ST_NONE ? ST_OK : rc;
}

/* Small strata become one, at the end; @merged has room for n + 1. */
static size_t merge(const struct strata *strata, struct check_stratum *merged)
{
    struct check_stratum small = {0};
    size_t all = 0, n = 0;

    for (size_t i = 0; i < strata->n; i++)
        all += strata->all[i].counts.cells;
    for (size_t i = 0; i < strata->n; i++) {
        const struct check_stratum *one = &strata->all[i].counts;

        if (!check_is_small_stratum(one->cells, all)) {
            merged[n++] = *one;
            continue;
        }
        small.cells += one->cells;
        small.checked += one->checked;
        small.wrong += one->wrong;
    }
    if (small.cells > 0)
        merged[n++] = small;
    return n;
}

static enum status sum_up(const struct strata *strata, struct db_audit *out,
                          struct fault *fault)
{
    struct check_stratum *merged = calloc(strata->n + 1, sizeof *merged);
    size_t n;

    if (merged == NULL)
        return fault_set(fault, ST_NOMEM, "count the audit: out of memory");
    n = merge(strata, merged);
    for (size_t i = 0; i < n; i++) {
        out->cells += (int64_t)merged[i].cells;
        out->checked += (int64_t)merged[i].checked;
        out->wrong += (int64_t)merged[i].wrong;
    }
    out->bound = check_strata_bound(merged, n, DB_AUDIT_CONFIDENCE);
    out->checks_to_halve =
        (int64_t)check_checks_to_halve(merged, n, DB_AUDIT_CONFIDENCE);
    free(merged);
    return ST_OK;
}

enum status db_find_audit(struct db_archive *archive, struct db_audit *out,
                          struct fault *fault)
{
    struct strata strata = {0};
    enum status rc;

    *out = (struct db_audit){0};
    rc = count_cells(archive, &strata, fault);
    if (rc == ST_OK)
        rc = count_words(archive, &strata, out, fault);
    if (rc == ST_OK)
        rc = sum_up(&strata, out, fault);
    free(strata.all);
    return rc;
}
