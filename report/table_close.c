/*
 * 月月清, 五清 and 两相符: what must agree before a month is closed. Each check
 * is a sum over figures, written down in the catalogue.
 */
#include <string.h>

#include "report/table_maker.h"
#include "report/wording.h"

enum close_result { CHECK_HOLDS, CHECK_FAILS, CHECK_WAITS, CHECK_UNKNOWN };

static const struct {
    const char *text;
    enum report_mark mark;
} results[] = {
    [CHECK_HOLDS] = {N_("agrees"), REPORT_GOOD},
    [CHECK_FAILS] = {N_("DIFFERS"), REPORT_BAD},
    [CHECK_WAITS] = {N_("to be checked"), REPORT_UNSURE},
    [CHECK_UNKNOWN] = {N_("nothing to compare"), REPORT_ABSENT},
};

struct side {
    struct amount sum;
    bool there, sure, told;
};

static struct side add_up(const struct report *report,
                          const struct report_terms *terms)
{
    struct side side = {.there = true, .sure = true, .told = true};

    for (size_t i = 0; i < terms->n; i++) {
        const struct report_figure *figure =
            report_lookup(report, terms->term[i].name);
        side.there =
            side.there && figure->chosen >= 0 &&
            amount_add(side.sum, figure->value, terms->term[i].sign, &side.sum);
        side.sure = side.sure && figure->n_unreviewed == 0;
        side.told = side.told && figure->state != REPORT_HIDDEN;
    }
    return side;
}

static enum close_result judge(const struct side *left,
                               const struct side *right)
{
    if (!left->there || !right->there)
        return CHECK_UNKNOWN;
    if (left->sum.parts == right->sum.parts)
        return CHECK_HOLDS;
    return left->sure && right->sure ? CHECK_FAILS : CHECK_WAITS;
}

static void put_side(struct table_maker *maker, const struct side *side)
{
    char text[REPORT_VALUE_MAX];

    if (!side->there) {
        table_put(maker, REPORT_ABSENT, "%s", _("—"));
        return;
    }
    amount_text(side->sum, 0, text, sizeof text);
    table_put(maker, side->told ? REPORT_PLAIN : REPORT_ABSENT, "%s",
              side->told ? text : _("[s]"));
}

static void put_check(struct table_maker *maker,
                      const struct report_close *check, bool first,
                      enum close_result *result)
{
    bool chinese = maker->language == REPORT_CHINESE;
    struct side left = add_up(maker->report, &check->left);
    struct side right = add_up(maker->report, &check->right);

    *result = judge(&left, &right);
    table_put(maker, REPORT_PLAIN, "%s",
              !first    ? ""
              : chinese ? check->zh
                        : check->en);
    table_put(maker, REPORT_PLAIN, "%s",
              chinese ? check->what_zh : check->what_en);
    put_side(maker, &left);
    put_side(maker, &right);
    table_put(maker, results[*result].mark, "%s", _(results[*result].text));
}

void table_close(struct table_maker *maker)
{
    const struct report_catalogue *catalogue = maker->report->catalogue;
    size_t counts[4] = {0};
    char whose[256];

    table_title(maker, _("Closing: %s"),
                table_whose(maker, whose, sizeof whose));
    table_column(maker, _("item"), false);
    table_column(maker, _("what must agree"), false);
    table_column(maker, _("one side"), true);
    table_column(maker, _("other side"), true);
    table_column(maker, _("result"), false);
    for (uint32_t i = 0; i < catalogue->n_closes; i++) {
        enum close_result result;
        bool first = i == 0 || strcmp(catalogue->closes[i].zh,
                                      catalogue->closes[i - 1].zh) != 0;
        put_check(maker, &catalogue->closes[i], first, &result);
        counts[result]++;
    }
    table_note(maker,
               counts[CHECK_FAILS] + counts[CHECK_WAITS] > 0
                   ? _("Not to be closed yet: %zu agree, %zu differ, %zu wait "
                       "for a person, %zu have nothing to compare")
               : counts[CHECK_HOLDS] > 0
                   ? _("May be closed: %zu agree, %zu differ, %zu wait for a "
                       "person, %zu have nothing to compare")
                   : _("Nothing to close: %zu agree, %zu differ, %zu wait for "
                       "a person, %zu have nothing to compare"),
               counts[CHECK_HOLDS], counts[CHECK_FAILS], counts[CHECK_WAITS],
               counts[CHECK_UNKNOWN]);
}
