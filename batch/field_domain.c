#include "batch/field_domain.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* 计生月1表 on one form says nothing of 人口统1表 on another; that both count
 * 人, by order of one authority, does. */
static bool is_of_one_form(const char *field)
{
    return strcmp(field, "form_no") == 0 || strcmp(field, "approval_no") == 0;
}

void field_domain_name(const char *form, const char *field,
                       char name[FIELD_DOMAIN_MAX])
{
    if (is_of_one_form(field))
        (void)snprintf(name, FIELD_DOMAIN_MAX, "%s %s", form, field);
    else
        (void)snprintf(name, FIELD_DOMAIN_MAX, "%s", field);
}
