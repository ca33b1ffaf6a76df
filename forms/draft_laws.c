/*
 * Which columns add up to which: every run of neighbours, every pair, and runs
 * with one term taken away are tried against every column, and what holds on
 * all rows with more digits than chance explains is proposed. Of laws that say
 * the same on this page only the likeliest is kept.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/draft_bounds.h"
#include "forms/draft_distinct.h"
#include "forms/draft_evidence.h"
#include "forms/draft_products.h"
#include "forms/draft_steps.h"

/* Digits beyond those that as many tries find by chance. */
static const double MARGIN_DIGITS = 2;
/* A law with a failing row needs so many times the evidence, and so many
 * holding rows for each. */
static const double SLIP_EVIDENCE = 2;
enum {
    LEAST_HELD = 2,
    HELD_FOR_SLIP = 5,
    STRIDE_MAX = 3,
    LEAST_BALANCE = 3,
    MOST_BALANCE = 7,
    LEAST_MEAN = 3,
    RANK_PAIR = 4,
    RANK_BALANCE = 5,
    RANK_MEAN = 6
};
static const double LEFT_OUT = 10; /* the modulus of one leading figure */

struct search {
    const struct draft_figures *figures;
    const struct form *form;
    struct draft_found *found;
    size_t n, room;
    size_t tries;
    bool counting; /* first only how many tries there are */
    bool failed;   /* out of memory */
};

/* Where only some rows hold, which ones might have been chosen in many ways. */
static double digits_of_choice(const struct draft_evidence *evidence)
{
    int fewer =
        evidence->held < evidence->failed ? evidence->held : evidence->failed;

    return fewer * log10(evidence->held + evidence->failed + 1.0);
}

static bool is_convincing(const struct search *search,
                          const struct draft_evidence *evidence)
{
    double needed = log10((double)search->tries + 1) + MARGIN_DIGITS +
                    digits_of_choice(evidence);

    if (evidence->held < LEAST_HELD || evidence->digits < needed)
        return false;
    if (evidence->failed_surely == 0)
        return true;
    return evidence->held >= HELD_FOR_SLIP * evidence->failed_surely &&
           evidence->digits >= SLIP_EVIDENCE * needed;
}

static void keep(struct search *search, const struct draft_relation *relation,
                 const struct draft_evidence *evidence)
{
    struct draft_found *more;

    if (search->n == search->room) {
        size_t room = search->room == 0 ? 16 : 2 * search->room;
        more = realloc(search->found, room * sizeof *more);
        search->failed = search->failed || more == NULL;
        if (more == NULL)
            return;
        search->found = more;
        search->room = room;
    }
    search->found[search->n++] = (struct draft_found){*relation, *evidence};
}

static void try_relation(struct search *search,
                         const struct draft_relation *relation)
{
    struct draft_evidence evidence;

    if (search->counting) {
        search->tries++;
        return;
    }
    evidence = draft_weigh(search->figures, relation);
    if (is_convincing(search, &evidence))
        keep(search, relation, &evidence);
}

/* Do both columns stand under the same cell of the header? */
static bool share_header(const struct form *form, int a, int b)
{
    const char *p = form->columns[a].header[0];
    const char *q = form->columns[b].header[0];

    return p != NULL && q != NULL && form->columns[a].header[1] != NULL &&
           form->columns[b].header[1] != NULL && strcmp(p, q) == 0;
}

static int rank_of_run(const struct form *form, int target, int first, int last,
                       int stride)
{
    bool together = true, beside = target == first - 1 || target == last + 1;
    bool whole;

    for (int c = first; c < last; c += stride)
        together = together && share_header(form, c, c + stride);
    /* all columns of one header, its total among them or beside it */
    whole = together && stride == 1 &&
            (last + 1 >= (int)form->n_columns ||
             !share_header(form, last, last + 1) || target == last + 1) &&
            (first == 0 || !share_header(form, first - 1, first) ||
             target == first - 1);
    if (whole && beside)
        return 0;
    return stride > 1 ? 3 : beside ? 1 : 2;
}

static bool usable_run(const struct search *search, int target, int first,
                       int last, int stride)
{
    for (int c = first; c <= last; c += stride)
        if (c == target || !draft_is_figure(&search->form->columns[c]))
            return false;
    return true;
}

static struct draft_relation run_relation(const struct search *search,
                                          int target, int first, int last,
                                          int stride)
{
    struct draft_relation run = {.target = target};

    for (int c = first; c <= last && run.n < DRAFT_TERMS_MAX; c += stride) {
        run.columns[run.n] = c;
        run.signs[run.n++] = 1;
    }
    run.rank = rank_of_run(search->form, target, first, last, stride);
    return run;
}

/* start + in - out = end: the run lies beside its end, and any of its terms but
 * the first may be taken away. */
static void try_balances(struct search *search, struct draft_relation run)
{
    int first = run.columns[0], last = run.columns[run.n - 1];

    if (run.n < LEAST_BALANCE || run.n > MOST_BALANCE ||
        (run.target != last + 1 && run.target != first - 1))
        return;
    run.rank = RANK_BALANCE;
    for (unsigned minus = 2; minus < 1u << run.n; minus += 2) {
        for (int i = 0; i < run.n; i++)
            run.signs[i] = (minus >> i & 1) != 0 ? -1 : 1;
        try_relation(search, &run);
    }
}

/* What two columns' headers have in common, from the top, in levels. */
static int common_levels(const struct form *form, int a, int b)
{
    int level = 0;

    while (level < FORM_HEADER_LEVELS &&
           form->columns[a].header[level] != NULL &&
           form->columns[b].header[level] != NULL &&
           strcmp(form->columns[a].header[level],
                  form->columns[b].header[level]) == 0)
        level++;
    return level;
}

static bool says_of_which(const struct form_column *column, int level)
{
    static const char OF_WHICH[] = "其中";

    return level < FORM_HEADER_LEVELS && column->header[level] != NULL &&
           strncmp(column->header[level], OF_WHICH, strlen(OF_WHICH)) == 0;
}

/* A total over the groups beside it under one header: each group gives its
 * first column, which is its own total. */
static void try_tree(struct search *search, int target, int level)
{
    struct draft_relation tree = {.target = target};
    const struct form *form = search->form;

    for (int c = target + 1; c < (int)form->n_columns; c++) {
        bool starts = common_levels(form, c - 1, c) <= level;
        if (common_levels(form, target, c) < level)
            break;
        if (!starts || says_of_which(&form->columns[c], level))
            continue;
        if (!draft_is_figure(&form->columns[c]) || tree.n == DRAFT_TERMS_MAX)
            return;
        tree.columns[tree.n] = c;
        tree.signs[tree.n++] = 1;
    }
    if (tree.n >= 2)
        try_relation(search, &tree);
}

static bool has_one_figure_before_point(const struct search *search,
                                        const struct draft_relation *run)
{
    const struct draft_figures *figures = search->figures;

    for (int r = 0; r < figures->n_rows; r++)
        for (int i = -1; i < run->n; i++) {
            int c = i < 0 ? run->target : run->columns[i];
            if (figures->unit[c] >= 1 ||
                fabs(figures->values[r * figures->n_columns + c]) >= LEFT_OUT)
                return false;
        }
    return true;
}

static void try_means(struct search *search, struct draft_relation run)
{
    if (run.n < LEAST_MEAN)
        return;
    run.mean = true;
    run.rank = RANK_MEAN;
    try_relation(search, &run);
    if (!has_one_figure_before_point(search, &run))
        return;
    run.modulus = LEFT_OUT;
    run.rank++;
    try_relation(search, &run);
}

static void try_runs(struct search *search, int target, int stride)
{
    int n = search->figures->n_columns;

    for (int first = 0; first < n; first++)
        for (int last = first + stride; last < n; last += stride) {
            struct draft_relation run;
            if (!usable_run(search, target, first, last, stride))
                break;
            run = run_relation(search, target, first, last, stride);
            try_relation(search, &run);
            if (stride > 1)
                continue;
            try_balances(search, run);
            try_means(search, run);
        }
}

static void try_pairs(struct search *search, int target)
{
    int n = search->figures->n_columns;

    for (int a = 0; a < n; a++)
        for (int b = a + STRIDE_MAX + 1; b < n; b++) {
            struct draft_relation pair = {.target = target,
                                          .columns = {a, b},
                                          .signs = {1, 1},
                                          .n = 2,
                                          .rank = RANK_PAIR};
            if (search->figures->usable[a] && search->figures->usable[b] &&
                a != target && b != target)
                try_relation(search, &pair);
        }
}

static void try_all(struct search *search)
{
    for (int target = 0; target < search->figures->n_columns; target++) {
        if (!search->figures->usable[target])
            continue;
        for (int stride = 1; stride <= STRIDE_MAX; stride++)
            try_runs(search, target, stride);
        try_pairs(search, target);
        for (int level = 1; level < FORM_HEADER_LEVELS; level++)
            try_tree(search, target, level);
    }
}

static int by_worth(const void *a, const void *b)
{
    const struct draft_found *p = a, *q = b;

    if (p->evidence.failed_surely != q->evidence.failed_surely)
        return p->evidence.failed_surely - q->evidence.failed_surely;
    if (p->relation.rank != q->relation.rank)
        return p->relation.rank - q->relation.rank;
    if (p->relation.n != q->relation.n)
        return p->relation.n - q->relation.n;
    return p->relation.target - q->relation.target;
}

static void add_text(char *text, size_t size, const char *more)
{
    size_t n = strlen(text);

    (void)snprintf(text + n, size - n, "%s", more);
}

/* "c3 = c4 + c5", "mean = mean(c1..c24)"; long runs as sum(c1..c9). */
static void write_law(const struct draft_relation *relation,
                      const struct form *form, char *text, size_t size)
{
    enum { LONG_RUN = 6 };
    const char *first = form->columns[relation->columns[0]].code;
    const char *last = form->columns[relation->columns[relation->n - 1]].code;
    bool run = relation->columns[relation->n - 1] - relation->columns[0] ==
                   relation->n - 1 &&
               relation->rank != RANK_BALANCE;

    (void)snprintf(text, size, "%s = ", form->columns[relation->target].code);
    if (run && (relation->mean || relation->n >= LONG_RUN)) {
        add_text(text, size, relation->mean ? "mean(" : "sum(");
        add_text(text, size, first);
        add_text(text, size, "..");
        add_text(text, size, last);
        add_text(text, size, ")");
        return;
    }
    for (int i = 0; i < relation->n; i++) {
        if (i > 0)
            add_text(text, size, relation->signs[i] > 0 ? " + " : " - ");
        add_text(text, size, form->columns[relation->columns[i]].code);
    }
}

static void note_law(const struct draft_evidence *evidence,
                     struct draft_note *note)
{
    int all = evidence->held + evidence->failed;

    if (evidence->failed == 0)
        draft_note(note, false, fault_words("held on all %d rows"), all);
    else if (evidence->failed_surely == 0)
        draft_note(note, true,
                   fault_words("held on %d of %d rows; the others are hard to "
                               "read"),
                   evidence->held, all);
    else
        draft_note(note, true,
                   fault_words("held on %d of %d rows: is it a law, and a slip "
                               "on the paper?"),
                   evidence->held, all);
}

static enum status take_laws(const struct search *search,
                             struct form_draft *draft, struct fault *fault)
{
    struct form *form = draft->form;

    form->laws = calloc(search->n + 1, sizeof *form->laws);
    draft->laws = calloc(search->n + 1, sizeof *draft->laws);
    if (form->laws == NULL || draft->laws == NULL)
        return fault_set(fault, ST_NOMEM, "draft: out of memory");
    for (size_t i = 0; i < search->n; i++) {
        const struct draft_found *found = &search->found[i];
        char text[8 * FORM_CODE_MAX * FORM_HEADER_LEVELS];
        write_law(&found->relation, form, text, sizeof text);
        form->laws[i].text = strdup(text);
        if (form->laws[i].text == NULL)
            return fault_set(fault, ST_NOMEM, "draft: out of memory");
        form->n_laws++;
        note_law(&found->evidence, &draft->laws[i]);
        if (found->relation.modulus > 0)
            form->page_modulus = found->relation.modulus;
    }
    return ST_OK;
}

enum status draft_find_laws(const struct draft_table *table,
                            struct form_draft *draft, struct fault *fault)
{
    struct draft_figures figures = {0};
    struct search search = {
        .figures = &figures, .form = draft->form, .counting = true};
    enum status rc = draft_figures_make(table, draft->form, &figures, fault);

    if (rc == ST_OK) {
        try_all(&search);
        search.counting = false;
        try_all(&search);
        if (search.n > 0)
            qsort(search.found, search.n, sizeof *search.found, by_worth);
        if (search.failed)
            rc = fault_set(fault, ST_NOMEM, "draft: out of memory");
    }
    if (rc == ST_OK)
        rc = draft_keep_distinct(&figures, search.found, &search.n, fault);
    if (rc == ST_OK)
        rc = take_laws(&search, draft, fault);
    if (rc == ST_OK)
        rc = draft_find_bounds(&figures, draft, fault);
    if (rc == ST_OK)
        rc = draft_find_products(&figures, draft, fault);
    free(search.found);
    draft_figures_clear(&figures);
    return rc;
}
