#include "check/option.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "check/learned.h"

/* "12", "9.081", "88.5%": true and its figure; a mark or nothing is 0. */
static bool read_figure(const char *text, double *value)
{
    char *end = NULL;

    *value = 0;
    if (text[0] == '\0')
        return true;
    *value = strtod(text, &end);
    if (strcmp(end, "%") == 0 || strcmp(end, "‰") == 0)
        end += strlen(end);
    return end != text && *end == '\0';
}

static int find_value(const struct option_list *list, double value)
{
    for (int i = 0; i < list->n; i++)
        if (fabs(list->options[i].value - value) < 1e-9)
            return i;
    return -1;
}

static struct option *add_option(struct option_list *list, double value,
                                 const char *text, enum option_origin origin)
{
    struct option *option;

    if (list->n == OPTIONS_MAX)
        return NULL;
    option = &list->options[list->n++];
    *option = (struct option){.value = value, .origin = origin};
    (void)text_copy(option->text, sizeof option->text, text);
    return option;
}

/* Further candidates share what the first one leaves: most of it by their
 * scores, the rest alike, since a low score is often a scorer's whim. */
static void share_out(struct option_list *list, const struct reading *reading,
                      double left)
{
    double sum = 0;

    for (int i = 1; i < list->n; i++)
        sum += reading->candidates[list->options[i].candidate].score;
    for (int i = 1; i < list->n; i++) {
        double score = reading->candidates[list->options[i].candidate].score;
        double share = sum > 0 ? score / sum : 0;

        list->options[i].prior = left * ((1 - LEARNED_SHARED_ALIKE) * share +
                                         LEARNED_SHARED_ALIKE / (list->n - 1));
    }
}

bool option_list_make(const struct reading *reading, double chance,
                      bool unsigned_only, struct option_list *out)
{
    double left = 1 - chance;

    *out = (struct option_list){.n = 0};
    if (reading->state == READ_ILLEGIBLE || reading->state == READ_WITHHELD ||
        reading->state == READ_DITTO)
        return false;
    if (reading->state == READ_BLANK || reading->n_candidates == 0) {
        if (reading->state == READ_VALUE || reading->state == READ_STRUCK)
            return false;
        add_option(out, 0, "", OPTION_READ)->prior = chance;
        out->rest = left;
        return true;
    }
    for (int i = 0; i < reading->n_candidates; i++) {
        const char *text = reading->candidates[i].value;
        double value;
        struct option *option;

        if (!read_figure(text, &value)) {
            if (i == 0)
                return false;
            continue;
        }
        if (i > 0 &&
            (find_value(out, value) >= 0 || (unsigned_only && value < 0)))
            continue;
        option = add_option(out, value, text, OPTION_READ);
        if (option != NULL)
            option->candidate = i;
    }
    out->options[0].prior = chance;
    left = fmax(left - LEARNED_UNSEEN, 0);
    share_out(out, reading, left * LEARNED_AMONG_READ);
    out->rest =
        left * (out->n > 1 ? 1 - LEARNED_AMONG_READ : 1) + LEARNED_UNSEEN;
    return true;
}

bool option_list_say(struct option_list *list, const char *value)
{
    double number;

    *list = (struct option_list){.n = 0};
    if (!read_figure(value, &number))
        return false;
    add_option(list, number, value, OPTION_READ)->prior = 1;
    return true;
}

/* ---- one confusion ---- */

static bool is_one_other(const char *a, const char *b)
{
    int other = 0;

    for (; *a != '\0'; a++, b++)
        if (*a != *b)
            other += *a == '.' || *b == '.' ? 2 : 1;
    return other == 1;
}

/* @longer with one character left out; of a figure, not its point. */
static bool is_one_more(const char *longer, const char *shorter)
{
    size_t i = 0;

    while (shorter[i] != '\0' && longer[i] == shorter[i])
        i++;
    return longer[i] != '.' && strcmp(longer + i + 1, shorter + i) == 0;
}

/* What was struck out or a rule stands before the figure. */
static bool is_tail(const char *longer, const char *tail)
{
    size_t n = strlen(longer), m = strlen(tail);

    return m > 0 && n > m && strcmp(longer + n - m, tail) == 0;
}

static bool is_point_lost(const char *a, const char *b)
{
    size_t at = strcspn(b, ".");

    return b[at] == '.' && strchr(a, '.') == NULL && strncmp(a, b, at) == 0 &&
           strcmp(a + at, b + at + 1) == 0;
}

static bool is_one_confusion(const char *read, const char *text)
{
    size_t n = strlen(read), m = strlen(text);

    if (n == 0 || m == 0)
        return n + m <= 2; /* a dash that is a lying 1, or the reverse */
    if (n == m)
        return is_one_other(read, text);
    if (is_point_lost(read, text) || is_point_lost(text, read))
        return true;
    if (n == m + 1)
        return is_one_more(read, text);
    return m == n + 1 && is_one_more(text, read);
}

typedef bool confusion_test(const char *read, const char *text);

/* The two best only: from all eight one confusion leads everywhere. */
static bool is_near(const struct reading *reading, const char *text,
                    confusion_test *test)
{
    for (int i = 0; i < reading->n_candidates && i < 2; i++)
        if (test(reading->candidates[i].value, text))
            return true;
    return false;
}

/* ---- options that sums ask for ---- */

/* The chance that @text was misread as what was read, by a confusion; 0 when
 * there is none. */
static double confusion_chance(const struct option_list *list,
                               const struct reading *reading, const char *text)
{
    double length = (double)strlen(list->options[0].text) + 1;

    if (is_near(reading, text, is_tail))
        return list->rest * LEARNED_TAIL / length;
    if (is_near(reading, text, is_one_confusion))
        return list->rest * LEARNED_EDITED / (LEARNED_EDITS * length);
    return 0;
}

void option_list_want(struct option_list *list, const struct reading *reading,
                      const struct value_type *type, double value)
{
    int decimals =
        type->decimals < 0 || type->kind == VALUE_COUNT ? 0 : type->decimals;
    char text[OPTION_TEXT_MAX];
    struct option *option;
    double check, chance;

    if (value < -1e-9 || value > 1e9 || find_value(list, value) >= 0 ||
        reading->state == READ_BLANK)
        return;
    (void)snprintf(text, sizeof text, "%.*f", decimals, fabs(value));
    if (!read_figure(text, &check) || fabs(check - value) > 1e-6)
        return; /* the column cannot hold it */
    if (check == 0 && !is_near(reading, text, is_one_confusion))
        text[0] = '\0';
    chance = confusion_chance(list, reading, text);
    option = add_option(list, value, text,
                        chance > 0 ? OPTION_EDITED : OPTION_WANTED);
    if (option != NULL)
        option->prior = chance > 0
                            ? chance
                            : list->rest * (1 - LEARNED_EDITED - LEARNED_TAIL) /
                                  LEARNED_ANYTHING;
}

void option_list_set_clerk(struct option_list *list, double clerk)
{
    for (int k = 1; k < list->n; k++)
        list->options[k].slip = clerk * list->options[0].prior / LEARNED_SPREAD;
}

double option_misread_share(const struct option *option)
{
    return option->prior / fmax(option->prior + option->slip, 1e-12);
}
