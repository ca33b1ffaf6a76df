/*
 * A letter that was folded for an envelope has a dark line from edge to edge,
 * as thin and as straight as a rule. It is told by its ends: a table's rules
 * stop at its frame, a fold goes on over the margins.
 */
#include "forms/rule_folds.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>

/* How far a fold runs past the outermost rules that it crosses, and a rule at
 * most, in inches. */
static const double FOLD_PAST_INCH = 0.3, RULE_PAST_INCH = 0.1;
/* The blurred edge of a fold, px. */
static const double BLUR_PX = 3;
/* A rule that tells where a table ends crosses so many others, */
enum { LEAST_CROSSED = 4 };
/* and so many of them must tell the same, and so large a share. */
enum { LEAST_RULES = 3 };
static const double MOST_END = 0.75;

/* How a rule stands to those that it crosses. */
struct crossing {
    size_t n;
    double before, after; /* px that it runs past the first and the last */
};

static bool crosses(const struct rule *rule, const struct rule *other,
                    double *at)
{
    double middle = (rule_start(rule) + rule_end(rule)) / 2;
    double across = rule_across(rule, middle);

    for (int n = 0; n < 2; n++) {
        *at = rule_across(other, across);
        across = rule_across(rule, *at);
    }
    return *at >= rule_start(rule) && *at <= rule_end(rule) &&
           across >= rule_start(other) && across <= rule_end(other);
}

static struct crossing find_crossing(const struct rule *rule,
                                     const struct rule_list *others)
{
    double first = INFINITY, last = -INFINITY, at;
    struct crossing found = {0, 0, 0};

    for (size_t i = 0; i < others->n_rules; i++) {
        if (!crosses(rule, &others->rules[i], &at))
            continue;
        found.n++;
        first = fmin(first, at);
        last = fmax(last, at);
    }
    if (found.n > 0) {
        found.before = first - rule_start(rule);
        found.after = rule_end(rule) - last;
    }
    return found;
}

static bool ends_with_table(const struct crossing *crossing, int dpi)
{
    return crossing->before <= RULE_PAST_INCH * dpi &&
           crossing->after <= RULE_PAST_INCH * dpi;
}

static bool runs_past(const struct crossing *crossing, int dpi)
{
    return crossing->n >= LEAST_CROSSED &&
           crossing->before >= FOLD_PAST_INCH * dpi &&
           crossing->after >= FOLD_PAST_INCH * dpi;
}

/* Marks the folds among @rules. */
static void mark_folds(const struct crossing *crossings, size_t n, int dpi,
                       bool *is_fold)
{
    size_t n_tell = 0, n_end = 0;

    for (size_t i = 0; i < n; i++) {
        n_tell += crossings[i].n >= LEAST_CROSSED;
        n_end += crossings[i].n >= LEAST_CROSSED &&
                 ends_with_table(&crossings[i], dpi);
    }
    for (size_t i = 0; i < n; i++)
        is_fold[i] = n_end >= LEAST_RULES &&
                     (double)n_end >= MOST_END * (double)n_tell &&
                     runs_past(&crossings[i], dpi);
}

static enum status find_folds(const struct rule_list *rules,
                              const struct rule_list *others, int dpi,
                              bool **is_fold, struct fault *fault)
{
    size_t n = rules->n_rules;
    struct crossing *crossings = calloc(n + 1, sizeof *crossings);

    *is_fold = calloc(n + 1, sizeof **is_fold);
    if (crossings == NULL || *is_fold == NULL) {
        free(crossings);
        return fault_set(fault, ST_NOMEM, "grid: folds");
    }
    for (size_t i = 0; i < n; i++)
        crossings[i] = find_crossing(&rules->rules[i], others);
    mark_folds(crossings, n, dpi, *is_fold);
    free(crossings);
    return ST_OK;
}

/* What lies along @rule is no thin line any more. */
static void wipe(const struct rule *rule, struct rule_plane *plane)
{
    int reach = (int)(rule->width / 2 + BLUR_PX);

    for (int x = (int)rule_start(rule); x <= (int)rule_end(rule); x++) {
        int y = (int)rule_across(rule, x);
        (void)pixRasterop(plane->thin, x, y - reach, 1, 2 * reach + 1, PIX_CLR,
                          NULL, 0, 0);
    }
}

static void drop(struct rule_list *list, const bool *is_fold,
                 struct rule_plane *plane)
{
    size_t kept = 0;

    for (size_t i = 0; i < list->n_rules; i++) {
        if (is_fold[i]) {
            wipe(&list->rules[i], plane);
            free(list->rules[i].points);
        } else {
            list->rules[kept++] = list->rules[i];
        }
    }
    list->n_rules = kept;
}

enum status rule_drop_folds(struct rule_list *lying, struct rule_list *standing,
                            struct rule_plane *planes, struct fault *fault)
{
    int dpi = planes[0].dpi;
    bool *lies = NULL, *stands = NULL;
    enum status rc = find_folds(lying, standing, dpi, &lies, fault);

    if (rc == ST_OK)
        rc = find_folds(standing, lying, dpi, &stands, fault);
    if (rc == ST_OK) {
        drop(lying, lies, &planes[0]);
        drop(standing, stands, &planes[1]);
    }
    free(lies);
    free(stands);
    return rc;
}
