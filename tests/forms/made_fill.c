#include "made_fill.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

enum { TEXT_MAX = 32768, ROWS = 6, MONTHS = 12 };

struct text {
    char bytes[TEXT_MAX];
    size_t n;
};

static void add(struct text *text, const char *format, ...)
    PRINTF_LIKE(2, 3);

static void add(struct text *text, const char *format, ...)
{
    va_list values;

    va_start(values, format);
    text->n += (size_t)vsnprintf(text->bytes + text->n, TEXT_MAX - text->n,
                                 format, values);
    va_end(values);
    assert_true(text->n < TEXT_MAX);
}

/* A row's label: the form's own kind of name. */
static void add_label(struct text *text, const struct form *form, int row,
                      int n_rows)
{
    static const char *const villages[] = {"上河村", "梨树沟村", "石盘村",
                                           "青泥村", "柳湾村"};
    static const char *const months[] = {"一月", "二月", "三月", "四月",
                                         "五月", "六月", "七月", "八月",
                                         "九月", "十月", "十一月", "十二月"};
    static const char *const items[] = {"出生登记", "死亡登记", "迁移登记",
                                        "节育登记", "流动人口", "会议记录"};

    if (row + 1 == n_rows && form->n_total_labels > 0)
        add(text, "%s", form->total_labels[0]);
    else if (form->rows == FORM_ROWS_MONTH)
        add(text, "%s", months[row % MONTHS]);
    else if (form->rows == FORM_ROWS_UNIT)
        add(text, "%s", villages[row % 5]);
    else if (form->rows == FORM_ROWS_ITEM)
        add(text, "%s", items[row % 6]);
    else
        add(text, "%d", row + 1);
}

static void add_value(struct text *text, const struct form_column *column,
                      int seed)
{
    switch (column->type.kind) {
    case VALUE_COUNT:
        if (column->type.max_digits == 1)
            add(text, "%d", seed % 3 + 1);
        else
            add(text, "%d", seed * 37 % 190 + 1);
        break;
    case VALUE_DECIMAL:
    case VALUE_PERCENT:
    case VALUE_PERMILLE:
        add(text, "%d.%d", seed % 80 + 10, seed % 10);
        break;
    case VALUE_MONEY:
        add(text, "%d.%02d", seed * 13 % 900 + 100, seed % 100);
        break;
    case VALUE_DATE:
        add(text, "2025.%d.%d", seed % 12 + 1, seed % 28 + 1);
        break;
    case VALUE_YEAR:
        add(text, "2025");
        break;
    case VALUE_MONTH:
        add(text, "%d", seed % 12 + 1);
        break;
    case VALUE_TEXT:
    case VALUE_CODE:
        if (column->type.n_words > 0)
            add(text, "%s",
                column->type.words[(size_t)seed % column->type.n_words]);
        else
            add(text, "第%d组", seed % 9 + 1);
        break;
    }
}

struct form_fill *made_fill(const struct form *form, const char *title)
{
    static struct text text;
    struct form_fill *fill = NULL;
    struct fault fault = {""};
    int n_rows = form->rows == FORM_ROWS_MONTH ? MONTHS + 1 : ROWS;

    text.n = 0;
    add(&text, "unit,青石镇\nyear,2025\n");
    if (title != NULL)
        add(&text, "title,%s\n", title);
    if (form->period_kind == 'm')
        add(&text, "month,6\n");
    if (form->period_kind == 'q')
        add(&text, "quarter,2\n");
    if (form->period_kind == 'h')
        add(&text, "half,1\n");
    add(&text, "\n");
    for (size_t c = 0; c < form->n_columns; c++)
        add(&text, "%s%s", c > 0 ? "," : "", form->columns[c].code);
    for (int row = 0; row < n_rows; row++)
        for (size_t c = 0; c < form->n_columns; c++) {
            add(&text, "%s", c > 0 ? "," : "\n");
            if (form->columns[c].is_label)
                add_label(&text, form, row, n_rows);
            else
                add_value(&text, &form->columns[c], row * 17 + (int)c * 5);
        }
    add(&text, "\n");
    if (form_fill_parse(text.bytes, text.n, form->id, &fill, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    return fill;
}
