/*
 * Which sheets are weighed together: those of all forms that laws connect, and
 * all of them while they are few. In a large archive each year is weighed by
 * itself, with the years before and after it to look at, so that one new page
 * does not weigh decades anew. Either way the groups follow from the sheets
 * alone. A sheet that no law connects with another is weighed again only for
 * what persons said on it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "db/connection.h"
#include "db/replacement.h"
#include "db/statement.h"
#include "db/weigh_rows.h"

/* Up to so many cells of a family are weighed in one go. */
enum { WHOLE_CELLS = 60000 };

/* The sheet itself and further parts of its table. */
#define PARTS                                                                  \
    "(SELECT s.id UNION ALL SELECT k.id FROM sheet k WHERE k.whole_id = s.id"  \
    "  AND k.id <> s.id)"

/* A sheet on which no law was tried was read with --no-check: its verdicts rest
 * on readings alone by its reader's wish. */
static const char SHEETS[] =
    "SELECT s.id, o.name, p.number, s.form, s.form_version,"
    " coalesce(l.unit_read, s.unit), coalesce(l.period_read, s.period),"
    " o.sha256, (SELECT count(*) FROM cell c WHERE c.sheet_id IN " PARTS "),"
    " (SELECT min(c.id) FROM cell c WHERE c.sheet_id = s.id),"
    " (SELECT max(d.id) FROM decision d WHERE d.page_id IN"
    "   (SELECT k.page_id FROM sheet k WHERE k.id IN " PARTS ")),"
    " coalesce(w.signature, ''), s.joined, s.number,"
    " (SELECT max(c.id) FROM cell c WHERE c.sheet_id IN " PARTS ")"
    " FROM sheet s JOIN page p ON p.id = s.page_id"
    " JOIN original o ON o.id = p.original_id"
    " LEFT JOIN sheet_header l ON l.sheet_id = s.id"
    " LEFT JOIN weighed w ON w.sheet_id = s.id"
    " WHERE " DB_SHEET_COUNTS " AND s.laws_tried > 0"
    /* The first part of a table stands for all. */
    " AND coalesce(s.whole_id, s.id) = s.id"
    " ORDER BY s.form, o.sha256, p.number, s.number";

static const struct form *find_form(const struct form_catalogue *catalogue,
                                    const char *id, int version)
{
    for (size_t i = 0; i < catalogue->n_forms; i++)
        if (catalogue->forms[i]->version == version &&
            strcmp(catalogue->forms[i]->id, id) == 0)
            return catalogue->forms[i];
    return NULL;
}

static void read_sheet(const struct db_statement *s, struct weigh_sheet *sheet)
{
    struct sha256_ctx ctx;
    char text[DB_DIGEST_SIZE];

    sheet->id = db_column_int64(s, 0);
    db_column_text(s, 5, sheet->unit, sizeof sheet->unit);
    db_column_text(s, 6, sheet->period, sizeof sheet->period);
    sheet->n_cells = db_column_int64(s, 8);
    sheet->decided = db_column_int64(s, 10) > 0;
    db_column_text(s, 11, sheet->signature, sizeof sheet->signature);
    sha256_init(&ctx);
    db_column_text(s, 7, text, sizeof text);
    db_digest_text(&ctx, text);
    db_digest_text(&ctx, sheet->form->id);
    db_digest_int(&ctx, sheet->form->version);
    db_digest_int(&ctx, db_column_int(s, 2));
    db_digest_int(&ctx, db_column_int(s, 13));
    db_digest_int(&ctx, db_column_int64(s, 9));
    db_digest_int(&ctx, db_column_int64(s, 10));
    /* A part that was read again has cells of higher numbers; one more, or one
     * fewer, is looked at together too. */
    if (db_column_int(s, 12) > 1) {
        db_digest_int(&ctx, db_column_int(s, 12));
        db_digest_int(&ctx, db_column_int64(s, 14));
    }
    db_digest_hex(&ctx, sheet->state);
}

static enum status add_sheet(struct weigh_list *list, struct weigh_sheet **out,
                             struct fault *fault)
{
    *out = NULL;
    if (list->n == list->room) {
        size_t room = list->room * 2 + 64;
        struct weigh_sheet *more = realloc(list->sheets, room * sizeof *more);

        if (more == NULL)
            return fault_set(fault, ST_NOMEM, "weigh sheets: out of memory");
        list->sheets = more;
        list->room = room;
    }
    *out = &list->sheets[list->n++];
    **out = (struct weigh_sheet){0};
    return ST_OK;
}

/* ---- families ---- */

static bool names_form(const struct form *form, const char *id)
{
    for (size_t i = 0; i < form->n_laws; i++) {
        const struct form_law *law = &form->laws[i];

        for (size_t k = 0; k < law->n_left + law->n_right; k++) {
            const struct form_term *term =
                k < law->n_left ? &law->left[k] : &law->right[k - law->n_left];
            const char *there = term->form[0] == '\0' ? form->id : term->form;

            if (form_term_is_far(term) && strcmp(there, id) == 0)
                return true;
        }
    }
    return false;
}

/* Lists of units may contain each other's totals. */
static bool is_related(const struct form *a, const struct form *b)
{
    return names_form(a, b->id) || names_form(b, a->id) ||
           (a == b && a->rows == FORM_ROWS_UNIT);
}

static void join_families(struct weigh_list *list, int from, int to)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->sheets[i].family == from)
            list->sheets[i].family = to;
}

/* Sheets come form by form: the first of each speaks for all. */
static void find_families(struct weigh_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        list->sheets[i].family =
            i > 0 && list->sheets[i - 1].form == list->sheets[i].form
                ? list->sheets[i - 1].family
                : (int)i;
    for (size_t i = 0; i < list->n; i++) {
        struct weigh_sheet *a = &list->sheets[i];

        if (i > 0 && list->sheets[i - 1].form == a->form) {
            a->far = list->sheets[i - 1].far;
            continue;
        }
        for (size_t k = 0; k < list->n; k++) {
            struct weigh_sheet *b = &list->sheets[k];

            if ((k > 0 && list->sheets[k - 1].form == b->form) ||
                !is_related(a->form, b->form))
                continue;
            a->far = true;
            if (a->family != b->family)
                join_families(list, b->family, a->family);
        }
    }
}

enum status weigh_list_load(struct db_archive *archive,
                            const struct form_catalogue *catalogue,
                            struct weigh_list *out, struct fault *fault)
{
    char id[FORM_ID_MAX];
    struct db_statement s;
    enum status rc = db_prepare(archive, "weigh sheets", SHEETS, &s, fault);

    *out = (struct weigh_list){0};
    while (rc == ST_OK && (rc = db_step(&s, fault)) == ST_OK) {
        struct weigh_sheet *sheet = NULL;
        const struct form *form;

        db_column_text(&s, 3, id, sizeof id);
        form = find_form(catalogue, id, db_column_int(&s, 4));
        if (form == NULL)
            continue;
        rc = add_sheet(out, &sheet, fault);
        if (rc != ST_OK)
            break;
        sheet->form = form;
        read_sheet(&s, sheet);
    }
    db_finish(&s);
    find_families(out);
    return rc == ST_NONE ? ST_OK : rc;
}

void weigh_list_clear(struct weigh_list *list)
{
    free(list->sheets);
    *list = (struct weigh_list){0};
}

/* ---- groups ---- */

static int year_of(const struct weigh_sheet *sheet)
{
    return atoi(sheet->period);
}

struct window {
    int family;
    size_t only; /* one sheet by itself; else the list's length */
    int year;    /* 0: all of them */
};

static bool is_member(const struct weigh_list *list, size_t at,
                      const struct window *window, bool *settled)
{
    const struct weigh_sheet *sheet = &list->sheets[at];
    int year = year_of(sheet);

    *settled = window->year == 0 || year == window->year;
    if (window->only < list->n)
        return at == window->only;
    return sheet->family == window->family &&
           (window->year == 0 || year == 0 || abs(year - window->year) <= 1);
}

static enum status fill_group(const struct weigh_list *list,
                              const struct window *window,
                              struct weigh_group *out, bool *dirty,
                              struct fault *fault)
{
    struct sha256_ctx ctx;

    *dirty = false;
    *out = (struct weigh_group){0};
    out->members = calloc(list->n + 1, sizeof *out->members);
    out->settled = calloc(list->n + 1, sizeof *out->settled);
    if (out->members == NULL || out->settled == NULL)
        return fault_set(fault, ST_NOMEM, "weigh sheets: out of memory");
    sha256_init(&ctx);
    for (size_t i = 0; i < list->n; i++)
        if (is_member(list, i, window, &out->settled[out->n])) {
            out->members[out->n++] = i;
            db_digest_text(&ctx, list->sheets[i].state);
        }
    db_digest_hex(&ctx, out->signature);
    for (size_t i = 0; i < out->n; i++)
        *dirty |=
            out->settled[i] && strcmp(list->sheets[out->members[i]].signature,
                                      out->signature) != 0;
    return ST_OK;
}

static void clear_group(struct weigh_group *group)
{
    free(group->members);
    free(group->settled);
}

static enum status add_group(const struct weigh_list *list,
                             const struct window *window,
                             struct weigh_groups *out, struct fault *fault)
{
    struct weigh_group group;
    bool dirty;
    enum status rc = fill_group(list, window, &group, &dirty, fault);

    if (rc == ST_OK && dirty) {
        struct weigh_group *more =
            realloc(out->groups, (out->n + 1) * sizeof *more);

        if (more == NULL) {
            rc = fault_set(fault, ST_NOMEM, "weigh sheets: out of memory");
        } else {
            out->groups = more;
            out->groups[out->n++] = group;
            return ST_OK;
        }
    }
    clear_group(&group);
    return rc;
}

static bool is_first_of_year(const struct weigh_list *list, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (list->sheets[i].family == list->sheets[at].family &&
            year_of(&list->sheets[i]) == year_of(&list->sheets[at]))
            return false;
    return true;
}

static enum status add_years(const struct weigh_list *list, int family,
                             struct weigh_groups *out, struct fault *fault)
{
    enum status rc = ST_OK;

    for (size_t i = 0; i < list->n && rc == ST_OK; i++)
        if (list->sheets[i].family == family && year_of(&list->sheets[i]) > 0 &&
            is_first_of_year(list, i))
            rc = add_group(
                list,
                &(struct window){family, list->n, year_of(&list->sheets[i])},
                out, fault);
    return rc;
}

static enum status add_family(const struct weigh_list *list, size_t first,
                              struct weigh_groups *out, struct fault *fault)
{
    int family = list->sheets[first].family;
    int64_t cells = 0;

    for (size_t i = first; i < list->n; i++)
        if (list->sheets[i].family == family)
            cells += list->sheets[i].n_cells;
    if (cells > WHOLE_CELLS)
        return add_years(list, family, out, fault);
    return add_group(list, &(struct window){family, list->n, 0}, out, fault);
}

static bool is_alone(const struct weigh_list *list, size_t at)
{
    size_t n = 0;

    for (size_t i = 0; i < list->n && n < 2; i++)
        n += list->sheets[i].family == list->sheets[at].family;
    return !list->sheets[at].far || n < 2;
}

static bool is_first_of_family(const struct weigh_list *list, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (list->sheets[i].family == list->sheets[at].family)
            return false;
    return true;
}

enum status weigh_groups_make(const struct weigh_list *list,
                              struct weigh_groups *out, struct fault *fault)
{
    enum status rc = ST_OK;

    *out = (struct weigh_groups){0};
    for (size_t i = 0; i < list->n && rc == ST_OK; i++) {
        const struct weigh_sheet *sheet = &list->sheets[i];

        if (!is_alone(list, i)) {
            if (is_first_of_family(list, i))
                rc = add_family(list, i, out, fault);
        } else if (sheet->decided || sheet->signature[0] != '\0') {
            rc = add_group(list, &(struct window){sheet->family, i, 0}, out,
                           fault);
        }
    }
    return rc;
}

void weigh_groups_clear(struct weigh_groups *groups)
{
    for (size_t i = 0; i < groups->n; i++)
        clear_group(&groups->groups[i]);
    free(groups->groups);
    *groups = (struct weigh_groups){0};
}
