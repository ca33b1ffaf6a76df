/*
 * D5: who signed and when, as flags: which of the printed fields for it was left
 * empty. What an archive without personal columns withheld is not known to be
 * there or not, and not told. A seal is lifted off before reading and leaves no
 * trace in the archive.
 */
#include <stdio.h>
#include <string.h>

#include "report/check_find.h"

static const struct {
    const char *field, *zh, *en;
} SIGNS[] = {
    {"leader", "负责人", "leader"},
    {"stat_leader", "统计负责人", "head of statistics"},
    {"filler", "填表人", "filled in by"},
    {"report_date", "报出日期", "date"},
};

static void check_signs(struct check_finder *finder,
                        const struct check_paper *paper)
{
    char zh[120] = "", en[120] = "";
    size_t used_zh = 0, used_en = 0;
    struct db_finding out;

    check_begin(&out, "D5", paper, 0);
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++) {
        const struct check_cell *cell =
            check_paper_field(paper, SIGNS[i].field);

        if (cell == NULL || cell->waits || cell->state != READ_BLANK)
            continue;
        check_name_cell(&out, paper, paper, 0, cell->column);
        used_zh += (size_t)snprintf(zh + used_zh, sizeof zh - used_zh, "%s%s",
                                    used_zh > 0 ? "、" : "", SIGNS[i].zh);
        used_en += (size_t)snprintf(en + used_en, sizeof en - used_en, "%s%s",
                                    used_en > 0 ? ", " : "", SIGNS[i].en);
    }
    if (used_zh == 0)
        return;
    check_say(&out, REPORT_CHINESE, "未填：%s", zh);
    check_say(&out, REPORT_ENGLISH, "left empty: %s", en);
    check_tell(finder, &out);
}

void check_find_signs(struct check_finder *finder)
{
    for (size_t i = 0; i < finder->papers->n; i++)
        check_signs(finder, &finder->papers->all[i]);
}
