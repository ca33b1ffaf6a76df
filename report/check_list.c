/* The checks of data quality, those of paper and ink (P) after them. C3 is not
 * among them: it is of a text, and no form carries one. */
#include "report/check_list.h"

#include <stddef.h>
#include <string.h>

const struct report_check REPORT_CHECKS[] = {
    {"A1", FINDING_ERROR, "合计行 = 各行之和；上级表所列 = 本单位合计",
     "total row = sum of its rows; list above = the unit's own total", true},
    {"A2", FINDING_ERROR, "各栏之间的等式", "identities between columns", true},
    {"A3", FINDING_ERROR, "其中 ≤ 总数", "a part is at most its whole", true},
    {"A4", FINDING_WARNING, "印出的比率 = 重算的比率",
     "a printed rate = the rate of the counts beside it", false},
    {"A5", FINDING_INFO, "比率应由整数之比而来",
     "a printed rate is that of some whole number", false},
    {"A6", FINDING_INFO, "各占比之和 = 100", "shares of a whole come to 100",
     false},
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
    {"C2", FINDING_WARNING, "报告单、登记册的件数与台账、报表相符",
     "slips and registers count what ledgers and reports say", false},
    {"C4", FINDING_ERROR, "分项相加 = 总计", "kinds add up to the whole", true},
    {"C5", FINDING_INFO, "登记单、生育证之和不少于政策内出生",
     "slips and permits are no fewer than births within the policy", true},
    {"D1", FINDING_WARNING, "按月的表缺月", "a monthly form lacks months",
     false},
    {"D2", FINDING_INFO, "报出日期不晚于期限", "handed in by the deadline", false},
    {"D3", FINDING_WARNING, "同一单位、表、期来了两次",
     "the same unit, form and period came twice", false},
    {"D4", FINDING_WARNING, "表头与各数不符", "header and figures disagree",
     true},
    {"D5", FINDING_INFO, "签字、日期齐全", "signed and dated", false},
    {"E1", FINDING_WARNING, "数在可能的范围之内",
     "figures are in the range of what can be", false},
    {"E2", FINDING_WARNING, "存量各期平稳", "a stock keeps its course", false},
    {"E3", FINDING_INFO, "与上期逐格相同",
     "every cell is the same as in the period before", false},
    {"E4", FINDING_INFO, "各行不尽相同", "the rows of a column vary", false},
    {"E5", FINDING_WARNING, "日期、年份合理", "days and years can be", false},
    {"E6", FINDING_INFO, "编号连续", "running numbers run on", false},
    {"K1", FINDING_WARNING, "代码在代码表之内", "codes are those of the form",
     false},
    {"K2", FINDING_INFO, "身份证号格式（只计数）",
     "citizens' numbers are well formed (counts only)", false},
    {"P1", FINDING_WARNING, "格间有字迹", "ink that belongs to no cell", true},
    {"P2", FINDING_WARNING, "字迹伸入邻格", "writing that reaches another cell",
     true},
    {"P3", FINDING_WARNING, "本页另有未读的表", "a table that was not read",
     true},
    {"P4", FINDING_WARNING, "续表各页相连", "the parts of a table follow",
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
