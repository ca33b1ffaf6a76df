/* Why a relation may fail, the likeliest cause first. */
#include "check/explain.h"

#include <stdio.h>
#include <stdlib.h>

#include "forms/column_head.h"

enum { CAUSES_MAX = 16, CAUSES_TOLD = 2, CAUSE_WORDS = 224 };

/* Rarer causes are not worth a word. */
static const double RARE = 0.02;

struct cause {
    size_t cell;      /* misread there; BOARD_NO_CELL: the paper is wrong */
    const char *text; /* what it would be */
    double weight;
};

static int compare_causes(const void *a, const void *b)
{
    double x = ((const struct cause *)a)->weight;
    double y = ((const struct cause *)b)->weight;

    return (x < y) - (x > y);
}

/* Another option of one cell that would make the relation hold. */
static void add_cell(const struct board *board, const struct relation *relation,
                     size_t cell, struct cause *causes, int *n)
{
    const struct option_list *list = &board->cells[cell].list;

    for (int k = 0; k < list->n; k++) {
        const struct option *option = &list->options[k];
        double left, right, misread;

        if (k == board->cells[cell].taken ||
            !relation_holds(relation, board, cell, option->value, &left,
                            &right))
            continue;
        misread = k == 0 ? option->belief
                         : option->belief * option_misread_share(option);
        causes[0].weight += option->belief - misread;
        if (option->origin != OPTION_WANTED && misread >= RARE &&
            *n < CAUSES_MAX)
            causes[(*n)++] = (struct cause){cell, option->text, misread};
    }
}

static void tell_cause_words(const struct board *board,
                             const struct cause *cause, double share, char *zh,
                             char *en)
{
    const struct sheet_cell *cell;
    char name[160];

    if (cause->cell == BOARD_NO_CELL) {
        (void)snprintf(zh, CAUSE_WORDS, "原表算错（%.0f%%）", share);
        (void)snprintf(en, CAUSE_WORDS, "the paper's sum is off (%.0f %%)",
                       share);
        return;
    }
    cell = board->cells[cause->cell].at;
    column_name(board_column(board, cause->cell), name, sizeof name);
    (void)snprintf(zh, CAUSE_WORDS, "第%d行 %s 应为 %.12s（%.0f%%）", cell->row,
                   name, cause->text, share);
    (void)snprintf(en, CAUSE_WORDS, "%s in row %d is %.12s (%.0f %%)", name,
                   cell->row, cause->text, share);
}

/* Readings that are not even among the options have their part too: what is
 * told adds up to less than all where something else may stand there. */
static int list_causes(const struct board *board,
                       const struct relation *relation, struct cause *causes)
{
    int n = 1;

    causes[0] = (struct cause){.cell = BOARD_NO_CELL,
                               .weight = relation->clerk};
    for (size_t i = 0; i < relation->n_terms; i++)
        add_cell(board, relation, relation->terms[i].cell, causes, &n);
    return n;
}

double explain_paper_chance(const struct board *board,
                            const struct relation *relation)
{
    struct cause causes[CAUSES_MAX];

    (void)list_causes(board, relation, causes);
    return causes[0].weight;
}

void explain_causes(const struct board *board, const struct relation *relation,
                    char *zh, char *en, size_t size)
{
    struct cause causes[CAUSES_MAX];
    double all = 0;
    size_t used_zh = 0, used_en = 0;
    int n = list_causes(board, relation, causes);

    zh[0] = en[0] = '\0';
    for (int i = 0; i < n; i++)
        all += causes[i].weight;
    if (all < RARE)
        return;
    qsort(causes, (size_t)n, sizeof *causes, compare_causes);
    for (int i = 0; i < n && i < CAUSES_TOLD; i++) {
        char one_zh[CAUSE_WORDS], one_en[CAUSE_WORDS];
        double share = causes[i].weight / all;

        if (share < RARE || used_zh >= size || used_en >= size)
            break;
        tell_cause_words(board, &causes[i], 100 * share, one_zh, one_en);
        used_zh +=
            (size_t)snprintf(zh + used_zh, size - used_zh, "；%s", one_zh);
        used_en +=
            (size_t)snprintf(en + used_en, size - used_en, "; %s", one_en);
    }
}
