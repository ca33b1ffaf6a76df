#include "print_forms.h"

#define COUNT {.kind = VALUE_COUNT}
#define TEXT {.kind = VALUE_TEXT}

static struct form_column COLUMNS[] = {
    {.code = "unit", .header = {"单位"}, .type = TEXT, .is_label = true},
    {.code = "c1", .header = {"期末人口", "常住人口"}, .type = COUNT},
    {.code = "c2", .header = {"期末人口", "育龄妇女"}, .type = COUNT},
    {.code = "c3", .header = {"已婚育龄妇女孩次", "小计"}, .type = COUNT},
    {.code = "c4", .header = {"已婚育龄妇女孩次", "无孩|零孩"}, .type = COUNT},
    {.code = "c5", .header = {"已婚育龄妇女孩次", "一孩"}, .type = COUNT},
    {.code = "c6", .header = {"备注"}, .type = TEXT, .ditto = true},
};

static struct form_field FIELDS[] = {
    {.name = "title", .label = "", .type = TEXT},
    {.name = "unit", .label = "填报单位（盖章）|填报单位", .type = TEXT},
    {.name = "year", .label = "", .type = {.kind = VALUE_YEAR}},
    {.name = "month", .label = "", .type = {.kind = VALUE_MONTH}},
    {.name = "measure", .label = "计量单位", .type = TEXT},
    {.name = "form_no", .label = "表号", .type = TEXT},
    {.name = "filler", .label = "填表人：", .type = TEXT},
    {.name = "report_date", .label = "报出日期", .type = {.kind = VALUE_DATE}},
};

static char *TITLES[] = {"乡（镇）人口基本情况一览表"};
static char *TOTALS[] = {"合计", "全镇合计"};

static const struct form MONTH = {
    .id = "T1", .version = 1, .titles = TITLES, .n_titles = 1,
    .rows = FORM_ROWS_UNIT, .header_levels = 2, .number_row = true,
    .total_labels = TOTALS, .n_total_labels = 2, .ruled_rows = true,
    .period_kind = 'm', .columns = COLUMNS,
    .n_columns = sizeof COLUMNS / sizeof *COLUMNS, .fields = FIELDS,
    .n_fields = sizeof FIELDS / sizeof *FIELDS,
};

const struct form *print_form_month(void)
{
    return &MONTH;
}
