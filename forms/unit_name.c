#include "forms/unit_name.h"

#include <string.h>

#include "base/text.h"

/* Offices that fill forms in for their township; the longest first. */
static const char *const OFFICES[] = {
    "人口和计划生育办公室", "人口与计划生育办公室", "计划生育服务站",
    "计划生育办公室", "人口计生办公室", "人口计生办", "卫生计生办",
    "社会事务办公室", "人民政府", "统计办公室", "统计工作站", "统计站",
    "计生站", "计生办", "卫计办", "统计办"};
static const char *const TOWNSHIPS[] = {"街道办事处", "街道", "镇", "乡"};
static const char *const VILLAGES[] = {"村民委员会", "居民委员会", "村委会",
                                       "居委会", "社区", "村"};

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n > m && strcmp(text + n - m, end) == 0;
}

static void drop_office(char *name)
{
    for (size_t i = 0; i < sizeof OFFICES / sizeof *OFFICES; i++)
        if (ends_with(name, OFFICES[i])) {
            name[strlen(name) - strlen(OFFICES[i])] = '\0';
            return;
        }
}

static bool is_village(const char *name)
{
    for (size_t i = 0; i < sizeof VILLAGES / sizeof *VILLAGES; i++)
        if (ends_with(name, VILLAGES[i]))
            return true;
    return false;
}

/* Behind the first township word, or NULL when nothing follows one. */
static const char *behind_township(const char *name)
{
    for (size_t i = 0; i < sizeof TOWNSHIPS / sizeof *TOWNSHIPS; i++) {
        const char *at = strstr(name, TOWNSHIPS[i]);
        if (at == NULL || at == name)
            continue;
        at += strlen(TOWNSHIPS[i]);
        if (*at != '\0')
            return at;
    }
    return NULL;
}

bool form_is_unit_name(const char *name)
{
    for (size_t i = 0; i < sizeof TOWNSHIPS / sizeof *TOWNSHIPS; i++)
        if (ends_with(name, TOWNSHIPS[i]))
            return true;
    return is_village(name);
}

void form_unit_name(const char *text, char *to, size_t size)
{
    char name[256];
    const char *village;

    while (*text == ':' || *text == '_' || *text == '.')
        text++;
    text_copy(name, sizeof name, text);
    drop_office(name);
    village = is_village(name) ? behind_township(name) : NULL;
    text_copy(to, size, village ? village : name);
}
