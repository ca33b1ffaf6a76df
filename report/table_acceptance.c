/*
 * 台帐资料验收表 of each village: its items as they were passed, both
 * signatures, and what follows: accepted when every item passed and both have
 * signed.
 */
#include <string.h>

#include "report/evidence.h"
#include "report/table_maker.h"
#include "report/wording.h"

static const char PASSED[] = "合格";

struct verdict_of_village {
    size_t n_items, n_passed, n_open, n_unsigned, n_unseen;
    bool doubt;
};

static void add_item(struct verdict_of_village *all,
                     const struct report_acceptance *item)
{
    all->n_items++;
    all->n_passed += strcmp(item->result, PASSED) == 0;
    all->n_open += item->result[0] == '\0';
    all->n_unsigned +=
        item->town == REPORT_UNSIGNED || item->village == REPORT_UNSIGNED;
    all->n_unseen += item->town == REPORT_NOT_TRANSCRIBED ||
                     item->village == REPORT_NOT_TRANSCRIBED;
    all->doubt = all->doubt || item->doubt;
}

static void put_signature(struct table_maker *maker,
                          enum report_signature signature)
{
    switch (signature) {
    case REPORT_SIGNED:
        table_put(maker, REPORT_GOOD, "%s", _("signed"));
        return;
    case REPORT_UNSIGNED:
        table_put(maker, REPORT_BAD, "%s", _("not signed"));
        return;
    case REPORT_NOT_TRANSCRIBED:
        table_put(maker, REPORT_ABSENT, "%s", _("not transcribed"));
        return;
    }
}

static void put_item(struct table_maker *maker,
                     const struct report_acceptance *item)
{
    bool passed = strcmp(item->result, PASSED) == 0;

    table_put(maker, REPORT_PLAIN, "%s", item->unit);
    table_put(maker, REPORT_PLAIN, "%s", item->item);
    table_put(maker,
              item->result[0] == '\0' ? REPORT_ABSENT
              : item->doubt           ? REPORT_UNSURE
              : passed                ? REPORT_GOOD
                                      : REPORT_BAD,
              "%s", item->result[0] == '\0' ? _("—") : item->result);
    table_put(maker, REPORT_PLAIN, "%s", item->rework);
    put_signature(maker, item->town);
    put_signature(maker, item->village);
    table_put(maker, REPORT_PLAIN, "%s", item->date);
}

/* The whole village in a line below its items. */
static void put_verdict(struct table_maker *maker, const char *unit,
                        const struct verdict_of_village *all)
{
    bool passed = all->n_passed == all->n_items;

    table_put(maker, REPORT_PLAIN, "%s", unit);
    table_put(maker, REPORT_PLAIN, "%s", _("all items"));
    if (!passed)
        table_put(maker, REPORT_BAD, "%s", _("to be put in order"));
    else if (all->doubt)
        table_put(maker, REPORT_UNSURE, "%s", _("to be checked"));
    else if (all->n_unsigned > 0)
        table_put(maker, REPORT_BAD, "%s", _("to be signed"));
    else if (all->n_unseen > 0)
        table_put(maker, REPORT_PLAIN, "%s",
                  _("passed; signatures stand on the original"));
    else
        table_put(maker, REPORT_GOOD, "%s", _("accepted"));
    table_put(maker, REPORT_PLAIN, "%zu/%zu", all->n_passed, all->n_items);
    for (int i = 0; i < 3; i++)
        table_put(maker, REPORT_PLAIN, "%s", "");
}

/* Villages that handed in no such sheet. */
static bool has_sheet(const struct report *report, const char *village)
{
    for (size_t i = 0; i < report->n_acceptance; i++)
        if (evidence_same_village(report->acceptance[i].unit, village))
            return true;
    return false;
}

static void put_missing(struct table_maker *maker, const char *village)
{
    table_put(maker, REPORT_PLAIN, "%s", village);
    table_put(maker, REPORT_PLAIN, "%s", _("all items"));
    table_put(maker, REPORT_BAD, "%s", _("missing"));
    for (int i = 0; i < 4; i++)
        table_put(maker, REPORT_PLAIN, "%s", "");
}

void table_acceptance(struct table_maker *maker)
{
    const struct report *report = maker->report;
    struct verdict_of_village all = {0};
    char whose[256];

    table_title(maker, _("Acceptance of ledgers and papers: %s"),
                table_whose(maker, whose, sizeof whose));
    table_column(maker, _("village"), false);
    table_column(maker, _("item"), false);
    table_column(maker, _("result"), false);
    table_column(maker, _("reworked"), true);
    table_column(maker, _("for the township"), false);
    table_column(maker, _("for the village"), false);
    table_column(maker, _("date"), false);
    for (size_t i = 0; i < report->n_acceptance; i++) {
        const struct report_acceptance *item = &report->acceptance[i];
        put_item(maker, item);
        add_item(&all, item);
        if (i + 1 == report->n_acceptance ||
            strcmp(report->acceptance[i + 1].unit, item->unit) != 0) {
            put_verdict(maker, item->unit, &all);
            all = (struct verdict_of_village){0};
        }
    }
    if (report->n_acceptance == 0) {
        table_note(maker, "%s", _("No such sheet is in the archive."));
        return;
    }
    for (size_t i = 0; i < report->n_villages; i++)
        if (!has_sheet(report, report->villages[i].name))
            put_missing(maker, report->villages[i].name);
}
