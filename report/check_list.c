/* Chapter 5 of the office's own rules for its data; those that nothing makes yet
 * are not listed. */
#include "report/check_list.h"

#include <stddef.h>
#include <string.h>

const struct report_check REPORT_CHECKS[] = {
    {"A1", FINDING_ERROR, "合计行 = 各行之和；上级表所列 = 本单位合计",
     "total row = sum of its rows; list above = the unit's own total", true},
    {"A2", FINDING_ERROR, "各栏之间的等式", "identities between columns", true},
    {"A3", FINDING_ERROR, "其中 ≤ 总数", "a part is at most its whole", true},
    {"B1", FINDING_ERROR, "期初 = 上期期末",
     "what a period begins with = what the last one ended with", true},
    {"B2", FINDING_ERROR, "期末 = 期初 + 增 − 减",
     "end = beginning + what came - what went", true},
    {"B3", FINDING_ERROR, "累计 = 上月累计 + 本月",
     "running total = last month's + this month's", true},
    {"B4", FINDING_ERROR, "各月之和 = 本期；末月存量 = 期末",
     "months add up to the period; its last stock is the last month's", true},
    {"B5", FINDING_WARNING, "与去年同期之差 = 本期 − 去年同期",
     "change on the year = this year's - last year's", true},
    {"C1", FINDING_ERROR, "同一数在不同表上相符",
     "one figure on several forms is the same", true},
    {"C4", FINDING_ERROR, "分项相加 = 总计", "kinds add up to the whole", true},
    {"D1", FINDING_WARNING, "按月的表缺月", "a monthly form lacks months",
     false},
    {"D3", FINDING_WARNING, "同一单位、表、期来了两次",
     "the same unit, form and period came twice", false},
    {"D4", FINDING_WARNING, "表头与各数不符", "header and figures disagree",
     true},
    {"E3", FINDING_INFO, "与上期逐格相同",
     "every cell is the same as in the period before", false},
    {"P1", FINDING_WARNING, "格间有字迹", "ink that belongs to no cell", true},
    {"P2", FINDING_WARNING, "字迹伸入邻格", "writing that reaches another cell",
     true},
    {"P3", FINDING_WARNING, "本页另有未读的表", "a table that was not read",
     true},
    {NULL, FINDING_INFO, NULL, NULL, false},
};

const struct report_check *report_find_check(const char *id)
{
    for (const struct report_check *check = REPORT_CHECKS; check->id != NULL;
         check++)
        if (strcmp(check->id, id) == 0)
            return check;
    return NULL;
}
